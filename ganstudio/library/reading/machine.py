"""The machine that pickles are written for, but for what it would do: it names, and notes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ganstudio.library.reading.refusals import attack, harmful

MOST_WORDS = 1_000_000
"""A state dict takes forty for each tensor; training checkpoints hold some thousands of tensors."""


class Named(NamedTuple):
    """Something that the file would have imported."""

    module: str
    name: str


@dataclass(eq=False)
class Made:
    """Something that the file would have made: by calling `what` with `arguments`, then given `state`."""

    what: Any
    arguments: Any
    state: Any = None


@dataclass(eq=False)
class Lent:
    """Something that lies outside the pickle, in torch's words ("storage", type, key, device, length)."""

    words: Any


@dataclass
class Pickle:
    """What was in it."""

    value: Any = None
    names: dict[Named, None] = field(default_factory=dict)
    """All that it would have imported."""
    lent: list[Lent] = field(default_factory=list)


class Mark:
    """Where a row of items begins on the stack."""


MARK = Mark()
_DICTS = ("OrderedDict", "Counter", "defaultdict")
_KEYS = (str, int, float, bytes, type(None))
_LARGEST = 1 << 64
"""A number that is a key."""
_LONGEST = 4096
"""Characters of a name."""


class Machine:
    """The stack and the memo. What makes no sense raises Refused, or ValueError and its kin."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}
        self.pickle = Pickle()
        self.copied = 0

    def items(self) -> list[Any]:
        """What lies above the last mark, taken off."""
        at = len(self.stack) - 1
        while self.stack[at] is not MARK:
            at -= 1  # IndexError where there is none: no stack is that deep below zero
        found = self.stack[at + 1 :]
        del self.stack[at:]
        return found

    def name(self, module: str, name: str) -> None:
        """Push something that is only named."""
        if not isinstance(module, str) or not isinstance(name, str) or len(module) + len(name) > _LONGEST:
            raise ValueError
        named = Named(module, name)
        if harmful(module, name):
            raise attack(f"{module}.{name}")
        self.pickle.names.setdefault(named)
        self.stack.append(named)

    def make(self, what: Any, arguments: Any) -> None:
        """Push what would have been made; dicts are plain."""
        if isinstance(what, Named) and what.module == "collections" and what.name in _DICTS:
            self.stack.append({})
            if what.name == "OrderedDict" and arguments:
                self.fill(self.pairs(arguments[0]))
        else:
            self.stack.append(Made(what, arguments))

    def pairs(self, pairs: list[Any]) -> list[Any]:
        """Keys and values one after the other; one list copied again and again would take for ever."""
        self.copied += len(pairs)
        if self.copied > MOST_WORDS:
            raise ValueError
        return [part for key, value in pairs for part in (key, value)]

    def fill(self, items: list[Any]) -> None:
        """Put keys and values into the dict on top. A key that is no plain word is left out, with its value."""
        target = self.stack[-1]
        for key, value in zip(items[::2], items[1::2], strict=True):
            if isinstance(target, dict) and isinstance(key, _KEYS):
                target[short(key)] = value

    def extend(self, items: list[Any]) -> None:
        """Append to the list on top; what is no list, does not show what is in it."""
        if isinstance(self.stack[-1], list):
            self.stack[-1].extend(items)

    def lend(self, words: Any) -> None:
        """Push something that lies outside."""
        lent = Lent(words)
        self.pickle.lent.append(lent)
        self.stack.append(lent)


def short(key: Any) -> Any:
    """`key`, which a dict may have: long numbers take for ever to be found again, many of them to be told apart."""
    if isinstance(key, int) and not -_LARGEST < key < _LARGEST:
        raise ValueError
    return key
