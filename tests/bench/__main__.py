"""`make bench`: every measurement in a process of its own, printed, and kept in docs/benchmarks.md.

Quality needs a folder of validation photos: `make bench PHOTOS=folder`; without it those parts stay out. Faces need
folders of faces with labels: `make bench PHOTOS=folder DATA=folder`, see `tests/bench/face.py`.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import torch

PARTS = (
    "quality",
    "inpaint",
    "insert",
    "colorize",
    "faces",
    "seams",
    "speed",
    "memory",
    "batch",
    "canvas",
    "window",
    "face",
    "clinic",
    "training",
    "tuning",
    "doctor",
    "kills",
    "checkpoints",
)
OF_PHOTOS = ("quality", "inpaint", "insert", "colorize", "faces", "seams")
"""What is measured on photos."""
OF_DATA = ("face", "doctor")
"""What is measured on data with labels, and on several kinds of pictures."""
PRINTS = "art/ukiyo-e"
"""Folder of the data that a model is fine-tuned on."""
INTRODUCTION = """# Benchmarks

Made by `make bench`. Times depend on the machine; ratios travel better.
"""


def measure(part: str, arguments: list[str]) -> str:
    """What `python -m tests.bench.<part>` prints."""
    print(f"… {part}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", f"tests.bench.{part}", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    print(done.stdout, flush=True)
    return done.stdout


def main(photos: str, data: str) -> None:
    """Measure all parts that can be measured here."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__}"
    given = dict.fromkeys(OF_PHOTOS, photos) | dict.fromkeys(OF_DATA, data)
    if data:
        given["checkpoints"] = f"{data}/checkpoints"
    given["tuning"] = f"{data}/{PRINTS}" if data else ""
    parts = [part for part in PARTS if given.get(part, "needs none")]
    tables = [measure(part, [given[part]] if part in given else []) for part in parts]
    Path("docs/benchmarks.md").write_text(f"{INTRODUCTION}\nMachine: {machine}.\n" + "".join(tables), encoding="utf-8")


if __name__ == "__main__":
    main(*([*sys.argv[1:3], "", ""][:2]))
