"""What a photo may go on with, taken from itself: for each new pixel, which known one to copy.

Translations that many pixels share ("Statistics of Patch Offsets", He and Sun 2012), found from coarse to fine by
turns: which offset suits what surrounds a pixel best, and what the picture is then (Wexler et al. 2007, "Space-Time
Completion"). The guess comes from elsewhere, and only its large forms count.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
COARSEST = 12
"""Columns of the strip, at most, at the coarsest size, where all offsets are tried."""
WINDOW = 9
"""Pixels of a side of what has to match."""
_TURNS = 2
_VARIED = 64
"""Offsets whose eight neighbours are tried too at the next finer size."""
_SHORTEST = 2
"""A strip is this many times as wide as the shortest offset."""
_SHORT = 1.0
"""How much worse an offset counts the shorter it is than the strip is wide, in proportion."""
_COMMON = 16
"""Offsets that are tried everywhere again."""
_TILT = 0.02
"""How much worse an offset counts for each pixel up or down at the coarsest size: above the sea is no sea."""
_LOT = 0.3
"""How much worse an offset may count by lot, for another result."""
_CERTAIN = 4
"""How much more what is known has to match than what was made up."""
_ALIKE = 0.5
"""How much better it counts where all around have chosen it."""
_NEIGHBOURS = [(down, across) for down in (-1, 0, 1) for across in (-1, 0, 1)]


class Level(NamedTuple):
    """One size: `known` (h, k, C) and, right of it, a guess (h, n, C), float32, whose squared differences are compared.

    The last three channels say what a place looks like from afar: of the strip they stay as they were guessed, while
    the others become what is copied.
    """

    known: Floats
    guess: Floats

    def with_copied(self, strip: Floats) -> Floats:
        """`strip` as copied, seen from afar as guessed."""
        strip[..., -3:] = self.guess[..., -3:]
        return strip


class Box(NamedTuple):
    """Rows and columns of the strip, as slices take them."""

    top: int
    bottom: int
    left: int
    right: int

    def with_(self, other: Box) -> Box:
        """What holds both."""
        return Box(
            min(self.top, other.top),
            max(self.bottom, other.bottom),
            min(self.left, other.left),
            max(self.right, other.right),
        )


class Offset(NamedTuple):
    """Where to copy from, seen from a pixel, and where in the strip that is worth a try."""

    down: int
    across: int
    box: Box


def offsets(levels: list[Level], job: Job, seed: int = 0) -> tuple[Ints, Ints]:
    """(rows down, columns across) from each pixel of the finest strip, (h, n), to the known one that it becomes.

    `levels` are the same picture, the coarsest first, each about twice as large as the one before. Another `seed`
    gives another choice among what suits nearly as well.
    """
    random = np.random.default_rng(seed)
    strip, tried = levels[0].guess, _all(levels[0])
    chosen = np.zeros(strip.shape[:2], np.int64)
    areas = [level.guess.shape[0] * level.guess.shape[1] for level in levels]
    for number, level in enumerate(levels):
        if number:
            chosen, tried = _finer(chosen, tried, levels[number - 1], level)
            strip = level.with_copied(gathered(level.known, *_maps(chosen, tried)))
            tried = _around(chosen, tried)
        lot = 1 + _LOT * random.random(len(tried)) if seed else np.ones(len(tried))
        part = job.part(sum(areas[:number]) / sum(areas), areas[number] / sum(areas))
        for turn in range(_TURNS):
            chosen = _best(level.known, strip, tried, lot, _TILT / 2**number, part, chosen if turn else None)
            if turn + 1 < _TURNS:
                strip = level.with_copied(_voted(level.known, chosen, tried, part))
    return _maps(chosen, tried)


def gathered(known: NDArray[Any], down: Ints, across: Ints, start: int = 0) -> NDArray[Any]:
    """The pixels that the offsets of the strip's rows from `start` on lead to, (rows, n, C)."""
    height, end = known.shape[:2]
    rows = np.clip(np.arange(start, start + len(down))[:, None] + down, 0, height - 1)
    columns = np.clip(end + np.arange(down.shape[1]) + across, 0, end - 1)
    return np.asarray(known[rows, columns])


