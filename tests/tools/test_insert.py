"""Insert: what changes and what does not, every depth, grey, alpha, edges; against a plain paste."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, GanstudioError, ModelError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.networks.harmonize import Harmonizer
from ganstudio.tools import TOOLS, blending
from ganstudio.tools.insert import TASK, InsertParams
from ganstudio.tools.likeness import Likeness, compare, grain
from ganstudio.tools.piece import placed
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.tools.edits import noisy, psnr, waves

TOOL = TOOLS["insert"]
METHODS = ("gan", "poisson", "plain")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A fresh network: it follows the step across the outline."""
    folder = tmp_path_factory.mktemp("models")
    torch.manual_seed(0)
    network = Harmonizer(channels=8, blocks=1)
    header = small.header("blend", "harmonize", {"channels": 8, "blocks": 1}, TASK)
    save_model(folder / "blend.safetensors", network.state_dict(), header)
    return Engine(Store([folder]), "cpu")


def run(
    engine: Engine, photo: Photo | Pixels, piece: Pixels, job: Job | None = None, seed: int = 0, **chosen: Any
) -> Photo:
    photo = photo if isinstance(photo, Photo) else Photo(photo)
    context = Context(engine, job or Job(), seed, attachments={"piece": piece})
    result = TOOL.run(photo, InsertParams(**chosen), context)
    assert isinstance(result, Photo)
    return result


def cutout(pixels: Pixels, *, round_: bool = False) -> Pixels:
    """All of the picture, or its largest ellipse, as a piece."""
    height, width = pixels.shape[:2]
    alpha = np.full((height, width, 1), np.iinfo(pixels.dtype).max, pixels.dtype)
    if round_:
        y, x = (np.arange(side)[..., None] + 0.5 for side in (height, width))
        alpha[np.hypot(2 * y / height - 1, 2 * x.T / width - 1) > 1] = 0
    return freeze(np.concatenate([pixels[..., :3], alpha], axis=2))


def shifted(pixels: Pixels, by: float) -> Pixels:
    full = np.iinfo(pixels.dtype).max
    return freeze(np.clip(pixels + by * full, 0, full).astype(pixels.dtype))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_beside_the_piece_nothing_changes(engine: Engine, method: str, dtype: type[np.unsignedinteger]) -> None:
    photo, piece = waves(90, 120, dtype), cutout(shifted(waves(60, 40, dtype), 0.1), round_=True)
    how = {"left": 50.0, "top": 40.0, "angle": 20.0, "scale": 1.2}
    result = run(engine, photo, piece, method=method, **how).pixels
    area, part = placed((120, 90), piece, InsertParams(**how))
    covered = np.zeros((90, 120), bool)
    covered[area.slices] = part[..., 3] > 0
    assert result.dtype == dtype and not result.flags.writeable
    assert np.array_equal(result[~covered], photo[~covered])
    assert (result[covered] != photo[covered]).any(axis=1).mean() > 0.8


def test_as_it_is_with_a_hard_edge_is_the_piece(engine: Engine) -> None:
    photo, piece = waves(50, 60), cutout(noisy(waves(20, 30), 20))
    result = run(engine, photo, piece, method="plain", feather=0.0).pixels
    assert np.array_equal(result[15:35, 15:45], piece[..., :3])
    for method in METHODS:
        kept = run(engine, photo, piece, method=method, feather=0.0, strength=0.0).pixels
        assert np.array_equal(kept, result)


def test_the_feather_is_as_wide_as_said_and_does_not_soften_the_border_of_the_photo(engine: Engine) -> None:
    photo = freeze(np.zeros((60, 80, 3), np.uint8))
    piece = cutout(freeze(np.full((40, 50, 3), 200, np.uint8)))
    result = run(engine, photo, piece, method="plain", feather=8.0, left=25.0).pixels[..., 0]
    assert (result[20:40, :41] == 200).all(), "whole up to the border, and 9 pixels from the edge"
    edge = result[30, 41:50].astype(int)
    assert (np.diff(edge) < 0).all() and 0 < edge[-1] < 40
    assert not result[:, 50:].any() and not result[:10].any()


