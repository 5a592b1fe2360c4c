"""Instruments: what lies on the canvas while a tool is chosen."""

from __future__ import annotations

from ganstudio.gui.instruments.instrument import Instrument

INSTRUMENTS: dict[str, type[Instrument]] = {}
"""`Tool.instrument` → what to lay on the canvas."""
