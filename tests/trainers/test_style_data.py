"""What the recipe `style` learns from: two kinds of pictures, pairs in folders or side by side, drawings of photos."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.errors import GanstudioError
from trainers.drawings import edges, pencil
from trainers.split import judged
from trainers.strokes import dots, strokes
from trainers.style import PENCIL, PIX2PIX, STROKES, StyleTraining
from trainers.style_data import Drawn, Pairs, Unpaired, pair, partners, shown

PARAMS = StyleTraining(patch=64)


def folder(place: Path, values: dict[str, int], size: tuple[int, int] = (208, 208)) -> Path:
    """Plain pictures, so dark as `values` say."""
    place.mkdir(parents=True)
    for name, value in values.items():
        cv2.imwrite(str(place / name), np.full((*size, 3), value, np.uint8))
    return place


def test_two_kinds_are_drawn_apart(tmp_path: Path) -> None:
    data = folder(tmp_path / "a", {"x.png": 255}), folder(tmp_path / "b", {"y.png": 0})
    first, second = Unpaired(PARAMS, data)(np.random.default_rng(0))
    assert first.shape == second.shape == (3, 64, 64)
    assert (first.min(), second.max()) == (1, 0)


def test_from_nearer_things_are_larger(tmp_path: Path) -> None:
    """Stripes of 8 pixels: how many there are in what is learnt from."""
    for name in "ab":
        place = folder(tmp_path / name, {"x.png": 0})
        image = np.where(np.arange(208)[None, :, None] // 8 % 2, 255, 0).repeat(208, 0).repeat(3, 2)
        cv2.imwrite(str(place / "x.png"), image)

    def stripes(closer: float) -> float:
        samples = Unpaired(StyleTraining(patch=64, closer=closer), (tmp_path / "a", tmp_path / "b"))
        seen = [part for seed in range(8) for part in samples(np.random.default_rng(seed))]
        return float(np.mean([((part[0, 0] > 0.5).int().diff() != 0).sum() for part in seen]))

    assert stripes(2.0) == pytest.approx(stripes(1.0) / 2, rel=0.15)


def test_what_is_held_out_is_never_learnt_from(tmp_path: Path) -> None:
    names = [f"{index}.png" for index in range(12)]
    assert 0 < sum(judged(Path(name)) for name in names) < 12
    data = (
        folder(tmp_path / "a", {"x.png": 9}),
        folder(tmp_path / "b", {name: 255 if judged(Path(name)) else 0 for name in names}),
    )
    samples = Unpaired(StyleTraining(patch=64, hold_out=True), data)
    assert all(samples(np.random.default_rng(seed))[1].max() == 0 for seed in range(30))


def test_pairs_have_equal_names(tmp_path: Path) -> None:
    data = folder(tmp_path / "a", {"1.png": 10, "2.png": 20}), folder(tmp_path / "b", {"2.jpg": 200, "3.jpg": 30})
    assert partners(data) == [(data[0] / "2.png", data[1] / "2.jpg")]
    first, second = Pairs(PARAMS, data)(np.random.default_rng(0))
    assert abs(first.mean() * 255 - 20) < 1 and abs(second.mean() * 255 - 200) < 2


def test_pairs_lie_side_by_side(tmp_path: Path) -> None:
    place = folder(tmp_path / "a", {"1.png": 10}, (208, 417))
    image = cv2.imread(str(place / "1.png"))
    image[:, 209:] = 250
    cv2.imwrite(str(place / "1.png"), image)
    both = pair((place / "1.png",))
    assert both is not None and both[0].shape == both[1].shape == (208, 208, 3)
    assert (both[0].max(), both[1].min()) == (10, 250)


def test_pairs_of_two_sizes_are_brought_to_one(tmp_path: Path) -> None:
    data = folder(tmp_path / "a", {"1.png": 10}), folder(tmp_path / "b", {"1.png": 9}, (300, 300))
    both = pair((data[0] / "1.png", data[1] / "1.png"))
    assert both is not None and both[0].shape == both[1].shape


@pytest.mark.parametrize("count", [2, 3])
def test_no_pair_is_said(count: int, tmp_path: Path) -> None:
    data = tuple(folder(tmp_path / str(index), {f"{index}.png": 10}) for index in range(count))
    with pytest.raises(GanstudioError, match="No pairs"):
        partners(data)


def test_nothing_but_damaged_pairs_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.png").write_bytes(b"no picture")
    with pytest.raises(GanstudioError, match="damaged"):
        Pairs(PARAMS, (tmp_path / "a",))(np.random.default_rng(0))


def test_drawings_are_made_of_the_very_cut(tmp_path: Path) -> None:
    place = folder(tmp_path / "a", {"x.png": 255})
    image = cv2.imread(str(place / "x.png"))
    image[:, 104:] = 0
    cv2.imwrite(str(place / "x.png"), image)
    params = StyleTraining(patch=64, method=PIX2PIX, pairs=PENCIL)
    photo, drawing = next(
        both
        for seed in range(50)
        if 0.2 < (both := Drawn(params, (place,))(np.random.default_rng(seed)))[0].mean() < 0.8
    )
    assert drawing[:, photo[0] < 0.1].mean() < drawing[:, photo[0] > 0.9].mean() - 0.2


def test_a_pencil_leaves_white_paper_and_draws_outlines_and_shadows() -> None:
    photo = np.full((96, 96, 3), 250, np.uint8)
    photo[:, 48:] = 30
    drawn = pencil(photo, np.random.default_rng(0))
    assert drawn.shape == photo.shape and (drawn[..., :1] == drawn).all()
    assert drawn[20:70, 5:30].mean() > 220 > 170 > drawn[20:70, 70:90].mean()


def test_edges_are_black_on_white() -> None:
    photo = np.full((96, 96, 3), 240, np.uint8)
    photo[:, 48:] = 20
    drawn = edges(photo, np.random.default_rng(0))
    assert set(np.unique(drawn)) == {0, 255}
    assert (drawn[:, 44:52] == 0).any(axis=1).mean() > 0.9
    assert (drawn[:, :40] == 255).all()


def test_strokes_follow_the_edges_and_leave_plain_places_plain() -> None:
    random = np.random.default_rng(5)
    photo = np.full((96, 96, 3), 128, np.uint8)
    columns = random.integers(60, 200, (1, 96, 3)) + random.integers(-12, 12, (48, 96, 3))
    photo[:48] = cv2.GaussianBlur(columns.astype(np.float32), (0, 0), 1)
    painted = strokes(photo, random).astype(int)
    assert painted.shape == photo.shape
    rough = painted[8:36, 8:-8]
    assert np.abs(np.diff(rough, axis=0)).mean() < 0.3 * np.abs(np.diff(rough, axis=1)).mean()
    assert np.ptp(painted[76:, 8:-8], axis=(0, 1)).max() <= 1


def test_dots_are_purer_than_what_they_stand_for_and_seen_from_afar_the_same() -> None:
    random = np.random.default_rng(5)
    photo = cv2.GaussianBlur(random.uniform(60, 200, (96, 96, 3)).astype(np.float32), (0, 0), 2)
    photo = np.clip(128 + 2 * (photo - 128), 0, 255).astype(np.uint8)
    painted = dots(photo, random)
    assert painted.shape == photo.shape and painted.dtype == np.uint8
    purity = [float(np.ptp(image.astype(int), axis=2).mean()) for image in (photo, painted)]
    assert purity[1] > 1.4 * purity[0]
    assert np.abs(painted.mean((0, 1)) - photo.mean((0, 1))).max() < 16


def test_strokes_have_the_colours_of_the_paintings_that_may_be_learnt_from(tmp_path: Path) -> None:
    names = [f"{index}.png" for index in range(12)]
    paintings = {name: 250 if judged(Path(name)) else 60 for name in names}
    data = folder(tmp_path / "a", {"x.png": 128}), folder(tmp_path / "b", paintings)
    samples = Drawn(StyleTraining(patch=64, method=PIX2PIX, pairs=STROKES, hold_out=True), data)
    photo, painted = samples(np.random.default_rng(0))
    assert photo.mean() * 255 == pytest.approx(128, abs=1)
    assert painted.mean() * 255 == pytest.approx(60, abs=12)


def test_what_is_measured_on_fits_the_raster() -> None:
    assert shown(np.zeros((301, 517, 3), np.uint8)).shape == (256, 436, 3)
    assert shown(np.zeros((3, 900, 3), np.uint8)).shape[0] == 256
