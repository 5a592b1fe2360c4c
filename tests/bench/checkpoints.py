"""Model files that are none, or made to do harm: `python -m tests.bench.checkpoints [FOLDER]`.

Each hostile file is read by a process like that which adopts models, whose time and peak of memory are told; so is each
checkpoint in FOLDER. Then two thousand damaged checkpoints are read one after the other, within the
same limits, and what became of them is counted. `python -m tests.bench.checkpoints fuzz COUNT FOLDER` is that process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.errors import ModelError
from ganstudio.library.adoption import limits
from ganstudio.library.adoption.proving import REFUSED
from ganstudio.program import program
from tests.bench.table import Row, show

COUNT = 2000
_LONGEST = 100
_MEASURED = """
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Small, since a process is told to have had the memory of that which started it."""
_LARGEST = 1 << 20
"""Bytes of a damaged checkpoint, about: what they are made of is small."""


def hostile_rows(folder: Path) -> list[Row]:
    """Of each file that must be refused: seconds, megabytes, what is said."""
    from tests.library import hostile

    rows: list[Row] = []
    for name, (make, _words) in hostile.FILES.items():
        path = folder / "bad.pth"
        make(path)
        rows.append({"file": name, **told(path, folder)})
        path.rmdir() if path.is_dir() else path.unlink()
    canary = folder / "canary"
    for name, content in hostile.attacks(canary).items():
        path = folder / "bad.pth"
        path.write_bytes(content)
        rows.append({"file": name, **told(path, folder)})
        assert not canary.exists(), name
    return rows


def told(path: Path, folder: Path) -> Row:
    """What a process of its own says of the file."""
    (folder / "made").mkdir(exist_ok=True)
    command = [*program(), "models", "prove", str(path), str(folder / "made/model.safetensors")]
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-S", "-c", _MEASURED, *command],
        stdin=subprocess.PIPE,  # whose end would end it
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout
        *_news, last, used = process.stdout.read().splitlines()
    said = json.loads(last).get("refused", "").partition(": ")[2] or "adopted"
    code, worked, peak = json.loads(used)
    taken = {"seconds": time.perf_counter() - start, "of work": worked, "peak MB": peak / 1e3}
    return {**taken, "said": said[:_LONGEST] if code in (0, REFUSED) else "CRASHED"}


def fuzz(count: int, folder: Path) -> Row:
    """In this process: what became of `count` damaged checkpoints."""
    import torch

    from ganstudio.library.adoption.proving import prove
    from tests.library import fuzz

    canary, target = folder / "canary", folder / "made" / "model.safetensors"
    made = fuzz.mutations(count, canary)
    first = next(made)  # the good ones are made before nothing may be made any more
    target.parent.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    limits.confine(_LARGEST, folder)
    tempfile.tempdir = str(target.parent)  # torch keeps a folder for itself there
    limits.admit_torch(_LARGEST)
    ends: Counter[str] = Counter()
    slowest = 0.0
    for number, (name, content) in enumerate([first, *made]):
        path = folder / f"{number}-{name}"
        path.write_bytes(content)
        start = time.perf_counter()
        try:
            prove(path, target, Job())
            ends["worked"] += 1
        except ModelError as problem:
            ends["code refused" if "nothing of it was run" in str(problem) else "refused"] += 1
            assert path.name in str(problem)
        slowest = max(slowest, time.perf_counter() - start)
        path.unlink()
    ends["code run"] = int(canary.exists())
    left = {each.name for each in folder.iterdir()} - {target.parent.name}
    return {"files": count, **ends, "left behind": len(left), "slowest s": slowest}


def fuzz_row(count: int, folder: Path) -> Row:
    """What `fuzz` tells, in a fresh process; whatever it raises ends this one as well."""
    start = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.checkpoints", "fuzz", str(count), str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return {**json.loads(done.stdout.splitlines()[-1]), "seconds": time.perf_counter() - start}


def main(checkpoints: str = "") -> None:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows = hostile_rows(folder)
        show("Model files that are none, or made to do harm", rows)
        if checkpoints:
            kept = sorted(Path(checkpoints).iterdir())
            show("Checkpoints found in the wild", [{"file": path.name, **told(path, folder)} for path in kept])
        (folder / "fuzz").mkdir()
        show("Damaged checkpoints, read one after the other", [fuzz_row(COUNT, folder / "fuzz")])


if __name__ == "__main__":
    if sys.argv[1:2] == ["fuzz"]:
        print(json.dumps(fuzz(int(sys.argv[2]), Path(sys.argv[3]))))
    else:
        main(*sys.argv[1:2])
