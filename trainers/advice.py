"""What to lower where a training does not fit this computer."""

from __future__ import annotations

from typing import Any

from ganstudio.i18n import _
from ganstudio.params import Field, fields

_SQUARE = ("patch", "size")
"""Sides: memory goes with their square."""


def size(count: float) -> str:
    """Bytes as a person reads them."""
    return f"{max(1, round(count / 1e6))} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"


def for_memory(params: Any, need: int, free: int) -> list[str]:
    """What to lower so that `need` bytes become `free`; nothing where they fit."""
    if need <= free:
        return []
    known = {field.name: field for field in fields(params)}
    for name in ("batch", *_SQUARE, "channels"):
        lower = _lower(known[name], getattr(params, name), params, free / need) if name in known else None
        if lower is not None:
            told = _("It needs about {need} of memory and {free} are free: lower “{title}” from {old} to {new}.")
            now = getattr(params, name)
            return [told.format(need=size(need), free=size(free), title=_(known[name].title), old=now, new=lower)]
    told = _("It needs about {need} of memory and {free} are free: close other programs, or use another computer.")
    return [told.format(need=size(need), free=size(free))]


def _lower(field: Field, now: int, params: Any, share: float) -> int | None:
    """A lower value that takes that share of the memory, or the least there is; None where it is that already."""
    wanted = now * (share**0.5 if field.name in _SQUARE else share)
    if field.name == "batch":
        step, least = params.devices * params.nodes, params.devices * params.nodes
    else:
        step, least = int(field.step or 1), int(field.low or 1)
    if field.name == "size":  # powers of two
        lower = 1 << max(0, int(wanted).bit_length() - 1)
    else:
        lower = int(wanted) // step * step
    found = max(lower, least)
    return found if found < now else None


def for_disk(params: Any, need: int, free: int) -> list[str]:
    """What to do so that `need` bytes on the disk become `free`; nothing where they fit."""
    if need <= free:
        return []
    title = next(_(field.title) for field in fields(params) if field.name == "disk")
    told = _("It needs about {need} on the disk and {free} are free: make room there, or lower “{title}”.")
    return [told.format(need=size(need), free=size(free), title=title)]


def for_batch(asked: int, taken: int) -> list[str]:
    """That memory did not suffice for a whole batch at a time."""
    if taken >= asked:
        return []
    told = _("Memory suffices for {n} pictures at a time; a batch of {batch} is learnt from in parts, more slowly.")
    return [told.format(n=taken, batch=asked)]
