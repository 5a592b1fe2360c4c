"""Story: a person adds a model, enlarges photos with it on the command line, and asks what the files hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.cli import main
from ganstudio.paths import models_folder
from tests.engine import small

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


@dataclass(frozen=True)
class Done:
    """What a command has said."""

    code: int
    out: str
    err: str


Ganstudio = Callable[..., Done]


@pytest.fixture
def ganstudio(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ganstudio:
    """A command in `folder`; in this process, where torch need not be imported each time."""
    monkeypatch.chdir(folder)

    def run(*words: object) -> Done:
        return Done(main([str(word) for word in words]), *capsys.readouterr())

    return run


def as_program(*words: str, folder: Path) -> Done:
    """The same as a program of its own."""
    place = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-m", "ganstudio", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": place, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with photos under names that people give, and a model file."""
    photo = cv2.resize(cv2.imread(str(SAMPLES / "cat.png")), (48, 32), interpolation=cv2.INTER_AREA)
    for name in ("photo.png", "año en 日本.jpg"):
        (tmp_path / name).write_bytes(cv2.imencode(Path(name).suffix, photo)[1].tobytes())
    (tmp_path / "broken.jpg").write_bytes((tmp_path / "año en 日本.jpg").read_bytes()[:300])
    small.save(tmp_path, "tiny-x4")
    return tmp_path


def read(path: Path) -> np.ndarray:
    return np.asarray(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR))


def test_a_photo_is_enlarged_with_a_model_that_was_added(ganstudio: Ganstudio, folder: Path) -> None:
    added = ganstudio("models", "add", "tiny-x4.safetensors")
    assert added.code == 0, added.err
    assert "tiny-x4" in ganstudio("models").out

    words = ["upscale", "photo.png", "-o", "big.png", "--model", "tiny-x4", "--scale", "4"]
    done = as_program(*words, folder=folder)
    assert (done.code, done.err) == (0, "")
    assert done.out == "photo.png → big.png (192 × 128)\n"
    big = read(folder / "big.png")
    assert big.shape == (128, 192, 3)

    again = ganstudio(*words)
    assert again.code == 2
    assert "big.png" in again.err

    plain = ganstudio(*words, "--overwrite", "--strength", "0")
    assert plain.code == 0, plain.err
    resized = cv2.resize(read(folder / "photo.png"), (192, 128), interpolation=cv2.INTER_LANCZOS4)
    close = np.abs(read(folder / "big.png").astype(int) - resized).mean()
    assert close < 2 < np.abs(big.astype(int) - resized).mean()


def test_several_photos_go_to_a_folder_and_a_broken_one_is_told(ganstudio: Ganstudio, folder: Path) -> None:
    models_folder().mkdir(parents=True)
    shutil.copy(folder / "tiny-x4.safetensors", models_folder())
    done = ganstudio(
        "upscale", "photo.png", "broken.jpg", "año en 日本.jpg", "-o", "large", "--model", "tiny-x4", "--scale", "2"
    )
    assert done.code == 2
    assert len(done.out.splitlines()) == 2
    assert len(done.err.splitlines()) == 1
    assert "broken.jpg" in done.err
    assert sorted(path.name for path in (folder / "large").iterdir()) == ["año en 日本.jpg", "photo.png"]
    assert read(folder / "large" / "año en 日本.jpg").shape == (64, 96, 3)


def test_a_model_that_is_not_there_is_a_sentence(ganstudio: Ganstudio, folder: Path) -> None:
    done = ganstudio("upscale", "photo.png", "--model", "absent")
    assert done.code == 2
    assert "absent" in done.err
    assert len(done.err.splitlines()) == 1


def test_files_are_described_in_one_line_each(ganstudio: Ganstudio, folder: Path) -> None:
    done = ganstudio("info", "photo.png", "broken.jpg", "año en 日本.jpg")
    assert done.code == 2
    lines = done.out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["photo.png", "año en 日本.jpg"]
    for line in lines:
        assert "48 × 32" in line
    assert done.err.startswith("broken.jpg")
    assert ganstudio("info", "photo.png").code == 0


def test_a_small_model_is_trained_added_and_used(ganstudio: Ganstudio, folder: Path) -> None:
    """Ten steps: enough to see every part work together, not to learn anything."""
    pictures = folder / "pictures"
    pictures.mkdir()
    for sample in ("cat.png", "coffee.png"):
        (pictures / sample).write_bytes((SAMPLES / sample).read_bytes())
    options = "--channels 8 --blocks 1 --pixel-steps 10 --batch 2 --patch 16 --every 10".split()
    trained = ganstudio("train", "upscale", "--data", pictures, "--run", "run", *options)
    assert trained.code == 0, trained.err
    model = folder / "run" / "model.safetensors"
    assert model.exists()
    added = ganstudio("models", "add", model)
    assert added.code == 0, added.err
    name = added.out.split()[-1].rstrip(".")
    done = ganstudio("upscale", "photo.png", "--model", name)
    assert (done.code, done.err) == (0, "")
    assert read(folder / "photo-upscale.png").shape == (128, 192, 3)
