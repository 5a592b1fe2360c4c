"""Settings: only what differs is saved, and nothing that stands in the file can stop the program."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ganstudio import settings
from ganstudio.errors import SettingsError
from ganstudio.params import fields
from ganstudio.paths import settings_file
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS


def write(data: bytes) -> Path:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_defaults_where_there_is_no_file() -> None:
    assert settings.load() == Settings()
    assert not settings_file().exists()


def test_saved_and_loaded_and_only_what_differs_is_in_the_file() -> None:
    chosen = replace(Settings(), language="es", history_budget_mb=500, upscale_model="mine")
    settings.save(chosen)
    assert settings.load() == chosen
    saved = json.loads(settings_file().read_text(encoding="utf-8"))
    assert saved == {"language": "es", "history_budget_mb": 500, "upscale_model": "mine"}
    settings.save(Settings())
    assert json.loads(settings_file().read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"7", b"[" * 100_000, b'{"theme": "dark"'])
def test_a_damaged_file_is_set_aside(data: bytes) -> None:
    path = write(data)
    assert settings.load() == Settings()
    assert path.with_name("settings.damaged.json").read_bytes() == data
    assert settings.load() == Settings()


def test_of_a_file_with_wrong_values_the_right_ones_are_kept() -> None:
    path = write(b'{"theme": "dark", "history_budget_mb": -5, "device": 3, "limit_megapixels": 100}')
    wanted = replace(Settings(), theme="dark", limit_megapixels=100)
    assert settings.load() == wanted
    assert path.with_name("settings.damaged.json").exists()
    assert settings.load() == wanted  # what was right is saved again


def test_names_of_another_version_are_no_damage() -> None:
    path = write(b'{"theme": "dark", "from_the_future": 1}')
    assert settings.load().theme == "dark"
    assert not path.with_name("settings.damaged.json").exists()
    settings.save(replace(settings.load(), language="es"))
    assert json.loads(path.read_text()) == {"theme": "dark", "language": "es", "from_the_future": 1}
    path.write_text('{"theme": 7, "from_the_future": 1}')  # damaged beside it: what is not ours to judge stays
    assert settings.load() == Settings()
    assert json.loads(path.read_text()) == {"from_the_future": 1}


def test_out_of_range_is_not_saved() -> None:
    with pytest.raises(SettingsError, match="Theme must be one of"):
        settings.save(replace(Settings(), theme="pink"))
    assert not settings_file().exists()


def test_a_failed_save_keeps_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(replace(Settings(), theme="dark"))

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(SettingsError, match="cannot be saved.*No space left"):
        settings.save(replace(Settings(), theme="light"))
    assert settings.load().theme == "dark"
    assert [path.name for path in settings_file().parent.glob("[!.]*")] == ["settings.json"]
    assert not list(settings_file().parent.glob(".*.part"))


def test_a_default_model_for_each_task() -> None:
    assert replace(Settings(), upscale_model="mine").default_model("upscale") == "mine"
    assert Settings().default_model("upscale") == Settings().default_model("unheard of") == ""
    asked = {field.task for tool in TOOLS.values() for field in fields(tool.params) if field.kind == "model"}
    for task in asked:
        assert Settings().with_default(task, "mine").default_model(task) == "mine"
    with pytest.raises(SettingsError, match="align"):
        Settings().with_default("align", "mine")


def test_options_of_a_command_count_for_this_run_and_are_not_saved() -> None:
    settings.save(replace(Settings(), device="cuda"))
    with settings.overridden(device="cpu", language="es"):
        running = settings.load()
        assert (running.device, running.language) == ("cpu", "es")
        settings.save(replace(running, theme="dark"))
        settings.save(replace(settings.load(), language="en"))  # chosen anew, so meant to stay
    assert settings.load() == replace(Settings(), device="cuda", theme="dark", language="en")
