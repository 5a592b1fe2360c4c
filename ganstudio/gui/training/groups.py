"""Which numbers of a run are drawn together. Knows no plotting library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ganstudio.gui.training.record import Curve
from ganstudio.i18n import N_
from trainers import signals

UNEQUAL = 30
"""How many times larger one loss may be than another before both are drawn on a logarithmic scale."""
MEASURES = ("PSNR", "SSIM", "gain", "energy", "edges", "distance", "likeness to", "error")
"""In the names of what is measured on validation pictures, where a run of an older version does not show it."""


@dataclass(frozen=True)
class Group:
    """A plot: `title` and `help` are marked; `span` where the numbers can lie, if that is known."""

    title: str
    names: tuple[str, ...] = ()
    help: str = ""
    span: tuple[float, float] | None = None
    logarithmic: bool = False
    more: bool | None = None
    """Whether more is better, of the number that says which checkpoint is best."""


JUDGED = Group(
    N_("What the discriminator believes"),
    (signals.D_REAL, signals.D_FAKE, signals.D_HELD_OUT),
    N_("How likely it takes pictures to be real. Both near 0.5: it cannot tell made pictures from real ones."),
    span=(0.0, 1.0),
)
GRADIENTS = Group(
    N_("Gradients"),
    (signals.GENERATOR_GRADIENT, signals.DISCRIMINATOR_GRADIENT),
    N_("How strongly each network is pulled. A generator near 0 learns nothing any more."),
    logarithmic=True,
)
SIGNS = Group(
    N_("What comes out"),
    (signals.VARIETY, signals.CHANGE, signals.LIKENESS),
    N_("How much made pictures differ from each other and from what they were made of."),
)
LOSSES = N_("Losses")
LOSSES_HELP = N_("What training makes small. Those of two networks that compete need not fall: neither shall win.")
MEASURED_HELP = N_("Measured on pictures that were not learnt from.")
HIDDEN = (signals.SKIPPED,)


def grouped(curves: Mapping[str, Curve], metric: tuple[str, bool]) -> list[tuple[Group, dict[str, Curve]]]:
    """The plots of a run, what matters most first; the measure that decides which model is best leads: `metric`, its
    name and whether more of it is better."""
    chief, more = metric
    left = {name: curve for name, curve in curves.items() if name not in HIDDEN}
    plots = []
    for group in (JUDGED, GRADIENTS, SIGNS):
        own = {name: left.pop(name) for name in group.names if name in left}
        if own:
            plots.append((group, own))
    measured = [name for name in left if _measured(name, left, chief)]
    measured.sort(key=lambda name: name != chief)
    own_plots = [
        (Group(name, (name,), MEASURED_HELP, more=more if name == chief else None), {name: left.pop(name)})
        for name in measured
    ]
    # In the same order, and so the same colours, as their gradients.
    left = dict(sorted(left.items(), key=lambda item: (item[0] != signals.GENERATOR, item[0] != signals.DISCRIMINATOR)))
    losses = [(Group(LOSSES, tuple(left), LOSSES_HELP, logarithmic=_unequal(left)), left)] if left else []
    return [*own_plots[:1], *losses, *plots, *own_plots[1:]]


def _measured(name: str, curves: Mapping[str, Curve], metric: str) -> bool:
    """What is noted more rarely than the rest is measured on validation pictures."""
    most = max(len(curve.steps) for curve in curves.values())
    rare = 2 * len(curves[name].steps) < most
    return name == metric or rare or any(word in name for word in MEASURES)


def _unequal(curves: Mapping[str, Curve]) -> bool:
    middles = [float(np.nanmedian(curve.values)) for curve in curves.values() if np.isfinite(curve.values).any()]
    above = all(bool((curve.values[np.isfinite(curve.values)] > 0).all()) for curve in curves.values())
    return above and len(middles) > 1 and max(middles) > UNEQUAL * min(middles)
