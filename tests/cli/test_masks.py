"""`--mask` and `--piece`: where a tool works, and with what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from ganstudio.image.edit import Edit
from ganstudio.image.pixels import Pixels
from ganstudio.masks import files
from ganstudio.tools import TOOLS, workflow
from ganstudio.tools.tool import Tool
from ganstudio.tools.workflow import Workflow
from tests.cli.conftest import Command
from tests.image.pictures import cat, deep, with_alpha
from tests.tools.edits import waves

SIZE = (60, 40)
KINDS = {
    "8": waves(40, 60),
    "16": deep(waves(40, 60)),
    "8 alpha": with_alpha(waves(40, 60)),
    "16 alpha": with_alpha(deep(waves(40, 60))),
    "grey": waves(40, 60)[..., 1],
    "grey 16": deep(waves(40, 60))[..., 1],
}
COMMANDS = {
    "light": ["light", "--exposure", "1"],
    "denoise": ["denoise", "--luminance", "80"],
    "vignette": ["vignette", "--amount", "-80", "--midpoint", "5"],
    "levels": ["levels", "--gamma", "2"],
}


def write(path: Path, pixels: Any) -> Path:
    """RGB(A) or grey, as it is."""
    path.parent.mkdir(exist_ok=True)
    order = [2, 1, 0, 3][: pixels.shape[2]] if pixels.ndim == 3 else None
    assert cv2.imwrite(str(path), pixels[..., order] if order else pixels)
    return path


def read(path: Path) -> Pixels:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_UNCHANGED))


def mask_file(path: Path, size: tuple[int, int] = SIZE) -> Path:
    """White on the right half, soft on ten columns before."""
    mask = np.zeros(size[::-1], np.uint8)
    mask[:, size[0] // 2 :] = 255
    mask[:, size[0] // 2 - 10 : size[0] // 2] = 100
    return write(path, mask)


@pytest.fixture
def needy(copy_tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tool `copy` cannot do without a mask."""
    monkeypatch.setitem(TOOLS, "copy", replace(copy_tool, masks="reads", needs=("mask",)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tool", COMMANDS)
def test_outside_of_the_mask_nothing_changes(command: Command, tmp_path: Path, tool: str, kind: str) -> None:
    photo = write(tmp_path / "photo.png", KINDS[kind])
    mask = mask_file(tmp_path / "mask.png")
    limited, whole = tmp_path / "limited.png", tmp_path / "whole.png"
    said = command(*COMMANDS[tool], photo, "-o", limited, "--mask", mask)
    assert (said.code, said.err) == (0, "")
    assert command(*COMMANDS[tool], photo, "-o", whole).code == 0
    before, after, all_of_it = read(photo), read(limited), read(whole)
    assert (after.dtype, after.shape) == (before.dtype, before.shape)
    assert np.array_equal(after[:, :20], before[:, :20])
    assert np.array_equal(after[:, 30:], all_of_it[:, 30:])
    assert not np.array_equal(after[:, 30:], before[:, 30:])
    assert not np.array_equal(after[:, 20:30], before[:, 20:30])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", [["inpaint", "--method", "telea"], ["inpaint", "--method", "ns", "--feather", "5"]])
def test_what_is_removed_is_all_that_changes(command: Command, tmp_path: Path, words: list[str], kind: str) -> None:
    photo, hole = write(tmp_path / "photo.png", KINDS[kind]), np.zeros((40, 60), np.uint8)
    hole[10:20, 30:40] = 255
    said = command(*words, photo, "-o", tmp_path / "x.png", "--mask", write(tmp_path / "hole.png", hole))
    assert (said.code, said.err) == (0, "")
    before, after = read(photo), read(tmp_path / "x.png")
    feather = 5 if "--feather" in words else 2
    near = cv2.dilate(hole, np.ones((2 * feather + 1, 2 * feather + 1), np.uint8)) > 0
    assert (after.dtype, after.shape) == (before.dtype, before.shape)
    assert np.array_equal(after[~near], before[~near])
    assert (after[hole > 0] != before[hole > 0]).mean() > 0.5


def test_enlarged_it_is_the_plain_resize_outside(command: Command, tmp_path: Path) -> None:
    photo, mask = write(tmp_path / "photo.png", cat()), mask_file(tmp_path / "mask.png")
    words = ["upscale", photo, "--scale", "2"]
    assert command(*words, "-o", tmp_path / "limited.png", "--mask", mask).code == 0
    assert command(*words, "-o", tmp_path / "plain.png", "--strength", "0").code == 0
    limited, plain = read(tmp_path / "limited.png"), read(tmp_path / "plain.png")
    assert np.array_equal(limited[:, :38], plain[:, :38])
    assert np.abs(limited[:, 60:].astype(int) - plain[:, 60:]).max() > 5


def test_one_mask_for_several_photos(command: Command, tmp_path: Path) -> None:
    photos = [write(tmp_path / f"{name}.png", waves(40, 60)) for name in "ab"]
    other = write(tmp_path / "other.png", waves(30, 60))
    mask = mask_file(tmp_path / "mask.png")
    said = command("light", *photos, other, "-o", tmp_path / "out", "--exposure", "1", "--mask", mask)
    assert said.code == 2
    assert said.err == "mask.png has 60 × 40 pixels and other.png 60 × 30; they must be of the same size.\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.png", "b.png"]


def test_the_mask_is_read_once(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    load = files.load
    monkeypatch.setattr(files, "load", lambda path, **options: asked.append(path) or load(path, **options))
    photos = [write(tmp_path / f"{name}.png", waves(40, 60)) for name in "abc"]
    said = command("light", *photos, "-o", tmp_path / "out", "--mask", mask_file(tmp_path / "mask.png"))
    assert (said.code, len(asked)) == (0, 1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "mask.png does not exist."),
        (b"", "mask.png is empty"),
        (b"no picture", "mask.png"),
        (b"\x89PNG\r\n\x1a\n cut", "mask.png is damaged"),
    ],
)
def test_a_mask_that_cannot_be_read_is_told_before_anything_is_written(
    command: Command, photo: Path, tmp_path: Path, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / "mask.png").write_bytes(content)
    before = set(tmp_path.iterdir())
    said = command("light", photo, "-o", tmp_path / "new" / "folder", "--mask", tmp_path / "mask.png")
    assert said.code == 2
    assert told in said.err and len(said.err.splitlines()) == 1
    assert set(tmp_path.iterdir()) == before


