"""Forms drawn by hand: what a tool's panel shows where rows made from the declaration are not enough."""

from __future__ import annotations

from ganstudio.gui.panel.form import Form

FORMS: dict[str, type[Form]] = {}
"""Tool → its form. The panel calls it as it calls `Form`: with the parameters' class, `make` and `narrow`."""
