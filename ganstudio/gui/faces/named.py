"""What the sliders of a model of faces are called in the panel, and what lies at their ends."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ganstudio.i18n import N_, _
from ganstudio.params import Field
from ganstudio.tools.face import SLIDERS
from ganstudio.tools.facing.sliders import Slider

_ICONS = {
    "age": "hourglass",
    "smile": "smile",
    "gender": "venus-and-mars",
    "hair": "contrast",
    "lighting": "lightbulb",
    "yaw": "rotate-3d",
}
_OTHER = "sliders-horizontal"
_ENDS = {
    "age": (N_("younger"), N_("older")),
    "smile": (N_("serious"), N_("smiling")),
    "gender": (N_("feminine"), N_("masculine")),
    "hair": (N_("darker"), N_("lighter")),
    "lighting": (N_("from left"), N_("from right")),
    "yaw": (N_("to the left"), N_("to the right")),
}
"""Name → marked words for -1 and 1."""


class Ends(NamedTuple):
    """Words for -1 and 1, in the language of now; empty where there are none."""

    low: str
    high: str


def in_order(sliders: Iterable[Slider]) -> list[Slider]:
    """As they are shown: those that are known first, then a model's own."""
    return sorted(sliders, key=lambda slider: SLIDERS.index(slider.name) if slider.name in SLIDERS else len(SLIDERS))


def icon_of(slider: Slider) -> str:
    """The name of its icon."""
    return _ICONS.get(slider.name, _OTHER)


def ends_of(slider: Slider) -> Ends:
    """A model's own words are shown as its labels had them, but for mere numbers."""
    if slider.name in _ENDS:
        return Ends(*(_(word) for word in _ENDS[slider.name]))
    words = slider.low.strip(), slider.high.strip()
    return Ends(*words) if all(word and not _is_number(word) for word in words) else Ends("", "")


def field_of(slider: Slider) -> Field:
    """A number that an editor edits."""
    return Field(slider.name, "number", slider.title, "", 0.0, -1.0, 1.0, 0.05)


def read_more(text: str) -> dict[str, float]:
    """What stands in `FaceParams.more`; what cannot be read is left out."""
    pairs = (word.rpartition("=") for word in text.split())
    return {name: float(value) for name, _equals, value in pairs if name and _is_number(value)}


def write_more(values: Mapping[str, float]) -> str:
    """What `FaceParams.more` has of sliders that have no field of their own."""
    return " ".join(f"{name}={value:g}" for name, value in values.items() if name not in SLIDERS)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