def test_a_mask_of_another_size_writes_nothing(command: Command, photo: Path, tmp_path: Path) -> None:
    mask = mask_file(tmp_path / "mask.png")
    said = command("light", photo, "-o", tmp_path / "x.png", "--mask", mask)
    assert said.code == 2
    assert said.err == "mask.png has 60 × 40 pixels and photo.png 4 × 3; they must be of the same size.\n"
    assert not (tmp_path / "x.png").exists()


def test_a_tool_that_needs_a_mask_says_so(command: Command, photo: Path, tmp_path: Path, needy: None) -> None:
    said = command("copy", photo, "-o", tmp_path / "x.png")
    assert said.code == 2
    assert said.err == "Say with --mask where to work: a picture of the photo's size that is white there.\n"
    black = write(tmp_path / "black.png", np.zeros((3, 4), np.uint8))
    said = command("copy", photo, "-o", tmp_path / "x.png", "--mask", black)
    assert said.code == 2
    assert said.err == "black.png masks nothing: it must be white where to work.\n"
    assert not (tmp_path / "x.png").exists()
    white = write(tmp_path / "white.png", np.full((3, 4), 255, np.uint8))
    assert command("copy", photo, "-o", tmp_path / "x.png", "--mask", white).code == 0


def test_a_batch_refuses_what_needs_a_mask(command: Command, photo: Path, tmp_path: Path, needy: None) -> None:
    said = command("batch", photo, "-o", tmp_path / "out", "--steps", "copy")
    assert said.code == 2
    assert "Copy needs what only a person can give for each photo (mask)" in said.err


