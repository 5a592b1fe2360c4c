"""Instruments: what lies on the canvas while a tool is chosen."""

from __future__ import annotations

from ganstudio.gui.instruments.crop import CropFrame
from ganstudio.gui.instruments.dabs import DabsInstrument
from ganstudio.gui.instruments.extend import ExtendFrame
from ganstudio.gui.instruments.faces import FacesInstrument
from ganstudio.gui.instruments.horizon import Horizon
from ganstudio.gui.instruments.insert import InsertFrame
from ganstudio.gui.instruments.instrument import Instrument
from ganstudio.gui.instruments.picker import Picker

INSTRUMENTS: dict[str, type[Instrument]] = {
    "crop": CropFrame,
    "picker": Picker,
    "horizon": Horizon,
    "extend": ExtendFrame,
    "insert": InsertFrame,
    "dabs": DabsInstrument,
    "faces": FacesInstrument,
}
"""`Tool.instrument` → what to lay on the canvas."""
