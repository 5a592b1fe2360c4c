"""Projects on the command line: what is in them, and their picture once more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.projects.file import save_project
from ganstudio.projects.record import Kept, Record
from tests.cli.conftest import Command
from tests.projects.made import saved


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A photo turned, then mirrored, which is undone."""
    photo = open_photo(saved(tmp_path / "cat.jpg"))
    turned = photo.with_pixels(np.rot90(photo.pixels, -1))
    mirrored = turned.with_pixels(turned.pixels[:, ::-1])
    steps = (Kept(Edit("rotate", {"turn": "right"}), turned.size, turned), Kept(Edit("flip"), mirrored.size, mirrored))
    return Record("cat.jpg", photo, steps=steps, position=1)


@pytest.fixture
def project(record: Record, tmp_path: Path) -> Path:
    path = tmp_path / "cat.ganstudio"
    save_project(record, path, Job())
    return path


def test_what_is_in_a_project_is_listed(command: Command, project: Path) -> None:
    said = command("project", "info", project)
    assert (said.code, said.err) == (0, "")
    assert "cat.jpg (24 × 16)" in said.out and str(project.parent) not in said.out
    assert "in the project" in said.out
    assert "1 of 2 applied" in said.out
    rows = [line.split() for line in said.out.splitlines() if line[:1].isdigit()]
    assert [(row[0], row[1], row[-1]) for row in rows] == [("1", "Rotate", "kept"), ("2", "Flip", "undone")]


def test_steps_that_cannot_be_done_here_are_named(command: Command, record: Record, tmp_path: Path) -> None:
    edits = (
        Edit("flip"),
        Edit("tool of tomorrow"),
        Edit("upscale", {"model": "gone"}, model="gone", sha256="0" * 64),
        Edit("upscale", model="gone", sha256="0" * 64),
    )
    photo = record.original
    steps = tuple(Kept(edit, photo.size, photo if edit is edits[-1] else None) for edit in edits)
    save_project(
        replace(record, steps=(*steps, Kept(Edit("flip"), photo.size, photo)), position=5), tmp_path / "p", Job()
    )
    said = command("project", "info", tmp_path / "p")
    rows = [line for line in said.out.splitlines() if line[:1].isdigit()]
    endings = ("computed again", "cannot be done here", "cannot be done here", "kept", "kept")
    assert all(row.endswith(ending) for row, ending in zip(rows, endings, strict=True)), said.out


def test_a_project_is_rendered_to_the_same_bytes(
    command: Command, project: Path, record: Record, tmp_path: Path
) -> None:
    said = command("project", "render", project, "-o", tmp_path / "out.png")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{project} → {tmp_path / 'out.png'} (16 × 24)\n"
    shown = record.steps[0].photo
    assert shown and np.array_equal(open_photo(tmp_path / "out.png").pixels, shown.pixels)
    assert command("project", "render", project, "-o", tmp_path / "out.png").code == 2, "it is there already"


def test_a_picture_that_comes_out_otherwise_is_told(command: Command, record: Record, tmp_path: Path) -> None:
    path = tmp_path / "other.ganstudio"
    other = replace(record.steps[0], photo=record.original.with_pixels(np.rot90(record.original.pixels)))
    save_project(replace(record, steps=(other,)), path, Job())
    said = command("project", "render", path)
    assert said.code == 0
    assert "not quite what the project shows" in said.err
    assert (tmp_path / "other-render.png").exists()


def test_a_linked_photo_that_moved_can_be_named(command: Command, record: Record, tmp_path: Path) -> None:
    path = tmp_path / "linked.ganstudio"
    save_project(record, path, Job(), link=True)
    (tmp_path / "cat.jpg").rename(tmp_path / "moved.jpg")
    said = command("project", "render", path)
    assert (said.code, "--original" in said.err) == (2, True)
    assert command("project", "render", path, "--original", tmp_path / "moved.jpg").code == 0


def test_what_is_no_project_is_a_sentence(command: Command, tmp_path: Path) -> None:
    said = command("project", "info", saved(tmp_path / "cat.jpg"))
    assert said.code == 2
    assert "cat.jpg" in said.err
