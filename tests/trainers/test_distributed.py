"""Two processes learn what one learns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import torch

from ganstudio.cli import main
from trainers.run import Run

WATCHDOG = 300  # seconds


def train(pictures: Path, run: Path, devices: int) -> dict[str, torch.Tensor]:
    """Four steps of the command a user types; several processes begin with one of their own."""
    options = (
        "--scale 2 --channels 8 --blocks 1 --batch 4 --patch 16 --pixel-steps 2 --gan-steps 2 --every 100 "
        f"--precision float32 --checkpoint-minutes 100 --devices {devices}"
    )
    words = ["train", "upscale", "--data", str(pictures), "--run", str(run), *options.split()]
    if devices == 1:
        assert main(words) == 0
    else:
        command = [sys.executable, "-m", "ganstudio", *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=WATCHDOG)
        assert done.returncode == 0, done.stderr
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


def test_two_processes_learn_what_one_learns(pictures: Path, tmp_path: Path) -> None:
    one, two = train(pictures, tmp_path / "one", 1), train(pictures, tmp_path / "two", 2)
    assert max((one[name] - two[name]).abs().max().item() for name in one) < 1e-5
