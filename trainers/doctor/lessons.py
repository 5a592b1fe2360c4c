"""The pages that explain: what GANs are, how to read their curves, and each illness."""

from __future__ import annotations

from pathlib import Path

from ganstudio.i18n import language
from ganstudio.paths import resource

INDEX = "gans"
CURVES = "reading-curves"


def lesson(name: str) -> Path:
    """The page called `name` (`INDEX`, `CURVES`, an illness' value) as Markdown, in the current language if there is
    one in it, else in English."""
    page = resource("lessons") / language() / f"{name}.md"
    return page if page.exists() else resource("lessons") / "en" / f"{name}.md"
