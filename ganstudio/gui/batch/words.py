"""A batch in words: states, sizes, times, how fast it goes."""

from __future__ import annotations

from collections import Counter

from ganstudio.batch.item import Item, State
from ganstudio.engine.job import time_left
from ganstudio.i18n import N_, _, ngettext

TITLES = {
    State.WAITING: N_("Waiting"),
    State.WORKING: N_("Working"),
    State.DONE: N_("Done"),
    State.FAILED: N_("Failed"),
    State.SKIPPED: N_("Skipped"),
}
ICONS = {
    State.WAITING: "clock",
    State.WORKING: "loader-circle",
    State.DONE: "circle-check",
    State.FAILED: "circle-alert",
    State.SKIPPED: "circle-minus",
}


def title_of(state: State) -> str:
    """The state's name, translated."""
    return _(TITLES[state])


def size_of(item: Item) -> str:
    """The size of the result; empty while there is none."""
    width, height = item.size
    return f"{width} × {height}" if item.state is State.DONE and width else ""


def seconds_of(item: Item) -> str:
    """How long the photo took; empty while nothing can be said."""
    if item.state not in (State.DONE, State.FAILED) or not item.seconds:
        return ""
    if item.seconds >= 60:
        return _("{minutes} min {seconds} s").format(minutes=int(item.seconds // 60), seconds=int(item.seconds % 60))
    return _("{seconds} s").format(seconds=f"{item.seconds:.1f}" if item.seconds < 10 else round(item.seconds))


def photos(count: int) -> str:
    """ "1 photo", "300 photos"."""
    return ngettext("{n} photo", "{n} photos", count).format(n=spaced(count))


def pace(made: int, left: int, seconds: float) -> str:
    """Speed and time left, from `made` photos in `seconds` of work; empty while that cannot be said."""
    if made < (2 if left else 1) or seconds < 1.5:
        return ""
    speed = 60 * made / seconds
    told = _("{speed} photos a minute").format(speed=f"{speed:.0f}" if speed >= 10 else f"{speed:.1f}")
    rest = time_left(seconds, made / (made + left)) if left else ""
    return "  ·  ".join(part for part in (told, rest) if part)


def summary(counts: Counter[State], made: int, seconds: float, *, running: bool) -> str:
    """How far a batch is: what is finished, what went wrong, how fast it goes."""
    total, left = counts.total(), counts[State.WAITING] + counts[State.WORKING]
    if not total:
        return ""
    facts = [_("{n} of {total}").format(n=spaced(total - left), total=photos(total))]
    if counts[State.FAILED]:
        facts.append(ngettext("{n} failed", "{n} failed", counts[State.FAILED]).format(n=spaced(counts[State.FAILED])))
    if counts[State.SKIPPED]:
        told = ngettext("{n} skipped", "{n} skipped", counts[State.SKIPPED])
        facts.append(told.format(n=spaced(counts[State.SKIPPED])))
    return "  ·  ".join(fact for fact in (*facts, pace(made, left if running else 0, seconds)) if fact)


def spaced(count: int) -> str:
    """A count with a thin space between its thousands, as is read in every language."""
    return f"{count:,}".replace(",", "\u202f")
