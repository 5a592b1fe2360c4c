"""What the self-test tries, and that it says where something fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ganstudio.cli import main
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.image.export import FORMATS
from ganstudio.paths import resource
from ganstudio.selftest import formats, models, modules, run, tools, window
from ganstudio.selftest.check import Check, outcomes
from ganstudio.tools import TOOLS


def test_every_tool_format_and_bundled_model_is_tried() -> None:
    names = {check.group: set[str]() for check in run.checks()}
    for check in run.checks():
        names[check.group].add(check.name)
    assert names["tools"] == set(TOOLS)
    assert names["models"] >= {path.stem for path in resource("models").glob("*.safetensors")}
    assert {name.split(",")[0] for name in names["formats"]} >= set(FORMATS)
    assert {"modules", "window", "training"} <= set(names)


def test_every_format_is_written_and_read(tmp_path: Path) -> None:
    assert [each.fact for each in outcomes(formats.checks(), tmp_path) if each.failed] == []


def test_tools_that_do_nothing_as_declared_are_set_to_do_something(tmp_path: Path) -> None:
    quick = [check for check in tools.checks() if check.name in tools.SET and not TOOLS[check.name].model]
    assert quick
    assert [each.fact for each in outcomes(quick, tmp_path) if each.failed] == []


def test_a_tool_that_changes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tools.SET, "light", {})
    (told,) = outcomes((check for check in tools.checks() if check.name == "light"), tmp_path)
    assert told.failed and "as it was" in told.fact


def test_a_tool_without_a_model_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "list", lambda _store, _task=None: ())
    (told,) = outcomes((check for check in tools.checks() if check.name == "upscale"), tmp_path)
    assert not told.failed and told.fact == tools.NO_MODEL


def test_one_that_fails_keeps_none_from_being_tried(tmp_path: Path) -> None:
    def refuses(_folder: Path) -> str:
        raise GanstudioError("It cannot be.")

    def lacks(_folder: Path) -> str:
        raise ModuleNotFoundError("No module named 'left_out'")

    checks = [Check("a", "refuses", refuses), Check("a", "lacks", lacks), Check("a", "works", lambda _folder: "did")]
    first, second, third = outcomes(checks, tmp_path)
    assert first.failed and first.fact == "It cannot be." and not first.trace
    assert second.failed and "left_out" in second.trace
    assert not third.failed and third.fact == "did"


def test_a_module_that_lacks_something_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacks = {"ganstudio.networks.graphs": "onnx", "ganstudio.gui.training.plot": "PySide6.QtOpenGL"}

    def importing(name: str) -> object:
        if name in lacks:
            raise ModuleNotFoundError(f"No module named {lacks[name]!r}", name=lacks[name])
        return sys.modules.get(name)

    monkeypatch.setattr(modules.importlib, "import_module", importing)
    monkeypatch.setattr(modules, "names", lambda: iter(lacks))
    (told,) = outcomes(modules.checks(), tmp_path)
    assert told.failed and told.fact == "ganstudio.gui.training.plot: No module named 'PySide6.QtOpenGL'"


def test_a_model_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "broken.safetensors").write_bytes(b"no model")
    monkeypatch.setattr(models, "resource", lambda name: tmp_path / name)
    (told,) = outcomes(models.checks(), tmp_path)
    assert told.failed and told.fact == "0 of 1 model files can be read"


def test_the_command_prints_a_table_and_fails_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    homes = []

    def fine(_folder: Path) -> str:
        homes.append(os.environ["GANSTUDIO_HOME"])
        return "fine"

    good = Check("tools", "good", fine)
    bad = Check("tools", "bad", lambda folder: str(1 / len(list(folder.iterdir()))))
    before = os.environ.get("GANSTUDIO_HOME")
    monkeypatch.setattr(run, "checks", lambda: iter([good]))
    assert main(["--selftest"]) == 0
    monkeypatch.setattr(run, "checks", lambda: iter([good, bad]))
    assert main(["selftest"]) == 1
    told = capsys.readouterr().out
    assert "ok      tools     good" in told and "FAILED  tools     bad" in told and "ZeroDivisionError" in told
    assert before not in homes and not any(Path(home).exists() for home in homes)
    assert os.environ.get("GANSTUDIO_HOME") == before


def test_a_window_that_shows_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "_PATIENCE", 0)
    (told,) = outcomes(window.checks(), tmp_path)
    assert told.failed and told.fact == "the photo did not come"
