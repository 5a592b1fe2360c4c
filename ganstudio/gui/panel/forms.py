"""Forms drawn by hand: what a tool's panel shows where rows made from the declaration are not enough."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ganstudio.gui.panel.colorize import ColorizeForm
from ganstudio.gui.panel.crop import CropForm
from ganstudio.gui.panel.curves import CurvesForm
from ganstudio.gui.panel.editors import Editor
from ganstudio.gui.panel.extend import ExtendForm
from ganstudio.gui.panel.face import FaceForm
from ganstudio.gui.panel.face_restoration import FaceRestorationForm
from ganstudio.gui.panel.factor import FactorEditor
from ganstudio.gui.panel.form import Form, Make
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.panel.levels import LevelsForm
from ganstudio.gui.panel.light import LightForm
from ganstudio.gui.panel.models import ModelEditor
from ganstudio.gui.panel.outcome import OutcomeForm
from ganstudio.gui.panel.remove import RemoveForm
from ganstudio.gui.panel.repair import RepairForm
from ganstudio.gui.panel.straighten import StraightenForm
from ganstudio.gui.panel.style import StyleForm
from ganstudio.gui.panel.white_balance import WhiteBalanceForm
from ganstudio.gui.studio import Studio
from ganstudio.gui.styles.gallery import StyleGallery
from ganstudio.params import Field, fields
from ganstudio.tools.tool import Tool

FORMS: dict[str, type[Form]] = {
    "light": LightForm,
    "levels": LevelsForm,
    "curves": CurvesForm,
    "white-balance": WhiteBalanceForm,
    "crop": CropForm,
    "straighten": StraightenForm,
    "inpaint": RemoveForm,
    "repair": RepairForm,
    "extend": ExtendForm,
    "insert": InsertForm,
    "colorize": ColorizeForm,
    "style": StyleForm,
    "face": FaceForm,
    "face-restoration": FaceRestorationForm,
}
"""Tool → its form. It is called as `Form` is: with the parameters' class, `make` and `narrow`."""
DRAWN: dict[str, dict[str, Make]] = {"upscale": {"scale": FactorEditor}}
"""Tool → field → the editor drawn for it by hand."""
PICTURED: dict[str, Callable[[Field, Studio], Editor]] = {"style": StyleGallery}
"""Tool → how its models are chosen where there is a photo to show them on."""


def form_for(tool: Tool, studio: Studio, *, photo: bool = True) -> Form:
    """The parameters of `tool` as a form: drawn by hand, or by its declaration.

    `photo`: there is one to set it by. Without, as in a workflow, what was drawn for a photo gives way to plain rows,
    but for curves, which no row can hold.
    """
    drawn = photo or any(field.kind == "curve" for field in fields(tool.params))
    models = PICTURED.get(tool.id, partial(ModelEditor, comparing=photo)) if drawn else ModelEditor
    editors: dict[str, Make] = {"model": lambda field: models(field, studio), **DRAWN.get(tool.id, {})}
    form = (FORMS.get(tool.id, Form) if drawn else Form)(tool.params, make=editors, narrow=True)
    if isinstance(form, OutcomeForm) and not photo:
        form.outcome.hide()  # there is nothing to count
    return form
