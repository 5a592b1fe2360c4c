"""Pairs: partners, sizes, pictures that are off each other, and how they are mended."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, FileError, GanstudioError
from tests.trainers.clinic.pictures import folder, kinds, names, picture, the
from trainers.clinic import quarantine
from trainers.clinic.check import check
from trainers.clinic.mend import mend
from trainers.clinic.shift import Shift, overlap, shift
from trainers.recipe import Needs, Shape

PAIRS = Needs(Shape.PAIRS, enough=2)
OFF = (5, -3)


def drawing(image: np.ndarray) -> np.ndarray:
    """Dark outlines on white paper: another kind of picture of the same thing."""
    grey = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (0, 0), 1.5)
    return 255 - cv2.convertScaleAbs(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3))), alpha=4)


def negative(image: np.ndarray) -> np.ndarray:
    """What is light is dark: another kind of picture, its outlines exactly the same."""
    return 255 - cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) // 2


def moved(image: np.ndarray, by: tuple[int, int] = OFF) -> np.ndarray:
    """What is at (x, y) goes to (x + by[0], y + by[1]); what comes in at the borders repeats them."""
    move = np.float32([[1, 0, by[0]], [0, 1, by[1]]])
    return cv2.warpAffine(image, move, image.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)


@pytest.fixture
def data(tmp_path: Path) -> tuple[Path, Path]:
    """Four pairs; the second picture of 2 is off."""
    photos = {f"{index}.png": picture(index, (192, 160)) for index in range(4)}
    drawn = {name: negative(image) for name, image in photos.items()}
    drawn["2.png"] = moved(drawn["2.png"])
    return folder(tmp_path / "photos", photos), folder(tmp_path / "drawn", drawn)


def test_the_pair_that_is_off_is_told(data: tuple[Path, Path]) -> None:
    report = check(data, PAIRS, Job())
    found = the(report, "shift")
    assert found.groups == ((data[0] / "2.png", data[1] / "2.png"),) and found.mend == "shift"
    assert found.reasons == ("5 pixels across, -3 down",) and kinds(report) == {"shift"}


@pytest.mark.parametrize("size", [(160, 120), (640, 500)])
@pytest.mark.parametrize("by", [(0, 0), (1, 0), (-20, -15)])
def test_a_shift_is_found_to_the_pixel(size: tuple[int, int], by: tuple[int, int]) -> None:
    image = picture(7, size)
    found = shift(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), moved(negative(image), by))
    assert found == (Shift(*by) if any(by) else None)


@pytest.mark.parametrize("by", [(0, 0), (-7, 12)])
def test_drawings_lie_where_their_lines_lie(by: tuple[int, int]) -> None:
    """A line has two sides, beside the edge that it was drawn for."""
    image = picture(7, (300, 200))
    found = shift(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), moved(drawing(image), by))
    if not any(by):
        assert found is None
    else:
        assert found and abs(found.across - by[0]) <= 1 and abs(found.down - by[1]) <= 1


def test_of_different_things_nothing_is_said() -> None:
    first, second = (cv2.cvtColor(picture(seed, (200, 200)), cv2.COLOR_BGR2GRAY) for seed in (1, 2))
    flat = np.full((200, 200), 90, np.uint8)
    assert shift(first, second) is shift(first, flat) is shift(flat, flat) is None
    assert shift(flat[:3, :3], flat[:3, :3]) is None


@pytest.mark.parametrize("by", [Shift(0, 0), Shift(3, -6), Shift(-7, 2), Shift(9, 9)])
@pytest.mark.parametrize("factor", [1, 4])
def test_what_both_show_is_of_one_size(by: Shift, factor: int) -> None:
    rows, columns = np.mgrid[:40, :48]
    second = np.dstack([rows, columns]).astype(np.uint8)
    first = np.dstack(np.mgrid[: 40 // factor, : 48 // factor]).astype(np.uint8)
    one, other = overlap(first, second, by, factor)
    assert other.shape == (one.shape[0] * factor, one.shape[1] * factor, 2) and min(one.shape[:2]) >= 28 // factor
    assert (other[0, 0].astype(int) - factor * one[0, 0].astype(int)).tolist() == [by.down, by.across]


def test_pairs_are_mended_in_copies(data: tuple[Path, Path], tmp_path: Path) -> None:
    before = {path: path.read_bytes() for folder in data for path in folder.iterdir()}
    mended = mend(data, PAIRS, tmp_path / "new" / "mended", Job())
    assert [path.name for path in mended] == ["photos", "drawn"]
    assert {path: path.read_bytes() for folder in data for path in folder.iterdir()} == before
    assert (mended[0] / "1.png").read_bytes() == (data[0] / "1.png").read_bytes()
    first, second = (cv2.imread(str(folder / "2.png")) for folder in mended)
    assert first.shape == second.shape == (157, 187, 3)
    assert (first == cv2.imread(str(data[0] / "2.png"))[3:, :187]).all()
    assert check(mended, PAIRS, Job()).findings == ()


def test_small_pictures_with_large_partners_are_mended_too(tmp_path: Path) -> None:
    large = {f"{index}.png": cv2.GaussianBlur(picture(index, (256, 192)), (0, 0), 1) for index in range(3)}
    small = {
        name: cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA) for name, image in large.items()
    }
    large["1.png"] = moved(large["1.png"], (6, 0))
    data = folder(tmp_path / "small", small), folder(tmp_path / "large", large)
    needs = Needs(Shape.PAIRS, side=32, enough=2, factor=4)
    assert the(check(data, needs, Job()), "shift").reasons == ("6 pixels across, 0 down",)
    mended = mend(data, needs, tmp_path / "mended", Job())
    assert "shift" not in kinds(check(mended, needs, Job()))
    first, second = (cv2.imread(str(folder / "1.png")).shape for folder in mended)
    assert second[:2] == (4 * first[0], 4 * first[1])


def test_pairs_in_quarantine_are_not_mended(data: tuple[Path, Path], tmp_path: Path) -> None:
    quarantine.add([data[0] / "3.png"])
    mended = mend(data, PAIRS, tmp_path / "mended", Job())
    assert sorted(path.name for path in mended[1].iterdir()) == ["0.png", "1.png", "2.png"]


def test_mending_never_writes_over_what_is_there(data: tuple[Path, Path], tmp_path: Path) -> None:
    for place, words in ((data[1], "holds something"), (data[0] / "mended", "lies among")):
        with pytest.raises(GanstudioError, match=words):
            mend(data, PAIRS, place, Job())
    with pytest.raises(GanstudioError, match="two folders"):
        mend(data[:1], PAIRS, tmp_path / "mended", Job())
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FileError, match="cannot be written"):
        mend(data, PAIRS, tmp_path / "file" / "mended", Job())


def test_mending_that_is_cancelled_leaves_nothing(data: tuple[Path, Path], tmp_path: Path) -> None:
    job = Job(lambda done, text: job.cancel() if done > 0.8 else None)
    with pytest.raises(Cancelled):
        mend(data, PAIRS, tmp_path / "mended", job)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drawn", "photos"]


def test_pictures_without_partner_and_of_other_sizes_are_told(data: tuple[Path, Path]) -> None:
    folder(data[0], {"alone.png": picture(50, (192, 160))})
    folder(data[1], {"0.png": negative(picture(0, (192, 100)))})
    folder(data[1], {"3.png": cv2.imread(str(data[0] / "3.png"))})
    report = check(data, PAIRS, Job())
    assert names(the(report, "alone")) == [("alone.png",)]
    assert the(report, "pair-size").reasons == ("192 × 160, 192 × 100",)
    assert names(the(report, "pair-same")) == [("3.png", "3.png")]
    assert the(check(data, Needs(Shape.PAIRS, enough=2, factor=2), Job()), "pair-size").title.startswith("4 pairs")


def test_no_pairs_stop(tmp_path: Path) -> None:
    data = folder(tmp_path / "a", {"x.png": picture(1)}), folder(tmp_path / "b", {"y.png": picture(1)})
    report = check(data, PAIRS, Job())
    assert not report.usable and "no-pairs" in kinds(report)
    with pytest.raises(GanstudioError, match="no pairs"):
        mend(data, PAIRS, tmp_path / "mended", Job())


def test_a_pair_one_of_which_is_empty_is_copied_as_it_is(data: tuple[Path, Path], tmp_path: Path) -> None:
    (data[1] / "1.png").write_bytes(b"")
    first, second = mend(data, PAIRS, tmp_path / "mended", Job())
    assert (second / "1.png").read_bytes() == b"" and (first / "1.png").read_bytes()
    assert cv2.imread(str(second / "2.png")) is not None
