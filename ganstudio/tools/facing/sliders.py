"""The sliders of a model of faces, as its file names them."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.i18n import N_, _

_TITLES = {
    "age": N_("Age"),
    "smile": N_("Smile"),
    "gender": N_("Gender expression"),
    "hair": N_("Hair lightness"),
    "lighting": N_("Lighting"),
    "yaw": N_("Turn"),
}
"""Name → marked title; a model of the user's may have others, which are called as their column was."""


@dataclass(frozen=True)
class Slider:
    """`low` and `high`: what lies at -1 and at 1, as the labels called it; empty for a number."""

    name: str
    low: str = ""
    high: str = ""

    @property
    def title(self) -> str:
        """In the language of now."""
        return _(_TITLES[self.name]) if self.name in _TITLES else self.name


def sliders(info: ModelInfo) -> tuple[Slider, ...]:
    """All that the model has, in the order of its directions."""
    names = [name for name in str(info.config.get("sliders", "")).split(",") if name]
    ends = str(info.config.get("ends", "")).split(",")
    pairs = [end.partition(":") for end in [*ends, *[""] * len(names)]]
    return tuple(Slider(name, low, high) for name, (low, _colon, high) in zip(names, pairs, strict=False))
