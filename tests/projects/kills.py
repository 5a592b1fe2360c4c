"""A window at work, and somebody who kills it; then it is started again, and must have what was open."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
"""Seconds after which the program hangs."""
ENDLESS = 1_000_000
Pages = list[dict[str, Any]]


@dataclass
class Told:
    """What the program said was open, and since when."""

    time: float
    pages: Pages


@dataclass
class Outcome:
    """What became of the work that was there when the program was killed."""

    lost: float = 0.0
    """Seconds: the age of the oldest change that is not there after the next start; 0 where nothing is lost."""
    edits: int = 0
    """Changes that were made before."""
    pages: int = 0
    steps: int = 0
    opening: float = 0.0
    """Seconds from the start until all was open."""
    strange: list[str] = field(default_factory=list)
    """What came back as it never was."""


def fill(folder: Path, count: int = 4, size: tuple[int, int] = (120, 90)) -> Path:
    """Photos without two that are alike."""
    folder.mkdir(parents=True)
    for number in range(count):
        rough = np.random.default_rng(number).integers(0, 255, (9, 12, 3), np.uint8)
        cv2.imwrite(str(folder / f"{number}.png"), cv2.resize(rough, size, interpolation=cv2.INTER_CUBIC))
        os.utime(folder / f"{number}.png", (time.time() - 1000,) * 2)
    return folder


class Run:
    """The program from one start to its end, listened to."""

    def __init__(self, home: Path, photos: Path, seed: int, count: int = ENDLESS) -> None:
        words = [sys.executable, "-m", "tests.projects.victim", str(photos), str(seed), str(count)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "GANSTUDIO_HOME": str(home)}
        self.began = time.time()
        self.told: list[Told] = []
        self.begun = threading.Event()
        self.errors = ""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self._program = subprocess.Popen(words, cwd=ROOT, env=environment, text=True, **pipes)
        self._ears = [threading.Thread(target=self._listen), threading.Thread(target=self._overhear)]
        for ear in self._ears:
            ear.start()

    def kill(self) -> float:
        """At once; gives the time."""
        now = time.time()
        self._program.kill()
        self.end()
        return now

    def end(self) -> int:
        """Wait until it has ended; gives its exit code."""
        code = self._program.wait(PATIENCE)
        for ear in self._ears:
            ear.join()
        return code

    @property
    def over(self) -> bool:
        """Whether it has ended by itself."""
        return self._program.poll() is not None

    def _listen(self) -> None:
        assert self._program.stdout
        for line in self._program.stdout:
            if line.endswith("\n"):
                values = json.loads(line)
                self.told.append(Told(values["time"], values["pages"]))
                self.begun.set()
        self.begun.set()

    def _overhear(self) -> None:
        assert self._program.stderr
        self.errors = self._program.stderr.read()


def compare(before: list[Told], killed: float, after: Told, began: float) -> Outcome:
    """`before`: everything that was open up to the moment `killed`; `after`: what the next start has opened."""
    last = before[-1].pages
    steps = sum(len(page["steps"]) for page in after.pages)
    outcome = Outcome(0.0, len(before), len(after.pages), steps, after.time - began)
    for which in {page["which"] for page in (*last, *after.pages)}:
        now = _page(after.pages, which)
        if now == _page(last, which):
            continue
        # The last moment at which it was so: all that was done to it since then is lost.
        so = [number for number, told in enumerate(before) if _page(told.pages, which) == now]
        if not so:
            outcome.strange.append(f"{_page(last, which)} became {now}")
            continue
        outcome.lost = max(outcome.lost, killed - before[so[-1] + 1].time)
    return outcome


def chain(home: Path, photos: Path, seed: int, kills: int, *, longest: float) -> list[Outcome]:
    """Kill it `kills` times, at any moment up to `longest` seconds after what was open is open again, or before."""
    chance = random.Random(seed)
    outcomes: list[Outcome] = []
    before, killed = [Told(0.0, [])], 0.0
    for number in range(kills + 1):
        run = Run(home, photos, seed + number)
        early = number < kills and chance.random() < 0.15
        if early:
            run.begun.wait(chance.random() * 3)  # while it starts, and opens what was open
        else:
            assert run.begun.wait(PATIENCE), "it does not start"
            time.sleep(chance.random() * longest if number < kills else 0)
        assert not run.over, f"it has ended by itself: {run.errors}"
        now = run.kill()
        if run.told:
            outcomes.append(compare(before, killed, run.told[0], run.began))
            before = run.told
        killed = now if run.told else killed
    return outcomes


def _page(pages: Pages, which: str) -> dict[str, Any] | None:
    return next((page for page in pages if page["which"] == which), None)
