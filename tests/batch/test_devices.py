"""Every device of the computer is kept busy."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from ganstudio.engine import device
from ganstudio.engine.device import Device
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
from tests.batch.rooms import PATIENCE, found, picture, plan
from tests.engine import small

TWO = [Device("cuda", index, "float16", f"Card {index}") for index in range(2)]
BOTH = Workflow("both", (Edit("both"),))


@pytest.mark.parametrize(
    ("asked", "team"),
    [("auto", ["cuda:0", "cuda:1"]), ("cuda", ["cuda:0", "cuda:1"]), ("cuda:1", ["cuda:1"]), ("cpu", ["cpu"])],
)
def test_who_is_in_a_team(asked: str, team: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "devices", lambda: [*TWO, Device("cpu", 0, "float32", "Processor")])
    engine = Engine(Store([]), "auto", "float32")
    assert [each.device.id for each in Engine(Store([]), asked, "float32").team()] == team
    engine.use(asked, "float32")
    members = engine.team()
    assert [each.device.id for each in members] == team
    assert members[0] is engine, "a job started by hand is known to it"
    assert {each.device.precision for each in members} == {"float32"}


class Both:
    """A tool that is done only when two engines are at it at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, parties: int) -> None:
        self.barrier = threading.Barrier(parties)
        self.engines: set[Engine] = set()
        tool = Tool("both", "Both", "Waits.", "flip", FlipParams, self.run, same_size, model=self.model)
        monkeypatch.setitem(TOOLS, "both", tool)

    def run(self, photo: Photo, _params: FlipParams, context: Context) -> Photo:
        self.engines.add(context.engine)
        context.job.progress(0.5)
        self.barrier.wait(PATIENCE)
        return photo.with_pixels(photo.pixels[:, ::-1])

    @staticmethod
    def model(_size: object, _params: object, store: Store):  # type: ignore[no-untyped-def]
        return store.find("it")


def test_photos_go_to_all_devices_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = Both(monkeypatch, 2)
    small.save(tmp_path / "models", "it")
    for index in range(6):
        picture(tmp_path / "in" / f"{index}.png", index)
    batch = found(plan(tmp_path / "in", output=tmp_path / "out", workflow=BOTH), tmp_path / "journal")
    engine = Engine(Store([tmp_path / "models"]), "cpu")
    team = engine, Engine(engine.store, "cpu")
    monkeypatch.setattr(engine, "team", lambda: team)
    batch.run(engine, Job(), lambda _item: None, lambda _sentence: None)
    assert both.engines == set(team)
    assert len(list((tmp_path / "out").iterdir())) == 6 and batch.finished


def test_a_pause_reaches_all_devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, left = threading.Semaphore(0), threading.Semaphore(0)

    def wait(_photo: Photo, _params: FlipParams, context: Context) -> Photo:
        at_work.release()
        try:
            while True:
                context.job.check()
                time.sleep(0.01)
        finally:
            left.release()

    monkeypatch.setitem(
        TOOLS, "both", Tool("both", "Both", "Waits.", "flip", FlipParams, wait, same_size, model=Both.model)
    )
    small.save(tmp_path / "models", "it")
    for index in range(6):
        picture(tmp_path / "in" / f"{index}.png", index)
    batch = found(plan(tmp_path / "in", output=tmp_path / "out", workflow=BOTH), tmp_path / "journal")
    engine = Engine(Store([tmp_path / "models"]), "cpu")
    monkeypatch.setattr(engine, "team", lambda: (engine, Engine(engine.store, "cpu")))
    job, ended = Job(), threading.Event()

    def run() -> None:
        try:
            batch.run(engine, job, lambda _item: None, lambda _sentence: None)
        except Cancelled:
            ended.set()

    thread = threading.Thread(target=run)
    thread.start()
    for _round in range(2):
        for _engine in range(2):
            assert at_work.acquire(timeout=PATIENCE)
        batch.pause()
        for _engine in range(2):
            assert left.acquire(timeout=PATIENCE)
        batch.resume()
    job.cancel()
    thread.join(PATIENCE)
    assert ended.is_set()
