"""Curves: any tone curve for all channels together and for each alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import STRAIGHT, Points, check, curve
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import tone
from ganstudio.tools.tone import Doubles
from ganstudio.tools.tool import Context, Tool, same_size


@dataclass(frozen=True)
class CurvesParams:
    """What the user draws: points of value → value, in the photo's own values."""

    master: Points = curve(title=N_("All channels"), help=N_("The tone curve of all three channels."))
    red: Points = curve(title=N_("Red"), help=N_("Red's own curve; the one of all channels follows it."))
    green: Points = curve(title=N_("Green"), help=N_("Green's own curve; the one of all channels follows it."))
    blue: Points = curve(title=N_("Blue"), help=N_("Blue's own curve; the one of all channels follows it."))


def evaluate(points: Points, at: Doubles) -> Doubles:
    """The curve through `points` at inputs `at` in [0, 1]: level before the first point and after the last.

    Cubic between the points, never beyond them: Fritsch and Carlson, "Monotone Piecewise Cubic Interpolation", 1980,
    with the slopes of Fritsch and Butland 1984 (PCHIP).
    """
    x, y = (np.array(side, float) for side in zip(*points, strict=True))
    at = np.clip(at, x[0], x[-1])
    index = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    width, slopes = np.diff(x), _slopes(x, y)
    h = width[index]
    t = (at - x[index]) / h
    left = y[index] * (1 + 2 * t) + h * slopes[index] * t
    right = y[index + 1] * (3 - 2 * t) - h * slopes[index + 1] * (1 - t)
    return np.asarray(np.clip(left * (1 - t) ** 2 + right * t**2, 0, 1))


def _slopes(x: Doubles, y: Doubles) -> Doubles:
    """The curve's slope at each point."""
    h, steep = np.diff(x), np.diff(y) / np.diff(x)
    if len(x) == 2:
        return np.repeat(steep, 2)
    slopes = np.empty_like(y)
    for i in range(1, len(x) - 1):
        before, after = steep[i - 1], steep[i]
        w1, w2 = 2 * h[i] + h[i - 1], h[i] + 2 * h[i - 1]
        slopes[i] = (w1 + w2) / (w1 / before + w2 / after) if before * after > 0 else 0
    slopes[0] = _end(h[0], h[1], steep[0], steep[1])
    slopes[-1] = _end(h[-1], h[-2], steep[-1], steep[-2])
    return slopes


def _end(h: float, h_next: float, steep: float, steep_next: float) -> float:
    """The slope at an end, of the parabola through three points, limited so that the curve stays between its points."""
    slope = ((2 * h + h_next) * steep - h * steep_next) / (h + h_next)
    if slope * steep <= 0:
        return 0.0
    return 3 * steep if steep * steep_next <= 0 and abs(slope) > 3 * abs(steep) else slope


def curves(photo: Photo, params: CurvesParams, context: Context) -> Photo:
    """The photo with its tones changed: each channel by its own curve, then by that of all. Grey photos stay grey."""
    check(params)
    own = (STRAIGHT,) * 3 if photo.meta.grey else (params.red, params.green, params.blue)
    if params.master == STRAIGHT and own == (STRAIGHT,) * 3:
        return photo
    values = np.linspace(0, 1, tone.levels(photo))
    tables = np.stack([evaluate(params.master, evaluate(points, values)) for points in own])
    return tone.by_tables(photo, tables, context.job)


TOOL = Tool(
    id="curves",
    title=N_("Curves"),
    summary=SUMMARIES["curves"],
    icon="spline",
    params=CurvesParams,
    run=curves,
    output_size=same_size,
    group="light",
    instant=True,
    reduced=lambda params, _scale: params,
)
