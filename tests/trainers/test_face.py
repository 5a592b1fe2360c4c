"""The recipe `face` from start to model file, on drawn faces small enough to learn in seconds."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from ganstudio.engine.job import Job
from ganstudio.engine.store import Store, read_info
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.networks.face import draw
from tests.trainers.learners import assert_alike
from tests.trainers.test_upscale import StopAfter
from trainers import RECIPES
from trainers.face import FaceTraining
from trainers.face_data import Faces, held_out, known
from trainers.face_learner import energy
from trainers.run import Run

TINY = FaceTraining(
    size=16,
    dims=16,
    channels=2,
    widest=8,
    batch=4,
    pixel_steps=3,
    gan_steps=2,
    slider_steps=2,
    every=2,
    validation_count=2,
    precision="float32",
    checkpoint_minutes=0,
)


def drawn(random: np.random.Generator, smile: float) -> np.ndarray:
    """A face of 32 × 32 pixels whose mouth is as wide as it smiles."""
    image = np.full((32, 32, 3), random.integers(0, 256, 3), np.uint8)
    cv2.ellipse(image, (16, 17), (12, 15), 0, 0, 360, [int(each) for each in random.integers(120, 220, 3)], -1)
    for x in (10, 22):
        cv2.circle(image, (x, 10), 2, (30, 30, 30), -1)
    cv2.line(image, (15 - round(6 * smile), 23), (17 + round(6 * smile), 23), (40, 20, 20), 2)
    return image


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four faces, some of them held out, with labels of all but the first."""
    folder, random = tmp_path_factory.mktemp("faces"), np.random.default_rng(1)
    with (folder / "labels.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "smile", "hat"])
        for index in range(24):
            smile = float(random.random())
            cv2.imwrite(str(folder / f"face {index}.png"), drawn(random, smile))
            if index:
                table.writerow([f"face {index}.png", f"{smile:.3f}", "yes" if smile > 0.4 else "no"])
    return folder


def train(params: FaceTraining, data: Path, run: Path, job: Job | None = None) -> dict[str, torch.Tensor]:
    RECIPES["face"].train(params, (data,), run, job or Job())
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


def stats(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def finished(faces: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run through both stages."""
    run = tmp_path_factory.mktemp("runs") / "people"
    train(replace(TINY, title="People"), faces, run)
    return run


def test_a_run_leaves_a_model_whose_file_has_all_a_slider_needs(finished: Path) -> None:
    info = read_info(finished / "model.safetensors")
    assert (info.name, info.title, info.task) == ("people", "People", "face")
    assert info.config["sliders"] == "smile,hat,lighting,yaw,hair"
    assert info.config["ends"] == ":,no:yes,:,:,:"
    network = Store(()).load(info)
    assert network(torch.rand(1, 3, 16, 16)).shape == (1, 3, 16, 16)
    assert network.directions.shape == (5, 6, 16)
    assert (network.directions.flatten(1).norm(dim=1) > 0).all()
    assert network.mean.abs().max() > 0
    assert network.decode(network.random(draw(3, 2, 16), 0.5)).shape == (2, 3, 16, 16)


def test_what_happens_is_told_in_numbers_and_pictures(finished: Path) -> None:
    first, *_between, last = stats(finished)
    assert {"pixel", "codes", "PSNR", "slider smile", "slider yaw", "others"} <= set(first)
    assert {"discriminator", "generator", "generator (other)", "consistency", "D(real)", "D(other)"} <= set(last)
    sheet = cv2.imread(str(finished / "previews" / "0000005.png"))
    assert sheet.shape == (16 * (3 + 2 * 5), 16 * 2, 3)


def test_a_stopped_run_goes_on_exactly_while_a_size_fades_in(finished: Path, faces: Path, tmp_path: Path) -> None:
    params = replace(TINY, size=32, start=str(finished / "model.safetensors"), fade_steps=5, measured=False)
    straight = train(params, faces, tmp_path / "straight")
    with pytest.raises(Cancelled):
        train(params, faces, tmp_path / "stopped", StopAfter(4))
    train(params, faces, tmp_path / "stopped")
    assert straight["directions"].abs().max() > 0
    assert_alike(tmp_path / "straight", tmp_path / "stopped")


def test_a_larger_model_starts_as_the_small_one(finished: Path, faces: Path, tmp_path: Path) -> None:
    start = finished / "model.safetensors"
    params = replace(TINY, size=32, start=str(start), pixel_steps=1, gan_steps=0, learning_rate=1e-6, measured=False)
    grown = train(params, faces, tmp_path / "run")
    small = Store(()).load(read_info(start)).state_dict()
    same = [name for name in small if name in grown and name.startswith("synthesis.blocks")]
    assert len(same) > 10
    assert all(torch.allclose(grown[name], small[name], atol=1e-3) for name in same)


def test_a_finished_model_gets_other_sliders_and_nothing_else(finished: Path, faces: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("file,hat\n" + "".join(f"face {index}.png,{index % 3}\n" for index in range(24)))
    start = finished / "model.safetensors"
    params = replace(TINY, start=str(start), labels=str(labels), pixel_steps=0, gan_steps=0, measured=False)
    train(params, faces, tmp_path / "run")
    info = read_info(tmp_path / "run" / "model.safetensors")
    assert info.config["sliders"] == "hat"
    before, after = (Store(()).load(each).state_dict() for each in (read_info(start), info))
    same = set(before) - {"directions", "mean"}
    assert all(torch.equal(before[name], after[name]) for name in same)
    assert after["directions"].shape == (1, 6, 16) and after["directions"].abs().max() > 0
    assert "PSNR" in stats(tmp_path / "run")[0]


def test_faces_are_learnt(faces: Path, tmp_path: Path) -> None:
    params = replace(TINY, pixel_steps=30, gan_steps=0, every=15, average=0.5, measured=False, learning_rate=1e-2)
    train(params, faces, tmp_path / "run")
    first, last = (line for line in stats(tmp_path / "run") if "PSNR" in line)
    assert last["pixel"] < first["pixel"]
    assert last["PSNR"] > 12


def test_labels_of_other_faces_are_carried_over(faces: Path, tmp_path: Path) -> None:
    other = tmp_path / "labels.csv"
    other.write_text("file,grin\n" + "".join(f"face {index}.png,{index % 2}\n" for index in range(24)))
    params = replace(TINY, others=str(faces), other_labels=str(other), pixel_steps=1, gan_steps=0, measured=False)
    train(params, faces, tmp_path / "run")
    assert read_info(tmp_path / "run" / "model.safetensors").config["sliders"] == "smile,hat,grin"
    assert "grin told" in stats(tmp_path / "run")[-1]


def test_without_labels_there_is_a_network_without_sliders(faces: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for path in sorted(faces.glob("face 1?.png"))[:6]:
        (bare / path.name).write_bytes(path.read_bytes())
    train(replace(TINY, measured=False, pixel_steps=1, gan_steps=0), bare, tmp_path / "run")
    info = read_info(tmp_path / "run" / "model.safetensors")
    assert info.config["sliders"] == ""
    assert Store(()).load(info).directions.shape == (0, 6, 16)


def test_a_tenth_is_held_out_by_its_name_and_never_drawn(faces: Path) -> None:
    names = {path.name for path in faces.glob("*.png")}
    kept = {path.name for path in known((faces,))}
    assert names - kept == {name for name in names if held_out(Path("elsewhere") / name)}
    assert 0 < len(names - kept) < 10
    source = Faces(TINY, (faces,))
    assert {path.name for path in source._pictures.paths} == kept
    face, noise, level = source(np.random.default_rng(0))
    assert face.shape == (3, 16, 16) and noise.shape == (2, 16) and 1 <= int(level) <= 6


def test_the_list_of_held_out_faces_is_true() -> None:
    listed = set((Path(__file__).parents[1] / "bench" / "faces-held-out.txt").read_text(encoding="utf-8").split())
    every = (f"faces/{number:05}.jpg" for number in range(7000))
    assert {name for name in every if held_out(Path(name))} == {name for name in listed if name.startswith("faces")}
    assert all(held_out(Path(name)) for name in listed), "expressions have gaps in their numbers"


def test_a_size_that_is_no_power_of_two_is_refused(faces: Path, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="power of two"):
        train(replace(TINY, size=48), faces, tmp_path / "run")


def test_two_sliders_of_one_name_are_refused(faces: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("file,yaw\nface 0.png,3\n")
    with pytest.raises(GanstudioError, match="same name"):
        train(replace(TINY, labels=str(labels)), faces, tmp_path / "run")


def test_the_energy_distance_tells_distributions_apart() -> None:
    torch.manual_seed(0)
    codes = torch.randn(64, 2, 8)
    alike, narrow, elsewhere = torch.randn(64, 2, 8), 0.1 * torch.randn(64, 2, 8), 2 + torch.randn(64, 2, 8)
    assert energy(alike, codes) < energy(narrow, codes) < energy(elsewhere, codes)
