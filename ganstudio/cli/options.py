"""Options from a parameter dataclass, and the dataclass from the options given."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _
from ganstudio.params import Field, Points, fields, from_json, read_points, write_points
from ganstudio.settings import Settings

P = TypeVar("P")
METAVARS = {
    "number": N_("NUMBER"),
    "integer": N_("NUMBER"),
    "text": N_("TEXT"),
    "model": N_("MODEL"),
    "curve": N_("POINTS"),
}


def add_options(parser: argparse.ArgumentParser, kind: type[Any], title: str, *, skip: tuple[str, ...] = ()) -> None:
    """One option for each field of `kind` but those in `skip`, in a group called `title`."""
    group = parser.add_argument_group(title)
    for field in fields(kind):
        if field.name not in skip:
            _add(group, field, _destination(kind, field.name))


def read_options(arguments: argparse.Namespace, kind: type[P], base: Mapping[str, Any] | None = None) -> P:
    """`kind` from `base` and the options that were given; raises SettingsError where a value is out of range."""
    given = vars(arguments)
    values = dict(base or {})
    for field in fields(kind):
        if _destination(kind, field.name) in given:
            values[field.name] = given[_destination(kind, field.name)]
    params = from_json(kind, values)
    for field in fields(kind):
        if _destination(kind, field.name) in given and not field.counts(params):
            raise SettingsError(_no_use(field))
    return params


def given(arguments: argparse.Namespace, kind: type[Any], names: tuple[str, ...]) -> bool:
    """Whether one of these fields of `kind` was said."""
    return any(_destination(kind, name) in vars(arguments) for name in names)


def preferred_models(kind: type[Any], settings: Settings) -> dict[str, str]:
    """The user's default model for each model field of `kind`, as the base of `read_options`."""
    return {field.name: settings.default_model(field.task) for field in fields(kind) if field.kind == "model"}


def _no_use(field: Field) -> str:
    """The sentence for an option that would be passed over in silence."""
    needed = [f"{_option(name)} {_(' or ').join(values)}" for name, values in field.when.items()]
    return _("{option} counts only with {needed}.").format(option=_option(field.name), needed=", ".join(needed))


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _destination(kind: type[Any], name: str) -> str:
    return f"{kind.__name__}.{name}"


def _add(group: argparse._ArgumentGroup, field: Field, destination: str) -> None:
    name = _option(field.name)
    common: dict[str, Any] = {"dest": destination, "default": argparse.SUPPRESS, "help": _help(field)}
    if field.kind == "flag":
        group.add_argument(name, action=argparse.BooleanOptionalAction, **common)
    elif field.kind == "choice":
        group.add_argument(name, choices=list(field.choices), **common)
    else:
        group.add_argument(name, type=_READERS[field.kind], metavar=_(METAVARS[field.kind]), **common)


def _help(field: Field) -> str:
    text = _(field.title)
    if field.help:
        text += ": " + _(field.help).rstrip(".")
    named = [f"{value} = {_(title)}" for value, title in field.choices.items() if _(title) != value]
    if named:
        text += "; " + ", ".join(named)
    facts = []
    if field.low is not None and field.high is not None:
        facts.append(_("{low} to {high}").format(low=_shown(field.low), high=_shown(field.high)))
    if field.default != "":
        facts.append(_("default: {value}").format(value=_shown(field.default)))
    text += f" ({', '.join(facts)})" if facts else ""
    return text.replace("%", "%%")  # argparse fills in %(…)s


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return write_points(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{text} is not a number").format(text=text)) from None


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{text} is not a whole number").format(text=text)) from None


def _curve(text: str) -> Points:
    try:
        return read_points(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("{text} is no list of points like 0,0 0.5,0.6 1,1").format(text=text)
        ) from None


_READERS: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "integer": _integer,
    "text": str,
    "model": str,
    "curve": _curve,
}
