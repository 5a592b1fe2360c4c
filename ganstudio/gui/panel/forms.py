"""Forms drawn by hand: what a tool's panel shows where rows made from the declaration are not enough."""

from __future__ import annotations

from ganstudio.gui.panel.crop import CropForm
from ganstudio.gui.panel.curves import CurvesForm
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.levels import LevelsForm
from ganstudio.gui.panel.light import LightForm
from ganstudio.gui.panel.straighten import StraightenForm
from ganstudio.gui.panel.white_balance import WhiteBalanceForm

FORMS: dict[str, type[Form]] = {
    "light": LightForm,
    "levels": LevelsForm,
    "curves": CurvesForm,
    "white-balance": WhiteBalanceForm,
    "crop": CropForm,
    "straighten": StraightenForm,
}
"""Tool → its form. The panel calls it as it calls `Form`: with the parameters' class, `make` and `narrow`."""
