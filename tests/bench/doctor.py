"""What the doctor says of runs that fail on purpose and of healthy ones, and after how many steps.

    python -m tests.bench.doctor FOLDER [RUNS]

FOLDER holds digits/, unown/, photos/, art/ and faces/; RUNS keeps the runs (else they are thrown away). The rules were
set on other data, seeds and networks: faces and expressions, and a frozen generator on digits.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from ganstudio.engine.job import Job
from ganstudio.params import from_json
from tests.bench.table import Row, show
from trainers import RECIPES
from trainers.doctor.diagnosis import Illness
from trainers.doctor.examine import examine
from trainers.run import Run

STEPS = 500
COMMON: Mapping[str, Any] = {"every": 100, "decay": 0.0, "precision": "float32"}
SMALL: Mapping[str, Any] = {
    **COMMON,
    "size": 16,
    "batch": 16,
    "channels": 24,
    "judge_channels": 24,
    "steps": STEPS,
    "seed": 11,
}
PLAIN: Mapping[str, Any] = {
    **SMALL,
    "learning_rate": 2e-4,
    "judge_rate": 2e-4,
    "smoothness": 0.0,
    "augment": "none",
}
"""As Radford et al. 2016, without what came later to steady it."""
FAST: Mapping[str, Any] = {"judge_rate": 1e-2}
LETTERS: Mapping[str, Any] = {"batch": 8, "channels": 16, "judge_channels": 16, "seed": 14, "loss": "wasserstein"}


@dataclass(frozen=True)
class Case:
    """A run of `recipe` on `data`; `ails` is None where it is healthy."""

    name: str
    ails: Illness | None
    recipe: str
    data: tuple[str, ...]
    params: Mapping[str, Any] = field(default_factory=dict)
    few: int = 0
    """Only so many of the pictures."""


class Until(Run):
    """A run as it was after `step` steps."""

    def __init__(self, folder: Path, step: int) -> None:
        super().__init__(folder)
        self._step = step

    def rows(self) -> list[dict[str, Any]]:
        return [row for row in super().rows() if row["step"] <= self._step]

    def previews(self) -> list[tuple[int, Path]]:
        return [each for each in super().previews() if each[0] <= self._step]


def named(folder: Path) -> list[tuple[int, Illness]]:
    """What was said first, and each time that something else was, looked at every ten steps."""
    told: list[tuple[int, Illness]] = []
    for step in range(10, STEPS + 1, 10):
        found = examine(Until(folder, step))
        if found and (not told or told[-1][1] is not found[0].illness):
            told.append((step, found[0].illness))
    return told


STYLE: Mapping[str, Any] = {
    **COMMON,
    "channels": 8,
    "blocks": 2,
    "judge_channels": 16,
    "patch": 64,
    "batch": 1,
    "steps": STEPS,
    "validation_count": 2,
    "seed": 12,
}
STAGED: Mapping[str, Any] = {
    **COMMON,
    "channels": 16,
    "blocks": 2,
    "batch": 2,
    "pixel_steps": 100,
    "gan_steps": STEPS - 100,
    "validation_count": 2,
    "seed": 13,
}
PAINTED = ("photos/cid22", "art/ukiyo-e")

CASES = (
    Case("discriminator's rate × 50", Illness.STRONG_DISCRIMINATOR, "generate", ("digits",), {**PLAIN, **FAST}),
    Case(
        "saturating loss, strong discriminator",
        Illness.VANISHING_GRADIENT,
        "generate",
        ("digits",),
        {**PLAIN, **FAST, "loss": "saturating"},
    ),
    Case(
        "generator frozen",
        Illness.STILL_GENERATOR,
        "generate",
        ("unown",),
        {**PLAIN, "learning_rate": 0.0, "seed": 21},
    ),
    Case(
        "eight pictures",
        Illness.OVERFITTING,
        "generate",
        ("digits",),
        {**PLAIN, "learning_rate": 1e-3, "judge_rate": 1e-3},
        few=8,
    ),
    Case(
        "both rates × 100",
        Illness.NO_CONVERGENCE,
        "generate",
        ("digits",),
        {**PLAIN, "learning_rate": 2e-2, "judge_rate": 2e-2},
    ),
    Case("collapse forced", Illness.MODE_COLLAPSE, "generate", ("digits",), {**PLAIN, "learning_rate": 0.5}),
    Case(
        "collapse forced",
        Illness.MODE_COLLAPSE,
        "generate",
        ("unown",),
        {**PLAIN, "learning_rate": 0.5, "seed": 21},
    ),
    Case("discriminators' rate × 50", Illness.STRONG_DISCRIMINATOR, "style", PAINTED, {**STYLE, "judge_rate": 1e-2}),
    Case("healthy", None, "generate", ("digits",), {**SMALL, "size": 32, "seed": 14}),
    Case("healthy, Wasserstein", None, "generate", ("unown",), {**SMALL, **LETTERS}),
    Case("healthy, CycleGAN", None, "style", PAINTED, STYLE),
    Case("healthy", None, "upscale", ("photos/bsds",), {**STAGED, "batch": 4, "patch": 16}),
    Case("healthy", None, "colorize", ("photos/bsds",), {**STAGED, "patch": 64}),
    Case("healthy", None, "inpaint", ("photos/bsds",), {**STAGED, "patch": 64}),
)


def few(folder: Path, count: int, place: Path) -> Path:
    """Copies of `count` pictures of those below `folder`, from all over it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    place.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        path = paths[index * len(paths) // count]
        shutil.copy(path, place / f"{index}{path.suffix}")
    return place


def carry_out(case: Case, data: Path, folder: Path) -> Row:
    """Train as `case` says, and let the doctor look at each of its steps."""
    recipe = RECIPES[case.recipe]
    folders = tuple(data / name for name in case.data)
    if case.few:
        folders = (few(folders[0], case.few, folder.with_name(f"{folder.name}-pictures")),)
    recipe.train(from_json(recipe.params, case.params), folders, folder, Job())
    told = named(folder)
    wanted = "" if case.ails is None else case.ails.value
    right = not told if case.ails is None else bool(told) and told[0][1] is case.ails
    said = ", ".join(f"{illness.value} at {step}" for step, illness in told)
    return {
        "recipe": case.recipe,
        "data": " ".join(case.data),
        "run": case.name,
        "ails": wanted,
        "said": said,
        "right": "yes" if right else "no",
    }


def main(data: str, runs: str = "") -> None:
    """Print the table."""
    torch.set_num_threads(1)
    place = Path(runs) if runs else Path(tempfile.mkdtemp())
    rows = [carry_out(case, Path(data), place / f"doctor-{index}") for index, case in enumerate(CASES)]
    show(f"What the doctor says of runs of {STEPS} steps", rows)
    if not runs:
        shutil.rmtree(place)


if __name__ == "__main__":
    main(*sys.argv[1:3])
