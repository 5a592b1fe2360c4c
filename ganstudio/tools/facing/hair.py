"""Hair: told by its colour from skin and background, about the head as far as it is seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.face import Face, Floats
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import LUMA
from ganstudio.tools.facing.crops import around, crop
from ganstudio.tools.facing.joining import Change
from ganstudio.tools.facing.regions import GRID, MARGIN, places, ramp, skin
from ganstudio.tools.keeping import Kept

_SEEN = 128
_HIGH = 0.16
"""How high above the skin hair is looked for, in sides of the square."""
_SPREAD = 25.0
"""Variance of L, a and b that colours have at least."""
_FACTORS = 0.5, 2.2
_DARK = 0.02
"""Added to brightness before it is divided."""
_LIGHTEST = 0.62
"""Brightness, on the average, that hair is lightened to at most: beyond, its strands turn orange."""
_SOFT = 1.4
"""Pixels of GRID by which it is smoothed: strands that look like something else come along."""
_BY_FACTOR = 0.65
"""Of what hair is lightened: the rest is white light, as hair that is bleached loses colour too."""
_LEFT = 0.6
"""So much of what a factor does not reach: all of it would be a haze over dark hair."""
_FEWEST = 20
"""Pixels by which a colour is known."""
_kept: Kept[Floats] = Kept()


def hair(photo: Photo, face: Face) -> Floats:
    """How likely each place is hair, (GRID, GRID) in [0, 1], in the square that reaches MARGIN beyond the face's; kept
    for as long as the photo's pixels live."""
    return _kept.get(photo.pixels, face, lambda: _hair(photo, face))


def coloured(share: Floats, before: Floats, after: Floats) -> Change:
    """What changes hair, of which there is `share`, as the network's pictures (S, S, 3) of the face's square differ.

    One factor for all of it: the network sees but a part.
    """
    import cv2

    first, last = (round((MARGIN + at) / (1 + 2 * MARGIN) * GRID) for at in (0, 1))
    weights = cv2.resize(share[first:last, first:last], before.shape[:2], interpolation=cv2.INTER_AREA)[..., None]
    total = max(float(weights.sum()), 1e-3)
    old, new = ((each * weights).sum((0, 1)) / total for each in (before, after))
    dark, bright = float(old @ LUMA), float(new @ LUMA)
    goal = min(bright, max(dark, _LIGHTEST))
    factor = float(np.clip((goal + _DARK) / max(dark + _DARK, _DARK), *_FACTORS)) - 1
    factor *= _BY_FACTOR if factor > 0 else 1
    # By a factor hair keeps its hue. What that does not reach is light alone; nothing is taken away, or it were black.
    light = _LEFT * max(0.0, goal - dark * (1 + factor))
    colours = np.repeat((share * np.float32(light))[..., None], 3, axis=2)
    return Change(np.zeros((GRID, GRID, 2), np.float32), share * np.float32(factor), colours)


def _hair(photo: Photo, face: Face) -> Floats:
    import cv2

    seen = crop(photo.pixels, around(face, photo.size, MARGIN), GRID)
    small: Floats = np.asarray(cv2.resize(seen, (_SEEN, _SEEN), interpolation=cv2.INTER_AREA), np.float32)
    inside = skin(small)
    x, y = places(_SEEN, MARGIN)
    band = _above(inside) & (np.abs(x - 0.49) < 0.3) & (y < 0.25)
    far = ((x < -0.3) | (x > 1.3)) & (y < 0.7)
    colours: Floats = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2Lab), np.float32)
    if band.sum() < _FEWEST:
        return np.zeros((GRID, GRID), np.float32)
    wide: Floats = np.asarray(cv2.cvtColor(seen, cv2.COLOR_RGB2Lab), np.float32)
    near, *others = (_likely(wide, colours[each]) for each in (band, far, inside > 0))
    odds = 1 / (1 + np.exp(np.clip(np.maximum(*others) - near, -30, 30)))
    mine = np.clip(2 * odds - 1, 0, 1) * np.exp(-np.maximum(_distance(wide, colours[band]) - 6, 0) / 4)
    x, y = places(GRID, MARGIN)
    head = ramp(((x - 0.49) / 1.05) ** 2 + ((y - 0.3) / 0.85) ** 2, 0.6)
    bare = 1 - cv2.resize(inside, (GRID, GRID), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.GaussianBlur(mine * head * bare, (0, 0), _SOFT), np.float32)


def _above(inside: Floats) -> NDArray[np.bool_]:
    """Where, not far above skin, there is none."""
    import cv2

    high = round(_HIGH / (1 + 2 * MARGIN) * len(inside))
    upwards = np.zeros((2 * high + 1, 5), np.uint8)
    upwards[high:] = 1
    return np.asarray((cv2.dilate(inside, upwards) > 0) & (cv2.dilate(inside, np.ones((5, 5))) == 0))


def _likely(colours: Floats, known: Floats) -> Floats:
    """Logarithm of how likely Lab `colours` (n, n, 3) are among those `known` (m, 3): one normal distribution."""
    _middle, spread = _normal(known)
    return -0.5 * (_distance(colours, known) + np.float32(np.linalg.slogdet(spread)[1]))


def _distance(colours: Floats, known: Floats) -> Floats:
    """Mahalanobis's, squared."""
    middle, spread = _normal(known)
    off = colours - middle
    return np.asarray(np.einsum("ijk,kl,ijl->ij", off, np.linalg.inv(spread), off), np.float32)


def _normal(known: Floats) -> tuple[Floats, Floats]:
    return known.mean(0), np.asarray(np.cov(known.T) + np.eye(3) * _SPREAD, np.float32)
