"""Pickles read as plain data: a machine that knows their words and calls nothing.

What a pickle would have Python import is only named here, what it would have called only noted down. So nothing in a
file can run, whatever it names; what it takes to read one is bounded by its length and its number of words.
"""

from __future__ import annotations

import pickletools
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from ganstudio.i18n import _
from ganstudio.library.reading.refusals import Refused, attack, damaged, harmful, whole_program

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


class _Mark:
    """Where a row of items begins on the stack."""


_MARK = _Mark()
_DICTS = ("OrderedDict", "Counter", "defaultdict")
_NONSENSE = (ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, OverflowError)
_KEYS = (str, int, float, bytes, type(None))
_LARGEST = 1 << 64
"""A number that is a key."""
_LONGEST = 4096
"""Characters of a name."""


def read_pickle(file: BinaryIO) -> Pickle:
    """The pickle that begins where `file` stands, which then stands behind it; raises Refused.

    `file` must not hand out more than may be in memory at once.
    """
    machine = _Machine()
    try:
        for count, (word, argument, _at) in enumerate(pickletools.genops(file)):
            if count == MOST_WORDS:
                raise Refused(_("it is far more involved than weights are; it may be made to take for ever"))
            machine.take(word.name, argument)
        machine.pickle.value = machine.stack.pop()
    except _NONSENSE as problem:
        raise _whole(machine.pickle.names) or damaged() from problem
    return machine.pickle


def _whole(names: Iterable[Named]) -> Refused | None:
    """What to say where a class of somebody's program comes first in a pickle that breaks off."""
    first = next(iter(names), None)
    return whole_program(first.name) if first and first.module.split(".")[0] not in ("torch", "collections") else None


def _short(key: Any) -> Any:
    """`key`, which a dict may have: long numbers take for ever to be found again, many of them to be told apart."""
    if isinstance(key, int) and not -_LARGEST < key < _LARGEST:
        raise ValueError
    return key


class _Machine:
    """The stack and the memo."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}
        self.pickle = Pickle()
        self.copied = 0

    def take(self, word: str, argument: Any) -> None:
        """One word. Raises Refused, and ValueError and its kin where it makes no sense here."""
        if word in _PLAIN:
            self.stack.append(argument)
        elif word in _NEW:
            self.stack.append(_NEW[word]())
        elif word in ("PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"):
            self.memo[len(self.memo) if word == "MEMOIZE" else _short(argument)] = self.stack[-1]
        elif word in ("GET", "BINGET", "LONG_BINGET"):
            self.stack.append(self.memo[argument])
        elif word in _WORDS:
            _WORDS[word](self, argument)
        else:
            raise ValueError(word)

    def items(self) -> list[Any]:
        """What lies above the last mark, taken off."""
        at = len(self.stack) - 1
        while self.stack[at] is not _MARK:
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
                target[_short(key)] = value

    def extend(self, items: list[Any]) -> None:
        """Append to the list on top; what is no list, does not show what is in it."""
        if isinstance(self.stack[-1], list):
            self.stack[-1].extend(items)

    def lend(self, words: Any) -> None:
        lent = Lent(words)
        self.pickle.lent.append(lent)
        self.stack.append(lent)


def _pair(machine: _Machine, _argument: Any) -> None:
    value, key = machine.stack.pop(), machine.stack.pop()
    machine.fill([key, value])


def _append(machine: _Machine, _argument: Any) -> None:
    item = machine.stack.pop()
    machine.extend([item])


def _tuple_of(count: int) -> Callable[[_Machine, Any], None]:
    def make(machine: _Machine, _argument: Any) -> None:
        if len(machine.stack) < count:
            raise IndexError
        machine.stack[-count:] = [tuple(machine.stack[-count:])]

    return make


def _call(extra: int) -> Callable[[_Machine, Any], None]:
    """`what` and so many arguments lie on the stack."""

    def make(machine: _Machine, _argument: Any) -> None:
        arguments = [machine.stack.pop() for _each in range(extra)][-1]
        machine.make(machine.stack.pop(), arguments)

    return make


def _named(machine: _Machine, argument: Any) -> None:
    machine.name(*argument.split(" ", 1))


def _stacked_name(machine: _Machine, _argument: Any) -> None:
    name, module = machine.stack.pop(), machine.stack.pop()
    machine.name(module, name)


def _instance(machine: _Machine, argument: Any) -> None:
    items = tuple(machine.items())
    machine.name(*argument.split(" ", 1))
    machine.make(machine.stack.pop(), items)


def _object(machine: _Machine, _argument: Any) -> None:
    what, *arguments = machine.items()
    machine.make(what, tuple(arguments))


def _state(machine: _Machine, _argument: Any) -> None:
    state = machine.stack.pop()
    if isinstance(machine.stack[-1], Made):
        machine.stack[-1].state = state


def _dict(machine: _Machine, _argument: Any) -> None:
    items = machine.items()
    machine.stack.append({})
    machine.fill(items)


_PLAIN = frozenset(
    "INT BININT BININT1 BININT2 LONG LONG1 LONG4 STRING BINSTRING SHORT_BINSTRING BINBYTES SHORT_BINBYTES BINBYTES8 "
    "BYTEARRAY8 UNICODE BINUNICODE SHORT_BINUNICODE BINUNICODE8 FLOAT BINFLOAT".split()
)
_NEW: dict[str, Callable[[], Any]] = {
    "MARK": lambda: _MARK,
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_TUPLE": tuple,
    "EMPTY_LIST": list,
    "EMPTY_SET": list,
    "EMPTY_DICT": dict,
}
_WORDS: dict[str, Callable[[_Machine, Any], object]] = {
    "PROTO": lambda machine, argument: None,
    "FRAME": lambda machine, argument: None,
    "STOP": lambda machine, argument: None,
    "POP": lambda machine, argument: machine.stack.pop(),
    "POP_MARK": lambda machine, argument: machine.items(),
    "DUP": lambda machine, argument: machine.stack.append(machine.stack[-1]),
    "TUPLE": lambda machine, argument: machine.stack.append(tuple(machine.items())),
    "TUPLE1": _tuple_of(1),
    "TUPLE2": _tuple_of(2),
    "TUPLE3": _tuple_of(3),
    "LIST": lambda machine, argument: machine.stack.append(machine.items()),
    "FROZENSET": lambda machine, argument: machine.stack.append(machine.items()),
    "DICT": _dict,
    "APPEND": _append,
    "APPENDS": lambda machine, argument: machine.extend(machine.items()),
    "ADDITEMS": lambda machine, argument: machine.extend(machine.items()),
    "SETITEM": _pair,
    "SETITEMS": lambda machine, argument: machine.fill(machine.items()),
    "GLOBAL": _named,
    "STACK_GLOBAL": _stacked_name,
    "INST": _instance,
    "OBJ": _object,
    "REDUCE": _call(1),
    "NEWOBJ": _call(1),
    "NEWOBJ_EX": _call(2),
    "BUILD": _state,
    "PERSID": lambda machine, argument: machine.lend(argument),
    "BINPERSID": lambda machine, argument: machine.lend(machine.stack.pop()),
}
