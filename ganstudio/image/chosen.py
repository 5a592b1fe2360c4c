"""A face that somebody has chosen in a photo, and how far each slider of it is moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ganstudio.image.face import Face


@dataclass(frozen=True)
class Chosen:
    """`sliders`: names and values in [-1, 1]; those that are not named stand at 0."""

    face: Face
    sliders: tuple[tuple[str, float], ...] = ()

    @property
    def values(self) -> dict[str, float]:
        """Name of a slider → how far it is moved, without those at 0."""
        return {name: value for name, value in self.sliders if value}

    def moved(self, name: str, value: float) -> Chosen:
        """The same face with that slider at `value`."""
        return self.at({**self.values, name: value})

    def at(self, values: Mapping[str, float]) -> Chosen:
        """The same face with these values, and all other sliders at 0."""
        return replace(self, sliders=tuple((name, float(value)) for name, value in values.items() if value))

    def to_json(self) -> dict[str, Any]:
        """{"face": [[x, y], [x, y], [x, y]], "sliders": {"age": 0.5}}."""
        return {"face": self.face.to_json(), "sliders": dict(self.sliders)}

    @classmethod
    def from_json(cls, values: Any) -> Chosen:
        """What `to_json` wrote; raises ValueError, TypeError, KeyError or AttributeError for anything else."""
        sliders = tuple((_name(name), _value(value)) for name, value in values["sliders"].items())
        return cls(Face.from_json(values["face"]), sliders)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("no name of a slider")
    return value


def _value(value: Any) -> float:
    if isinstance(value, bool) or not math.isfinite(value) or not -1 <= value <= 1:
        raise ValueError("a slider goes from -1 to 1")
    return float(value)
