"""Which photos a batch takes, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ganstudio.batch.batch import Batch
from ganstudio.batch.plan import Plan
from ganstudio.batch.walk import walk
from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, GanstudioError
from tests.batch.rooms import FLIP, picture, plan


def taken(plan: Plan) -> list[str]:
    """The names of the sources, with the folder of their results."""
    return [str(each.folder / each.source.name) for each in walk(plan, Job())]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos, one of them in a subfolder, and what is none."""
    for index, name in enumerate(("in/b10.jpg", "in/b9.PNG", "in/sub/deep/c.webp")):
        picture(tmp_path / name.lower(), index).rename(tmp_path / name)
    (tmp_path / "in" / "notes.txt").write_text("no photo")
    (tmp_path / "in" / "._b9.png").write_bytes(b"what a Mac leaves behind")
    return tmp_path / "in"


def test_a_folder_in_the_order_people_count(folder: Path) -> None:
    assert taken(plan(folder, output=None)) == ["b9.PNG", "b10.jpg"]


def test_subfolders_only_when_asked(folder: Path) -> None:
    assert taken(plan(folder, output=None, recursive=True)) == ["b9.PNG", "b10.jpg", "sub/deep/c.webp"]


def test_files_are_taken_whatever_they_are_called(folder: Path) -> None:
    files = folder / "notes.txt", folder / "absent.png", folder / "b10.jpg"
    assert taken(plan(*files, output=None)) == ["notes.txt", "absent.png", "b10.jpg"]


def test_no_photo_is_taken_twice(folder: Path) -> None:
    inputs = folder / "b10.jpg", folder, folder / "sub" / ".." / "b10.jpg", folder / "sub", folder / "sub" / "deep"
    names = taken(plan(*inputs, output=None, recursive=True))
    assert sorted(Path(name).name for name in names) == ["b10.jpg", "b9.PNG", "c.webp"]


def test_several_folders_keep_their_names(folder: Path, tmp_path: Path) -> None:
    picture(tmp_path / "other" / "b10.jpg")
    assert taken(plan(folder, tmp_path / "other", output=None)) == ["in/b9.PNG", "in/b10.jpg", "other/b10.jpg"]


def test_links_that_loop_end(folder: Path) -> None:
    (folder / "sub" / "back").symlink_to(folder, target_is_directory=True)
    (folder / "sub" / "itself").symlink_to("itself")
    assert len(taken(plan(folder, output=None, recursive=True))) == 3


def test_results_are_not_taken_again(folder: Path) -> None:
    picture(folder / "out" / "old.png")
    assert "old.png" not in " ".join(taken(plan(folder, output=folder / "out", recursive=True)))
    assert len(taken(plan(folder, output=folder, recursive=True))) == 4, "a folder that is named is taken"


def test_a_folder_that_cannot_be_read_is_told_and_the_rest_goes_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(walk(plan(folder, output=None, recursive=True), Job()))
    assert [each.source.name for each in found if each.problem] == ["deep"]
    assert len(found) == 3


def test_no_photos_are_a_sentence(tmp_path: Path) -> None:
    picture(tmp_path / "in" / "sub" / "a.png")
    with pytest.raises(GanstudioError, match="subfolders"):
        Batch(plan(tmp_path / "in", output=None), tmp_path / "j").find(Job())
    (tmp_path / "empty").mkdir()
    with pytest.raises(GanstudioError, match="no photo"):
        Batch(plan(tmp_path / "empty", output=None, recursive=True), tmp_path / "j").find(Job())


def test_looking_can_be_cancelled(folder: Path, tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    batch = Batch(plan(folder, output=None), tmp_path / "j")
    with pytest.raises(Cancelled):
        batch.find(job)
    assert not batch.found
    assert batch.items == ()


def test_paths_of_a_plan_are_absolute(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    made = Plan((Path("."), Path("sub/.."), Path("b10.jpg")), Path("out"), FLIP)
    assert made.inputs == (folder, folder / "b10.jpg")
    assert made.output == folder / "out"
    assert Plan.from_json(made.to_json()) == made
