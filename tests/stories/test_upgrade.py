"""Story: a newer version is installed, later an older one: what a person has made and chosen is there in both.

The folder `older` is a home as version 0.0.9 has left it, without the weights of its model.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from pytestqt.qtbot import QtBot

from ganstudio import presets, settings
from ganstudio.cli import main
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.gui.mask.kept import last_time
from ganstudio.gui.recent import recent_photos
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.networks import ARCHITECTURES
from ganstudio.params import to_json
from ganstudio.paths import settings_file
from ganstudio.presets import Preset
from ganstudio.tools import TOOLS
from tests.gui.rooms import save_picture
from trainers import runs
from trainers.status import Phase, read_status

OLDER = Path(__file__).parent / "older"
MODEL = json.loads((OLDER / "model.json").read_text(encoding="utf-8"))


@pytest.fixture
def older(home: Path) -> Path:
    """The home, as the older version has left it."""
    shutil.copytree(OLDER, home, dirs_exist_ok=True)
    run, own = home / "data/runs/tiny/model.safetensors", home / f"data/models/{MODEL['name']}.safetensors"
    own.parent.mkdir()
    for seed, path in enumerate((run, own)):
        torch.manual_seed(seed)
        network = ARCHITECTURES[MODEL["architecture"]].build(**MODEL["config"])
        save_model(path, network.state_dict(), {key: value for key, value in MODEL.items() if key != "format"})
    return home


def files_in(home: Path) -> dict[str, bytes]:
    """What lies there, without locks and the log."""
    found = (path for path in home.rglob("*") if path.is_file() and not path.name.endswith((".lock", ".log")))
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in found}


def test_what_the_older_version_has_left_is_there(older: Path) -> None:
    before = files_in(older)
    assert settings.load() == replace(settings.Settings(), theme="dark", device="cpu")
    (model,) = (info for info in Store().list("upscale") if not info.bundled)
    assert (model.name, model.title) == ("from-the-older-version", "From the older version")
    (run,) = runs.listed()
    assert runs.title(run) == "Tiny run" and runs.state(run).phase is Phase.FINISHED
    assert runs.params_of(run).channels == 16 and [row["step"] for row in run.rows()] == [10, 20, 30]
    assert presets.own("vignette") == [Preset("Soft corners", to_json(TOOLS["vignette"].params()))]
    assert recent_photos() == [Path("/home/ana/Pictures/photo.jpg")]
    assert last_time()["hardness"] == 0.8
    (workflow,) = Shelf().entries()
    assert workflow.name == "For the web" and not workflow.obstacle(Store())
    assert files_in(older) == before  # it is read as it is: going back finds it as it was


def test_what_the_older_version_has_left_is_of_use(older: Path, tmp_path: Path) -> None:
    photo, larger, darker = save_picture(tmp_path / "garden.png", 24, 16), tmp_path / "4.png", tmp_path / "dark.png"
    assert main(["upscale", str(photo), "--model", MODEL["name"], "-o", str(larger)]) == 0
    vignette = ["vignette", str(photo), "--preset", "Soft corners", "--amount", "-80"]
    assert main([*vignette, "-o", str(darker)]) == 0
    assert larger.exists() and darker.exists()
    assert runs.promote(runs.find("tiny")).title == "Tiny run"


def test_the_window_opens_with_it(older: Path, qtbot: QtBot) -> None:
    window = Window(Studio(settings.load()))
    qtbot.addWidget(window)
    window.show()
    window.begin([])
    assert window.panel.isVisible() and window.history.isVisible()
    assert window.width() > 1000
    window.close()
    assert window.studio.runner.stop(60)


def test_what_a_newer_version_has_left_is_no_obstacle_and_stays(older: Path) -> None:
    values = json.loads(settings_file().read_text(encoding="utf-8"))
    settings_file().write_text(json.dumps(values | {"wallpaper": "blue"}), encoding="utf-8")
    status = older / "data/runs/tiny/status.json"
    status.write_text(json.dumps(json.loads(status.read_text()) | {"mood": "good"}), encoding="utf-8")
    settings.save(replace(settings.load(), language="es"))
    wanted = {"theme": "dark", "device": "cpu", "language": "es", "wallpaper": "blue"}
    assert json.loads(settings_file().read_text(encoding="utf-8")) == wanted
    assert read_status(status.parent).phase is Phase.FINISHED
    described = older / "data/runs/tiny/run.json"
    described.write_text(json.dumps(json.loads(described.read_text()) | {"version": 99}), encoding="utf-8")
    (run,) = runs.listed()
    assert runs.title(run) == "Tiny run"
    assert main(["train", "resume", str(run.folder)]) == 2  # a sentence, and the folder stays as it is
    assert json.loads(described.read_text())["version"] == 99


def test_a_workflow_of_a_newer_version_is_told_and_kept(older: Path) -> None:
    path = older / "data/workflows/For the web.json"
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'), encoding="utf-8")
    (entry,) = Shelf().entries()
    assert "another version of ganstudio" in entry.obstacle(Store()) and path.exists()
