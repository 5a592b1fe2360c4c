"""Parameters: a frozen dataclass whose fields say what they are, so that panels, commands and files are built from it.

    @dataclass(frozen=True)
    class UpscaleParams:
        model: str = model("upscale")
        strength: float = number(1.0, low=0, high=1, step=0.05, title=N_("Strength"), help=N_("…"))

Titles and helps are marked with `N_` and translated when shown. Imports no torch and no Qt.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeVar

from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _

Kind = Literal["number", "integer", "choice", "flag", "text", "model", "curve"]
Points = tuple[tuple[float, float], ...]
"""A curve's points (input, output), both in [0, 1], inputs rising."""
STRAIGHT: Points = ((0.0, 0.0), (1.0, 1.0))
When = Mapping[str, tuple[str, ...]]
P = TypeVar("P")
_KEY = "ganstudio"


@dataclass(frozen=True)
class Field:
    """One parameter as a panel or a command line sees it."""

    name: str
    kind: Kind
    title: str
    help: str
    default: Any
    low: float | None = None
    high: float | None = None
    step: float | None = None
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Value → marked title, in the order to show."""
    task: str = ""
    """For a model: which task's models fit."""
    when: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """Name of a choice → its values with which this field counts; with others it is not shown, and not used."""

    def counts(self, params: Any) -> bool:
        """Whether this field makes a difference, as the others of `params` stand."""
        return all(getattr(params, name) in values for name, values in self.when.items())


def _declare(kind: Kind, default: Any, title: str, help: str, **extra: Any) -> Any:
    field = Field("", kind, title, help, default, **extra)
    return dataclasses.field(default=default, metadata={_KEY: field})


def number(
    default: float, *, low: float, high: float, step: float, title: str, help: str = "", when: When | None = None
) -> Any:
    """A real number in [low, high]."""
    return _declare("number", default, title, help, low=low, high=high, step=step, when=when or {})


def integer(
    default: int, *, low: int, high: int, title: str, help: str = "", step: int = 1, when: When | None = None
) -> Any:
    """A whole number in [low, high]."""
    return _declare("integer", default, title, help, low=low, high=high, step=step, when=when or {})


def choice(default: str, choices: Mapping[str, str], *, title: str, help: str = "") -> Any:
    """One of `choices` (value → marked title)."""
    return _declare("choice", default, title, help, choices=dict(choices))


def flag(default: bool, *, title: str, help: str = "") -> Any:
    """Yes or no."""
    return _declare("flag", default, title, help)


def text(default: str = "", *, title: str, help: str = "") -> Any:
    """A line of text."""
    return _declare("text", default, title, help)


def model(task: str, default: str = "", *, title: str = N_("Model"), help: str = "", when: When | None = None) -> Any:
    """The name of a model of `task`; empty means the task's default model."""
    return _declare("model", default, title, help, task=task, when=when or {})


def curve(*, title: str, help: str = "") -> Any:
    """A tone curve through two points or more, at first the straight line that changes nothing."""
    return _declare("curve", STRAIGHT, title, help)


def fields(params: type[Any] | Any) -> Iterator[Field]:
    """The declared fields, in order."""
    for item in dataclasses.fields(params):
        if _KEY in item.metadata:
            yield dataclasses.replace(item.metadata[_KEY], name=item.name)


def model_field(params: type[Any] | Any, task: str) -> Field | None:
    """The field that names a model of `task`; None where there is none."""
    return next((field for field in fields(params) if field.kind == "model" and field.task == task), None)


def check(params: P) -> P:
    """`params` itself; raises SettingsError, naming the field, where a value is of the wrong kind or out of range."""
    for field in fields(params):
        problem = _problem(field, getattr(params, field.name))
        if problem:
            raise SettingsError(problem)
    return params


def _problem(field: Field, value: Any) -> str:
    title = _(field.title)
    if field.kind in ("number", "integer"):
        wanted: tuple[type, ...] = (int, float) if field.kind == "number" else (int,)
        inside = isinstance(value, wanted) and not isinstance(value, bool)
        inside = inside and field.low is not None and field.high is not None and field.low <= value <= field.high
        if not inside:
            return _("{title} must be a number from {low} to {high}, not {value}.").format(
                title=title, low=field.low, high=field.high, value=value
            )
    elif field.kind == "choice" and (not isinstance(value, str) or value not in field.choices):
        return _("{title} must be one of {choices}, not {value}.").format(
            title=title, choices=", ".join(field.choices), value=value
        )
    elif field.kind == "flag" and not isinstance(value, bool):
        return _("{title} must be yes or no, not {value}.").format(title=title, value=value)
    elif field.kind in ("text", "model") and not isinstance(value, str):
        return _("{title} must be a text, not {value}.").format(title=title, value=value)
    elif field.kind == "curve" and not _is_curve(value):
        return _("{title} must be two or more points like 0,0 0.5,0.6 1,1: from 0 to 1, from left to right.").format(
            title=title
        )
    return ""


def _is_curve(value: Any) -> bool:
    try:
        inputs, outputs = zip(*value, strict=True)
        inside = all(0 <= number <= 1 for number in (*inputs, *outputs))
    except (TypeError, ValueError):
        return False
    return len(inputs) > 1 and inside and all(a < b for a, b in pairwise(inputs))


def read_points(text: str) -> Points:
    """The points that a person writes as "0,0 0.5,0.6 1,1"; raises ValueError for anything else."""
    pairs = [pair.split(",") for pair in text.split()]
    return tuple((float(across), float(up)) for across, up in pairs)


def write_points(points: Points) -> str:
    """What `read_points` reads."""
    return " ".join(f"{across:g},{up:g}" for across, up in points)


def to_json(params: Any) -> dict[str, Any]:
    """The declared fields as plain values."""
    return {field.name: _plain(getattr(params, field.name)) for field in fields(params)}


def from_json(kind: type[P], values: Mapping[str, Any]) -> P:
    """Parameters from plain values, checked; unknown names raise SettingsError."""
    known = {field.name for field in fields(kind)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise SettingsError(_("There is no parameter called {name}.").format(name=unknown[0]))
    curves = {field.name for field in fields(kind) if field.kind == "curve"}
    return check(kind(**{name: _frozen(value) if name in curves else value for name, value in values.items()}))


def _plain(value: Any) -> Any:
    """As JSON gives it back: lists for a curve's points."""
    return [list(point) for point in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    """A curve's points, as they came from JSON, hashable; what is none is left to `check`."""
    try:
        return tuple((float(across), float(up)) for across, up in value)
    except (TypeError, ValueError):
        return value
