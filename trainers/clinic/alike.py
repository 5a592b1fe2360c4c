"""Which pictures are nearly the same: enlarged, compressed, lightened, slightly cropped or mirrored copies.

A perceptual hash finds those that may be: 64 signs of the low frequencies of the cosine transform, against their median
(Zauner 2010, "Implementation and benchmarking of perceptual image hash functions"). The correlation of what is fine in
32 × 32 pixels tells: aligned faces and digits have the same low frequencies, all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job

_SIDE = 32
_LOW = 8
_SMALL = 96
"""Pixels of the shorter side below which a copy must be truer: so few pixels differ little anyway."""
_BITS, _LIKENESS = 10, 0.8
_BITS_SMALL, _LIKENESS_SMALL = 4, 0.96
_AT_ONCE = 2_000_000
"""Comparisons."""
_GATHERED = 20_000
"""Pairs whose fine detail is compared at once."""


@dataclass(frozen=True, slots=True)
class Print:
    """What a picture is recognised by."""

    hash: int
    mirrored: int
    """The hash that the picture would have if it were mirrored."""
    fine: bytes
    """32 × 32 signed bytes: detail, of spread 1 when divided by its norm."""


def printed(luma: NDArray[np.uint8]) -> Print:
    """The print of a picture (H, W)."""
    small = cv2.resize(luma, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = np.array(cv2.dct(small)[:_LOW, :_LOW], np.float32)
    low[0, 0] = np.median(low.ravel()[1:])  # the mean lightness says nothing
    detail = small - cv2.GaussianBlur(small, (0, 0), 1.5)
    fine = np.round(detail * (127 / max(float(np.abs(detail).max()), 1.0))).astype(np.int8)
    return Print(_bits(low), _bits(low * _MIRROR), fine.tobytes())


def _bits(low: NDArray[np.float32]) -> int:
    signs = low.ravel() > np.median(low.ravel()[1:])
    return int.from_bytes(np.packbits(signs).tobytes(), "big")


class Prints:
    """The prints of `count` pictures, about a kilobyte each."""

    def __init__(self, count: int) -> None:
        self._hashes = np.zeros(count, np.uint64)
        self._mirrored = np.zeros(count, np.uint64)
        self._fine = np.zeros((count, _SIDE * _SIDE), np.int8)

    def put(self, index: int, print: Print) -> None:
        """Keep what picture `index` is recognised by."""
        self._hashes[index], self._mirrored[index] = print.hash, print.mirrored
        self._fine[index] = np.frombuffer(print.fine, np.int8)

    def alike(self, which: Sequence[int], sides: Sequence[int], job: Job) -> list[list[int]]:
        """Groups of those of `which` that are nearly the same; `sides`: pixels of the shorter side of each of them."""
        places, small = np.asarray(which, np.intp), np.asarray(sides) < _SMALL
        leader = list(range(len(places)))
        for first, second in self._pairs(places, small, job):
            one, other = _leader(leader, first), _leader(leader, second)
            leader[max(one, other)] = min(one, other)
        groups: dict[int, list[int]] = {}
        for index in range(len(places)):
            groups.setdefault(_leader(leader, index), []).append(int(places[index]))
        return [group for group in groups.values() if len(group) > 1]

    def _pairs(self, places: NDArray[np.intp], small: NDArray[np.bool_], job: Job) -> Iterator[tuple[int, int]]:
        """Places in `places` of two pictures that are nearly the same, the smaller place first."""
        hashes, mirrored = self._hashes[places], self._mirrored[places]
        rows = max(1, _AT_ONCE // max(1, len(places)))
        for start in range(0, len(places), rows):
            job.progress(start / len(places))
            others = hashes[start:]
            for signs in (hashes, mirrored):
                apart = np.bitwise_count(signs[start : start + rows, None] ^ others)
                first, second = np.divmod(np.flatnonzero(apart <= _BITS), len(others))
                near = apart[first, second] <= np.where(
                    small[first + start] | small[second + start], _BITS_SMALL, _BITS
                )
                ahead = near & (first < second)
                yield from self._told(
                    places, small, first[ahead] + start, second[ahead] + start, signs is mirrored, job
                )

    def _told(
        self,
        places: NDArray[np.intp],
        small: NDArray[np.bool_],
        first: NDArray[np.intp],
        second: NDArray[np.intp],
        mirror: bool,
        job: Job,
    ) -> Iterator[tuple[int, int]]:
        """Those of the pairs that are alike in what is fine, too."""
        for start in range(0, len(first), _GATHERED):
            job.check()
            a, b = first[start : start + _GATHERED], second[start : start + _GATHERED]
            least = np.where(small[a] | small[b], _LIKENESS_SMALL, _LIKENESS)
            same = self._likeness(places[a], places[b], mirror) >= least
            yield from zip(a[same].tolist(), b[same].tolist(), strict=True)

    def _likeness(self, a: NDArray[np.intp], b: NDArray[np.intp], mirror: bool) -> NDArray[np.float32]:
        one, other = (self._fine[each].astype(np.float32).reshape(-1, _SIDE, _SIDE) for each in (a, b))
        one = one[:, :, ::-1] if mirror else one
        norms = np.sqrt((one**2).sum((1, 2)) * (other**2).sum((1, 2)))
        return np.asarray((one * other).sum((1, 2)) / np.maximum(norms, 1), np.float32)


def _leader(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index


_MIRROR = np.where(np.arange(_LOW) % 2, -1, 1).astype(np.float32)
"""What mirroring does to the coefficients of the cosine transform: the odd ones across change their sign."""
