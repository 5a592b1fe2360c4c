"""A dab of colour: a point in a photo that a person has given a colour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Colour = tuple[int, int, int]
"""Red, green and blue of sRGB, 0 to 255."""
_CODE = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Dab:
    """`x` and `y` are shares of the photo's width and height, so that it fits a copy of another size too."""

    x: float
    y: float
    colour: Colour

    def to_json(self) -> list[Any]:
        """[x, y, "#rrggbb"]."""
        return [self.x, self.y, code(self.colour)]

    @classmethod
    def from_json(cls, values: Any) -> Dab:
        """What `to_json` wrote; raises ValueError or TypeError for anything else."""
        x, y, text = values
        if isinstance(x, bool) or isinstance(y, bool) or not (0 <= x <= 1 and 0 <= y <= 1):
            raise ValueError("a dab lies beside the photo")
        return cls(float(x), float(y), colour(text))


def code(value: Colour) -> str:
    """The colour as "#rrggbb"."""
    red, green, blue = value
    return f"#{red:02x}{green:02x}{blue:02x}"


def colour(text: Any) -> Colour:
    """The colour that "#rrggbb" stands for; raises ValueError for anything else."""
    if not isinstance(text, str) or not _CODE.fullmatch(text):
        raise ValueError(f"{text} is no colour")
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue
