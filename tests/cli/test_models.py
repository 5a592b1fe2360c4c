"""The list of models, their cards, and adding one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio import settings
from ganstudio.library import speed
from ganstudio.paths import models_folder
from tests.cli.conftest import Command
from tests.engine import small


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A model file that was not added yet."""
    return small.save(tmp_path, "tiny-x4")


def test_added_listed_and_shown(command: Command, file: Path) -> None:
    said = command("models", "add", file)
    assert (said.code, said.out) == (0, f"{file} is now the model tiny-x4.\n")
    assert (models_folder() / "tiny-x4.safetensors").exists()
    rows = [line.split() for line in command("models").out.splitlines()]
    assert rows[0] == ["NAME", "TASK", "FROM", "LICENCE", "TITLE"]
    assert ["tiny-x4", "upscale", "yours", "CC0", "Tiny-X4"] in rows
    assert command("models", "list").out == command("models").out
    card = command("models", "show", "tiny-x4").out
    for text in ("residual (scale 4, channels 8, blocks 2)", "CC0", "SHA-256"):
        assert text in card


def test_what_is_no_model_is_refused(command: Command, tmp_path: Path, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-10])
    other = tmp_path / "notes.txt"
    other.write_text("hello")
    for path in (file, other, tmp_path / "absent.safetensors"):
        said = command("models", "add", path)
        assert said.code == 2
        assert path.name in said.err
    assert not models_folder().exists()


def test_good_files_are_added_though_bad_ones_stand_between_them(command: Command, file: Path, tmp_path: Path) -> None:
    said = command("models", "add", tmp_path / "absent.safetensors", file)
    assert said.code == 2 and "absent" in said.err
    assert said.out == f"{file} is now the model tiny-x4.\n"


def test_a_model_that_is_not_there(command: Command) -> None:
    said = command("models", "show", "absent")
    assert said.code == 2
    assert "absent" in said.err


@pytest.fixture
def tiny(command: Command, file: Path) -> Path:
    """A model of one's own."""
    assert command("models", "add", file).code == 0
    return models_folder() / "tiny-x4.safetensors"


def test_another_title_a_copy_and_a_file_for_others(command: Command, tiny: Path, tmp_path: Path) -> None:
    assert command("models", "rename", "tiny-x4", "Año").out == "tiny-x4 is called Año now.\n"
    assert command("models", "duplicate", "tiny-x4", "--title", "Other").out == "tiny-x4-2 is called Other now.\n"
    assert "Año" in command("models").out and "Other" in command("models").out
    assert command("models", "export", "tiny-x4", tmp_path / "out").code == 0
    assert (tmp_path / "out.safetensors").read_bytes() == tiny.read_bytes()


def test_put_away_and_had_back_by_the_command_that_is_told(command: Command, tiny: Path) -> None:
    command("models", "default", "tiny-x4")
    said = command("models", "remove", "tiny-x4")
    assert said.code == 0 and not tiny.exists() and "tiny-x4" not in command("models").out
    assert settings.load().upscale_model == ""
    again = said.out.strip().rpartition("ganstudio ")[2].split(" ", 2)
    assert command(*again).code == 0 and tiny.exists()


def test_what_comes_with_the_program_stays(command: Command) -> None:
    for words in (("rename", "pencil", "x"), ("remove", "pencil")):
        said = command("models", *words)
        assert said.code == 2 and "comes with the program" in said.err
    assert "pencil" in command("models").out


def test_none_is_put_away_where_one_of_them_stays(command: Command, tiny: Path) -> None:
    said = command("models", "remove", "tiny-x4", "pencil")
    assert said.code == 2 and tiny.exists()


def test_a_default_for_a_task(command: Command, tiny: Path) -> None:
    said = command("models", "default", "tiny-x4")
    assert said.code == 0 and ["upscale", "tiny-x4"] in [line.split() for line in said.out.splitlines()]
    assert settings.load().upscale_model == "tiny-x4"
    assert ["upscale", "tiny-x4"] in [line.split() for line in command("models", "default").out.splitlines()]
    assert command("models", "default", "--clear", "upscale").code == 0
    assert settings.load().upscale_model == ""
    for words in (("align",), ("--clear", "nonsense")):
        said = command("models", "default", *words)
        assert said.code == 2 and words[-1] in said.err


def test_how_fast_a_model_is(command: Command, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "SIDES", (16,))
    first = command("models", "speed", "tiny-x4", "--device", "cpu")
    assert first.code == 0 and "tiny-x4" in first.out and "s per megapixel" in first.out
    monkeypatch.setattr(speed, "measure", lambda *_, **__: speed.Speed(1000.0))
    assert command("models", "speed", "tiny-x4", "--device", "cpu").out == first.out
    assert "1000 s per" in command("models", "speed", "tiny-x4", "--device", "cpu", "--again").out


def test_the_catalogue_is_listed_and_what_is_not_in_it_is_told(command: Command, tmp_path: Path) -> None:
    rows = [line.split() for line in command("models", "catalogue").out.splitlines()]
    assert rows[0][:4] == ["NAME", "TASK", "SIZE", "LICENCE"] and len(rows) > 1
    said = command("models", "download", "absent")
    assert said.code == 2 and "absent" in said.err
    other = tmp_path / "list.json"
    other.write_text("{}")
    said = command("models", "catalogue", "--add", other)
    assert said.code == 2 and "list.json" in said.err
