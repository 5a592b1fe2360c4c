"""Tensors as a checkpoint writes them down: a type, a shape, and where in which piece of raw bytes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ganstudio.i18n import _
from ganstudio.library.reading.machine import Lent, Made, Named
from ganstudio.library.reading.refusals import Refused, damaged, swollen

SIZES = {
    "FloatStorage": ("float32", 4),
    "DoubleStorage": ("float64", 8),
    "HalfStorage": ("float16", 2),
    "BFloat16Storage": ("bfloat16", 2),
    "LongStorage": ("int64", 8),
    "IntStorage": ("int32", 4),
    "ShortStorage": ("int16", 2),
    "CharStorage": ("int8", 1),
    "ByteStorage": ("uint8", 1),
    "BoolStorage": ("bool", 1),
}
"""torch's name of a storage → the type of its elements, and their bytes."""
_REBUILT = ("_rebuild_tensor", "_rebuild_tensor_v2")
_WRAPPED = ("_rebuild_parameter", "_rebuild_parameter_with_state", "Parameter")
_MOST_SIDES = 8


@dataclass(frozen=True)
class Raw:
    """A piece of raw bytes: `count` elements of torch's `kind`, each of `size` bytes, under `key`."""

    key: str
    kind: str
    size: int
    count: int

    @property
    def length(self) -> int:
        """Bytes."""
        return self.size * self.count


@dataclass(frozen=True)
class Span:
    """A tensor: `offset` and `strides` in elements of `raw`."""

    raw: Raw
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def length(self) -> int:
        """Bytes that it takes once it lies by itself."""
        return math.prod(self.shape) * self.raw.size


def raw(lent: Lent) -> Raw:
    """The piece that torch's words ask for; raises Refused."""
    words = lent.words
    if not isinstance(words, tuple) or len(words) < 5 or words[0] not in ("storage", b"storage"):
        raise damaged()
    _storage, kind, key, _device, count, *view = words
    if (
        not isinstance(kind, Named)
        or not isinstance(key, (str, int))
        or not _natural(count)
        or view not in ([], [None])
    ):
        raise damaged()
    if kind.name not in SIZES:
        raise Refused(_("it holds weights of a kind that ganstudio does not know ({name})").format(name=kind.name[:80]))
    return Raw(key_of(key), *SIZES[kind.name], count)


def key_of(key: str | int) -> str:
    """What a piece is called, which some wrote as a number; raises Refused where that is none that a program gives."""
    if isinstance(key, int) and not 0 <= key < 1 << 64:
        raise damaged()
    return str(key)


def span(value: Any, wraps: int = 2) -> Span | None:
    """The tensor that `value` is, or that is wrapped as a parameter, `wraps` times at most; None where it is none.

    Raises Refused where it does not lie in its raw bytes.
    """
    if not isinstance(value, Made) or not isinstance(value.what, Named):
        return None
    arguments = value.arguments
    if value.what.name in _WRAPPED and _of_torch(value.what) and isinstance(arguments, tuple) and arguments:
        return span(arguments[0], wraps - 1) if wraps else None
    if value.what.name not in _REBUILT or not _of_torch(value.what):
        return None
    if not isinstance(arguments, tuple) or len(arguments) < 4 or not isinstance(arguments[0], Lent):
        raise damaged()
    return _checked(raw(arguments[0]), *arguments[1:4])


def _checked(piece: Raw, offset: Any, shape: Any, strides: Any) -> Span:
    shape, strides = _sides(shape), _sides(strides)
    if not _natural(offset) or len(shape) != len(strides):
        raise damaged()
    last = offset + sum((side - 1) * stride for side, stride in zip(shape, strides, strict=True))
    count = math.prod(shape)
    if count and last >= piece.count:
        raise damaged()
    if count > piece.count:  # one number repeated a thousand million times
        raise swollen()
    return Span(piece, offset, shape, strides)


def _sides(sides: Any) -> tuple[int, ...]:
    if isinstance(sides, Made) and isinstance(sides.what, Named) and sides.what.name == "Size" and sides.arguments:
        sides = sides.arguments[0]
    if not isinstance(sides, (tuple, list)) or len(sides) > _MOST_SIDES or not all(_natural(side) for side in sides):
        raise damaged()
    return tuple(sides)


def _natural(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 62


def _of_torch(named: Named) -> bool:
    return named.module.split(".")[0] == "torch"


def check_sum(spans: Iterable[Span], length: int) -> None:
    """Raises Refused where tensors, each laid by itself, take far more bytes than the file's `length`."""
    # Some networks use the same weights in two places.
    if sum(each.length for each in spans) > 2 * length + (1 << 20):
        raise swollen()
