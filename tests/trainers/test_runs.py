"""The runs of a user: found, told, put to use, thrown away."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import torch
from torch import nn

from ganstudio.engine.store import Store, read_info, save_model
from ganstudio.errors import FileError, GanstudioError
from ganstudio.networks import ARCHITECTURES
from trainers import RECIPES, control, launch, runs
from trainers.finish import Network, write_model
from trainers.generate import GenerateTraining
from trainers.run import Run
from trainers.status import Phase, Status, write_status
from trainers.training import Training

CONFIG = {"scale": 2, "channels": 8, "blocks": 1}


def made(folder: Path, seed: int) -> None:
    torch.manual_seed(seed)
    header = {"name": "m", "title": "M", "task": "upscale", "architecture": "residual", "config": CONFIG, "card": {}}
    folder.parent.mkdir(exist_ok=True)
    save_model(folder, ARCHITECTURES["residual"].build(**CONFIG).half().state_dict(), header)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run with two points and a title, stopped."""
    run = Run(tmp_path / "runs" / "mine")
    run.open("upscale", {"title": "Grüne Häuser ×2"}, (tmp_path,), ["ganstudio", "train"])
    for step in (10, 20):
        made(run.folder / "models" / f"{step:07d}.safetensors", step)
    write_status(run.folder, Status(Phase.STOPPED, step=20, steps=40))
    return run


def test_runs_are_listed_the_newest_first(run: Run) -> None:
    other = Run(run.folder.parent / "other")
    other.open("style", {}, (), [])
    os.utime(other.folder / "run.json", (1, 1))
    (run.folder.parent / "no-run").mkdir()
    assert [each.folder.name for each in runs.listed(run.folder.parent)] == ["mine", "other"]
    assert (runs.title(run), runs.title(other)) == ("Grüne Häuser ×2", "other")


def test_a_run_is_found_by_name_and_by_folder(run: Run) -> None:
    assert runs.find("mine", run.folder.parent).folder == run.folder
    assert runs.find(str(run.folder), run.folder / "elsewhere").folder == run.folder
    with pytest.raises(GanstudioError, match="mine"):
        runs.find("yours", run.folder.parent)


def test_a_model_of_any_point_can_be_used(run: Run, tmp_path: Path) -> None:
    store = Store([tmp_path / "bundled", tmp_path / "own"])
    early = runs.promote(run, 15, "Early houses", store)
    late = runs.promote(run, store=store)
    assert (early.name, early.title) == ("early-houses", "Early houses")
    assert (late.name, late.title) == ("grune-hauser-2", "Grüne Häuser ×2")
    assert [info.name for info in store.list("upscale")] == ["early-houses", "grune-hauser-2"]
    assert late.path.parent == tmp_path / "own" and late.sha256 != early.sha256


def test_a_finished_model_is_meant_where_no_step_is_named(run: Run) -> None:
    assert runs.model_at(run).stem == "0000020"
    made(run.model, 3)
    assert runs.model_at(run) == run.model
    assert runs.model_at(run, 12).stem == "0000010"
    with pytest.raises(GanstudioError, match="first is that of step 10"):
        runs.promote(run, 9)
    shutil.rmtree(run.folder / "models")
    assert runs.model_at(run, 9) == run.model, "of a run that kept none"


@pytest.mark.parametrize(("called", "name"), [("Año nuevo", "ano-nuevo"), ("日本", "model"), ("x4_sharp", "x4_sharp")])
def test_a_run_s_folder_may_be_called_as_one_likes(tmp_path: Path, called: str, name: str) -> None:
    run = Run(tmp_path / called)
    run.open("upscale", {}, (), [])
    network = Network("upscale", "residual", CONFIG)
    write_model(run, run.model, nn.Linear(1, 1).state_dict(), Training(), network)
    assert (read_info(run.model).name, read_info(run.model).title) == (name, called)


def test_a_run_without_a_model_says_so(run: Run) -> None:
    for point in run.kept():
        point.model.unlink()
    with pytest.raises(GanstudioError, match="no model yet"):
        runs.promote(run)


def test_a_model_for_another_computer_is_one_file_with_its_card(run: Run, tmp_path: Path) -> None:
    file = runs.export(run, tmp_path / "for a friend", 10, "Houses")
    assert file.name == "for a friend.safetensors"
    assert (read_info(file).title, read_info(file).config) == ("Houses", CONFIG)
    assert Store([tmp_path / "there"]).add(file).name == "houses"


def test_a_run_is_deleted_but_not_while_it_is_trained(run: Run) -> None:
    write_status(run.folder, Status(Phase.TRAINING, process=os.getpid()))
    with pytest.raises(GanstudioError, match="stop it first"):
        runs.delete(run)
    write_status(run.folder, Status(Phase.STOPPED))
    runs.delete(run)
    assert not run.folder.exists()


def test_what_is_asked_of_a_run_whose_folder_is_gone_is_refused_with_a_sentence(run: Run) -> None:
    shutil.rmtree(run.folder)
    with pytest.raises(FileError, match="is gone"):
        control.ask(run.folder, control.Ask.PAUSE)
    with pytest.raises(GanstudioError, match="holds no run"):
        launch.start(run)
    assert not run.folder.exists()


def test_a_run_that_cannot_be_deleted_is_refused_with_a_sentence(run: Run) -> None:
    link = run.folder.with_name("link")
    link.symlink_to(run.folder)
    with pytest.raises(FileError, match="link cannot be removed"):
        runs.delete(Run(link))
    assert run.folder.exists()


def test_what_is_no_run_is_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(GanstudioError, match="no run"):
        runs.delete(Run(tmp_path))
    assert (tmp_path / "holiday.jpg").exists()


@pytest.mark.parametrize("told", ["null", "[1]", "{", '{"version": "x"}'])
def test_a_run_with_a_damaged_description_is_no_mystery(run: Run, told: str) -> None:
    (run.folder / "run.json").write_text(told)
    assert [runs.title(each) for each in runs.listed(run.folder.parent)] == ["mine"]
    assert runs.find("mine", run.folder.parent).folder == run.folder
    with pytest.raises(GanstudioError, match="already"):
        launch.prepare(RECIPES["generate"], GenerateTraining(), (), run.folder)
    runs.delete(run)
    assert not run.folder.exists()


def test_lines_of_numbers_that_are_none_are_passed_over(run: Run) -> None:
    (run.folder / "stats.jsonl").write_bytes(b'{"step": 1}\n3\n\xff\xfe\n{"step": 2}\nnull\n')
    assert [row["step"] for row in run.rows()] == [1, 2]
    assert run.last_stats() == {}


def test_a_run_whose_process_was_killed_is_stopped(run: Run) -> None:
    write_status(run.folder, Status(Phase.TRAINING, step=7, process=2**22 + 1))
    assert runs.state(run).phase is Phase.STOPPED and runs.state(run).step == 7


def test_an_old_run_without_a_status_is_told_by_its_files(run: Run) -> None:
    (run.folder / "status.json").unlink()
    (run.folder / "stats.jsonl").write_text(json.dumps({"step": 30}) + "\n")
    run.model.touch()
    assert (runs.state(run).phase, runs.state(run).step) == (Phase.FINISHED, 30)
