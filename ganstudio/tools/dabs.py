"""Dabs of colour as the tools have them: attached to an edit, or in a file."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ganstudio import atomic
from ganstudio.errors import FileError, GanstudioError, SettingsError
from ganstudio.i18n import _
from ganstudio.image.dab import Colour, Dab, code, colour

__all__ = ["DABS", "Colour", "Dab", "Point", "check_dabs", "code", "colour", "dabs_of", "on", "read", "write"]

DABS = "dabs"
"""Name of the attachment: a tuple of `Dab`, never changed, only put in another's place."""
_MOST = 1000
"""Dabs that a file may hold: more are no dabs but a picture."""


class Point(NamedTuple):
    """A dab as it stands in a file: `x` and `y` in pixels of the photo."""

    x: float
    y: float
    colour: Colour


def dabs_of(attachments: Mapping[str, Any]) -> tuple[Dab, ...]:
    """The dabs that are attached; none is as good as an empty tuple. Raises GanstudioError where they are none."""
    dabs = attachments.get(DABS)
    check_dabs(dabs)
    return tuple(dabs or ())


def check_dabs(dabs: Any) -> None:
    """Raise GanstudioError where what is attached as dabs is none: a workflow's file may say anything."""
    if dabs is None:
        return
    if not isinstance(dabs, tuple) or not all(isinstance(dab, Dab) and _inside(dab) for dab in dabs):
        raise GanstudioError(_("What is attached as dabs of colour is none; set them anew."))


def _inside(dab: Dab) -> bool:
    return 0 <= dab.x <= 1 and 0 <= dab.y <= 1


def read(path: Path) -> tuple[Point, ...]:
    """The dabs in the JSON file `path`: a list of {"x": 10, "y": 20, "colour": "#rrggbb"} or [10, 20, "#rrggbb"].

    Raises FileError where there is no such file, or something else in it.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be read: {reason}.").format(name=path, reason=reason)) from error
    except (ValueError, RecursionError) as error:
        raise _refused(path) from error
    if not isinstance(values, list) or len(values) > _MOST:
        raise _refused(path)
    return tuple(_point(value, number, path) for number, value in enumerate(values, 1))


def _point(value: Any, number: int, path: Path) -> Point:
    try:
        x, y, text = (value["x"], value["y"], value["colour"]) if isinstance(value, dict) else value
        if isinstance(x, bool) or isinstance(y, bool) or not (math.isfinite(x) and math.isfinite(y)):
            raise ValueError("no number")
        return Point(float(x), float(y), colour(text))
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise FileError(
            _('{name} cannot be used: its dab {number} is not like {{"x": 10, "y": 20, "colour": "#c08040"}}.').format(
                name=path, number=number
            )
        ) from error


def _refused(path: Path) -> FileError:
    return FileError(
        _('{name} cannot be used: it must be a list of dabs like {{"x": 10, "y": 20, "colour": "#c08040"}}.').format(
            name=path
        )
    )


def on(points: tuple[Point, ...], size: tuple[int, int], name: str = "") -> tuple[Dab, ...]:
    """The dabs on a photo of `size` (width, height), which is called `name`; raises SettingsError where one lies
    beside it."""
    width, height = size
    for point in points:
        if not (0 <= point.x < width and 0 <= point.y < height):
            raise SettingsError(
                _("The dab at {x:g}, {y:g} lies beside the photo {name}, which has {width} × {height} pixels.").format(
                    x=point.x, y=point.y, name=name, width=width, height=height
                )
            )
    # The middle of a pixel, or of the last one where a place between two of them is meant.
    return tuple(Dab(min(1.0, (p.x + 0.5) / width), min(1.0, (p.y + 0.5) / height), p.colour) for p in points)


def write(dabs: tuple[Dab, ...], size: tuple[int, int], path: Path) -> None:
    """The `dabs` of a photo of `size` (width, height) as a file that `read` reads; what was there is replaced.

    Raises FileError.
    """
    width, height = size
    points = (Point(_pixel(dab.x * width), _pixel(dab.y * height), dab.colour) for dab in dabs)
    lines = (json.dumps({"x": point.x, "y": point.y, "colour": code(point.colour)}) for point in points)
    try:
        atomic.write_text(path, "[\n  " + ",\n  ".join(lines) + "\n]\n" if dabs else "[]\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be written: {reason}.").format(name=path, reason=reason)) from error


def _pixel(place: float) -> float:
    """What `on` makes that place of again: it means the middle of a pixel."""
    return max(0.0, round(place - 0.5, 2))
