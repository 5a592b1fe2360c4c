"""Where a piece comes to lie, what of it is seen there, and how another photo becomes one."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.errors import GanstudioError
from ganstudio.image import vips
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.insert import InsertParams, reduced
from ganstudio.tools.piece import piece_for, placed
from tests.tools.edits import waves

SIZE = (60, 40)


def cutout(height: int, width: int, dtype: type[np.unsignedinteger] = np.uint8) -> Pixels:
    """Waves, all of them cut out."""
    full = np.full((height, width, 1), np.iinfo(dtype).max, dtype)
    return freeze(np.concatenate([waves(height, width, dtype), full], axis=2))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_pixels_fall_onto_pixels(dtype: type[np.unsignedinteger]) -> None:
    piece = cutout(10, 20, dtype)
    area, part = placed(SIZE, piece, InsertParams())
    assert area == (20, 15, 20, 10)
    assert part.dtype == dtype and np.array_equal(part, piece)
    area, part = placed(SIZE, piece, InsertParams(left=12.3, top=7.2, mirror=True))
    assert area == (2, 2, 20, 10) and np.array_equal(part, piece[:, ::-1])
    area, part = placed(SIZE, piece, InsertParams(left=20, top=20, angle=90))
    assert area == (15, 10, 10, 20) and np.array_equal(part, np.rot90(piece, -1))


def test_what_lies_beside_the_photo_is_clipped() -> None:
    piece = cutout(10, 20)
    area, part = placed(SIZE, piece, InsertParams(left=-4, top=38))
    assert area == (0, 33, 6, 7) and np.array_equal(part, piece[:7, 14:])
    area, part = placed(SIZE, cutout(300, 400), InsertParams())
    assert area == (0, 0, *SIZE) and np.array_equal(part, cutout(300, 400)[130:170, 170:230])
    for place in ({"left": -10.0}, {"top": 45.0}, {"left": 70.0, "scale": 0.9}):
        with pytest.raises(GanstudioError, match="lies beside the photo"):
            placed(SIZE, piece, InsertParams(**place))  # type: ignore[arg-type]


def test_an_empty_piece_is_a_sentence() -> None:
    empty = cutout(10, 20).copy()
    empty[..., 3] = 0
    with pytest.raises(GanstudioError, match="piece is empty"):
        placed(SIZE, freeze(empty), InsertParams())


def test_only_what_was_cut_out_counts() -> None:
    piece = cutout(30, 30).copy()
    piece[..., 3] = 0
    piece[20:24, 10:13, 3] = 255
    area, part = placed(SIZE, freeze(piece), InsertParams())
    assert area == (25, 25, 3, 4) and np.array_equal(part, piece[20:24, 10:13])


@pytest.mark.parametrize("angle", [0.0, 33.0, -120.0])
@pytest.mark.parametrize("scale", [0.1, 0.5, 1.7, 6.0])
def test_size_and_middle_are_kept(scale: float, angle: float) -> None:
    """The covered area grows by the square of the factor, about the place asked for."""
    piece = cutout(40, 80)
    area, part = placed((800, 600), piece, InsertParams(left=390.25, top=310.5, scale=scale, angle=angle))
    alpha = part[..., 3] / 255
    assert alpha.sum() == pytest.approx(3200 * scale**2, rel=0.03)
    y, x = np.mgrid[: area.height, : area.width]
    assert area.left + 0.5 + (x * alpha).sum() / alpha.sum() == pytest.approx(390.25, abs=0.3)
    assert area.top + 0.5 + (y * alpha).sum() / alpha.sum() == pytest.approx(310.5, abs=0.3)


@pytest.mark.parametrize("angle", [0.0, 20.0])
def test_reduced_it_is_antialiased(angle: float) -> None:
    stripes = np.zeros((200, 200, 4), np.uint8)
    stripes[:, ::2, :3] = 200
    stripes[..., 3] = 255
    _area, part = placed((100, 100), freeze(stripes), InsertParams(scale=0.1, angle=angle))
    inside = part[8:-8, 8:-8] if angle == 0 else part[10:-10, 10:-10]
    assert np.abs(inside[..., :3].astype(int) - 100).max() <= 8


@pytest.mark.parametrize("scale", [0.3, 1.0, 2.5])
def test_what_is_not_seen_leaves_no_fringe(scale: float) -> None:
    """Red beside the cut green must not show at its edge."""
    piece = np.zeros((60, 60, 4), np.uint8)
    piece[..., 0] = 255
    piece[15:45, 15:45] = (0, 200, 0, 255)
    _area, part = placed((200, 200), freeze(piece), InsertParams(scale=scale, angle=30))
    seen = part[part[..., 3] > 0]
    assert seen[:, 0].max() <= 2 and np.abs(seen[:, 1].astype(int) - 200).max() <= 2


def test_a_reduced_photo_shows_the_same() -> None:
    piece = cutout(40, 80)
    params = InsertParams(left=200, top=150, scale=2, angle=15)
    area, part = placed((400, 300), piece, params)
    small_area, small = placed((100, 75), piece, reduced(params, 0.25))
    assert all(abs(4 * a - b) <= 8 for a, b in zip(small_area, area, strict=True))
    assert 16.0 * small[..., 3].sum() == pytest.approx(float(part[..., 3].sum()), rel=0.02)


def test_a_photo_becomes_a_piece_in_depth_and_grey() -> None:
    photo = Photo(waves(10, 10, np.uint16))
    piece = piece_for(photo, Photo(waves(20, 30)))
    assert (piece.dtype, piece.shape) == (np.uint16, (20, 30, 4))
    assert np.array_equal(piece[..., :3], waves(20, 30).astype(int) * 257) and (piece[..., 3] == 65535).all()
    back = piece_for(Photo(waves(10, 10)), Photo(piece))
    assert np.array_equal(back[..., :3], waves(20, 30))
    grey = piece_for(Photo(waves(10, 10), Metadata(grey=True)), Photo(waves(20, 30)))
    assert (grey[..., :3] == grey[..., :1]).all()


def test_a_photo_of_another_space_keeps_its_looks() -> None:
    wide = bytes(vips.pyvips.Operation.call("profile_load", "p3"))
    colour = np.full((4, 4, 3), (200, 100, 50), np.uint8)
    piece = piece_for(Photo(freeze(colour), Metadata(icc=wide)), Photo(freeze(colour)))
    assert np.abs(piece[0, 0, :3].astype(int) - (188, 105, 62)).max() <= 4, "less saturated numbers in a wider space"
    assert np.array_equal(
        piece_for(Photo(freeze(colour), Metadata(icc=wide)), Photo(freeze(colour), Metadata(icc=wide)))[..., :3], colour
    )
