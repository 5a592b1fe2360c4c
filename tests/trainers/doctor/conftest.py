"""Runs as they were recorded: numbers only."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from trainers.run import Run

RECORDED = Path(__file__).with_name("recorded")
Row = dict[str, float]
Make = Callable[[list[Row]], Run]


def recorded(name: str) -> list[Row]:
    """The rows of recorded/`name`.csv; what is empty there was not written."""
    with (RECORDED / f"{name}.csv").open(newline="") as file:
        return [
            {key: int(value) if key == "step" else float(value) for key, value in row.items() if value}
            for row in csv.DictReader(file)
        ]


@pytest.fixture
def make_run(tmp_path: Path) -> Make:
    """A run folder with these rows, and nothing that says how it was trained."""

    def make(rows: list[Row]) -> Run:
        (tmp_path / "previews").mkdir(exist_ok=True)
        (tmp_path / "stats.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        return Run(tmp_path)

    return make


def draw_previews(run: Run, levels: dict[int, int]) -> None:
    """A plain preview of that level at each step."""
    for step, level in levels.items():
        picture = np.full((16, 16, 3), level, np.uint8)
        run.preview(step, cv2.imencode(".png", picture)[1].tobytes())
