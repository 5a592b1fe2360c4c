"""A run that was killed without warning goes on from its last checkpoint to the same end, bit for bit."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.engine.job import Job
from tests.trainers.learners import assert_alike
from trainers import RECIPES
from trainers.generate import GenerateTraining
from trainers.launch import at_work
from trainers.run import Run
from trainers.status import Phase, read_status

WATCHDOG = 300  # seconds
PARAMS = GenerateTraining(
    size=8,
    dims=4,
    channels=4,
    judge_channels=4,
    batch=4,
    steps=12,
    every=3,
    keep_every=1,
    checkpoint_minutes=100,
    precision="float32",
)
# Killed after the eleventh step: numbers are written down to the tenth, a checkpoint was kept at the ninth.
CHILD = """
import os, signal, sys
from pathlib import Path
from ganstudio.engine.job import Job
from tests.trainers.test_killed import PARAMS
from trainers import RECIPES

def end(done, text):
    if done > 10.5 / PARAMS.steps:
        os.kill(os.getpid(), signal.SIGKILL)

RECIPES["generate"].train(PARAMS, (Path(sys.argv[1]),), Path(sys.argv[2]), Job(end))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_run_goes_on_exactly(tmp_path: Path) -> None:
    data, straight, killed = tmp_path / "data", tmp_path / "straight", tmp_path / "killed"
    data.mkdir()
    for index in range(8):
        cv2.imwrite(str(data / f"{index}.png"), np.full((8, 8), 30 * index, np.uint8))
    words = [sys.executable, "-c", CHILD, str(data), str(killed)]
    done = subprocess.run(words, cwd=Path(__file__).parents[2], timeout=WATCHDOG, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert read_status(killed).phase is Phase.TRAINING and not at_work(Run(killed))
    assert Run(killed).load()["step"] == 9  # type: ignore[index]

    for run in (straight, killed):
        RECIPES["generate"].train(replace(PARAMS), (data,), run, Job())
    assert_alike(straight, killed)
    assert read_status(killed).phase is Phase.FINISHED
    rows = [
        [{name: value for name, value in row.items() if name not in ("time", "minutes")} for row in Run(run).rows()]
        for run in (straight, killed)
    ]
    assert json.dumps(rows[0]) == json.dumps(rows[1])
    assert [row["step"] for row in rows[1]] == [3, 6, 9, 10, 12]
