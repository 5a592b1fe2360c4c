"""Two windows of the program, or a window and a command: what they share stays whole, and none undoes the other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ganstudio import presets, settings
from ganstudio.atomic import changing
from ganstudio.engine.modelfile import KEY
from ganstudio.engine.store import Store
from ganstudio.gui.recent import recent_photos
from ganstudio.paths import models_folder, settings_file, workflows_folder
from ganstudio.tools import workflow
from tests.program import CHANGES, ROUNDS

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120


@pytest.fixture
def changed(home: Path) -> None:
    """Two programs have changed everything at once."""
    make_model(models_folder() / "tiny.safetensors")
    words = [sys.executable, "-m", "tests.program"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    programs = [subprocess.Popen([*words, name, *CHANGES], cwd=ROOT, text=True, **pipes) for name in ("one", "other")]
    for program in programs:
        assert program.stdout and program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin
        program.stdin.close()
    assert [program.wait(PATIENCE) for program in programs] == [0, 0]


def make_model(path: Path) -> None:
    """A file that says it is a model: its one weight is no network."""
    words = {"format": 1, "name": "tiny", "title": "Tiny", "task": "upscale", "architecture": "residual", "config": {}}
    weight = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}
    header = json.dumps({"__metadata__": {KEY: json.dumps({**words, "card": {}})}, "weight": weight}).encode()
    path.parent.mkdir(parents=True)
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(4))


def test_two_processes_lose_nothing_of_each_other(changed: None) -> None:
    now = settings.load()
    assert now.history_budget_mb == now.limit_megapixels == 100 + ROUNDS
    last = {f"/{name} {number}.png" for name in ("one", "other") for number in range(ROUNDS - 5, ROUNDS)}
    assert {str(path) for path in recent_photos()} == last
    there = {preset.name for preset in presets.own("flip")}
    assert there == {f"{name} {number}" for name in ("one", "other") for number in range(ROUNDS)}
    files = list(workflows_folder().glob("*.json"))
    assert len(files) == 2 * ROUNDS
    assert {workflow.load(path).name for path in files} == {"the same"}
    models = [info for info in Store().list("upscale") if not info.bundled]
    assert len(models) == len({info.name for info in models}) == 1 + ROUNDS, "half of the copies were removed again"
    assert {info.title for info in models} == {"Tiny", *(f"Title {number}" for number in range(0, ROUNDS, 2))}
    assert not list(settings_file().parent.glob("*.damaged.json"))


def test_one_that_waits_for_ever_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ganstudio.atomic._PATIENCE", 0.0)
    settings.save(settings.Settings())
    with changing(settings_file()), pytest.raises(settings.SettingsError, match="cannot be saved"):
        settings.save(settings.Settings())
