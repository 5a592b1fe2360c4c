"""The form of light: its sliders below the histogram of what comes out."""

from __future__ import annotations

from typing import Any

from ganstudio.gui.panel.outcome import OutcomeForm
from ganstudio.tools import light


class LightForm(OutcomeForm):
    """Rows as declared."""

    def __init__(self, kind: type[Any], **how: Any) -> None:
        super().__init__(light.TOOL, kind, **how)
