"""The recipe `upscale` from start to model file, on pictures small enough to learn in seconds."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from ganstudio.engine.job import Job
from ganstudio.engine.store import read_info
from ganstudio.errors import Cancelled, GanstudioError
from tests.trainers.learners import assert_alike
from trainers import RECIPES
from trainers.data import Pictures
from trainers.run import Run
from trainers.upscale import UpscaleTraining
from trainers.upscale_data import Samples, whole_side

TINY = UpscaleTraining(
    scale="2",
    channels=8,
    blocks=1,
    batch=2,
    patch=16,
    pixel_steps=6,
    every=3,
    precision="float32",
)


def train(params: UpscaleTraining, data: Path, run: Path, job: Job | None = None) -> dict[str, torch.Tensor]:
    RECIPES["upscale"].train(params, (data,), run, job or Job())
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


def stats(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


def test_a_run_leaves_a_model_with_its_card_previews_and_numbers(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, validation=str(pictures), validation_count=2, title="Tiny", terms="made here")
    train(params, pictures, tmp_path / "run")
    info = read_info(tmp_path / "run" / "model.safetensors")
    assert (info.title, info.task, info.config["scale"]) == ("Tiny", "upscale", 2)
    assert info.card["data"] == "made here" and info.card["commands"] and "psnr" in info.card["metrics"]
    assert [line["step"] for line in stats(tmp_path / "run")] == [3, 6]
    assert (tmp_path / "run" / "previews" / "0000006.png").stat().st_size > 100


@pytest.mark.parametrize(("network", "steps", "better_by"), [("residual", 160, 0.5), ("srgan", 80, 2.0)])
def test_it_gets_better_as_it_learns(
    network: str, steps: int, better_by: float, pictures: Path, tmp_path: Path
) -> None:
    params = replace(
        TINY,
        network=network,
        channels=16,
        blocks=2,
        batch=4,
        pixel_steps=steps,
        every=steps // 4,
        average=0.9,
        learning_rate=3e-3,
        validation=str(pictures),
        validation_count=3,
    )
    train(params, pictures, tmp_path / "run")
    gains = [line["gain over bicubic"] for line in stats(tmp_path / "run") if "gain over bicubic" in line]
    assert gains[-1] > gains[0] + better_by


class StopAfter(Job):
    """Cancels itself after some steps, as a person would."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.left = steps

    def progress(self, done: float, text: str = "") -> None:
        self.left -= 1
        if self.left == 0:
            self.cancel()
        super().progress(done, text)


@pytest.mark.parametrize("network", ["residual", "srgan"])
def test_a_stopped_run_goes_on_exactly(network: str, pictures: Path, tmp_path: Path) -> None:
    both = {"pixel_steps": 3, "gan_steps": 3, "checkpoint_minutes": 0}
    params = replace(TINY, network=network, degrade=True, every=100, **both)
    train(params, pictures, tmp_path / "straight")
    with pytest.raises(Cancelled):
        train(params, pictures, tmp_path / "stopped", StopAfter(4))
    train(params, pictures, tmp_path / "stopped")
    assert_alike(tmp_path / "straight", tmp_path / "stopped")


def test_the_second_stage_trains_both_networks(pictures: Path, tmp_path: Path) -> None:
    train(replace(TINY, pixel_steps=2, gan_steps=4), pictures, tmp_path / "run")
    last = stats(tmp_path / "run")[-1]
    assert {"pixel", "perceptual", "generator", "discriminator", "D(real)", "D(fake)"} <= set(last)


def test_a_wider_scale_takes_over_the_body_of_another(pictures: Path, tmp_path: Path) -> None:
    first = train(TINY, pictures, tmp_path / "x2")
    start = str(tmp_path / "x2" / "model.safetensors")
    second = train(replace(TINY, scale="4", pixel_steps=1, learning_rate=1e-6, start=start), pictures, tmp_path / "x4")
    name = "body.0.first.weight"
    assert torch.allclose(first[name].half().float(), second[name], atol=1e-4)


def test_a_deeper_network_takes_over_the_blocks_and_the_last_layer(pictures: Path, tmp_path: Path) -> None:
    first = train(replace(TINY, pixel_steps=1), pictures, tmp_path / "first")
    deeper = replace(TINY, blocks=TINY.blocks + 1, pixel_steps=0, start=str(tmp_path / "first" / "model.safetensors"))
    second = train(deeper, pictures, tmp_path / "second")
    same = {"body.0.first.weight": "body.0.first.weight"}
    same |= {f"body.{TINY.blocks}.weight": f"body.{TINY.blocks + 1}.weight"}
    for before, after in same.items():
        assert torch.allclose(first[before], second[after], atol=1e-3), "files hold half precision"


def test_a_damaged_checkpoint_is_named(pictures: Path, tmp_path: Path) -> None:
    train(replace(TINY, pixel_steps=1), pictures, tmp_path / "run")
    for path in (tmp_path / "run").rglob("*.pt"):  # the last one, and those of the timeline, which would do instead
        path.write_bytes(b"broken")
    with pytest.raises(GanstudioError, match=r"checkpoint\.pt"):
        train(TINY, pictures, tmp_path / "run")


def test_going_on_with_another_network_is_refused_with_a_sentence(pictures: Path, tmp_path: Path) -> None:
    train(replace(TINY, pixel_steps=1), pictures, tmp_path / "run")
    with pytest.raises(GanstudioError, match="another network"):
        train(replace(TINY, channels=16), pictures, tmp_path / "run")


def test_a_start_that_is_no_model_is_refused_with_its_name(pictures: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.safetensors").write_bytes(b"no model")
    with pytest.raises(GanstudioError, match=r"odd\.safetensors"):
        train(replace(TINY, start=str(tmp_path / "odd.safetensors")), pictures, tmp_path / "run")


def test_without_validation_pictures_there_is_no_empty_preview(pictures: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    shutil.copy(pictures / "0.png", tmp_path / "one")
    train(TINY, tmp_path / "one", tmp_path / "run")
    assert not list((tmp_path / "run" / "previews").iterdir())


@pytest.mark.parametrize("degrade", [False, True])
def test_twins_show_the_same_moved_by_half_a_small_pixel(degrade: bool, pictures: Path) -> None:
    params = replace(TINY, scale="4", patch=16, gan_steps=1, steady_weight=1.0, degrade=degrade)
    samples = Samples(Pictures((pictures,), whole_side(params)), params)
    small, large = samples(np.random.default_rng(3))
    assert (small.shape, large.shape) == ((2, 3, 16, 16), (2, 3, 64, 64))
    assert torch.equal(large[0][:, 2:, 2:], large[1][:, :-2, :-2])
    assert not torch.equal(small[0], small[1])
    enlarged = torch.nn.functional.interpolate(small, scale_factor=4, mode="bicubic")
    apart = (enlarged[0][:, 2:, 2:] - enlarged[1][:, :-2, :-2]).abs().mean()
    assert apart < 0.5 * (enlarged[0] - enlarged[1]).abs().mean() + 0.02


def test_the_adversarial_stage_learns_with_twins(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, pixel_steps=2, gan_steps=4, every=2, steady_weight=1.0)
    train(params, pictures, tmp_path / "run")
    assert [line["step"] for line in stats(tmp_path / "run")] == [2, 4, 6]
    assert stats(tmp_path / "run")[-1]["steady"] > 0
