"""Steps are done again to the same bytes; what cannot be done again is said."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, FileError, GanstudioError
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.image.photo import Photo
from ganstudio.projects.file import Opened, open_project, save_project
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.revive import complete, others, remake, render, seen
from ganstudio.tools.replay import replay
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow
from tests.engine import small
from tests.projects.made import saved


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    small.save(folder, "upscale-x4-faithful")
    return folder


@pytest.fixture
def engine(models: Path) -> Engine:
    made = Engine(Store([models]))
    made.use("cpu", "float32")
    return made


@pytest.fixture
def done(tmp_path: Path, engine: Engine) -> Record:
    """Lighter within a mask, enlarged by a network, mirrored, darker; with all results."""
    photo = open_photo(saved(tmp_path / "cat.png"))
    mask = np.zeros(photo.size[::-1], np.uint8)
    mask[2:9, 3:12] = 200
    edits = (
        Edit("light", {"exposure": 1.0}, attachments={"mask": mask}),
        Edit("upscale", {"scale": 2.0}, seed=3),
        Edit("flip", {}),
        Edit("levels", {"gamma": 0.5}),
    )
    made = replay(photo, Workflow("", edits), Context(engine, Job()))
    steps = tuple(Kept(edit, result.size, result) for edit, result in made)
    return Record("cat.png", photo, steps=steps, position=len(steps))


def without_results(path: Path, record: Record) -> Opened:
    """The project as somebody has left it who has edited the description by hand."""
    save_project(record, path, Job())
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    values = json.loads(parts["project.json"])
    for step in values["steps"]:
        step.pop("result", None)
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, json.dumps(values) if name == "project.json" else data)
    return open_project(path, Job())


def bare(record: Record) -> Record:
    return replace(record, steps=tuple(replace(kept, photo=None) for kept in record.steps))


def same(one: Photo | None, other: Photo | None) -> bool:
    assert one and other
    return one.pixels.dtype == other.pixels.dtype and np.array_equal(one.pixels, other.pixels) and one.ai == other.ai


def test_all_results_are_computed_again_to_the_same_bytes(done: Record, engine: Engine) -> None:
    taken: list[int] = []
    there, problems = complete(bare(done), engine, Job(), take=lambda number, _photo: taken.append(number))
    assert (problems, taken) == ([], [1, 2, 3, 4])
    assert all(same(one.photo, other.photo) for one, other in zip(there.steps, done.steps, strict=True))


def test_a_project_renders_to_the_same_bytes_wherever_it_is_opened(
    done: Record, engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "cat.ganstudio"
    save_project(done, path, Job())
    (tmp_path / "cat.png").unlink()
    opened = open_project(path, Job())
    assert same(render(opened.record, engine, Job()), done.steps[-1].photo)
    there, problems = complete(opened.record, engine, Job(), read=lambda number: opened.result(number, Job()))
    assert not problems
    assert all(same(one.photo, other.photo) for one, other in zip(there.steps, done.steps, strict=True))


def test_without_the_model_every_step_can_still_be_gone_to(done: Record, tmp_path: Path) -> None:
    path = tmp_path / "cat.ganstudio"
    save_project(done, path, Job())
    opened = open_project(path, Job())
    elsewhere = Engine(Store([tmp_path / "no models"]))
    there, problems = complete(opened.record, elsewhere, Job(), read=lambda number: opened.result(number, Job()))
    assert not problems
    assert all(kept.photo for kept in there.steps)
    assert "not here" in others(there, elsewhere)[0]
    with pytest.raises(GanstudioError, match=r"Step 2 \(.*\) cannot be done again"):
        render(there, elsewhere, Job())


def test_what_cannot_be_computed_leaves_a_gap_and_a_sentence(done: Record, tmp_path: Path) -> None:
    elsewhere = Engine(Store([tmp_path / "no models"]))
    there, problems = complete(bare(done), elsewhere, Job())
    assert [kept.photo is not None for kept in there.steps] == [True, False, False, False]
    assert len(problems) == 1
    assert "Step 2" in problems[0]


def test_another_model_of_the_same_name_makes_no_other_picture_of_it(done: Record, tmp_path: Path) -> None:
    small.save(tmp_path, "upscale-x4-faithful", seed=9)
    elsewhere = Engine(Store([tmp_path]))
    there, problems = complete(bare(done), elsewhere, Job())
    assert there.steps[1].photo is None
    assert "another version of the model upscale-x4-faithful" in problems[0]


def test_a_step_of_a_tool_that_is_not_known_here_is_a_gap(done: Record, engine: Engine) -> None:
    strange = replace(done.steps[2], edit=Edit("hologram"), photo=None)
    there, problems = complete(replace(done, steps=(*done.steps[:2], strange, done.steps[3])), engine, Job())
    assert [kept.photo is not None for kept in there.steps] == [True, True, False, True]
    assert problems[0].startswith("Step 3 (hologram) cannot be done again: There is no tool")


def test_a_picture_that_was_left_out_of_the_file_is_computed(done: Record, engine: Engine, tmp_path: Path) -> None:
    opened = without_results(tmp_path / "cat.ganstudio", done)
    assert same(seen(opened, engine, Job()).record.steps[-1].photo, done.steps[-1].photo)
    with pytest.raises(FileError, match=r"cat.ganstudio is damaged.*Step 2"):
        seen(opened, Engine(Store([tmp_path / "no models"])), Job())


def test_an_old_step_is_changed_and_the_later_ones_follow(done: Record, engine: Engine) -> None:
    first = replace(done.steps[0].edit, params={"exposure": -1.0})
    made = remake(done.original, [first, *(kept.edit for kept in done.steps[1:])], Context(engine, Job()))
    assert [edit.tool for edit, _photo in made] == ["light", "upscale", "flip", "levels"]
    assert [edit.seed for edit, _photo in made] == [0, 3, 0, 0]
    assert [photo.size for _edit, photo in made] == [kept.size for kept in done.steps]
    assert not same(made[-1][1], done.steps[-1].photo)
    again = remake(done.original, [kept.edit for kept in done.steps], Context(engine, Job()))
    assert all(same(photo, kept.photo) for (_edit, photo), kept in zip(again, done.steps, strict=True))


def test_what_cannot_follow_is_named_before_any_work(done: Record, engine: Engine) -> None:
    cropped = Edit("rotate", {})
    masked = done.steps[0].edit
    with pytest.raises(GanstudioError, match=r"Step 4 \(Light\) cannot be done again: .*same size"):
        remake(done.original, [cropped, masked], Context(engine, Job()), first=3)
    reached: list[float] = []
    missing = Edit("upscale", {"scale": 2.0, "model": "gone"})
    with pytest.raises(GanstudioError, match=r"Step 2 \(.*gone"):
        remake(done.original, [masked, missing], Context(engine, Job(lambda share, _text: reached.append(share))))
    assert reached == []


def test_it_can_be_stopped(done: Record, engine: Engine) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        complete(bare(done), engine, job)
