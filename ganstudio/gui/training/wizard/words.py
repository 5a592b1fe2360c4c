"""What the wizard says of numbers: times, sizes, how many pictures."""

from __future__ import annotations

from ganstudio.gui.batch.words import spaced
from ganstudio.i18n import _, ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400


def pictures(count: int) -> str:
    """ "1 picture", "300 pictures"."""
    return ngettext("{n} picture", "{n} pictures", count).format(n=spaced(count))


def duration(seconds: float) -> str:
    """As a person says it: "5 minutes", "1 hour 20 minutes", "3 days"."""
    if seconds < 45:
        return _("less than a minute")
    if seconds < 90 * MINUTE:
        minutes = max(1, round(seconds / MINUTE))
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    if seconds < 2 * DAY:
        hours, minutes = divmod(10 * round(seconds / MINUTE / 10), 60)
        told = ngettext("{n} hour", "{n} hours", hours).format(n=hours)
        return f"{told} {ngettext('{n} minute', '{n} minutes', minutes).format(n=minutes)}" if minutes else told
    days = round(seconds / DAY)
    return ngettext("{n} day", "{n} days", days).format(n=days)


def place(device: str) -> str:
    """Where it is learnt: the processor, a graphics card."""
    return _("the processor") if device.startswith("cpu") else _("the graphics card")


def size(count: float) -> str:
    """Bytes as a person reads them: "340 MB", "1.2 GB"."""
    if count < 1e9:
        return f"{max(1, round(count / 1e6))} MB"
    return f"{count / 1e9:.1f} GB" if count < 1e10 else f"{round(count / 1e9)} GB"
