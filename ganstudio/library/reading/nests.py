"""Where in a checkpoint the weights are: training programs put them beside optimizers, averages and other networks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ganstudio.i18n import _
from ganstudio.library.reading.machine import Made, Named
from ganstudio.library.reading.refusals import Refused, swollen, whole_program
from ganstudio.library.reading.spans import Span, span

FIRST = (
    "params_ema",
    "params-ema",
    "state_dict_ema",
    "model_ema",
    "g_ema",
    "netG_ema",
    "generator_ema",
    "ema",
    "params",
    "generator",
    "generator_state_dict",
    "net_g",
    "netG",
    "netG_state_dict",
    "gen",
    "G",
    "state_dict",
    "model_state_dict",
    "model",
    "net",
    "network",
    "module",
    "weights",
)
"""What the wanted weights are called, the better ones first: averages before what was averaged, generators before what
they were trained with."""
_LEFT_OUT = ("optim", "sched", "disc", "critic", "net_d", "netd", "loss", "d_", "ema_optim")
"""How that begins which nobody wants."""
_DEEPEST = 6
_MOST_PARTS, _DEEPEST_MODULE = 500_000, 32
"""What modules, one within the other, hold in all: some hold the same."""
_SCRIPT = "__torch__"
_LISTED = 3


def weights_in(value: Any) -> dict[str, Span]:
    """Name → tensor, of the network that a checkpoint is for. Raises Refused where there is none, or several."""
    found = _Search().search(value, 0)
    if found:
        return found
    if name := _program(value, 0, set()):
        raise whole_program(name)
    raise Refused(_("it holds no weights of a network but {what}").format(what=_said(value)))


class _Search:
    """Looks into each part once: one that is named again and again would take for ever."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._parts = 0

    def search(self, value: Any, depth: int) -> dict[str, Span]:
        """The weights in `value`, or in the part of it that is called best."""
        if id(value) in self._seen or depth > _DEEPEST:
            return {}
        if isinstance(value, Made) and _is_script(value):
            self._seen.add(id(value))
            return self._of_module(value, "", 0)
        if not isinstance(value, dict):
            return {}
        self._seen.add(id(value))
        there = {name: tensor for name, each in value.items() if isinstance(name, str) and (tensor := span(each))}
        if there and not any(isinstance(each, (dict, Made)) and name not in there for name, each in value.items()):
            return there
        for name in FIRST:
            if inner := self.search(value.get(name), depth + 1):
                return inner
        return self._only(value, depth) or there

    def _only(self, value: dict[Any, Any], depth: int) -> dict[str, Span]:
        """The only part that has weights and is not called as one that nobody wants."""
        inner = {
            name: found
            for name, each in value.items()
            if isinstance(name, str)
            and not name.lower().startswith(_LEFT_OUT)
            and isinstance(each, (dict, Made))
            and (found := self.search(each, depth + 1))
        }
        if len(inner) > 1:
            names = ", ".join(name[:40] for name in list(inner)[: _LISTED + 2])
            raise Refused(_("it holds several networks ({names}); ask its maker for one of them").format(names=names))
        return next(iter(inner.values()), {})

    def _of_module(self, module: Made, before: str, depth: int) -> dict[str, Span]:
        """The weights of a TorchScript module, whose program is not looked at, under the names of a state dict."""
        found: dict[str, Span] = {}
        parts = module.state if isinstance(module.state, dict) else {}
        self._parts += 1 + len(parts)
        if self._parts > _MOST_PARTS or depth > _DEEPEST_MODULE:
            raise swollen()
        for name, each in parts.items():
            if tensor := span(each):
                found[f"{before}{name}"] = tensor
            elif isinstance(each, Made) and _is_script(each):
                found |= self._of_module(each, f"{before}{name}.", depth + 1)
        return found


def _is_script(value: Made) -> bool:
    return isinstance(value.what, Named) and value.what.module.split(".")[0] == _SCRIPT


def _program(value: Any, depth: int, seen: set[int]) -> str:
    """The class of the first object that is kept whole; empty where there is none."""
    if isinstance(value, Made) and isinstance(value.what, Named) and not span(value):
        return value.what.name
    if isinstance(value, Made) and value.arguments and isinstance(value.arguments, tuple):  # a class by copyreg
        return next((part.name for part in value.arguments if isinstance(part, Named)), "")
    if isinstance(value, dict) and depth < _DEEPEST and id(value) not in seen:
        seen.add(id(value))
        return next((name for each in value.values() if (name := _program(each, depth + 1, seen))), "")
    return ""


def _said(value: Any) -> str:
    """In words, what was found instead."""
    if isinstance(value, dict) and (names := [name[:30] for name in value if isinstance(name, str)]):
        return _("other things ({names})").format(names=", ".join(names[:_LISTED]))
    if isinstance(value, (list, tuple)):
        return _("a list")
    if isinstance(value, Made):
        return _("one tensor") if span(value) else _("an object")
    return _("a single value")


PREFIXES = ("module.", "_orig_mod.", "model_ema.", "generator.", "net_g.", "netG.", "netG_A.", "G.")
"""What wrapping puts before the names of a generator's weights, or training beside those of other networks."""


def readings(weights: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """`weights` as they are, and then without what was put before their names."""
    found: list[Mapping[str, Any]] = [weights]
    for prefix in PREFIXES:
        inner = {name.removeprefix(prefix): each for name, each in found[-1].items() if name.startswith(prefix)}
        if inner:
            found.append(inner)
    return found
