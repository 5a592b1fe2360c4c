"""The list of models, their cards, and adding one."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    assert rows[0] == ["NAME", "TASK", "FROM", "TITLE"]
    assert ["tiny-x4", "upscale", "yours", "Tiny-X4"] in rows
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


def test_a_model_that_is_not_there(command: Command) -> None:
    said = command("models", "show", "absent")
    assert said.code == 2
    assert "absent" in said.err
