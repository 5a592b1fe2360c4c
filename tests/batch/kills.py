"""Two hundred files, a program that works on them, and somebody who kills it."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from ganstudio.batch.batch import Batch
from ganstudio.batch.report import write_csv
from tests.batch.program import UNREADABLE, UNWRITABLE
from tests.batch.rooms import bomb, picture

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300
"""Seconds after which the program hangs."""


def fill(folder: Path) -> Path:
    """Two hundred files of all kinds, as they lie on people's disks."""
    for index in range(150):
        kind = ("png", "jpg", "webp", "tif")[index % 4]
        picture(folder / ("", "año", "日本/二")[index % 3] / f"{index // 2}.{kind}", index)
    for index, name in enumerate(("two words", "two\nlines", "ñandú", "日" * 83, "a" * 251, " x ", "CON", "x:y*?")):
        picture(folder / f"{name}.png", index)
        picture(folder / "again" / f"{name}.tif", index)
        picture(folder / "again" / f"{name}.png", index)
    for index in range(4):
        picture(folder / f"{UNREADABLE} {index}.png", index)
        picture(folder / f"{UNWRITABLE} {index}.png", index)
        (folder / f"empty {index}.jpg").write_bytes(b"")
        cut = picture(folder / f"cut {index}.png", index)
        cut.write_bytes(cut.read_bytes()[: 40 * index + 10])
        (folder / f"words {index}.webp").write_text("no photo")
        (folder / f"gone {index}.png").symlink_to("absent")
    bomb(folder / "bomb.png")
    (folder / "again" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "itself").symlink_to("itself")
    return folder


def start(place: Path, mixed: Path) -> subprocess.Popen[str]:
    """The program, at work in `place`."""
    words = [sys.executable, "-m", "tests.batch.program", place / "journal", place / "out", mixed]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def prepare(place: Path) -> Path:
    """A place for results where some names are taken."""
    (place / "out" / "año").mkdir(parents=True)
    for name in ("0_flip.png", "0_flip-2.png", "año/2_flip.png"):
        (place / "out" / name).write_text("there before")
    return place


def tree(place: Path) -> dict[str, str]:
    """Every file of the results, hidden ones too, and what is in it."""
    files = [path for path in (place / "out").rglob("*") if path.is_file()]
    return {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def report(place: Path) -> list[list[str]]:
    """The report's lines, without the seconds, as if all had happened in one place."""
    write_csv(Batch(None, place / "journal").items, place / "report.csv")
    text = (place / "report.csv").read_text(encoding="utf-8-sig").replace(str(place), "")
    return [[*row[:4], *row[5:]] for row in csv.reader(text.splitlines(keepends=True))]


def finish(place: Path, mixed: Path) -> int:
    """Let the program come to its end in `place`; how many photos it settled."""
    with start(place, mixed) as program:
        lines = program.communicate(timeout=PATIENCE)[0].splitlines()
    assert program.returncode == 0
    return len(lines)


def kill(place: Path, mixed: Path, most: int, chance: random.Random) -> None:
    """Start it, and kill it anywhere within the next `most` photos."""
    with start(place, mixed) as program:
        assert program.stdout
        for _line in range(chance.randrange(most)):
            program.stdout.readline()
        time.sleep(chance.random() * 0.01)  # anywhere between two photos
        program.kill()
