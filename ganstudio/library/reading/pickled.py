"""Pickles read as plain data: their words, for a machine that calls nothing.

What a pickle would have Python import is only named, what it would have called only noted down. So nothing in a file
can run, whatever it names; what it takes to read one is bounded by its length and its number of words.
"""

from __future__ import annotations

import pickletools
import struct
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from ganstudio.i18n import _
from ganstudio.library.reading.machine import MARK, MOST_WORDS, Machine, Made, Named, Pickle, short
from ganstudio.library.reading.refusals import Refused, damaged, whole_program

_NONSENSE = (ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, OverflowError)


def read_pickle(file: BinaryIO) -> Pickle:
    """The pickle that begins where `file` stands, which then stands behind it; raises Refused.

    `file` must not hand out more than may be in memory at once.
    """
    machine = Machine()
    try:
        for count, (word, argument, _at) in enumerate(pickletools.genops(file)):
            if count == MOST_WORDS:
                raise Refused(_("it is far more involved than weights are; it may be made to take for ever"))
            _take(machine, word.name, argument)
        machine.pickle.value = machine.stack.pop()
    except _NONSENSE as problem:
        raise _whole(machine.pickle.names) or damaged() from problem
    return machine.pickle


def _whole(names: Iterable[Named]) -> Refused | None:
    """What to say where a class of somebody's program comes first in a pickle that breaks off."""
    first = next(iter(names), None)
    return whole_program(first.name) if first and first.module.split(".")[0] not in ("torch", "collections") else None


def _take(machine: Machine, word: str, argument: Any) -> None:
    """One word. Raises Refused, and ValueError and its kin where it makes no sense here."""
    if word in _PLAIN:
        machine.stack.append(argument)
    elif word in _NEW:
        machine.stack.append(_NEW[word]())
    elif word in ("PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"):
        machine.memo[len(machine.memo) if word == "MEMOIZE" else short(argument)] = machine.stack[-1]
    elif word in ("GET", "BINGET", "LONG_BINGET"):
        machine.stack.append(machine.memo[argument])
    elif word in _WORDS:
        _WORDS[word](machine, argument)
    else:
        raise ValueError(word)


def _pair(machine: Machine, _argument: Any) -> None:
    value, key = machine.stack.pop(), machine.stack.pop()
    machine.fill([key, value])


def _append(machine: Machine, _argument: Any) -> None:
    item = machine.stack.pop()
    machine.extend([item])


def _tuple_of(count: int) -> Callable[[Machine, Any], None]:
    def make(machine: Machine, _argument: Any) -> None:
        if len(machine.stack) < count:
            raise IndexError
        machine.stack[-count:] = [tuple(machine.stack[-count:])]

    return make


def _call(extra: int) -> Callable[[Machine, Any], None]:
    """`what` and so many arguments lie on the stack."""

    def make(machine: Machine, _argument: Any) -> None:
        arguments = [machine.stack.pop() for _each in range(extra)][-1]
        machine.make(machine.stack.pop(), arguments)

    return make


def _named(machine: Machine, argument: Any) -> None:
    machine.name(*argument.split(" ", 1))


def _stacked_name(machine: Machine, _argument: Any) -> None:
    name, module = machine.stack.pop(), machine.stack.pop()
    machine.name(module, name)


def _instance(machine: Machine, argument: Any) -> None:
    items = tuple(machine.items())
    machine.name(*argument.split(" ", 1))
    machine.make(machine.stack.pop(), items)


def _object(machine: Machine, _argument: Any) -> None:
    what, *arguments = machine.items()
    machine.make(what, tuple(arguments))


def _state(machine: Machine, _argument: Any) -> None:
    state = machine.stack.pop()
    if isinstance(machine.stack[-1], Made):
        machine.stack[-1].state = state


def _dict(machine: Machine, _argument: Any) -> None:
    items = machine.items()
    machine.stack.append({})
    machine.fill(items)


_PLAIN = frozenset(
    "INT BININT BININT1 BININT2 LONG LONG1 LONG4 STRING BINSTRING SHORT_BINSTRING BINBYTES SHORT_BINBYTES BINBYTES8 "
    "BYTEARRAY8 UNICODE BINUNICODE SHORT_BINUNICODE BINUNICODE8 FLOAT BINFLOAT".split()
)
_NEW: dict[str, Callable[[], Any]] = {
    "MARK": lambda: MARK,
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_TUPLE": tuple,
    "EMPTY_LIST": list,
    "EMPTY_SET": list,
    "EMPTY_DICT": dict,
}
_WORDS: dict[str, Callable[[Machine, Any], object]] = {
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