def _all(level: Level) -> list[Offset]:
    """Every offset that leads from the strip into what is known, up to a quarter of the height up or down.

    None much shorter than the strip is wide, or the same would be seen again and again beside itself.
    """
    (height, known), added = level.known.shape[:2], level.guess.shape[1]
    reach = max(1, height // 4)
    whole = Box(0, height, 0, added)
    return [
        Offset(down, across, whole)
        for down in range(-reach, reach + 1)
        for across in range(-known - added + 1, -(added // _SHORTEST))
    ]


def _best(
    known: Floats,
    strip: Floats,
    tried: list[Offset],
    lot: NDArray[np.float64],
    tilt: float,
    job: Job,
    before: Ints | None,
) -> Ints:
    """Which of `tried` suits each pixel of the strip best: (h, n), mean squared differences around it compared.

    What was chosen nearby `before` is preferred.
    """
    import cv2

    end, half = known.shape[1], WINDOW // 2
    beside = min(half, end)
    now = np.concatenate([known[:, end - beside :], strip], axis=1)
    ones = np.ones((1, known.shape[2]), np.float32)
    least = np.full(strip.shape[:2], np.inf, np.float32)
    chosen = np.zeros(strip.shape[:2], np.int64)
    for index, one in enumerate(tried):
        if index % 32 == 0:
            job.check()
        box = _inside(one, known)
        if box is None:
            continue
        top, bottom = max(0, box.top - half, -one.down), min(len(known), box.bottom + half, len(known) - one.down)
        left = max(-beside, box.left - half, -one.across - end)
        right = min(strip.shape[1], box.right + half, -one.across)
        here = now[top:bottom, left + beside : right + beside]
        there = known[top + one.down : bottom + one.down, end + left + one.across : end + right + one.across]
        apart = cv2.subtract(here, there)
        wrong = cv2.transform(cv2.multiply(apart, apart), ones)
        if left < 0:
            wrong[:, :-left] *= _CERTAIN
        cost = cv2.blur(wrong, (WINDOW, WINDOW), borderType=cv2.BORDER_REFLECT)
        cost = cost[box.top - top : box.bottom - top, box.left - left : box.right - left]
        short = _SHORT * max(0.0, 1 + one.across / strip.shape[1])
        cost = (cost + 1e-4) * np.float32(lot[index] * (1 + tilt * abs(one.down) + short))
        place = slice(box.top, box.bottom), slice(box.left, box.right)
        if before is not None:
            cost *= 1 - _ALIKE * cv2.blur((before[place] == index).astype(np.float32), (WINDOW, WINDOW))
        better = cost < least[place]
        least[place][better] = cost[better]
        chosen[place][better] = index
    return chosen


def _inside(one: Offset, known: Floats) -> Box | None:
    """Where in its box the offset leads to something known; None: nowhere."""
    height, end = known.shape[:2]
    top, bottom = max(one.box.top, -one.down), min(one.box.bottom, height - one.down)
    left, right = max(one.box.left, -one.across - end), min(one.box.right, -one.across)
    return Box(top, bottom, left, right) if top < bottom and left < right else None


def _voted(known: Floats, chosen: Ints, tried: list[Offset], job: Job) -> Floats:
    """The strip as all offsets chosen nearby would have it, on average."""
    import cv2

    end, near = known.shape[1], WINDOW // 2 | 1
    total = np.zeros((*chosen.shape, known.shape[2]), np.float32)
    votes = np.full(chosen.shape, 1e-6, np.float32)
    job.check()
    for index, box in _boxes(chosen, near).items():
        one = tried[index]._replace(box=box)
        inside = _inside(one, known)
        if inside:
            place = slice(inside.top, inside.bottom), slice(inside.left, inside.right)
            share = cv2.blur((chosen[place] == index).astype(np.float32), (near, near))
            there = known[
                inside.top + one.down : inside.bottom + one.down,
                end + inside.left + one.across : end + inside.right + one.across,
            ]
            total[place] += share[..., None] * there
            votes[place] += share
    total /= votes[..., None]
    return total


def _boxes(chosen: Ints, more: int) -> dict[int, Box]:
    """Where in the strip each is chosen, and `more` pixels around."""
    height, width = chosen.shape
    order = np.argsort(chosen, axis=None, kind="stable")
    names, starts = np.unique(chosen.ravel()[order], return_index=True)
    boxes = {}
    for name, places in zip(names, np.split(order, starts[1:]), strict=True):
        rows, columns = places // width, places % width
        boxes[int(name)] = Box(
            max(0, int(rows[0]) - more),
            min(height, int(rows[-1]) + 1 + more),
            max(0, int(columns.min()) - more),
            min(width, int(columns.max()) + 1 + more),
        )
    return boxes


def _finer(chosen: Ints, tried: list[Offset], before: Level, level: Level) -> tuple[Ints, list[Offset]]:
    """The same choice at the next size."""
    height, width = level.guess.shape[:2]
    rows = np.arange(height) * len(chosen) // height
    columns = np.arange(width) * chosen.shape[1] // width
    down, across = height / len(chosen), level.known.shape[1] / before.known.shape[1]
    scaled = [one._replace(down=round(one.down * down), across=round(one.across * across)) for one in tried]
    return chosen[rows][:, columns], scaled


def _around(chosen: Ints, tried: list[Offset]) -> list[Offset]:
    """What was chosen, and the neighbours of what was chosen most, each about where that was; a few everywhere."""
    counts = np.bincount(chosen.ravel(), minlength=len(tried))
    most = np.argsort(counts)[::-1][:_VARIED].tolist()
    varied, common = set(most), set(most[:_COMMON])
    whole = Box(0, len(chosen), 0, chosen.shape[1])
    found: dict[tuple[int, int], Box] = {}
    for index, box in _boxes(chosen, WINDOW).items():
        for down, across in _NEIGHBOURS if index in varied else [(0, 0)]:
            place = tried[index].down + down, min(-1, tried[index].across + across)
            here = whole if index in common and not (down or across) else box
            found[place] = found[place].with_(here) if place in found else here
    return [Offset(*place, box) for place, box in found.items()]


def _maps(chosen: Ints, tried: list[Offset]) -> tuple[Ints, Ints]:
    ways = np.array([(one.down, one.across) for one in tried], np.int64)
    return ways[chosen, 0], ways[chosen, 1]
