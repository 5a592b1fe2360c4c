"""What a model says of itself, in words that a page and a command share. Imports no torch."""

from __future__ import annotations

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.i18n import N_, _

TASKS = {
    "upscale": N_("Super-resolution"),
    "face-restoration": N_("Face restoration"),
    "colorize": N_("Colouring"),
    "style": N_("Style"),
    "inpaint": N_("Filling"),
    "blend": N_("Blending"),
    "face": N_("Face editing"),
    "damage": N_("Finding damage"),
    "align": N_("Finding faces"),
}
"""Task → marked title, in the order in which they are shown."""
FILE = "imported from"
"""In a card: the name of the file that the model was in."""
_BUNDLED = N_("Research and other non-commercial use")
"""What LICENSE.md beside the bundled models says of all of them."""


def task_title(info: ModelInfo) -> str:
    """What it is for."""
    return _(TASKS[info.task]) if info.task in TASKS else info.task


def scale(info: ModelInfo) -> int:
    """How many times as large its results are, going by what the file says; 1 where it says nothing of it."""
    told = info.config.get("scale", 1)
    return told if isinstance(told, int) and told > 0 else 1


def licence(info: ModelInfo) -> str:
    """Its terms; empty where none are stated."""
    told = info.card.get("licence") or info.card.get("license")
    if isinstance(told, str) and told.strip():
        return _(told.strip())
    return _(_BUNDLED) if info.bundled else ""


def non_commercial(info: ModelInfo) -> bool:
    """Whether its terms forbid commercial use, as far as they are known."""
    said = info.card.get("noncommercial")
    if isinstance(said, bool):
        return said
    words = f" {info.card.get('licence') or info.card.get('license') or (_BUNDLED if info.bundled else '')} ".lower()
    return any(mark in words for mark in ("non-commercial", "noncommercial", "-nc", " nc "))


def origin(info: ModelInfo) -> str:
    """Where it comes from."""
    if info.bundled:
        return _("comes with ganstudio")
    source, file, authors = (_text(info.card.get(key)) for key in ("source", FILE, "authors"))
    if file and not source:
        return _("imported from {file}").format(file=file)
    if source or authors:
        return _(source or authors)
    return _("trained with ganstudio") if info.card.get("commands") else _("your own")


def _text(told: object) -> str:
    return told.strip() if isinstance(told, str) else ""


def size(count: int) -> str:
    """Bytes as a person reads them: "1.6 MB", "340 MB", "1.2 GB"."""
    if count < 1e8:
        return f"{max(0.1, count / 1e6):.1f} MB"
    return f"{round(count / 1e6)} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"


def bytes_of(info: ModelInfo) -> int:
    """Of its file; 0 where that is gone."""
    try:
        return info.path.stat().st_size
    except OSError:
        return 0


def parameters(info: ModelInfo) -> int:
    """Numbers that it has learnt."""
    count = 0
    for shape in info.shapes.values():
        numbers = 1
        for side in shape:
            numbers *= side
        count += numbers
    return count
