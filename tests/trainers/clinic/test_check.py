"""The check of folders: each picture by itself, and how many there are."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as PillowImage

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, GanstudioError
from tests.trainers.clinic.pictures import folder, kinds, names, picture, some, the
from trainers.clinic.check import check
from trainers.clinic.report import Weight
from trainers.recipe import Needs, Shape

FEW = Needs(enough=3)
"""So that a few pictures are enough."""


def test_good_pictures_pass(tmp_path: Path) -> None:
    report = check((some(tmp_path / "a", 4),), FEW, Job())
    assert report.findings == () and report.usable
    assert report.pictures == (4,) and report.folders == (tmp_path / "a",)


def test_what_cannot_be_read_is_told_from_what_is_cut_short(tmp_path: Path) -> None:
    place = some(tmp_path / "a", 4)
    cv2.imwrite(str(place / "good.jpg"), picture(50))
    whole = (place / "good.jpg").read_bytes()
    (place / "half.jpg").write_bytes(whole[: len(whole) // 2])
    (place / "half.png").write_bytes((place / "00.png").read_bytes()[:5000])
    (place / "empty.jpg").write_bytes(b"")
    (place / "text.jpg").write_text("no picture")
    (place / "readme.txt").write_text("not even by its name")
    report = check((place,), FEW, Job())
    truncated, unreadable = the(report, "truncated"), the(report, "unreadable")
    assert names(truncated) == [("half.jpg",), ("half.png",)]
    assert names(unreadable) == [("empty.jpg",), ("text.jpg",)]
    assert unreadable.reasons[0] == "The file is empty." and unreadable.title == "2 pictures cannot be read"
    assert truncated.leave_out == (place / "half.jpg", place / "half.png")
    assert report.pictures == (5,) and kinds(report) == {"truncated", "unreadable"}


def test_small_empty_and_grey_pictures_are_told(tmp_path: Path) -> None:
    grey = cv2.cvtColor(picture(60), cv2.COLOR_BGR2GRAY)
    place = folder(
        some(tmp_path / "a", 4),
        {"small.png": picture(61, (63, 200)), "white.png": np.full((90, 90, 3), 255, np.uint8), "grey.jpg": grey},
    )
    report = check((place,), Needs(enough=3, grey=False), Job())
    assert names(the(report, "too-small")) == [("small.png",)] and the(report, "too-small").reasons == ("63 × 200",)
    assert names(the(report, "empty")) == [("white.png",)]
    assert names(the(report, "grey")) == [("grey.jpg",), ("white.png",)]
    assert report.pictures == (6,)
    assert "grey" not in kinds(check((place,), FEW, Job()))


@pytest.mark.parametrize("way", [cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_NEAREST])
def test_enlarged_pictures_are_told(tmp_path: Path, way: int) -> None:
    photo = cv2.GaussianBlur(picture(70), (0, 0), 0.6)  # what is fine is weaker than what is coarse, as in all photos
    large = cv2.resize(photo, None, fx=4, fy=4, interpolation=way)
    report = check((folder(some(tmp_path / "a", 4), {"large.jpg": large}),), FEW, Job())
    found = the(report, "enlarged")
    assert names(found) == [("large.jpg",)] and found.leave_out == (tmp_path / "a" / "large.jpg",)
    assert ("several times" in found.reasons[0]) == (way == cv2.INTER_NEAREST)


def test_where_most_look_enlarged_none_is_left_out(tmp_path: Path) -> None:
    large = {f"{i}.png": cv2.resize(picture(i, (64, 64)), (256, 256), interpolation=cv2.INTER_CUBIC) for i in range(4)}
    found = the(check((folder(tmp_path / "a", large),), FEW, Job()), "enlarged")
    assert len(found.groups) == 4 and found.leave_out == () and "half their size" in found.advice


def test_a_blurred_background_is_not_enlarged(tmp_path: Path) -> None:
    portrait = cv2.GaussianBlur(picture(71, (256, 256)), (0, 0), 4)
    portrait[:, 64:192] = picture(72, (128, 256))
    assert kinds(check((folder(some(tmp_path / "a", 3), {"portrait.png": portrait}),), FEW, Job())) == set()


def test_odd_ways_of_storing_are_told(tmp_path: Path) -> None:
    place = some(tmp_path / "a", 3)
    see_through = PillowImage.fromarray(picture(80)).convert("RGBA")
    see_through.putalpha(PillowImage.new("L", see_through.size, 0))
    see_through.save(place / "through.png")
    PillowImage.fromarray(picture(81)).convert("CMYK").save(place / "printed.jpg", quality=95)
    cv2.imwrite(str(place / "deep.png"), picture(82).astype(np.uint16) * 257)
    (place / "phone.heic").write_bytes(b"whatever")
    report = check((place,), FEW, Job())
    assert names(the(report, "transparent")) == [("through.png",)]
    assert ("printed.jpg",) in names(the(report, "mode"))
    assert names(the(report, "foreign")) == [("phone.heic",)] and ".heic" in the(report, "foreign").advice


def test_few_pictures_are_told_with_the_number_that_would_do(tmp_path: Path) -> None:
    report = check((some(tmp_path / "a", 1),), Needs(), Job())
    few = the(report, "few")
    assert few.title == "1 picture in a is few" and "40 different ones" in few.advice
    assert few.weight is Weight.WARN and report.usable


@pytest.mark.parametrize("small", [True, False])
def test_nothing_to_learn_from_stops(tmp_path: Path, small: bool) -> None:
    place = folder(tmp_path / "a", {"small.png": picture(1, (20, 20))} if small else {})
    place.mkdir(exist_ok=True)
    report = check((place,), Needs(), Job())
    assert not report.usable and report.findings[0].kind == "nothing" and report.pictures == (0,)


def test_two_kinds_are_weighed_against_each_other(tmp_path: Path) -> None:
    many, few = some(tmp_path / "many", 13), some(tmp_path / "few", 3, 90)
    for path in few.iterdir():
        cv2.imwrite(str(path), cv2.imread(str(path)) // 3)
    report = check((many, few), Needs(Shape.TWO, enough=3), Job())
    assert kinds(report) == {"unbalanced", "colours"} and report.pictures == (13, 3)
    assert report.colours[0].lightness > report.colours[1].lightness + 15
    assert the(report, "unbalanced").title == "many holds far more pictures than few"
    assert kinds(check((many, few), Needs(enough=3), Job())) == set()  # as one kind they are no two


def test_classes_are_folders_in_the_folder(tmp_path: Path) -> None:
    some(tmp_path / "all" / "cats", 3)
    some(tmp_path / "all" / "dogs", 3, 20)
    report = check((tmp_path / "all",), Needs(Shape.CLASSES, enough=3), Job())
    assert [path.name for path in report.folders] == ["cats", "dogs"] and report.pictures == (3, 3)
    assert not check((tmp_path / "all" / "cats",), Needs(Shape.CLASSES), Job()).usable


def test_one_folder_given_as_two_is_refused(tmp_path: Path) -> None:
    place = some(tmp_path / "a", 3)
    report = check((place, place), Needs(Shape.TWO, enough=3), Job())
    assert not report.usable and "same-folder" in kinds(report)
    assert check((place, place), FEW, Job()).pictures == (3, 0)  # as one kind each counts once


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="nowhere"):
        check((tmp_path / "nowhere",), Needs(), Job())


def test_a_folder_that_vanishes_meanwhile_is_named(tmp_path: Path) -> None:
    place = some(tmp_path / "gone", 30)

    def vanish(done: float, text: str) -> None:
        if done > 0:
            shutil.rmtree(place, ignore_errors=True)

    with pytest.raises(GanstudioError, match="gone has vanished"):
        check((place,), FEW, Job(vanish))


def test_it_can_be_cancelled_at_any_time(tmp_path: Path) -> None:
    place, heard = some(tmp_path / "a", 6), []
    check((place,), FEW, Job(lambda done, text: heard.append(done)))
    assert heard == sorted(heard) and heard[-1] == 1
    for moment in range(0, len(heard), 3):
        assert _reports_until_cancelled(place, moment) == moment + 1


def _reports_until_cancelled(place: Path, moment: int) -> int:
    reports: list[float] = []

    def count(done: float, text: str) -> None:
        reports.append(done)
        if len(reports) > moment:
            job.cancel()

    job = Job(count)
    with pytest.raises(Cancelled):
        check((place,), FEW, job)
    return len(reports)


def test_nothing_is_changed(tmp_path: Path) -> None:
    place = some(tmp_path / "a", 3)
    before = {path: path.read_bytes() for path in place.rglob("*")}
    check((place,), FEW, Job())
    assert {path: path.read_bytes() for path in place.rglob("*")} == before
