"""What models do, in small pictures: each task has one."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.gui.library import example
from ganstudio.tools.tool import Context


@pytest.fixture(scope="module")
def context() -> Context:
    """With the models that come with the program."""
    return Context(Engine(Store(), "cpu", "float32"), Job())


@pytest.mark.parametrize(
    "name", ["upscale-x2-faithful", "pencil", "photo-from-pencil", "colorize", "inpaint", "damage"]
)
def test_before_and_after_differ(context: Context, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example, "WIDE", 96)
    monkeypatch.setattr(example, "HIGH", 64)
    hole = np.zeros((64, 96), np.uint8)
    hole[20:36, 40:60] = 255
    monkeypatch.setattr(example, "_strokes", lambda: hole)
    made = example.example(context.engine.store.find(name), context)
    assert made and made.before.shape == made.after.shape == (64, 96, 3)
    assert (made.before != made.after).mean() > 0.01


def test_some_are_not_to_be_shown(context: Context) -> None:
    assert example.example(context.engine.store.find("blend"), context) is None
