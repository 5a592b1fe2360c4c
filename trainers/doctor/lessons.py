"""The pages that explain: what GANs are, how to read their curves, and each illness."""

from __future__ import annotations

from pathlib import Path

from ganstudio.guide import page

INDEX = "gans"
CURVES = "reading-curves"


def lesson(name: str) -> Path:
    """The page called `name` (`INDEX`, `CURVES`, an illness' value) as Markdown, in the current language if there is
    one in it, else in English."""
    return page(name, "lessons")
