"""What is compared is what the tool would make of that part of the whole photo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Mask
from ganstudio.tools import versus
from ganstudio.tools.by_model import params_with
from ganstudio.tools.limited import MASK
from ganstudio.tools.tool import Area, Context
from ganstudio.tools.versus import Scene, scene, seen, tried
from tests.engine import small, styles
from tests.tools.fills import box, save_model_of_holes

AREA = (70, 50, 48, 40)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("models")
    small.save(folder, "four")
    small.save(folder, "two", scale=2, seed=1)
    for number in (1, 2):
        styles.save(folder, f"style-{number}", seed=number)
        save_model_of_holes(folder, f"hole-{number}", seed=number)
    return Engine(Store([folder]), "cpu", "float32")


@pytest.fixture(scope="module")
def photo() -> Photo:
    return Photo(small.picture(140, 200))


def set_up(
    engine: Engine, photo: Photo, task: str, area: Area = AREA, mask: Mask | None = None, **values: Any
) -> Scene:
    infos = engine.store.list(task)
    tool = versus.tool_for(task)
    assert tool
    return scene(photo, area, infos, engine.store, tool.params(**values), mask)


def made(engine: Engine, scene: Scene, name: str) -> Photo:
    return seen(scene, tried(scene, engine.store.find(name), Context(engine, Job())))


def whole(engine: Engine, scene: Scene, name: str, **attached: Any) -> Photo:
    params = params_with(scene.tool, scene.params, engine.store.find(name))
    return scene.tool.run(scene.photo, params, Context(engine, Job(), attachments=attached))


def test_all_come_in_the_size_of_the_largest(engine: Engine, photo: Photo) -> None:
    at = set_up(engine, photo, "upscale", scale=3.0)
    for name in ("two", "four"):
        result = made(engine, at, name)
        expected = whole(engine, at, name).pixels[4 * 50 : 4 * 90, 4 * 70 : 4 * 118]
        assert result.size == (4 * 48, 4 * 40)
        assert small.apart(result.pixels, expected) <= 1
    assert np.array_equal(at.before.pixels, photo.pixels[50:90, 70:118])


def test_what_must_see_the_whole_photo_sees_it(engine: Engine, photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    at = set_up(engine, photo, "style", strokes=0.5)
    assert at.whole
    assert np.array_equal(made(engine, at, "style-1").pixels, whole(engine, at, "style-1").pixels[50:90, 70:118])
    monkeypatch.setattr(versus, "LARGEST", 100 * 70)  # half the sides
    assert made(engine, at, "style-1").size == (24, 20)


def test_what_is_masked_is_filled_with_what_is_around_the_part_in_sight(engine: Engine, photo: Photo) -> None:
    mask = box(photo.size, (85, 60, 10, 12))
    at = set_up(engine, photo, "inpaint", mask=mask, feather=0)
    result = made(engine, at, "hole-1")
    inside = mask[50:90, 70:118] > 0
    assert not at.spot and result.size == (48, 40)
    assert np.array_equal(result.pixels[~inside], at.before.pixels[~inside])
    assert not np.array_equal(result.pixels[inside], at.before.pixels[inside])
    assert small.apart(result.pixels, made(engine, at, "hole-2").pixels) > 1, "each its own"
    assert whole(engine, at, "hole-1", **{MASK: mask}).size == photo.size


def test_without_a_mask_a_spot_is_filled_and_away_from_one_that_is_said(engine: Engine, photo: Photo) -> None:
    at = set_up(engine, photo, "inpaint", feather=0)
    changed = (made(engine, at, "hole-1").pixels != at.before.pixels).any(axis=2)
    assert at.spot and changed[20, 24] and not changed[:8].any() and not changed[:, :10].any()
    away = set_up(engine, photo, "inpaint", mask=box(photo.size, (0, 0, 5, 5)))
    with pytest.raises(GanstudioError, match="Nothing here is masked"):
        made(engine, away, "hole-1")


def test_the_corner_of_a_photo_is_a_part_like_others(engine: Engine, photo: Photo) -> None:
    for area in ((0, 0, 32, 32), (168, 108, 32, 32)):
        assert made(engine, set_up(engine, photo, "upscale", area), "four").size == (128, 128)
        assert made(engine, set_up(engine, photo, "inpaint", area), "hole-1").size == (32, 32)
        assert made(engine, set_up(engine, photo, "style", area), "style-1").size == (32, 32)


def test_a_little_of_it_gets_any_model_ready(engine: Engine, photo: Photo) -> None:
    mask = box(photo.size, (0, 0, 5, 5))
    for task, name in (("upscale", "two"), ("style", "style-2"), ("inpaint", "hole-2")):
        at = versus.little(set_up(engine, photo, task, mask=mask))
        assert at.photo.size == (48, 40) and max(made(engine, at, name).size) <= 4 * 48


def test_a_task_that_shows_nothing_is_refused(engine: Engine, photo: Photo) -> None:
    info = engine.store.find("four")
    with pytest.raises(GanstudioError):
        scene(photo, AREA, [type(info)(**{**vars(info), "task": "align"})], engine.store)
