"""What the tests of the batch share: folders of photos, a batch of them, and tools that wait for a test."""

from __future__ import annotations

import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.batch.batch import Batch
from ganstudio.batch.item import Item, State
from ganstudio.batch.plan import BatchOptions, Plan
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.tools import TOOLS
from ganstudio.tools.flip import FlipParams
from ganstudio.tools.tool import Context, Tool, same_size
from ganstudio.tools.workflow import Workflow

FLIP = Workflow("mirror", (Edit("flip"),))
PATIENCE = 30
"""Seconds after which a test that hangs is given up."""


def picture(path: Path, seed: int = 0, size: tuple[int, int] = (8, 6)) -> Path:
    """A small photo of noise; no two seeds look alike."""
    noise = np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    done, data = cv2.imencode(path.suffix, noise)
    assert done
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
    path.write_bytes(data.tobytes())
    return path


def read(path: Path) -> np.ndarray:
    """What a reader that is not ours finds in a file."""
    return np.asarray(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR))


def bomb(path: Path) -> Path:
    """A PNG of 5 GB of pixels in 1 MB."""
    rows = zlib.compress(bytes(1_000_000), 1)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed))
    return path


def plan(*inputs: Path, output: Path | None, workflow: Workflow = FLIP, **options: object) -> Plan:
    """A plan that keeps names, unless told otherwise."""
    return Plan(inputs, output, workflow, BatchOptions(**{"pattern": "{name}", **options}))  # type: ignore[arg-type]


def found(plan: Plan, journal: Path) -> Batch:
    """A batch that knows its photos."""
    batch = Batch(plan, journal)
    batch.find(Job())
    return batch


def run(batch: Batch, changed: Callable[[Item], None] = lambda _item: None) -> Batch:
    """Do it, to the end; a pause is a failure."""

    def paused(sentence: str) -> None:
        raise AssertionError(sentence)

    batch.run(Engine(Store()), Job(), changed, paused)
    return batch


def states(batch: Batch) -> dict[str, State]:
    """Name of the source → state."""
    return {item.source.name: item.state for item in batch.items}


class Running:
    """A batch at work in a thread."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.job, self.told = batch, Job(), list[str]()
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.batch.run(Engine(Store()), self.job, lambda _item: None, self.told.append)
        except (Cancelled, Exception) as error:
            self.error = error

    def wait(self, what: Callable[[], bool]) -> None:
        """Until `what` is so."""
        end = time.monotonic() + PATIENCE
        while not what():
            if self.error:
                raise self.error
            assert time.monotonic() < end
            time.sleep(0.005)

    def end(self) -> None:
        """Until it is over."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_failure: object) -> None:
        """Nothing runs on, however the test went."""
        self.job.cancel()
        self.batch.resume()
        self.end()


class Gate:
    """A tool that flips a photo once it is let through; it looks for a cancel all the time."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.begun: list[str] = []
        self.arrived = threading.Semaphore(0)

    def run(self, photo: Photo, _params: FlipParams, context: Context) -> Photo:
        assert photo.path
        self.begun.append(photo.path.name)
        self.arrived.release()
        while not self.open.wait(0.01):
            context.job.check()
        return photo.with_pixels(photo.pixels[:, ::-1])

    def wait(self) -> None:
        """Until one photo more has come to the gate."""
        assert self.arrived.acquire(timeout=PATIENCE)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The tool `gate`."""
    gate = Gate()
    monkeypatch.setitem(TOOLS, "gate", Tool("gate", "Gate", "Waits.", "flip", FlipParams, gate.run, same_size))
    yield gate
    gate.open.set()


GATED = Workflow("gated", (Edit("gate"),))
