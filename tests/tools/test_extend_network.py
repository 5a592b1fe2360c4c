"""Extend by a network, and what is copied after its guess."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS, outwards
from ganstudio.tools.extend import ExtendParams, border, output_size
from ganstudio.tools.tool import Context
from tests.tools.edits import noisy, run, waves
from tests.tools.fills import save_model_of_holes

ALL = {"left": 10.0, "top": 20.0, "right": 5.0, "bottom": 12.5}


def inner(pixels: Pixels, size: tuple[int, int], **sides: float) -> Pixels:
    """Where the photo lies in what came out."""
    added = border(size, ExtendParams(**sides))  # type: ignore[arg-type]
    return pixels[added.top : added.top + size[1], added.left : added.left + size[0]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_holes(folder)
    return Engine(Store([folder]), "cpu", "float32")


def by_network(engine: Engine, photo: Photo | Pixels, seed: int = 0, job: Job | None = None, **sides: float) -> Photo:
    photo = photo if isinstance(photo, Photo) else Photo(photo)
    before = photo.pixels.copy()
    result = TOOLS["extend"].run(photo, ExtendParams(**sides), Context(engine, job or Job(), seed))  # type: ignore[arg-type]
    assert np.array_equal(photo.pixels, before), "the input stays as it is"
    return result


def energy(pixels: Pixels) -> float:
    """How much neighbours differ."""
    return float(np.abs(np.diff(pixels.astype(float), axis=0)).mean())


@pytest.mark.parametrize("sides", [{"left": 25.0}, {"bottom": 3.0}, ALL])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_by_the_network_too_the_photo_stays(
    engine: Engine, sides: dict[str, float], dtype: type[np.unsignedinteger]
) -> None:
    pixels = waves(60, 80, dtype)
    result = by_network(engine, pixels, **sides)
    assert result.size == output_size((80, 60), ExtendParams(**sides))  # type: ignore[arg-type]
    assert result.pixels.dtype == dtype and not result.pixels.flags.writeable
    assert np.array_equal(inner(result.pixels, (80, 60), **sides), pixels)


def test_grain_goes_on_as_it_is_in_the_photo(engine: Engine) -> None:
    """A network alone, as a mean, would leave it out."""
    photo = noisy(freeze(np.full((80, 96, 3), 128, np.uint8)), 12)
    new = by_network(engine, photo, right=25.0).pixels[:, 96:]
    assert 0.8 < energy(new) / energy(photo) < 1.25
    assert energy(run("extend", photo, method="telea", right=25.0).pixels[:, 96:]) < 0.5 * energy(photo)


def test_the_seam_is_not_seen(engine: Engine) -> None:
    photo = noisy(waves(90, 96), 6)
    result = by_network(engine, photo, left=20.0).pixels.astype(float)
    across = np.abs(result[:, 20] - result[:, 19]).mean()
    assert across <= 1.2 * np.abs(np.diff(result[:, 20:40], axis=1)).mean()


def test_a_horizon_goes_on_where_it_is(engine: Engine) -> None:
    photo = np.full((80, 96, 3), (90, 140, 220), np.uint8)
    photo[50:] = (60, 110, 50)
    result = by_network(engine, noisy(freeze(photo), 4), right=25.0).pixels.astype(int)
    assert (result[:46, 96:, 2].mean(axis=1) > 160).all() and (result[54:, 96:, 2].mean(axis=1) < 110).all()


def test_the_same_seed_gives_the_same_and_another_another(engine: Engine) -> None:
    photo = noisy(waves(60, 80), 8)
    first = by_network(engine, photo, left=20.0).pixels
    assert np.array_equal(first, by_network(engine, photo, left=20.0).pixels)
    other = by_network(engine, photo, seed=3, left=20.0).pixels
    assert not np.array_equal(first, other) and np.array_equal(other[:, 16:], photo)


def test_a_strip_of_a_large_photo_is_guessed_and_matched_small(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work on 24 megapixels is that on a small photo, but for the copying."""
    monkeypatch.setattr(outwards, "GUESSED", 400)
    monkeypatch.setattr(outwards, "MATCHED", 900)
    asked: list[tuple[int, ...]] = []
    fill = outwards.fill

    def watched(pixels: Pixels, *rest: object, **how: object) -> Pixels:
        asked.append(pixels.shape)
        return fill(pixels, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(outwards, "fill", watched)
    photo = noisy(waves(150, 200), 8)
    result = by_network(engine, photo, left=25.0, top=10.0).pixels
    assert len(asked) == 2 and all(height * width < 6000 for height, width, _channels in asked)
    assert np.array_equal(inner(result, (200, 150), left=25.0, top=10.0), photo)
    assert 0.7 < energy(result[15:, :50]) / energy(photo) < 1.3, "grain has its full size"


def test_by_the_network_new_is_opaque_and_shows_nothing_of_what_is_unseen(engine: Engine) -> None:
    """The right half is transparent, with a colour that nobody sees."""
    pixels = np.dstack([waves(50, 60) // 2, np.full((50, 60), 255, np.uint8)])
    pixels[:, 20:40] = (255, 0, 255, 0)
    result = by_network(engine, freeze(pixels), right=10.0).pixels
    assert np.array_equal(result[:, :60], pixels)
    new = result[:, 60:].astype(int)
    assert (new[..., 3] == 255).all() and np.abs(new[..., :3].mean(axis=(0, 1)) - (255, 0, 255)).max() > 60


def test_by_the_network_grey_stays_grey(engine: Engine) -> None:
    photo = Photo(freeze(np.repeat(waves(50, 60)[..., :1], 3, axis=2)), Metadata(grey=True))
    result = by_network(engine, photo, **ALL).pixels
    assert (result == result[..., :1]).all()


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (2, 3), (300, 2)])
def test_tiny_photos_by_the_network(engine: Engine, size: tuple[int, int]) -> None:
    pixels = freeze(np.full((size[1], size[0], 3), 77, np.uint8))
    result = by_network(engine, pixels, **ALL).pixels
    assert np.abs(result.astype(int) - 77).max() <= 1


def test_without_a_model_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        by_network(Engine(Store([tmp_path]), "cpu"), waves(30, 40), left=10.0)
    assert TOOLS["extend"].model is not None
    assert TOOLS["extend"].model((40, 30), ExtendParams(method="telea"), Store([tmp_path])) is None


def test_the_network_can_be_stopped_on_its_way(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    check, left = Job.check, 0

    def count(self: Job) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            self.cancel()
        check(self)

    for point in (0, 5, 20, 60):
        left = point
        with monkeypatch.context() as patch, pytest.raises(Cancelled):
            patch.setattr(Job, "check", count)
            by_network(engine, waves(90, 120), **ALL)
    done: list[float] = []
    by_network(engine, waves(60, 80), job=Job(lambda share, _text: done.append(share)), **ALL)
    assert done == sorted(done) and done[-1] == 1
