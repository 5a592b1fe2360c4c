"""Other colourings that are as good as likely: large parts of a photo get another of their likely colours.

Parts are found by what lies together and is alike (k-means); each proposal sets dabs on one or more of them, so that
the network adapts the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.dab import Dab
from ganstudio.tools.colouring.asking import place
from ganstudio.tools.colouring.modes import APART, mass, modes, shown
from ganstudio.tools.colouring.space import Floats

Labels = NDArray[np.int64]
_GRID, _ROUNDS = 3, 8
_LIGHT, _PLACE, _COLOUR = 2.0, 1.5, 1 / 40
"""How much a difference of lightness, place and colour counts."""
_MODES = 5
_SPOTS, _SPACE = 3, 0.12
"""Dabs in a part, and how far they are from one another at least, in sides of the photo."""
_ALIKE = 0.25
"""Difference of L up to which parts of one colour may be one thing, and change together."""
_DARK = 0.4
"""L below which a part hardly shows its colour, and so is worth the less."""
_CALM = 8.0
"""Chroma: what is greyer than that is a part's own colour only where nothing else is likely."""


@dataclass(frozen=True)
class _Change:
    """`parts` that have one colour get the colour `target` (an index of the palette); `worth` says what is won."""

    parts: tuple[int, ...]
    target: int
    worth: float


def proposal(number: int, light: Floats, palette: Floats, odds: Floats, dabs: Sequence[Dab]) -> tuple[Dab, ...]:
    """The dabs (from 1 on) by which proposal `number` differs from the likeliest colouring.

    `light` (h, w): L in [0, 1] of the places; `palette` (Q, 2) in units of a and b; `odds` (Q, h, w). Parts on which a
    person has set `dabs` stay as they are. The same for the same photo.
    """
    own = np.tensordot(palette, odds, axes=(0, 0)).transpose(1, 2, 0)
    labels = _parts(light, own)
    taken = {int(labels[place(dab, labels.shape)]) for dab in dabs}
    changes = _varied(_changes(light, labels, own, palette, mass(palette, odds), taken), palette, number)
    if len(changes) < number:
        return ()
    change = changes[number - 1]
    found: list[Dab] = []
    for part in sorted(set(labels.flat) - taken):
        new = part in change.parts
        for y, x in _spots(labels == part, odds[change.target] if new else odds.max(0)):
            # What shall stay says so as well, or the new colour would flow over all.
            colour = palette[change.target] if new else own[y, x]
            found.append(_dab(y, x, light, colour))
    return tuple(found)


def _parts(light: Floats, own: Floats) -> Labels:
    """Which part each place belongs to, (h, w): k-means (Lloyd 1982) from a grid of centres."""
    height, width = light.shape
    down, across = np.mgrid[:height, :width] / max(height, width)
    facts = np.dstack([light * _LIGHT, down * _PLACE, across * _PLACE, own * _COLOUR]).reshape(height * width, -1)
    rows = ((np.arange(_GRID) + 0.5) / _GRID * height).astype(int)
    columns = ((np.arange(_GRID) + 0.5) / _GRID * width).astype(int)
    centres = facts[(rows[:, None] * width + columns).ravel()]
    for _round in range(_ROUNDS):
        labels = np.square(facts[:, None] - centres).sum(2).argmin(1)
        there = np.unique(labels)
        centres = np.stack([facts[labels == label].mean(0) for label in there])
    return np.asarray(np.square(facts[:, None] - centres).sum(2).argmin(1).reshape(height, width))


def _changes(
    light: Floats, labels: Labels, own: Floats, palette: Floats, masses: Floats, taken: set[int]
) -> list[_Change]:
    """All that could be another, the most worthy first."""
    parts = [int(part) for part in np.unique(labels) if int(part) not in taken]
    area = {part: float((labels == part).mean()) for part in parts}
    likely = {part: masses[:, labels == part].mean(1) for part in parts}
    now = {part: own[labels == part].mean(0) for part in parts}
    lights = {part: float(light[labels == part].mean()) for part in parts}
    found: list[_Change] = []
    for part in parts:
        alike = [
            each
            for each in parts
            if np.hypot(*(now[each] - now[part])) < 1.5 * APART and abs(lights[each] - lights[part]) < _ALIKE
        ]
        for target in modes(palette, likely[part], _MODES):
            away = float(np.hypot(*(palette[target] - now[part])))
            share = likely[part][target] / likely[part].max()
            also = tuple(each for each in alike if likely[each][target] >= 0.3 * likely[part][target])
            if away >= APART and also:
                worth = share * min(1.0, away / 40) * sum(area[each] for each in also) ** 0.5
                worth *= 0.3 if np.hypot(*palette[target]) < _CALM else 1.0
                worth *= min(1.0, lights[part] / _DARK)
                found.append(_Change(also, target, float(worth)))
    return sorted(found, key=lambda change: -change.worth)


def _varied(changes: list[_Change], palette: Floats, count: int) -> list[_Change]:
    """`count` of them, or fewer: each of other parts, or to a colour far from, those before it."""
    chosen: list[_Change] = []
    for least in (2.0, 1.0):
        for change in changes:
            near = [
                other
                for other in chosen
                if set(other.parts) & set(change.parts)
                and np.hypot(*(palette[other.target] - palette[change.target])) < least * APART
            ]
            if len(chosen) < count and not near:
                chosen.append(change)
    return chosen


def _spots(part: NDArray[np.bool_], odds: Floats) -> list[tuple[int, int]]:
    """Places in the `part` with the highest `odds` (h, w), apart from one another."""
    apart = _SPACE * max(part.shape)
    rows, columns = np.nonzero(part)
    found: list[tuple[int, int]] = []
    for index in np.argsort(-odds[part], kind="stable"):
        y, x = int(rows[index]), int(columns[index])
        if len(found) < _SPOTS and all(np.hypot(y - v, x - u) >= apart for v, u in found):
            found.append((y, x))
    return found


def _dab(y: int, x: int, light: Floats, colour: Floats) -> Dab:
    """At a lightness at which sRGB has the colour."""
    height, width = light.shape
    near = float(np.clip(light[y, x], 0.3, 0.8))
    return Dab((x + 0.5) / width, (y + 0.5) / height, shown(near, colour[None])[0])
