"""What a stroke did to a mask, kept small, so that it can be taken back and done again."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from ganstudio.masks.mask import Area, Mask

_SIDE = 256
"""Of the pieces in which a stroke is kept: most of what lies around a long one is none of it."""
_THREADS = min(8, os.cpu_count() or 1)
_SAMPLE = 4096
"""Bytes from the middle of a piece that tell how far it can be compressed."""
_WORTH = 0.3
"""Of its size a piece must become this much, or less: else it is kept as it is, which is ten times as fast."""


class Change(NamedTuple):
    """What a stroke did to a piece of the mask."""

    area: Area
    value: int
    """The bits that are other now, where they are the same wherever there are any; 0 where they are not."""
    where: bytes
    """With a `value`, a bit for each pixel, compressed, and nothing at all where it is all of them; else the bits of
    each pixel, a byte, compressed where that makes them shorter."""


def changes(before: Mask, after: Mask, area: Area) -> list[Change]:
    """What is other in `area` of two masks of the same size."""
    everywhere = _everywhere(before[area.slices], after[area.slices])
    if everywhere:
        return [Change(area, everywhere, b"")]
    with ThreadPoolExecutor(_THREADS) as pool:
        found = pool.map(lambda piece: _change(before[piece.slices], after[piece.slices], piece), _pieces(area))
    return [change for change in found if change]


def turn(mask: Mask, made: Sequence[Change]) -> None:
    """From before the changes to after them, or back; `mask` must be writeable."""
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda change: _turn(mask, change), made))


def _turn(mask: Mask, change: Change) -> None:
    area, value, where = change
    if not where:
        mask[area.slices] ^= np.uint8(value)
        return
    plain = not value and len(where) == area.width * area.height
    bits = np.frombuffer(where if plain else zlib.decompress(where), np.uint8)
    if value:
        bits = np.unpackbits(bits, count=area.width * area.height) * np.uint8(value)
    mask[area.slices] ^= bits.reshape(area.height, area.width)


def _everywhere(before: Mask, after: Mask) -> int:
    """The bits that are other, where these are the same in all pixels, as when a mask is inverted; else 0."""
    corners = np.ix_((0, -1), (0, -1))
    bits = before[corners] ^ after[corners]
    first = bits[0, 0]
    return int(first) if (bits == first).all() and first and (before ^ after == first).all() else 0


def _change(before: Mask, after: Mask, piece: Area) -> Change | None:
    bits: Mask = np.bitwise_xor(before, after)
    value = int(bits.max())
    if not value:
        return None
    count = np.count_nonzero(bits)
    if count != np.count_nonzero(bits == value):
        return Change(piece, 0, _packed(bits.tobytes()))
    return Change(piece, value, b"" if count == bits.size else zlib.compress(np.packbits(bits > 0).tobytes(), 1))


def _packed(bits: bytes) -> bytes:
    """Compressed where that pays: noise in soft masks takes a second for a photo, and is hardly smaller then."""
    middle = max(0, len(bits) - _SAMPLE) // 2
    sample = bits[middle : middle + _SAMPLE]
    if len(zlib.compress(sample, 1)) > _WORTH * len(sample):
        return bits
    return min(bits, zlib.compress(bits, 1), key=len)


def _pieces(area: Area) -> Iterator[Area]:
    right, bottom = area.left + area.width, area.top + area.height
    for top in range(area.top, bottom, _SIDE):
        for left in range(area.left, right, _SIDE):
            yield Area(left, top, min(_SIDE, right - left), min(_SIDE, bottom - top))