@pytest.mark.parametrize("method", ["gan", "poisson"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_brighter_piece_of_the_same_photo_goes_under(
    engine: Engine, method: str, dtype: type[np.unsignedinteger]
) -> None:
    """A part of the photo, shifted, is put back where it was: it comes nearer to what it was by 6 dB and more."""
    photo = waves(160, 200, dtype)
    piece = cutout(shifted(freeze(photo[50:110, 60:140]), 0.12), round_=True)
    plain = run(engine, photo, piece, left=100.0, top=80.0, method="plain").pixels
    blended = run(engine, photo, piece, left=100.0, top=80.0, method=method).pixels
    assert psnr(blended, photo) > psnr(plain, photo) + 6
    half = run(engine, photo, piece, left=100.0, top=80.0, method=method, strength=0.5).pixels
    middle = (plain.astype(float) + blended) / 2
    assert np.abs(half - middle).max() <= 1.01


def test_a_large_scene_is_compared_reduced_and_its_detail_stays(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = noisy(waves(400, 600), 5)
    piece = cutout(shifted(freeze(photo[100:300, 150:450]), 0.1))
    whole = run(engine, photo, piece, method="poisson").pixels
    monkeypatch.setattr(blending, "MOST", 20_000)
    for method in ("poisson", "gan"):
        reduced = run(engine, photo, piece, method=method).pixels
        assert psnr(reduced, photo) > 28
        assert np.abs(reduced.astype(int) - whole).mean() < 4
        inside = reduced[120:280, 170:430].astype(float)
        assert np.diff(inside, axis=1).std() == pytest.approx(
            np.diff(photo[120:280, 170:430].astype(float), axis=1).std(), rel=0.1
        )


@pytest.mark.parametrize("method", METHODS)
def test_grey_stays_grey(engine: Engine, method: str) -> None:
    grey = freeze(np.repeat(waves(60, 80)[..., :1], 3, axis=2))
    result = run(engine, Photo(grey, Metadata(grey=True)), cutout(waves(30, 30)), method=method)
    assert result.meta.grey
    assert (result.pixels == result.pixels[..., :1]).all()
    assert not np.array_equal(result.pixels, grey)


@pytest.mark.parametrize("method", METHODS)
def test_a_transparent_photo_becomes_opaque_under_the_piece_and_its_hidden_colours_do_not_count(
    engine: Engine, method: str
) -> None:
    colours = freeze(np.full((80, 100, 3), 120, np.uint8))
    photo = np.dstack([colours, np.full((80, 100), 255, np.uint8)])
    photo[:, 50:] = (255, 0, 0, 0)
    piece = cutout(freeze(np.full((40, 40, 3), 140, np.uint8)))
    result = run(engine, freeze(photo), piece, method=method, feather=0.0).pixels
    assert (result[20:60, 30:70, 3] == 255).all()
    assert np.array_equal(result[:, 75:], photo[:, 75:])
    assert np.ptp(result[20:60, 30:70, :3].astype(int), axis=2).max() <= 12, "no red"
    empty = freeze(np.zeros((80, 100, 4), np.uint8))
    alone = run(engine, empty, piece, method=method, feather=0.0).pixels
    assert np.array_equal(alone[20:60, 30:70], piece)


def test_half_seen_over_half_transparent(engine: Engine) -> None:
    photo, piece = np.full((20, 20, 4), 100, np.uint8), np.full((10, 10, 4), 200, np.uint8)
    photo[..., 3], piece[..., 3] = 128, 128
    result = run(engine, freeze(photo), freeze(piece), method="plain", feather=0.0).pixels
    assert result[10, 10, 3] == 192 and result[10, 10, 0] == 167


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("size", [(1, 1), (1, 30), (3, 2), (500, 400)])
def test_pieces_of_any_size(engine: Engine, method: str, size: tuple[int, int]) -> None:
    photo = waves(70, 90)
    result = run(engine, photo, cutout(shifted(waves(*size), 0.2)), method=method, strength=0.5).pixels
    assert result.shape == photo.shape
    assert not np.array_equal(result, photo)


@pytest.mark.parametrize("method", METHODS)
def test_photos_of_a_pixel(engine: Engine, method: str) -> None:
    for size in ((1, 1), (1, 7), (5, 3)):
        assert run(engine, waves(*size), cutout(waves(4, 4)), method=method).size == size[::-1]


def test_a_piece_of_another_depth_is_brought_to_the_photos(engine: Engine) -> None:
    result = run(engine, waves(40, 40, np.uint16), cutout(waves(10, 10)), method="plain", feather=0.0).pixels
    assert np.array_equal(result[15:25, 15:25], waves(10, 10).astype(np.uint16) * 257)


def test_what_cannot_be_done_is_a_sentence(engine: Engine) -> None:
    photo, piece = waves(40, 40), cutout(waves(10, 10))
    with pytest.raises(GanstudioError, match="lies beside the photo"):
        run(engine, photo, piece, left=500.0)
    piece = piece.copy()
    piece[..., 3] = 0
    with pytest.raises(GanstudioError, match="piece is empty"):
        run(engine, photo, freeze(piece))
    with pytest.raises(GanstudioError, match="Factor must be a number from 0.02 to 20"):
        run(engine, photo, freeze(piece), scale=0.0)


def test_without_a_model_the_network_is_missed_and_gradients_are_not(tmp_path: Path) -> None:
    bare = Engine(Store([tmp_path]), "cpu")
    with pytest.raises(ModelError, match="no model for this task"):
        run(bare, waves(40, 40), cutout(waves(10, 10)), method="gan")
    assert run(bare, waves(40, 40), cutout(waves(10, 10)), method="poisson").size == (40, 40)
    assert TOOL.model is not None
    assert TOOL.model((40, 40), InsertParams(method="poisson"), bare.store) is None


def test_a_clean_piece_gets_the_grain_of_the_photo_by_the_seed(engine: Engine) -> None:
    flat = freeze(np.full((200, 200, 3), 120, np.uint8))
    photo, piece = noisy(flat, 6), cutout(freeze(flat[:120, :120]))
    result = run(engine, photo, piece, method="gan").pixels
    grain = result[60:140, 60:140].astype(float).std(axis=(0, 1)).mean()
    assert 2.5 < grain < 6.5
    assert np.array_equal(result, run(engine, photo, piece, method="gan").pixels)
    assert not np.array_equal(result, run(engine, photo, piece, method="gan", seed=1).pixels)
    assert run(engine, flat, piece, method="gan").pixels.std() < 1.5


def test_a_sharper_piece_is_softened_a_little(engine: Engine) -> None:
    import cv2

    sharp = noisy(freeze(np.full((240, 320, 3), 120, np.uint8)), 40)
    soft, piece = freeze(cv2.GaussianBlur(sharp, (0, 0), 1.2)), cutout(freeze(sharp[:120, :160]))
    inner = slice(80, 160), slice(100, 220)
    ours, plain = (run(engine, soft, piece, method=how).pixels[inner].astype(float) for how in ("gan", "plain"))
    assert 0.3 < np.diff(ours, axis=1).std() / np.diff(plain, axis=1).std() < 0.8


def halves(left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A picture (160, 320) of both, and which half is where."""
    here = np.zeros((160, 320), bool)
    here[:, :160] = True
    return np.where(here, left, right).astype(np.float32), here, ~here


def test_only_what_is_too_sharp_or_too_clean_is_changed() -> None:
    import cv2

    random = np.random.default_rng(0)
    sharp = 0.5 + 0.1 * random.standard_normal((160, 320)).astype(np.float32)
    soft, flat = cv2.GaussianBlur(sharp, (0, 0), 1.2), np.full((160, 320), 0.5, np.float32)
    grainy = flat + grain(160, 320, 0.02, 1)[..., 0]
    assert compare(*halves(soft, soft)) == compare(*halves(flat, flat)) == Likeness()
    assert compare(*halves(sharp, soft)).blur == pytest.approx(0.65)
    assert compare(*halves(soft, sharp)).blur == 0
    assert compare(*halves(flat, grainy)).grain == pytest.approx(0.02, rel=0.15)
    assert compare(*halves(grainy, flat)).grain == 0
    image, _piece, photo = halves(sharp, soft)
    assert compare(image, np.zeros_like(photo), photo) == Likeness(), "nothing to be seen of one"


def test_cancelled_at_any_point(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    check, left = Job.check, 0

    def count(self: Job) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            self.cancel()
        check(self)

    for point in (0, 2, 9, 30):
        left = point
        with monkeypatch.context() as patch, pytest.raises(Cancelled):
            patch.setattr(Job, "check", count)
            run(engine, waves(90, 120), cutout(waves(40, 50)), method="gan")
    assert run(engine, waves(90, 120), cutout(waves(40, 50)), method="gan").size == (120, 90)
