"""How fast, flat and unharmed a batch is: `python -m tests.bench.batch [KILLS]`.

Throughput: 512² JPEG in, ×4 faithful, JPEG out, against a bare loop of the network alone over the same pixels; by
turns, so that whatever else the computer does hits both. Memory: a quick tool over 10,000 files, in a process of its
own (`python -m tests.bench.batch memory FILES`). Kills: two hundred mixed files, killed anywhere, against never killed.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np
import psutil

from ganstudio.batch.batch import Batch
from ganstudio.batch.item import Item
from ganstudio.batch.ledger import Changed, nobody
from ganstudio.batch.plan import BatchOptions, Plan
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.edit import Edit
from ganstudio.image.export import ExportOptions
from ganstudio.image.files import open_photo
from ganstudio.image.pixels import Pixels
from ganstudio.paths import resource
from ganstudio.tools.workflow import Workflow
from tests.batch import kills
from tests.batch.rooms import picture
from tests.bench.table import Row, show

MODEL = "upscale-x4-faithful"
LARGER = Workflow("larger", (Edit("upscale", {"model": MODEL, "scale": 4.0}),))
MIRROR = Workflow("mirror", (Edit("flip"),))
SIDE = 512
SECONDS, ROUNDS = 120, 4
"""What the measurement of the throughput takes, about."""
FILES = 10_000
KILLS = 50

Seconds = np.ndarray[Any, np.dtype[np.float64]]


def batch_of(folder: Path, out: Path, workflow: Workflow) -> Batch:
    """All in `folder` as JPEG of quality 92."""
    options = BatchOptions(pattern="{name}", format="jpeg")
    made = Batch(Plan((folder,), out, workflow, options, ExportOptions(quality=92)), out / "journal")
    made.find(Job())
    return made


def run(batch: Batch, engine: Engine, changed: Changed = nobody) -> Seconds:
    """All of it."""
    return timed(lambda: batch.run(engine, Job(), changed, lambda _sentence: None))


def timed(work: Callable[[], object]) -> Seconds:
    """By the clock, and of the processor: those count no other program."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return np.array([time.perf_counter() - clock, time.process_time() - processor])


def photos(folder: Path, count: int) -> list[Pixels]:
    """The samples, each turned some way, written into `folder` and read again."""
    samples = [open_photo(path).pixels for path in sorted(resource("samples").glob("*.png"))]
    chance = np.random.default_rng(0)
    folder.mkdir()
    for index in range(count):
        turned = np.rot90(cv2.resize(samples[index % len(samples)], (SIDE, SIDE)), chance.integers(4))
        cv2.imwrite(str(folder / f"{index}.jpg"), np.ascontiguousarray(turned[..., ::-1]))
    return [open_photo(path).pixels for path in sorted(folder.iterdir())]


def bare(engine: Engine, pixels: list[Pixels]) -> Seconds:
    """The network alone; in a thread, where memory comes cheaper than in the main one, as in the batch."""
    with ThreadPoolExecutor(1) as pool:
        return timed(lambda: list(pool.map(lambda each: engine.run(MODEL, each, Job()), pixels)))


def throughput(place: Path) -> Iterator[Row]:
    """Photos a minute of both, round by round, and their ratios."""
    engine = Engine(Store(), "cpu")
    first = photos(place / "first", 1)
    bare(engine, first)
    count = max(2, round(SECONDS / ROUNDS / 2 / bare(engine, first)[0]))
    pixels, rounds = photos(place / "in", count), []
    for number in range(1, ROUNDS + 1):
        batch = batch_of(place / "in", place / f"out {number}", LARGER)
        rounds.append((bare(engine, pixels), run(batch, engine)))
        yield _ratios(f"round {number}, {count} photos", count, *rounds[-1])
    alone, together = (np.sum(seconds, axis=0) for seconds in zip(*rounds, strict=True))
    yield _ratios("all", count * ROUNDS, alone, together)


def _ratios(what: str, count: int, alone: Seconds, batch: Seconds) -> Row:
    rates = {"network alone, photos/min": 60 * count / alone[0], "batch, photos/min": 60 * count / batch[0]}
    clock, processor = alone / batch
    return {"what": what, **rates, "ratio": float(clock), "of processor time": float(processor)}


def memory(count: int) -> list[Row]:
    """In this process: what it takes after so many of `count` photos, and how fast they were."""
    me, done, taken = psutil.Process(), 0, dict[int, tuple[int, float]]()
    looks = {100, *range(count // 5, count + 1, count // 5)}

    def changed(item: Item) -> None:
        nonlocal done
        done += item.settled
        if item.settled and done in looks:
            taken[done] = me.memory_info().rss, time.perf_counter() - began

    with TemporaryDirectory() as name:
        place = Path(name)
        data = picture(place / "one.jpg", size=(96, 64)).read_bytes()
        (place / "in").mkdir()
        for index in range(count):
            (place / "in" / f"{index}.jpg").write_bytes(data)
        batch = batch_of(place / "in", place / "out", MIRROR)
        began = time.perf_counter()
        run(batch, Engine(Store()), changed)
    return [
        {"photos done": done, "MB": size / 1e6, "times the first": size / taken[100][0], "photos/s": done / seconds}
        for done, (size, seconds) in taken.items()
    ]


def differences(place: Path, times: int) -> Iterator[Row]:
    """What is not as it is without kills, in files and in the report."""
    mixed, chance = kills.fill(place / "mixed"), random.Random(time.time())
    once, often = (kills.prepare(place / name) for name in ("once", "often"))
    settled = kills.finish(once, mixed)
    for _kill in range(times):
        kills.kill(often, mixed, max(1, settled // times), chance)
    kills.finish(often, mixed)
    files = set(kills.tree(once).items()) ^ set(kills.tree(often).items())
    lines = [pair for pair in zip(kills.report(once), kills.report(often), strict=True) if pair[0] != pair[1]]
    yield {"kills": times, "photos": settled, "differences": len(files) + len(lines)}


def main(times: int) -> None:
    """Measure all."""
    with TemporaryDirectory() as name:
        show("Batch: throughput on the processor, 512² → 2048²", list(throughput(Path(name))))
    command = [sys.executable, "-m", "tests.bench.batch", "memory", str(FILES)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    show("Batch: memory, a quick tool", json.loads(done.stdout))
    with TemporaryDirectory() as name:
        show("Batch: killed and resumed", list(differences(Path(name), times)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        print(json.dumps(memory(int(sys.argv[2]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