def test_a_batch_does_a_step_with_a_mask_to_photos_of_its_size(command: Command, tmp_path: Path) -> None:
    photos = [write(tmp_path / "in" / f"{name}.png", waves(40, 60)) for name in "ab"]
    write(tmp_path / "in" / "other.png", waves(30, 60))
    mask = files.load(mask_file(tmp_path / "mask.png"))
    edit = Edit("light", {"exposure": 1.0}, attachments={"mask": mask})
    workflow.save(Workflow("half", (edit,)), tmp_path / "half.json")
    words = ["-o", tmp_path / "out", "--steps", tmp_path / "half.json"]
    said = command("batch", tmp_path / "in", *words)
    assert said.code == 2
    assert "The mask has 60 × 40 pixels and the photo 60 × 30; they must be of the same size." in said.err
    results = sorted(path for path in (tmp_path / "out").glob("*.png"))
    assert [path.name for path in results] == ["a_light.png", "b_light.png"]
    for photo, result in zip(photos, results, strict=True):
        assert np.array_equal(read(result)[:, :20], read(photo)[:, :20])
        assert not np.array_equal(read(result)[:, 30:], read(photo)[:, 30:])
    again = command("batch", tmp_path / "in", *words, "--resume")  # the journal knows the mask: it is the same batch
    assert "2 done, 1 failed" in again.out


def test_an_empty_mask_keeps_the_photo(command: Command, photo: Path, tmp_path: Path) -> None:
    black = write(tmp_path / "black.png", np.zeros((3, 4), np.uint8))
    assert command("light", photo, "-o", tmp_path / "x.png", "--exposure", "2", "--mask", black).code == 0
    assert np.array_equal(read(tmp_path / "x.png"), read(photo))


@pytest.mark.parametrize("name", [tool.id for tool in TOOLS.values()])
def test_every_tool_offers_what_it_can_use(command: Command, name: str) -> None:
    told = command(name, "--help").out
    assert ("--mask" in told) == (TOOLS[name].masks != "none")
    assert ("--piece" in told) == ("piece" in TOOLS[name].needs)


def test_a_tool_that_knows_no_mask_takes_none(command: Command, photo: Path, tmp_path: Path) -> None:
    said = command("rotate", photo, "--mask", mask_file(tmp_path / "mask.png"))
    assert said.code == 2
    assert "--mask" in said.err


@pytest.mark.parametrize("kind", KINDS)
def test_a_piece_of_another_photo(command: Command, tmp_path: Path, kind: str) -> None:
    photo = write(tmp_path / "photo.png", KINDS[kind])
    piece = np.full((10, 10, 4), 255, np.uint8)
    piece[:, 5:, 3] = 0
    words = ["insert", photo, "--left", "30", "--top", "20", "--method", "plain", "--feather", "0"]
    said = command(*words, "-o", tmp_path / "x.png", "--piece", write(tmp_path / "piece.png", piece))
    assert (said.code, said.err) == (0, "")
    before, after = read(photo), read(tmp_path / "x.png")
    inside = np.zeros((40, 60), bool)
    inside[15:25, 25:30] = True
    assert (after.dtype, after.shape) == (before.dtype, before.shape)
    assert np.array_equal(after[~inside], before[~inside])
    assert (after[inside] == np.iinfo(after.dtype).max).all()


def test_a_piece_that_is_missing_is_told(command: Command, photo: Path, tmp_path: Path) -> None:
    said = command("insert", photo, "-o", tmp_path / "new" / "folder")
    assert (said.code, said.err) == (2, "Say with --piece which picture to insert.\n")
    said = command("insert", photo, "-o", tmp_path / "new" / "folder", "--piece", tmp_path / "absent.png")
    assert (said.code, said.err) == (2, "absent.png does not exist.\n")
    assert list(tmp_path.iterdir()) == [photo]
