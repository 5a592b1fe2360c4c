"""Faces in a photo: what moves, what stays bit for bit, and what is refused with a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, GanstudioError, SettingsError
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools import workflow
from ganstudio.tools.faces import Chosen, Face
from ganstudio.tools.facing import where
from ganstudio.tools.facing.crops import around, box
from ganstudio.tools.facing.regions import MARGIN
from ganstudio.tools.workflow import Workflow
from tests.image.pictures import deep, with_alpha
from tests.tools.faces import save_model_of_faces
from tests.tools.facing import changed, context, drawn, face, smiling


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_faces(folder)
    return folder


def test_at_0_it_is_the_photo_itself(models: Path) -> None:
    photo = Photo(drawn())
    assert changed(photo, context(models)).pixels is photo.pixels
    assert changed(photo, context(models, Chosen(face(), (("smile", 0.0),)))).pixels is photo.pixels


@pytest.mark.parametrize("sliders", [("age",), ("hair",), ("yaw", "hair", "lighting")])
def test_nothing_is_changed_outside_of_what_is_shown(models: Path, sliders: tuple[str, ...]) -> None:
    photo = Photo(drawn())
    chosen = Chosen(face(), tuple((name, -1.0) for name in sliders))
    after = changed(photo, context(models, chosen)).pixels
    outside = np.ones(after.shape[:2], bool)
    for mask, area in where(photo, chosen, photo.size):
        outside[area.slices] &= mask == 0
    off = (after != photo.pixels).any(axis=2)
    assert off.any() and outside.mean() > 0.2
    assert not off[outside].any()


@pytest.mark.parametrize("kind", ["8", "16", "8 alpha", "16 alpha"])
def test_a_face_moves_and_all_else_stays_bit_for_bit(models: Path, kind: str) -> None:
    before = drawn()
    before = deep(before) if "16" in kind else before
    before = with_alpha(before) if "alpha" in kind else before
    after = changed(before, context(models, smiling())).pixels
    assert (after.shape, after.dtype) == (before.shape, before.dtype) and not after.flags.writeable
    assert np.array_equal(after[..., 3:], before[..., 3:])
    area = box(face(), (240, 180))
    assert area
    inside = np.zeros(before.shape[:2], bool)
    inside[area.slices] = True
    assert np.array_equal(after[~inside], before[~inside])
    assert (after[inside] != before[inside]).any(axis=1).mean() > 0.2


def test_hair_changes_about_the_head_and_not_the_face(models: Path) -> None:
    before, size = drawn(), (240, 180)
    lighter, darker = (changed(before, context(models, smiling(hair=value))).pixels for value in (1.0, -1.0))
    there = box(around(face(), size, MARGIN), size)
    assert there
    outside = np.ones(before.shape[:2], bool)
    outside[there.slices] = False
    off = np.maximum(*(np.abs(after.astype(int) - before).max(axis=2) for after in (lighter, darker)))
    assert not off[outside].any()
    assert off[24:40, 110:130].mean() > 3 * off[80:100, 110:130].mean()


def test_faces_have_their_own_sliders(models: Path) -> None:
    size = (400, 180)
    places = (100, 90), (300, 90)
    before = drawn(size, *places)
    one = Chosen(face(size, places[0])).at({"smile": 1})
    other = Chosen(face(size, places[1])).at({"age": -1})
    both = changed(before, context(models, one, other)).pixels
    apart = changed(changed(before, context(models, one)), context(models, other)).pixels
    assert np.array_equal(both[:, :200], changed(before, context(models, one)).pixels[:, :200])
    assert np.abs(both.astype(int) - apart)[:, 200:].max() <= 1


def test_a_mask_says_where(models: Path) -> None:
    before = drawn()
    mask = np.zeros(before.shape[:2], np.uint8)
    mask[:, 120:] = 255
    after = changed(before, context(models, smiling(), mask=mask)).pixels
    assert np.array_equal(after[:, :120], before[:, :120])
    assert (after[60:130, 125:150] != before[60:130, 125:150]).mean() > 0.2


def test_grey_stays_grey(models: Path) -> None:
    grey = freeze(np.repeat(drawn()[..., :1], 3, axis=2))
    for photo in (Photo(grey), Photo(grey, Metadata(grey=True))):
        after = changed(photo, context(models, smiling(age=1.0, hair=1.0)))
        assert np.array_equal(np.ptp(after.pixels, axis=2), np.zeros(grey.shape[:2]))
        assert after.meta.grey == photo.meta.grey
        assert not np.array_equal(after.pixels, grey)


def test_further_is_more(models: Path) -> None:
    before = drawn()
    off = [
        np.abs(changed(before, context(models, smiling(lighting=value))).pixels.astype(int) - before).mean()
        for value in (0.1, 0.5, 1.0)
    ]
    assert off == sorted(off) and off[2] > 2 * off[0] > 0


@pytest.mark.parametrize(
    "odd",
    [
        Face((1.5, 1.5), (1.6, 1.5), (1.55, 1.6)),
        Face((-0.1, 0.1), (0.05, 0.1), (-0.03, 0.3)),
        Face((0.5, 0.5), (0.5, 0.5), (0.5, 0.502)),
        Face((0.7, 0.7), (0.3, 0.7), (0.5, 0.3)),
        Face((0.4, 0.3), (0.4, 0.7), (0.2, 0.5)),
    ],
    ids=["beside", "at the border", "a pixel", "on its head", "lying"],
)
def test_faces_that_lie_oddly(models: Path, odd: Face) -> None:
    before = drawn()
    after = changed(before, context(models, Chosen(odd).at({"smile": 1, "hair": -1}))).pixels
    assert after.shape == before.shape


def test_without_attached_faces_those_that_are_found_get_the_params(models: Path, finds: Callable[..., None]) -> None:
    size = (400, 180)
    places = (100, 90), (300, 90)
    finds(*(face(size, place) for place in places))
    before = drawn(size, *places)
    off = [changed(before, context(models), smile=1.0, face=which).pixels != before for which in (0, 1, 2)]
    assert [(each[:, :200].any(), each[:, 200:].any()) for each in off] == [(True, True), (True, False), (False, True)]
    with pytest.raises(GanstudioError, match="Face 3 is not there: 2 were found"):
        changed(before, context(models), smile=1.0, face=3)


def test_a_photo_without_faces_is_refused(models: Path, finds: Callable[..., None]) -> None:
    finds()
    with pytest.raises(GanstudioError, match="No face was found in this photo"):
        changed(drawn(), context(models), smile=1.0)
    assert changed(drawn(), context(models, faces=()), smile=1.0)  # all were taken away by hand


def test_sliders_of_own_models(models: Path, finds: Callable[..., None]) -> None:
    finds(face())
    before = drawn()
    by_name = changed(before, context(models), more="hat=-0.5").pixels
    assert np.array_equal(by_name, changed(before, context(models, smiling(hat=-0.5))).pixels)
    assert not np.array_equal(by_name, before)
    for wrong, sentence in {
        "beard=1": "has no slider called beard; it has: age",
        "hat": "written like hat=0.5",
        "hat=2": "from -1 to 1",
    }.items():
        with pytest.raises(SettingsError, match=sentence):
            changed(before, context(models), more=wrong)


def test_a_slider_that_the_model_lacks_is_not_there(models: Path) -> None:
    photo = Photo(drawn())
    assert changed(photo, context(models, smiling(beard=1.0))).pixels is photo.pixels


@pytest.mark.parametrize(
    "wrong",
    [
        (1, 2),
        [smiling()],
        (Chosen(face(), (("age", 1.5),)),),
        (Chosen(face(), (("age", float("nan")),)),),
        (Chosen(Face((0.5, 0.5), (0.5, 0.5), (0.5, 0.5)), (("age", 1.0),)),),
        (Chosen(Face((0.5, float("inf")), (0.6, 0.5), (0.5, 0.6)), (("age", 1.0),)),),
    ],
)
def test_what_is_no_face_is_refused(models: Path, wrong: Any) -> None:
    with pytest.raises(GanstudioError, match="attached as faces is none"):
        changed(drawn(), context(models, faces=wrong))


def test_a_workflow_with_faces_fits_photos_of_any_size(models: Path) -> None:
    edit = Edit("face", {}, attachments={"faces": (smiling(smile=0.5, age=-1.0),)})
    steps = Workflow.from_json(json.loads(json.dumps(Workflow("smile", (edit,)).to_json())))
    assert steps.edits[0].attachments == edit.attachments and steps.edits[0] == edit
    work = context(models)
    assert workflow.check(steps, work.engine.store) == []
    small = drawn()
    large = freeze(np.repeat(np.repeat(small, 2, axis=0), 2, axis=1))
    off = [np.abs(workflow.run(Photo(each), steps, work).pixels.astype(int) - each) for each in (small, large)]
    assert np.abs(off[1][::2, ::2] - off[0]).mean() < 0.5 * off[0].mean()


@pytest.mark.parametrize(
    "values",
    [
        {"face": [[0, 0], [1, 0], [0, 1]], "sliders": {"age": 3}},
        {"face": [[0, 0], [1, 0]], "sliders": {}},
        {"face": [[0, 0], [1, 0], [0, 1]], "sliders": {"": 1}},
        {"face": [[0, 0], [1, 0], [0, 1]], "sliders": {"age": True}},
        {"face": [[0, 0], [1, 0], [0, 1]]},
        {"sliders": {}},
        7,
    ],
)
def test_damaged_faces_in_a_workflow_are_refused(values: Any) -> None:
    step = {"tool": "face", "attachments": {"faces": {"faces": [values]}}}
    with pytest.raises(GanstudioError, match="not a step of a workflow"):
        Edit.from_json(step)


def test_a_face_is_encoded_once_for_all_steps_of_a_slider(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = Engine.asked

    def counted(engine: Engine, model: Any, method: str, *given: Any, **more: Any) -> Any:
        asked.append(method)
        return ask(engine, model, method, *given, **more)

    monkeypatch.setattr(Engine, "asked", counted)
    photo = Photo(drawn())
    for value in (0.2, 0.4, 0.6):
        changed(photo, context(models, smiling(smile=value)))
    assert asked.count("encode") == 1


def test_it_can_be_cancelled(models: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        changed(drawn(), context(models, smiling(), job=job))
