"""The curves of light: exposure, contrast, and what highlights and shadows do to light and dark places."""

from __future__ import annotations

import numpy as np

from ganstudio.tools.tone import Doubles

MIDDLE = 0.18
"""The light of middle grey, which contrast leaves as it is."""
KNEE = 0.7
"""Up to here more exposure multiplies light; what is beyond is pressed together below white, not cut off."""
_LIFT, _GLOW, _RECOVER = 1.5, 1.1, 0.18


def exposed(light: Doubles, stops: float) -> Doubles:
    """Light in [0, 1] times 2 to the power of `stops`; beyond KNEE a shoulder keeps below 1 what was below 1."""
    times = 2.0**stops
    more = light * times
    if times <= 1:
        return np.asarray(more)
    over = np.maximum(more - KNEE, 0)
    bend = 1 / (1 - KNEE) - 1 / (times - KNEE)
    return np.asarray(np.minimum(more, KNEE) + over / (1 + bend * over))


def contrasted(values: Doubles, amount: float, middle: float) -> Doubles:
    """Values in [0, 1] spread around `middle` by an S-curve from black to white; `amount` from −1 to 1.

    The odds x / (1 - x), against those of `middle`, to a power: steepest in the middle, never beyond black and white.
    Less contrast is the same curve turned over the straight line, for a power below 1 would be endlessly steep in the
    blacks.
    """
    power = 1 + (0.8 if amount > 0 else 0.55) * abs(amount)
    above = values**power * (1 - middle) ** (power - 1)
    below = (1 - values) ** power * middle ** (power - 1)
    curve = above / (above + below)
    return np.asarray(curve if amount > 0 else 2 * values - curve)


def odds(surroundings: Doubles, highlights: float, shadows: float) -> Doubles:
    """What the odds x / (1 - x) of a pixel's values are multiplied by in `surroundings` of this lightness, in [0, 1].

    Shadows, −1 to 1, change dark places, highlights above 0 light ones. Black and white stay, and nothing is cut off.
    """
    dark = (1 - surroundings) ** 3 * _step(surroundings, -0.03, 0.06)
    bright = _step(surroundings, 0.35, 0.85)
    return np.exp(_LIFT * shadows * dark + _GLOW * max(highlights, 0) * bright)


def recovery(surroundings: Doubles, highlights: float) -> Doubles:
    """What a pixel's values are multiplied by where highlights, −1 to 0, are taken back: most below white."""
    bright = _step(surroundings, 0.3, 0.8) * (1 - 0.5 * _step(surroundings, 0.8, 1))
    return np.exp(_RECOVER * min(highlights, 0) * bright)


def _step(x: Doubles, low: float, high: float) -> Doubles:
    """Softly from 0 at `low` to 1 at `high`."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))
