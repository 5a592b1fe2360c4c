"""Trainings in words: what they are at, how far, how long, how large."""

from __future__ import annotations

import math

from ganstudio.i18n import N_, _, ngettext
from trainers.status import Phase, Status

PHASES = {
    Phase.WAITING: N_("Not begun"),
    Phase.STARTING: N_("Starting"),
    Phase.TRAINING: N_("Training"),
    Phase.PAUSED: N_("Paused"),
    Phase.STOPPED: N_("Stopped"),
    Phase.FINISHED: N_("Finished"),
    Phase.FAILED: N_("Failed"),
}
ICONS = {
    Phase.WAITING: "clock",
    Phase.STARTING: "loader-circle",
    Phase.TRAINING: "play",
    Phase.PAUSED: "pause",
    Phase.STOPPED: "square",
    Phase.FINISHED: "circle-check",
    Phase.FAILED: "circle-alert",
}


def spaced(count: int) -> str:
    """A count with a thin space between its thousands, as is read in every language."""
    return f"{count:,}".replace(",", "\u202f")


def progress(step: int, steps: int) -> str:
    """How far."""
    if steps:
        return _("Step {n} of {total}").format(n=spaced(step), total=spaced(steps))
    return _("Step {n}").format(n=spaced(step))


def duration(seconds: float) -> str:
    """A length of time, no finer than is of use."""
    if seconds < 60:
        return ngettext("{n} second", "{n} seconds", round(seconds)).format(n=round(seconds))
    if seconds < 5400:
        return ngettext("{n} minute", "{n} minutes", round(seconds / 60)).format(n=round(seconds / 60))
    hours, minutes = divmod(round(seconds / 60), 60)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def memory(count: int) -> str:
    """Bytes."""
    if count < 1e9:
        return _("{n} MB").format(n=round(count / 1e6))
    return _("{n} GB").format(n=f"{count / 1e9:.1f}")


def rate(steps: float) -> str:
    """Speed; slow ones the other way round, which is easier to imagine."""
    if steps >= 0.5:
        return _("{n} steps a second").format(n=f"{steps:.0f}" if steps >= 10 else f"{steps:.1f}")
    return _("{n} seconds a step").format(n=f"{1 / steps:.1f}")


def facts(status: Status, *, working: bool) -> list[str]:
    """How far it is, and, while it is at work, how it goes."""
    told = [progress(status.step, status.steps)] if status.step or status.steps else []
    if not working:
        return told
    if status.seconds_left > 0 and status.phase is Phase.TRAINING:
        told.append(_("{time} left").format(time=duration(status.seconds_left)))
    if status.rate > 0 and status.phase is Phase.TRAINING:
        told.append(rate(status.rate))
    if status.memory:
        told.append(memory(status.memory))
    if status.batch:
        told.append(_("batch of {n}").format(n=status.batch))
    device = _("Processor") if status.device == "cpu" else status.device
    where = ", ".join(part for part in (device, status.precision) if part)
    return [*told, where] if where else told


def number(value: float) -> str:
    """With three figures, as a person reads it."""
    if not math.isfinite(value):
        return "–"
    if value and not 0.001 <= abs(value) < 100_000:
        return f"{value:.1e}"
    return f"{value:.3g}" if abs(value) < 1000 else spaced(round(value))
