"""Pictures that are there more than once: the same, nearly the same, of both kinds, among those that judge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from tests.trainers.clinic.pictures import folder, kinds, names, picture, some, the
from trainers.clinic.alike import Prints, printed
from trainers.clinic.check import check
from trainers.recipe import Needs, Shape

FEW = Needs(enough=2)
SIZE = (200, 150)


def larger(image: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.resize(image, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_AREA), np.uint8)


def compressed(image: np.ndarray) -> np.ndarray:
    return cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 25])[1], cv2.IMREAD_COLOR)


NEARLY: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "larger": larger,
    "compressed": compressed,
    "lighter": lambda image: np.clip(image * 1.2 + 8, 0, 255).astype(np.uint8),
    "grey": lambda image: cv2.cvtColor(image, cv2.COLOR_BGR2GRAY),
    "cropped": lambda image: image[2:-2, 2:-2],
    "mirrored": lambda image: image[:, ::-1],
}


@pytest.mark.parametrize("change", NEARLY)
def test_nearly_the_same_is_told(tmp_path: Path, change: str) -> None:
    here = {f"{index}.png": picture(index, SIZE) for index in range(4)}
    report = check((folder(tmp_path / "a", here | {"near.png": NEARLY[change](here["2.png"])}),), FEW, Job())
    found = the(report, "near-duplicates")
    assert names(found) == [("2.png", "near.png")] and found.title == "1 picture is nearly the same as another"
    assert len(found.leave_out) == 1
    if change in ("larger", "cropped"):  # the larger one stays
        assert found.leave_out == (tmp_path / "a" / ("2.png" if change == "larger" else "near.png"),)


def test_the_same_pixels_are_the_same_whatever_else_the_files_hold(tmp_path: Path) -> None:
    place = folder(tmp_path / "a", {"a.png": picture(0), "b.bmp": picture(0), "c.png": picture(1), "d.png": picture(0)})
    report = check((place,), FEW, Job())
    found = the(report, "duplicates")
    assert names(found) == [("a.png", "b.bmp", "d.png")] and kinds(report) == {"duplicates"}
    assert found.leave_out == (place / "b.bmp", place / "d.png")
    assert "few" in kinds(check((place,), Needs(enough=3), Job()))  # copies count once


def test_alike_is_not_the_same() -> None:
    """Aligned portraits of as many people: an oval with eyes and mouth in the same place, and features of their own."""
    faces = [_face(seed) for seed in range(60)]
    prints = Prints(len(faces))
    for index, face in enumerate(faces):
        prints.put(index, printed(face))
    assert prints.alike(range(60), [112] * 60, Job()) == []
    low = np.array([cv2.resize(face, (16, 16), interpolation=cv2.INTER_AREA).ravel() for face in faces], np.float32)
    assert np.corrcoef(low).min() > 0.6  # seen from afar they are one


def _face(seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    image = np.full((112, 112), 80, np.uint8)
    cv2.ellipse(image, (56, 58), (38, 50), 0, 0, 360, 160, -1)
    for centre in ((40, 45), (72, 45), (56, 84)):
        cv2.ellipse(image, centre, (9, 4), 0, 0, 360, 60, -1)
    own = cv2.GaussianBlur(random.normal(0, 160, image.shape).astype(np.float32), (0, 0), 2)
    return np.clip(image + own, 0, 255).astype(np.uint8)


def test_flat_pictures_are_not_nearly_the_same() -> None:
    prints = Prints(3)
    for index, level in enumerate((0, 128, 255)):
        prints.put(index, printed(np.full((100, 100), level, np.uint8)))
    assert prints.alike(range(3), [100] * 3, Job()) == []


def test_comparing_can_be_cancelled() -> None:
    job, prints = Job(), Prints(2)
    job.cancel()
    with pytest.raises(Cancelled):
        prints.alike(range(2), [100] * 2, job)


def test_what_judges_is_not_learnt_from(tmp_path: Path) -> None:
    train, judges = some(tmp_path / "a", 5), some(tmp_path / "v", 2, 90)
    folder(judges, {"same.png": picture(3), "near.jpg": larger(picture(1))})
    found = the(check((train,), FEW, Job(), judges), "leak")
    assert found.leave_out == (train / "01.png", train / "03.png") and found.title.startswith("2 pictures")
    assert sorted(map(sorted, names(found))) == [["01.png", "near.jpg"], ["03.png", "same.png"]]
    assert check((train,), FEW, Job(), some(tmp_path / "w", 2, 95)).findings == ()


def test_judges_among_the_pictures_are_told_and_not_left_out(tmp_path: Path) -> None:
    train = some(tmp_path / "a", 3)
    judges = some(train / "judges", 2, 60)
    found = the(check((train,), FEW, Job(), judges), "leak")
    assert len(found.groups) == 2 and found.leave_out == ()


@pytest.mark.parametrize("shape", [Shape.TWO, Shape.CLASSES])
def test_a_picture_of_both_kinds_is_told(tmp_path: Path, shape: Shape) -> None:
    first, second = some(tmp_path / "all" / "a", 3), some(tmp_path / "all" / "b", 3, 40)
    folder(second, {"other.png": picture(1)})
    data = (first, second) if shape is Shape.TWO else (tmp_path / "all",)
    found = the(check(data, Needs(shape, enough=2), Job()), "in-two-folders")
    assert names(found) == [("01.png", "other.png")] and found.leave_out == (second / "other.png",)
    assert kinds(check((first, second), FEW, Job())) == {"duplicates"}  # as one kind it is there twice
