"""Small pictures out of nothing, by a model with random weights."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
import torch

from ganstudio.engine.modelfile import save_model
from ganstudio.networks import ARCHITECTURES
from tests.cli.conftest import Command
from tests.engine import small


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model of two classes that makes pictures of 8 × 8."""
    config = {"size": 8, "dims": 4, "channels": 4, "classes": "cat,dog"}
    torch.manual_seed(0)
    weights = {key: value.clone() for key, value in ARCHITECTURES["dcgan"].build(**config).state_dict().items()}
    path = tmp_path / "pets.safetensors"
    save_model(path, weights, small.header("pets", "dcgan", config, "generate"))
    return path


def test_a_sheet_of_pictures_the_same_for_a_seed(command: Command, model: Path, tmp_path: Path) -> None:
    sheets = []
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        said = command("generate", model, "--count", 5, "--seed", seed, "-o", tmp_path / f"{name}.png")
        assert (said.code, said.out) == (0, f"{tmp_path / name}.png\n")
        sheets.append(cv2.imread(str(tmp_path / f"{name}.png")))
    assert sheets[0].shape == (16, 24, 3)
    assert (sheets[0] == sheets[1]).all() and (sheets[0] != sheets[2]).any()


def test_pictures_apart_of_one_class(command: Command, model: Path, tmp_path: Path) -> None:
    assert command("models", "add", model).code == 0
    made = {}
    for kind in ("cat", "dog"):
        said = command("generate", "pets", "--count", 2, "--kind", kind, "--apart", "-o", tmp_path / kind)
        assert said.code == 0, said.err
        files = sorted((tmp_path / kind).iterdir())
        assert len(files) == 2
        made[kind] = cv2.imread(str(files[0]))
    assert made["cat"].shape == (8, 8, 3)
    assert (made["cat"] != made["dog"]).any()


def test_what_cannot_be_made_is_said(command: Command, model: Path, tmp_path: Path) -> None:
    assert "cat, dog" in command("generate", model, "--kind", "cow").err
    assert command("generate").code == 2  # no model is there
    other = small.save(tmp_path, "tiny-x4")
    said = command("generate", other, "-o", tmp_path / "x.png")
    assert said.code == 2 and "something else" in said.err
    (tmp_path / "there.png").write_bytes(b"mine")
    assert command("generate", model, "-o", tmp_path / "there.png").code == 2
    assert (tmp_path / "there.png").read_bytes() == b"mine"
