"""Story: a person adds a model, enlarges photos with it on the command line, and asks what the files hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.paths import models_folder
from tests.engine import small

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


def ganstudio(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program itself, as a person calls it, in `folder`."""
    place = str(Path(__file__).resolve().parents[2])
    return subprocess.run(
        [sys.executable, "-m", "ganstudio", *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": place},
        capture_output=True,
        text=True,
        timeout=120,
    )


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


def test_a_photo_is_enlarged_with_a_model_that_was_added(folder: Path) -> None:
    added = ganstudio("models", "add", "tiny-x4.safetensors", folder=folder)
    assert added.returncode == 0, added.stderr
    assert "tiny-x4" in ganstudio("models", folder=folder).stdout

    words = ["upscale", "photo.png", "-o", "big.png", "--model", "tiny-x4", "--scale", "4"]
    done = ganstudio(*words, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "photo.png → big.png (192 × 128)\n"
    big = read(folder / "big.png")
    assert big.shape == (128, 192, 3)

    again = ganstudio(*words, folder=folder)
    assert again.returncode == 2
    assert "big.png" in again.stderr

    plain = ganstudio(*words, "--overwrite", "--strength", "0", folder=folder)
    assert plain.returncode == 0, plain.stderr
    resized = cv2.resize(read(folder / "photo.png"), (192, 128), interpolation=cv2.INTER_LANCZOS4)
    close = np.abs(read(folder / "big.png").astype(int) - resized).mean()
    assert close < 2 < np.abs(big.astype(int) - resized).mean()


def test_several_photos_go_to_a_folder_and_a_broken_one_is_told(folder: Path) -> None:
    models_folder().mkdir(parents=True)
    shutil.copy(folder / "tiny-x4.safetensors", models_folder())
    done = ganstudio(
        "upscale",
        "photo.png",
        "broken.jpg",
        "año en 日本.jpg",
        "-o",
        "large",
        "--model",
        "tiny-x4",
        "--scale",
        "2",
        folder=folder,
    )
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2
    assert len(done.stderr.splitlines()) == 1
    assert "broken.jpg" in done.stderr
    assert sorted(path.name for path in (folder / "large").iterdir()) == ["año en 日本.jpg", "photo.png"]
    assert read(folder / "large" / "año en 日本.jpg").shape == (64, 96, 3)


def test_a_model_that_is_not_there_is_a_sentence(folder: Path) -> None:
    done = ganstudio("upscale", "photo.png", "--model", "absent", folder=folder)
    assert done.returncode == 2
    assert "absent" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_files_are_described_in_one_line_each(folder: Path) -> None:
    done = ganstudio("info", "photo.png", "broken.jpg", "año en 日本.jpg", folder=folder)
    assert done.returncode == 2
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["photo.png", "año en 日本.jpg"]
    for line in lines:
        assert "48 × 32" in line
    assert done.stderr.startswith("broken.jpg")
    assert ganstudio("info", "photo.png", folder=folder).returncode == 0


def test_a_small_model_is_trained_added_and_used(folder: Path) -> None:
    """Ten steps: enough to see every part work together, not to learn anything."""
    pictures = folder / "pictures"
    pictures.mkdir()
    for sample in ("cat.png", "coffee.png"):
        (pictures / sample).write_bytes((SAMPLES / sample).read_bytes())
    options = "--channels 8 --blocks 1 --pixel-steps 10 --batch 2 --patch 16 --every 10".split()
    trained = ganstudio("train", "upscale", "--data", pictures, "--run", "run", *options, folder=folder)
    assert trained.returncode == 0, trained.stderr
    model = folder / "run" / "model.safetensors"
    assert model.exists()
    added = ganstudio("models", "add", model, folder=folder)
    assert added.returncode == 0, added.stderr
    name = added.stdout.split()[-1].rstrip(".")
    done = ganstudio("upscale", "photo.png", "--model", name, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert read(folder / "photo-upscale.png").shape == (128, 192, 3)
