"""Presets: the bundled ones fit their tools, the user's are kept, and no file can stop the program."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ganstudio import presets
from ganstudio.engine.store import Store
from ganstudio.errors import FileError, SettingsError
from ganstudio.i18n import set_language
from ganstudio.paths import presets_folder, resource
from ganstudio.presets import Preset
from ganstudio.tools import TOOLS
from ganstudio.tools.curves import CurvesParams
from ganstudio.tools.light import LightParams
from ganstudio.tools.upscale import UpscaleParams
from ganstudio.tools.workflow import named_models

BUNDLED = sorted(path.stem for path in resource("presets").glob("*.json"))
WARM = LightParams(exposure=0.5, contrast=20)


def write(data: bytes, tool: str = "light") -> Path:
    presets_folder().mkdir(parents=True, exist_ok=True)
    path = presets_folder() / f"{tool}.json"
    path.write_bytes(data)
    return path


def names(tool: str = "light") -> list[str]:
    return [preset.name for preset in presets.own(tool)]


@pytest.mark.parametrize("tool", BUNDLED)
def test_bundled_presets_fit_their_tools(tool: str) -> None:
    bundled, store = presets.listed(tool), Store([resource("models")])
    assert bundled and all(preset.bundled and preset.title for preset in bundled)
    assert len({preset.name for preset in bundled}) == len(bundled)
    for preset in bundled:
        params = preset.on(TOOLS[tool].params())
        assert preset.says(params)
        if any("model" in name for name in preset.params):
            named_models(TOOLS[tool], params, store)


def test_a_tool_may_have_none() -> None:
    assert presets.listed("flip") == []


def test_what_a_preset_does_not_name_stays() -> None:
    before = LightParams(exposure=1, shadows=30)
    assert Preset("dark", {"exposure": -1}).on(before) == replace(before, exposure=-1)


def test_saved_and_found_again() -> None:
    saved = presets.save("light", "  My  warm  look ", WARM)
    assert saved.name == "My warm look" and not saved.bundled
    there = presets.find("light", "my WARM look")
    assert there.on(LightParams()) == WARM
    assert there.says(WARM) and not there.says(LightParams())
    assert presets.listed("light")[-1] == there
    assert names("upscale") == []


def test_curves_come_back() -> None:
    params = CurvesParams(red=((0.0, 0.1), (1.0, 0.9)))
    presets.save("curves", "faded", params)
    preset = presets.find("curves", "faded")
    assert preset.on(CurvesParams()) == params and preset.says(params)


def test_saving_under_the_same_name_replaces() -> None:
    presets.save("light", "one", WARM)
    presets.save("light", "two", WARM)
    presets.save("light", "ONE", LightParams(exposure=2))
    assert names() == ["ONE", "two"]
    assert presets.find("light", "one").params["exposure"] == 2


def test_renamed_and_removed() -> None:
    one = presets.save("light", "one", WARM)
    presets.save("light", "two", WARM)
    renamed = presets.rename("light", one, "uno")
    assert names() == ["uno", "two"] and renamed.params == one.params
    assert presets.rename("light", renamed, "Uno").name == "Uno", "only its case"
    with pytest.raises(SettingsError, match="Two already"):
        presets.rename("light", presets.find("light", "uno"), "Two")
    presets.remove("light", presets.find("light", "uno"))
    assert names() == ["two"]


@pytest.mark.parametrize(
    ("name", "sentence"), [(" ", "needs a name"), ("punchy", "comes with"), ("SOFT", "comes with")]
)
def test_names_that_cannot_be_given(name: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        presets.save("light", name, WARM)
    assert names() == []


def test_titles_are_names_as_well_in_the_language_of_now() -> None:
    set_language("es")
    assert presets.find("light", "punchy") == presets.find("light", presets.find("light", "punchy").shown)


def test_one_that_is_not_there_names_those_that_are() -> None:
    presets.save("flip", "upside down", TOOLS["flip"].params(direction="vertical"))
    with pytest.raises(SettingsError, match=r"no preset called sideways for flip; there are: upside down\."):
        presets.find("flip", "sideways")
    with pytest.raises(SettingsError, match="there are: none"):
        presets.find("rotate", "x")


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"[" * 100_000, b'{"ganstudio": "presets", "version": 1}']
)
def test_a_damaged_file_is_set_aside(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    path = write(data)
    assert names() == []
    assert "light.json" in caplog.text
    assert path.with_name("light.damaged.json").read_bytes() == data
    presets.save("light", "new", WARM)
    assert names() == ["new"]


def test_a_file_that_cannot_be_read_is_never_written_over() -> None:
    path = presets_folder() / "light.json"
    path.mkdir(parents=True)  # as good as one that this user may not read, and so for root as well
    (path / "kept").touch()
    asked = (
        lambda: presets.own("light"),
        lambda: presets.find("light", "new"),
        lambda: presets.save("light", "new", WARM),
        lambda: presets.remove("light", Preset("new", {})),
    )
    for ask in asked:
        with pytest.raises(FileError, match=r"Your presets in .*light.json cannot be read: .*, or move it away\."):
            ask()
    assert (path / "kept").exists()
    assert presets.listed("light") and all(preset.bundled for preset in presets.listed("light"))


def test_of_a_damaged_file_what_can_be_read_is_kept() -> None:
    good = {"name": "good", "params": {"exposure": 1.0}}
    entries = [good, {"name": "", "params": {}}, {"name": "no params"}, 7]
    path = write(json.dumps({"ganstudio": "presets", "version": 1, "presets": entries}).encode())
    assert names() == ["good"]
    assert names() == ["good"]  # it was written again
    assert path.with_name("light.damaged.json").exists()


@pytest.mark.parametrize("params", [{"exposure": 99}, {"from_the_future": 1}, {"contrast": "much"}])
def test_one_that_fits_the_tool_no_more_is_kept_and_refused(params: dict[str, object]) -> None:
    entry = {"name": "old", "params": params}
    write(json.dumps({"ganstudio": "presets", "version": 1, "presets": [entry]}).encode())
    with pytest.raises(SettingsError, match="The preset old cannot be used: "):
        presets.find("light", "old").on(LightParams())
    presets.save("light", "new", WARM)
    assert names() == ["old", "new"]


def test_a_folder_that_cannot_be_written_is_told() -> None:
    presets_folder().parent.mkdir(parents=True)
    presets_folder().write_bytes(b"in the way")
    with pytest.raises(FileError, match=r"light\.json cannot be written"):
        presets.save("light", "new", WARM)


def test_the_users_own_counts_before_a_bundled_one() -> None:
    entry = {"name": "Punchy", "params": {"contrast": 1}}
    write(json.dumps({"ganstudio": "presets", "version": 1, "presets": [entry]}).encode())
    assert presets.find("light", "punchy").params == {"contrast": 1}


def test_the_chosen_model_stays_where_none_is_named() -> None:
    preset = presets.find("upscale", "double")
    assert preset.on(UpscaleParams(model="mine")).model == "mine"
