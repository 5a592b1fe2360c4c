"""Remove: the mask and its feather are new, all else the same bit for bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError, ModelError, SettingsError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import Mask
from ganstudio.masks.mask import freeze as freeze_mask
from ganstudio.params import fields, from_json, to_json
from ganstudio.tools import TOOLS
from ganstudio.tools.inpaint import InpaintParams, feathered
from ganstudio.tools.limited import do
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.tools.edits import waves
from tests.tools.fills import box, only_inside, save_model_of_holes

TOOL = TOOLS["inpaint"]
SIZE = (80, 60)
HOLE = box(SIZE, (30, 20, 20, 15))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_holes(folder)
    save_model_of_holes(folder, "mine", seed=1)
    return Engine(Store([folder]), "cpu")


def remove(engine: Engine, photo: Photo, mask: Mask | None, seed: int = 0, **params: object) -> Photo:
    given = {} if mask is None else {"mask": mask}
    return do(TOOL, photo, InpaintParams(**params), Context(engine, Job(), seed, attachments=given))  # type: ignore[arg-type]


def distance(mask: Mask) -> np.ndarray:
    """Of each pixel to the nearest that is masked."""
    masked = np.argwhere(mask > 0)
    at = np.indices(mask.shape).reshape(2, -1).T
    return np.hypot(*(at[:, None] - masked[None]).transpose(2, 0, 1)).min(axis=1).reshape(mask.shape)


@pytest.mark.parametrize("method", ["gan", "telea", "ns"])
@pytest.mark.parametrize("feather", [0, 1, 2, 7])
@pytest.mark.parametrize(("channels", "dtype"), [(3, np.uint8), (4, np.uint16)])
def test_beyond_the_feather_every_bit_stays(
    engine: Engine, method: str, feather: int, channels: int, dtype: type[np.unsignedinteger]
) -> None:
    photo = Photo(small.picture(*SIZE[::-1], channels=channels, dtype=dtype))
    result = remove(engine, photo, HOLE, method=method, feather=feather).pixels
    beyond = distance(HOLE) > feather
    assert result.dtype == dtype and np.array_equal(result[beyond], photo.pixels[beyond])
    changed = (result != photo.pixels).any(axis=2)
    assert changed[HOLE > 0].mean() > 0.9
    assert bool(changed[(HOLE == 0) & ~beyond].any()) == (feather > 0)


def test_the_feather_falls_to_nothing() -> None:
    share = feathered(HOLE, 4)
    assert share[27, 24:32].tolist() == [0, 0, 51, 102, 153, 204, 255, 255]
    assert np.array_equal(feathered(HOLE, 0), HOLE)
    soft = box(SIZE, (30, 20, 20, 15), value=100)
    assert np.array_equal(feathered(soft, 4), soft), "what is soft already stays as it is"


def test_a_feather_leaves_something_to_go_by(engine: Engine) -> None:
    mask = box(SIZE, (2, 2, 78, 58))
    assert np.array_equal(feathered(mask, 64), mask)
    photo = Photo(waves(*SIZE[::-1]))
    assert only_inside(photo.pixels, remove(engine, photo, mask, feather=64, method="telea").pixels, mask)


def test_half_masked_is_half_filled(engine: Engine) -> None:
    photo = Photo(waves(*SIZE[::-1]))
    whole, half = (
        remove(engine, photo, box(SIZE, (30, 20, 20, 15), value=value), feather=0).pixels[20:35, 30:50].astype(float)
        for value in (255, 128)
    )
    before = photo.pixels[20:35, 30:50]
    assert np.abs(half - (before + (whole - before) * 128 / 255)).max() <= 0.51


def test_grey_stays_grey_and_the_rest_of_the_photo_comes_along(engine: Engine) -> None:
    grey = freeze(np.repeat(waves(*SIZE[::-1])[..., :1], 3, axis=2))
    tinted = remove(engine, Photo(grey), HOLE).pixels
    assert (tinted[..., 0] != tinted[..., 2]).any(), "the network leaves a tint of its own"
    photo = Photo(grey, Metadata(grey=True, icc=b"profile"), Path("a.png"))
    result = remove(engine, photo, HOLE)
    assert (result.pixels == result.pixels[..., :1]).all()
    assert (result.meta, result.path) == (photo.meta, photo.path)
    assert np.array_equal(result.pixels[distance(HOLE) > 2], grey[distance(HOLE) > 2])


def test_another_model_and_another_seed_fill_otherwise(engine: Engine) -> None:
    photo = Photo(waves(*SIZE[::-1]))
    results = [remove(engine, photo, HOLE, **how).pixels for how in ({}, {"model": "mine"}, {"seed": 1})]  # type: ignore[arg-type]
    assert len({result.tobytes() for result in results}) == 3


def test_the_model_that_is_used_is_told() -> None:
    store = Store([])
    assert TOOL.model is not None
    assert TOOL.model(SIZE, InpaintParams(method="telea"), store) is None
    with pytest.raises(ModelError):
        TOOL.model(SIZE, InpaintParams(), store)


def test_what_cannot_be_done_is_a_sentence(engine: Engine) -> None:
    photo = Photo(waves(*SIZE[::-1]))
    for mask in (None, box(SIZE)):
        with pytest.raises(GanstudioError, match="Nothing is masked; paint over what shall be filled"):
            remove(engine, photo, mask)
    with pytest.raises(GanstudioError, match="All of the picture is masked"):
        remove(engine, photo, box(SIZE, (0, 0, *SIZE)))
    with pytest.raises(GanstudioError, match="60 × 80 pixels and the photo 80 × 60"):
        remove(engine, photo, freeze_mask(HOLE.T))
    with pytest.raises(SettingsError, match="Feather must be a number from 0 to 64"):
        remove(engine, photo, HOLE, feather=65)
    with pytest.raises(ModelError, match="no model called nix"):
        remove(engine, photo, HOLE, model="nix")


def test_parameters_to_json_and_back() -> None:
    params = InpaintParams("ns", "x", 5, 0.5)
    assert from_json(InpaintParams, to_json(params)) == params
    counting = {field.name for field in fields(params) if field.counts(params)}
    assert counting == {"method", "feather"}
