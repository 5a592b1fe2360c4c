"""Workflows: made from a history, kept in files, checked, done to photos, written on a command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, FileError, GanstudioError, ModelError, SettingsError
from ganstudio.image.document import Document
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.params import number
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS, workflow
from ganstudio.tools.steps import parse
from ganstudio.tools.tool import Context, Tool, same_size
from ganstudio.tools.workflow import Workflow
from tests.image.pictures import cat

TURN = Edit("rotate", {"turn": "right"})
DOUBLE = Edit("upscale", {"scale": 2.0, "strength": 0.0})


@dataclass(frozen=True)
class NoiseParams:
    amount: int = number(5, low=0, high=9, step=1, title="Amount")


def noise(photo: Photo, params: NoiseParams, context: Context) -> Photo:
    context.job.progress(0.5, "noise")
    changed = photo.pixels + np.random.default_rng(context.seed).integers(0, 2, photo.pixels.shape, dtype=np.uint8)
    return photo.with_pixels(changed)


@pytest.fixture
def noise_tool(monkeypatch: pytest.MonkeyPatch) -> Tool:
    """A tool whose result depends on the seed."""
    tool = Tool("noise", "Noise", "Noise.", "flip", NoiseParams, noise, same_size)
    monkeypatch.setitem(TOOLS, tool.id, tool)
    return tool


def context(job: Job | None = None) -> Context:
    return Context(Engine(Store()), job or Job())


def test_what_was_done_to_the_open_photo() -> None:
    document = Document(Photo(cat()))
    for edit in (TURN, DOUBLE, Edit("flip")):
        document.apply(edit, Photo(cat()))
    document.undo()
    assert workflow.of_document(document, "portrait") == Workflow("portrait", (TURN, DOUBLE))
    document.close()


def test_a_file_can_be_read_and_comes_back(tmp_path: Path) -> None:
    mask = np.arange(12, dtype=np.uint8).reshape(3, 4)
    made = Workflow(
        "ñandú", (TURN, Edit("upscale", {"scale": 2.0}, "m", "f" * 64, 7), Edit("noise", attachments={"mask": mask}))
    )
    path = tmp_path / "new" / "ñandú.json"
    workflow.save(made, path)
    workflow.save(made, path)
    assert workflow.load(path) == made
    assert [each.name for each in path.parent.iterdir()] == ["ñandú.json"]
    text = path.read_text(encoding="utf-8")
    assert '"name": "ñandú"' in text and '"turn": "right"' in text and '"sha256": "ffff' in text
    values = json.loads(text)
    assert (values["ganstudio"], values["version"], len(values["steps"])) == ("workflow", 1, 3)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no workflow"),
        (b"\xff\xfe", "no workflow"),
        (b"[]", "no workflow"),
        (b'{"ganstudio": "batch"}', "no workflow"),
        (b'{"ganstudio": "workflow", "version": 2, "name": "", "steps": []}', "another version"),
        (b'{"ganstudio": "workflow", "version": 1, "name": 7, "steps": []}', "damaged"),
        (b'{"ganstudio": "workflow", "version": 1, "name": "", "steps": [7]}', "not a step"),
        (b'{"ganstudio": "workflow", "version": 1, "name": "", "steps": [{"params": {}}]}', "not a step"),
        (b"[" * 100_000, "no workflow"),
    ],
)
def test_what_is_no_workflow_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "w.json").write_bytes(content)
    with pytest.raises(FileError, match=told) as refusal:
        workflow.load(tmp_path / "w.json")
    assert "w.json" in str(refusal.value)


def test_files_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="absent.json cannot be read"):
        workflow.load(tmp_path / "absent.json")
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        workflow.save(Workflow("w"), tmp_path / "file" / "w.json")


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Edit("unheard-of"), "no tool called unheard-of"),
        (Edit("upscale", {"scale": 99}), "Factor must be"),
        (Edit("upscale", {"shoe": 43}), "no parameter called shoe"),
        (Edit("upscale", {"model": "absent"}), "no model called absent"),
        (Edit("upscale", model="absent"), "no model called absent"),
    ],
)
def test_what_no_photo_can_be_done_to_is_refused(edit: Edit, told: str) -> None:
    with pytest.raises(GanstudioError, match=told) as refusal:
        workflow.check(Workflow("mine", (TURN, edit)), Store())
    assert str(refusal.value).startswith("Step 2 of mine: ")


def test_a_mask_cannot_be_made_up(monkeypatch: pytest.MonkeyPatch, noise_tool: Tool) -> None:
    monkeypatch.setitem(TOOLS, "noise", replace(noise_tool, needs=("mask",)))
    with pytest.raises(GanstudioError, match="Noise needs what only a person can give for each photo \\(mask\\)"):
        workflow.check(Workflow("w", (Edit("noise"),)), Store())
    mask = np.zeros((2, 2), np.uint8)
    assert workflow.check(Workflow("w", (Edit("noise", attachments={"mask": mask}),)), Store()) == []


def test_a_step_with_a_mask_is_done_only_to_photos_of_its_size(noise_tool: Tool) -> None:
    mask = np.zeros((40, 60), np.uint8)
    mask[:, 30:] = 255
    made = Workflow("w", (Edit("noise", attachments={"mask": mask}), TURN))
    photo = Photo(cat())
    turned = workflow.run(photo, made, context()).pixels
    back = np.rot90(turned)
    assert np.array_equal(back[:, :30], photo.pixels[:, :30]) and not np.array_equal(back, photo.pixels)
    assert workflow.output_size((60, 40), made) == (40, 60)
    late = replace(made, edits=(TURN, *made.edits))
    for work in (lambda: workflow.run(photo, late, context()), lambda: workflow.output_size((60, 40), late)):
        with pytest.raises(GanstudioError, match="The mask has 60 × 40 pixels and the photo 40 × 60"):
            work()


def test_a_model_counts_only_where_the_tool_uses_one(monkeypatch: pytest.MonkeyPatch, noise_tool: Tool) -> None:
    upscale = TOOLS["upscale"]
    absent = Edit("upscale", {"model": "absent"})
    monkeypatch.setitem(TOOLS, "upscale", replace(upscale, model=lambda *_: None))
    assert (
        workflow.check(Workflow("w", (absent,)), Store()) == []
        and workflow.models(Workflow("w", (absent,)), Store()) == {}
    )


def test_another_model_of_the_same_name_is_told() -> None:
    info = Store().find("upscale-x2-faithful", "upscale")
    same = Edit("upscale", {"scale": 2.0}, info.name, info.sha256)
    other = replace(same, sha256="0" * 64)
    assert workflow.check(Workflow("w", (same,)), Store()) == []
    (warning,) = workflow.check(Workflow("w", (other,)), Store())
    assert info.name in warning


def test_the_recorded_model_counts_where_none_was_chosen() -> None:
    assert workflow.params_of(Edit("upscale", model="upscale-x4-sharp")).model == "upscale-x4-sharp"
    chosen = Edit("upscale", {"model": "upscale-x2-sharp"}, "upscale-x4-sharp")
    assert workflow.params_of(chosen).model == "upscale-x2-sharp"


def test_models_that_may_be_used() -> None:
    def names(**params: Any) -> list[str]:
        made = Workflow("w", (TURN, Edit("upscale", params)))
        return list(workflow.models(made, Store()))

    assert names(scale=2.0) == ["upscale-x2-faithful"]
    assert names(size_mode="long", size=4000) == ["upscale-x2-faithful", "upscale-x4-faithful"]
    assert names(model="upscale-x4-sharp") == ["upscale-x4-sharp"]
    with pytest.raises(ModelError):
        names(model="absent")


def test_size_and_result_of_all_steps() -> None:
    made = Workflow("w", (TURN, DOUBLE))
    assert workflow.output_size((60, 40), made) == (80, 120)
    photo = Photo(cat())
    done = workflow.run(photo, made, context())
    assert done.size == (80, 120)
    assert np.array_equal(workflow.run(photo, Workflow("w", (TURN,)), context()).pixels, np.rot90(photo.pixels, -1))
    assert workflow.run(photo, Workflow("nothing"), context()) is photo


def test_each_step_has_its_seed_and_its_share(noise_tool: Tool) -> None:
    said: list[float] = []
    one, other = Edit("noise", seed=1), Edit("noise", seed=2)
    photo = Photo(cat())
    done = workflow.run(photo, Workflow("w", (one, other)), context(Job(lambda share, _text: said.append(share))))
    again = workflow.run(photo, Workflow("w", (one, other)), context())
    assert np.array_equal(done.pixels, again.pixels)
    assert not np.array_equal(done.pixels, workflow.run(photo, Workflow("w", (one, one)), context()).pixels)
    assert said == [0.25, 0.75, 1]


def test_it_can_be_cancelled(noise_tool: Tool) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        workflow.run(Photo(cat()), Workflow("w", (Edit("noise"),)), context(job))


def test_steps_on_a_command_line() -> None:
    made = parse(
        'upscale scale=2 model="upscale-x2-sharp" ; flip direction=vertical|upscale size-mode=long size=100', Settings()
    )
    assert [edit.tool for edit in made.edits] == ["upscale", "flip", "upscale"]
    assert [workflow.params_of(edit) for edit in made.edits] == [
        TOOLS["upscale"].params(model="upscale-x2-sharp", scale=2.0),
        TOOLS["flip"].params(direction="vertical"),
        TOOLS["upscale"].params(size_mode="long", size=100),
    ]
    assert parse("", Settings()).edits == parse(" ; ", Settings()).edits == ()
    assert Workflow.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_models_on_a_command_line_are_those_of_the_settings() -> None:
    (edit,) = parse("upscale", replace(Settings(), upscale_model="mine")).edits
    assert edit.params["model"] == "mine"


def test_all_kinds_of_values(monkeypatch: pytest.MonkeyPatch) -> None:
    from ganstudio.params import curve, flag, text

    @dataclass(frozen=True)
    class All:
        bend: tuple[tuple[float, float], ...] = curve(title="Bend")
        on: bool = flag(True, title="On")
        word: str = text(title="Word")

    nothing: Callable[..., Photo] = lambda photo, *_rest: photo  # noqa: E731
    monkeypatch.setitem(TOOLS, "all", Tool("all", "All", "All.", "flip", All, nothing, same_size))
    (edit,) = parse("all bend='0,0 0.5,0.75 1,1' on=no word='a b=c # d'", Settings()).edits
    assert workflow.params_of(edit) == All(((0, 0), (0.5, 0.75), (1, 1)), False, "a b=c # d")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("unheard-of", "no tool called unheard-of"),
        ("upscale sclae=2", "does not know sclae=2; its parameters are: model="),
        ("upscale scale", "does not know scale"),
        ("upscale scale=two", "two is no value for scale"),
        ("upscale size-mode=long size=2.5", "2.5 is no value for size"),
        ("upscale scale=99", "Factor must be a number"),
        ("upscale size=200", "size counts only with size_mode=width or height or long"),
        ("upscale 'scale=2", "quotation mark"),
    ],
)
def test_steps_that_are_not_right(words: str, told: str) -> None:
    with pytest.raises(GanstudioError, match=told) as refusal:
        parse(words, Settings())
    assert isinstance(refusal.value, SettingsError) or "tool" in told
