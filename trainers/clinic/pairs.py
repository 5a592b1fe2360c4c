"""What is found about pairs: pictures without a partner, sizes that do not fit, partners that are off each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.i18n import _, ngettext
from trainers.clinic.looking import in_threads
from trainers.clinic.picture import Measures, Seen
from trainers.clinic.report import Finding, Paths, Weight
from trainers.clinic.shift import Shift, shift
from trainers.partners import Pair, by_name
from trainers.recipe import Needs

SHIFT = "shift"


def pairs(data: Paths, seen: Sequence[Seen], needs: Needs, job: Job) -> Iterator[Finding]:
    """What is wrong with the pairs in the two folders `data`."""
    measures = {each.path: each.measures for each in seen if each.measures}
    both, alone = by_name(data, list(measures))
    yield from _alone(both, alone)
    yield from _same([pair for pair in both if measures[pair[0]].digest == measures[pair[1]].digest])
    wrong = [pair for pair in both if not fits(measures[pair[0]], measures[pair[1]], needs.factor)]
    yield from _unfit(wrong, measures, needs.factor)
    unfit = set(wrong)
    yield from _off(shifts([pair for pair in both if pair not in unfit], needs.factor, job))


def fits(first: Measures, second: Measures, factor: int) -> bool:
    """Whether the second picture is exactly `factor` times as large as the first."""
    return (first.width * factor, first.height * factor) == (second.width, second.height)


def shifts(both: Sequence[Pair], factor: int, job: Job) -> list[tuple[Pair, Shift]]:
    """The pairs whose second picture is off the first, and by how much."""
    found = []
    for pair, by in zip(both, in_threads(lambda pair: _shift(pair, factor), both, job), strict=True):
        found += [(pair, by)] if by else []
    return found


def _shift(pair: Pair, factor: int) -> Shift | None:
    first, second = (_luma(path) for path in pair)
    if first is None or second is None:
        return None
    if factor > 1:
        first = np.asarray(cv2.resize(first, second.shape[::-1], interpolation=cv2.INTER_CUBIC), np.uint8)
    return shift(first, second) if first.shape == second.shape else None


def _luma(path: Path) -> NDArray[np.uint8] | None:
    try:
        luma = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE)
    except (OSError, cv2.error):  # it has vanished since, or is empty now
        return None
    return None if luma is None else np.asarray(luma, np.uint8)


def _alone(both: Sequence[Pair], alone: Sequence[Path]) -> Iterator[Finding]:
    if not both:
        title = _("There are no pairs")
        advice = _("The two pictures of a pair need the same name, one in each folder: a/house.jpg and b/house.png.")
        yield Finding("no-pairs", Weight.STOP, title, advice, ())
    elif alone:
        title = ngettext("{n} picture has no partner", "{n} pictures have no partner", len(alone))
        advice = _("Training passes them over. The two pictures of a pair need the same name, one in each folder.")
        yield Finding("alone", Weight.WARN, title.format(n=len(alone)), advice, tuple((path,) for path in alone))


def _same(same: Sequence[Pair]) -> Iterator[Finding]:
    if same:
        n = len(same)
        title = ngettext("{n} pair holds the same picture twice", "{n} pairs hold the same picture twice", n)
        advice = _("There is nothing to learn from them but to leave a picture as it is. Leave them out.")
        left_out = tuple(path for pair in same for path in pair)
        yield Finding("pair-same", Weight.WARN, title.format(n=n), advice, tuple(same), (), left_out)


def _unfit(wrong: Sequence[Pair], measures: dict[Path, Measures], factor: int) -> Iterator[Finding]:
    if wrong:
        title = ngettext("{n} pair differs in size", "{n} pairs differ in size", len(wrong))
        exact = _("The second picture must be exactly {factor} times as large as the first. Leave the others out.")
        equal = _("The second picture is stretched to the size of the first; where that bends it, leave the pair out.")
        sizes = [(measures[first], measures[second]) for first, second in wrong]
        reasons = tuple(f"{a.width} × {a.height}, {b.width} × {b.height}" for a, b in sizes)
        bent = tuple(
            path
            for pair, (a, b) in zip(wrong, sizes, strict=True)
            if factor > 1 or abs(a.width * b.height - b.width * a.height) > 0.02 * a.width * b.height
            for path in pair
        )
        advice = exact.format(factor=factor) if factor > 1 else equal
        yield Finding("pair-size", Weight.WARN, title.format(n=len(wrong)), advice, tuple(wrong), reasons, bent)


def _off(found: Sequence[tuple[Pair, Shift]]) -> Iterator[Finding]:
    if found:
        title = ngettext("{n} pair does not lie in register", "{n} pairs do not lie in register", len(found))
        advice = _(
            "What is at one place in the first picture is at another in the second: a model learns to blur. It can be "
            "mended: copies of all pairs are written to a new folder, cut to what both show."
        )
        text = _("{x} pixels across, {y} down")
        reasons = tuple(text.format(x=by.across, y=by.down) for _pair, by in found)
        groups: tuple[Paths, ...] = tuple(pair for pair, _by in found)
        left_out = tuple(path for pair in groups for path in pair)
        yield Finding(SHIFT, Weight.WARN, title.format(n=len(found)), advice, groups, reasons, left_out, SHIFT)
