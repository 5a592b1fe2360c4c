"""Parameters are checked by their declaration, and told in sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from ganstudio.errors import SettingsError
from ganstudio.params import (
    Points,
    check,
    choice,
    curve,
    fields,
    flag,
    from_json,
    integer,
    model,
    number,
    read_points,
    text,
    to_json,
    write_points,
)


@dataclass(frozen=True)
class Sample:
    strength: float = number(0.5, low=0, high=1, step=0.1, title="Strength")
    count: int = integer(3, low=1, high=9, title="Count")
    mode: str = choice("plain", {"plain": "Plain", "fancy": "Fancy"}, title="Mode")
    keep: bool = flag(True, title="Keep")
    name: str = text("x", title="Name")
    network: str = model("upscale")
    tone: Points = curve(title="Tone")
    hidden: int = 7


def test_fields_come_named_and_in_order_and_undeclared_ones_stay_out() -> None:
    assert [field.name for field in fields(Sample)] == ["strength", "count", "mode", "keep", "name", "network", "tone"]
    assert next(field for field in fields(Sample()) if field.kind == "model").task == "upscale"


def test_json_and_back() -> None:
    sample = Sample(0.25, 9, "fancy", keep=False, name="ñ", network="sharp", tone=((0, 0.1), (0.5, 0.75), (1, 1)))
    assert from_json(Sample, json.loads(json.dumps(to_json(sample)))) == sample
    assert "hidden" not in to_json(sample)


def test_missing_values_are_the_defaults() -> None:
    assert from_json(Sample, {}) == Sample()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("strength", 1.01),
        ("strength", float("nan")),
        ("strength", float("-inf")),
        ("strength", True),
        ("strength", "0.5"),
        ("strength", None),
        ("count", 0),
        ("count", 2.0),
        ("count", 10**400),
        ("mode", "other"),
        ("mode", ["plain"]),
        ("mode", {}),
        ("keep", 1),
        ("name", 5),
        ("network", None),
        ("tone", 5),
        ("tone", [[0, 0]]),
        ("tone", [[0, 0], [0, 1]]),
        ("tone", [[0, 0], [1, 1.5]]),
        ("tone", [[0, 0, 0], [1, 1, 1]]),
        ("tone", [["a", 0], [1, 1]]),
    ],
)
def test_wrong_values_are_refused_with_the_title(name: str, value: Any) -> None:
    title = next(field.title for field in fields(Sample) if field.name == name)
    with pytest.raises(SettingsError, match=f"^{title} must be"):
        check(replace(Sample(), **{name: value}))
    with pytest.raises(SettingsError, match=f"^{title} must be"):
        from_json(Sample, {name: value})


def test_the_edges_of_a_range_belong_to_it() -> None:
    assert check(Sample(strength=0, count=9)).count == 9


def test_a_field_that_counts_with_some_choices_only() -> None:
    @dataclass(frozen=True)
    class Sizes:
        mode: str = choice("factor", {"factor": "Factor", "width": "Width"}, title="Mode")
        width: int = integer(9, low=1, high=99, title="Width", when={"mode": ("width",)})

    mode, width = fields(Sizes)
    assert mode.counts(Sizes()) and not width.counts(Sizes())
    assert width.counts(Sizes("width"))


def test_unknown_names_are_refused() -> None:
    with pytest.raises(SettingsError, match="no parameter called hidden"):
        from_json(Sample, {"hidden": 7})


def test_a_curve_is_written_as_it_is_read() -> None:
    points = ((0.0, 0.0), (0.25, 0.5), (1.0, 1.0))
    assert write_points(points) == "0,0 0.25,0.5 1,1"
    assert read_points(write_points(points)) == points
    with pytest.raises(ValueError, match="not enough values|could not convert"):
        read_points("0,0 1")
