"""What is found about whole folders: too few pictures, one kind outweighing the other, another light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ganstudio.i18n import _, ngettext
from trainers.clinic.picture import Measures
from trainers.clinic.report import Colours, Finding, Weight
from trainers.recipe import Needs, Shape

Folders = Sequence[Sequence[Measures]]
_OUTWEIGHS = 4
"""So many times as many pictures of one kind as of another are worth a word."""
_DARKER, _COLOURED = 15, 2.0
"""Difference in mean lightness, and ratio of mean chroma, that a translation will copy."""


def amounts(names: Sequence[str], pictures: Folders, needs: Needs) -> Iterator[Finding]:
    """Whether there are pictures enough of each kind, of these `names`, and of none far more; copies count once."""
    counts = [len({picture.digest for picture in each}) for each in pictures]
    for name, count in zip(names, counts, strict=True):
        if count == 0:
            yield _nothing(name, needs)
        elif count < needs.enough:
            yield _few(name, count, needs)
    if needs.shape in (Shape.TWO, Shape.CLASSES) and min(counts, default=0) and max(counts) > _OUTWEIGHS * min(counts):
        yield _unbalanced(names, counts)


def colours(pictures: Sequence[Measures]) -> Colours:
    """Of all pictures together; each counts alike."""
    if not pictures:
        return Colours(0, 0, 0)
    means, spreads = np.array([picture.lightness for picture in pictures]).T
    spread = np.sqrt((spreads**2 + (means - means.mean()) ** 2).mean())
    return Colours(float(means.mean()), float(spread), float(np.mean([picture.chroma for picture in pictures])))


def apart(names: Sequence[str], two: Sequence[Colours]) -> Iterator[Finding]:
    """Where the pictures of one kind are much darker or more colourful than those of the other."""
    if len(two) != 2 or any(each == Colours(0, 0, 0) for each in two):
        return
    first, second = two
    called = {"first": names[0], "second": names[1]}
    texts = []
    if abs(first.lightness - second.lightness) > _DARKER:
        text = _("The mean lightness is {a} in {first} and {b} in {second}.")
        texts.append(text.format(a=round(first.lightness), b=round(second.lightness), **called))
    if max(first.chroma, second.chroma) > _COLOURED * max(1.0, min(first.chroma, second.chroma)):
        text = _("The mean strength of colours is {a} in {first} and {b} in {second}.")
        texts.append(text.format(a=round(first.chroma), b=round(second.chroma), **called))
    if texts:
        title = _("The two kinds differ in light or colours")
        advice = _("The model will copy that. If it shall not, choose pictures of similar light and colours.")
        yield Finding("colours", Weight.NOTE, title, " ".join([*texts, advice]), (), ())


def _nothing(name: str, needs: Needs) -> Finding:
    title = _("There is nothing to learn from in {folder}").format(folder=name)
    advice = _("It holds no picture of {side} × {side} pixels or more that can be read. {n} would do.")
    return Finding("nothing", Weight.STOP, title, advice.format(side=needs.side, n=needs.enough), (), ())


def _few(name: str, count: int, needs: Needs) -> Finding:
    title = ngettext("{n} picture in {folder} is few", "{n} pictures in {folder} are few", count)
    advice = _("A model learns them by heart instead of what they have in common. {n} different ones would do.")
    return Finding("few", Weight.WARN, title.format(n=count, folder=name), advice.format(n=needs.enough), (), ())


def _unbalanced(names: Sequence[str], counts: Sequence[int]) -> Finding:
    most, least = int(np.argmax(counts)), int(np.argmin(counts))
    title = _("{first} holds far more pictures than {second}").format(first=names[most], second=names[least])
    advice = _("{a} against {b}: what there is less of is learnt worse, and sooner by heart. Add to the smaller one.")
    return Finding("unbalanced", Weight.NOTE, title, advice.format(a=counts[most], b=counts[least]), (), ())
