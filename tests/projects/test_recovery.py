"""What was open is found again as it was, whatever ended the program, and nothing that is found can stop a start."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import FileError
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import freeze
from ganstudio.paths import recovery_folder
from ganstudio.projects.drawer import PLACE, Drawer, Place
from ganstudio.projects.parts import INDEX, PARTS
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.recovery import Found, Leftovers, Recovered, Safe, recover
from ganstudio.projects.revive import complete
from tests.projects.made import assert_same, picture, saved

HALF = {"width": 12, "height": 8}
ENGINE = Engine(Store([]))


@pytest.fixture
def photo(tmp_path: Path) -> Photo:
    """In a file that was there for a while."""
    path = saved(tmp_path / "cat año.png")
    os.utime(path, (time.time() - 1000,) * 2)
    return open_photo(path)


@pytest.fixture
def record(photo: Photo) -> Record:
    """Denoised within a mask, which has a result that is worth storing, then reduced; the last is taken back."""
    mask = np.zeros(photo.size[::-1], np.uint8)
    mask[2:9, 3:12] = 255
    steps = (
        Kept(Edit("denoise", {"luminance": 80}, attachments={"mask": mask}), photo.size),
        Kept(Edit("resize", HALF, seed=3), (12, 8)),
    )
    record = Record(
        "cat año.png", photo, photo.path, steps, 1, 0, mask, set={"light": Edit("light", {"exposure": 0.5})}
    )
    whole, problems = complete(record, ENGINE, Job())
    assert not problems and whole.steps[0].photo
    assert not np.array_equal(whole.steps[0].photo.pixels, photo.pixels)
    return whole


@pytest.fixture
def safe() -> Iterator[Safe]:
    """Of a program that is still alive."""
    made = Safe()
    yield made
    made.close()


def stand(record: Record, order: int = 0) -> Place:
    return Place(record.title, record.original.path, order, order == 0)


def die(safe: Safe) -> None:
    """The system lets go of the lock of a program that has died."""
    assert safe._owned
    safe._owned.leave()
    safe._owned = None


def kept(safe: Safe, record: Record, order: int = 0, *, results: bool = False) -> Drawer:
    drawer = safe.drawer()
    drawer.put(stand(record, order))
    drawer.keep(record, Job())
    while results and (number := drawer.lacking(record)) is not None:
        drawer.store(record, number, Job())
        drawer.keep(record, Job())
    return drawer


def again(found: Found) -> Recovered:
    return recover(found, ENGINE, Job())


def same(one: Record, other: Record) -> None:
    assert (one.saved, one.original.path) == (other.saved, other.original.path)
    assert_same(one, other)


def parts_of(drawer: Drawer) -> set[Path]:
    return set((drawer.path / PARTS).iterdir())


def test_all_of_it_comes_back(safe: Safe, record: Record) -> None:
    drawer = kept(safe, record, results=True)
    assert drawer.lacking(record) is None
    die(safe)
    (found,) = Leftovers().photos
    assert (found.title, found.file, found.changed, found.current) == (record.title, record.path, True, True)
    recovered = again(found)
    assert not recovered.problems
    same(recovered.record, record)


def test_what_was_not_stored_is_computed_again(safe: Safe, record: Record) -> None:
    drawer = kept(safe, record)
    assert len(parts_of(drawer)) == 2, "the original and the mask"
    die(safe)
    same(again(Leftovers().photos[0]).record, record)


def test_a_photo_that_was_only_opened_is_opened_again(safe: Safe, photo: Photo) -> None:
    drawer = safe.drawer()
    drawer.put(Place("cat", photo.path, 0, True))
    die(safe)
    (found,) = Leftovers().photos
    assert not found.changed
    np.testing.assert_array_equal(again(found).record.original.pixels, photo.pixels)


def test_one_without_a_file_comes_back(safe: Safe) -> None:
    pasted = Record("Pasted 1", picture(channels=4, kind=np.uint16))
    kept(safe, pasted)
    die(safe)
    np.testing.assert_array_equal(again(Leftovers().photos[0]).record.original.pixels, pasted.original.pixels)


def test_the_original_is_what_was_opened_though_its_file_has_changed(safe: Safe, record: Record, photo: Photo) -> None:
    assert photo.path
    drawer = safe.drawer()
    drawer.put(stand(record))
    photo.path.write_bytes(saved(photo.path.with_name("other.png"), seed=9).read_bytes())
    drawer.keep(record, Job())
    photo.path.unlink()
    drawer.keep(replace(record, position=0), Job())
    die(safe)
    np.testing.assert_array_equal(again(Leftovers().photos[0]).record.original.pixels, photo.pixels)


def test_the_files_own_bytes_are_kept_without_reading_it_anew(
    safe: Safe, record: Record, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = safe.drawer()
    drawer.put(stand(record))
    monkeypatch.setattr("ganstudio.image.files.open_photo", None)
    drawer.keep(record, Job())
    assert photo.path
    assert photo.path.read_bytes() in [path.read_bytes() for path in parts_of(drawer)]


def test_nor_where_it_was_only_opened_before_the_crash(
    safe: Safe, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe.drawer().put(stand(record))
    die(safe)
    (found,) = Leftovers().photos
    recovered = again(found)
    drawer = safe.take(found, recovered)
    drawer.put(stand(record))
    with monkeypatch.context() as patch:
        patch.setattr("ganstudio.image.files.open_photo", None)
        drawer.keep(replace(record, original=recovered.record.original), Job())
    die(safe)
    same(again(Leftovers().photos[0]).record, record)


def test_a_file_that_has_changed_since_never_takes_the_place_of_what_was_recovered(
    safe: Safe, record: Record, photo: Photo
) -> None:
    kept(safe, record)
    die(safe)
    assert photo.path
    photo.path.write_bytes(saved(photo.path.with_name("other.png"), seed=9).read_bytes())
    os.utime(photo.path, (time.time() - 500,) * 2)
    (found,) = Leftovers().photos
    recovered = again(found)
    drawer = safe.take(found, recovered)
    drawer.put(stand(record))
    drawer.keep(recovered.record, Job())
    die(safe)
    same(again(Leftovers().photos[0]).record, record)


def test_what_no_step_needs_any_more_goes(safe: Safe, record: Record, photo: Photo) -> None:
    drawer = kept(safe, record, results=True)
    before = parts_of(drawer)
    flipped = Kept(Edit("flip", {"direction": "vertical"}), photo.size, photo.with_pixels(photo.pixels[::-1]))
    other = replace(record, steps=(flipped,), mask=None)
    drawer.keep(other, Job())
    number = drawer.lacking(other)
    assert number == 0
    drawer.store(other, number, Job())
    drawer.keep(other, Job())
    assert len(before & parts_of(drawer)) == 1, "the original"
    assert len(parts_of(drawer)) == 2


def test_a_full_disk_leaves_what_was_kept(safe: Safe, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = kept(safe, replace(record, position=0, mask=None))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            drawer.keep(record, Job())
        with pytest.raises(OSError, match="No space"):
            drawer.store(record, 0, Job())
    die(safe)
    same(again(Leftovers().photos[0]).record, replace(record, position=0, mask=None))


def test_closed_photos_and_programs_that_end_well_leave_nothing(safe: Safe, record: Record) -> None:
    first, second = kept(safe, record), kept(safe, record, 1)
    first.remove()
    assert [path.name for path in second.path.parent.iterdir()] == [second.path.name]
    first.store(record, 0, Job())  # too late
    assert not first.path.exists()
    safe.close()
    assert list(recovery_folder().iterdir()) == []


def test_a_living_program_keeps_what_it_has(safe: Safe, record: Record) -> None:
    kept(safe, record)
    assert Leftovers().photos == ()
    die(safe)
    taken, late = Leftovers(), Leftovers()
    assert len(taken.photos) == 1 and late.photos == (), "of two programs that start one has it"
    taken.leave()
    assert len(Leftovers().photos) == 1


def test_thrown_away_is_gone(safe: Safe, record: Record) -> None:
    kept(safe, record)
    die(safe)
    Leftovers().throw_away()
    assert list(recovery_folder().iterdir()) == []


def test_a_recovery_that_is_killed_loses_nothing(record: Record) -> None:
    dead, heir = Safe(), Safe()
    for order in range(3):
        kept(dead, replace(record, title=f"{order}"), order, results=order == 1)
    die(dead)
    leftovers = Leftovers()
    for found in leftovers.photos[:2]:
        drawer = heir.take(found, again(found))
    drawer.keep(replace(record, title="1", position=2, mask=None), Job())
    leftovers.leave()
    die(heir)
    found = sorted(Leftovers().photos, key=lambda each: each.order)
    assert [each.title for each in found] == ["0", "1", "2"]
    assert [again(each).record.position for each in found] == [1, 2, 1]


def test_what_was_recovered_is_not_written_once_more(safe: Safe, record: Record) -> None:
    kept(safe, record, results=True)
    die(safe)
    (found,) = Leftovers().photos
    recovered = again(found)
    drawer = safe.take(found, recovered)
    times = {path.name: path.stat().st_mtime_ns for path in parts_of(drawer)}
    assert drawer.lacking(recovered.record) is None
    drawer.keep(recovered.record, Job())
    assert {path.name: path.stat().st_mtime_ns for path in parts_of(drawer)} == times


# Damage


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\x00", b"[1]", b"[" * 100_000, b'{"steps": 7}', b'{"version": 1}'])
def test_a_damaged_description_is_a_sentence(safe: Safe, record: Record, data: bytes) -> None:
    drawer = kept(safe, record)
    (drawer.path / INDEX).write_bytes(data)
    die(safe)
    (found,) = Leftovers().photos
    assert found.title == record.title
    with pytest.raises(FileError, match="kept of cat año.png is damaged"):
        again(found)
    assert (drawer.path / INDEX).read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\x00", b"[1]", b'{"title": 3}', b'{"order": "x", "path": 5}'])
def test_without_its_place_it_is_found_by_its_description(safe: Safe, record: Record, data: bytes) -> None:
    drawer = kept(safe, record)
    (drawer.path / PLACE).write_bytes(data)
    die(safe)
    same(again(Leftovers().photos[0]).record, record)


def test_a_damaged_result_is_computed_again(safe: Safe, record: Record) -> None:
    drawer = kept(safe, record, results=True)
    values = json.loads((drawer.path / INDEX).read_text("utf-8"))
    (drawer.path / values["steps"][0]["result"]["part"]).write_bytes(b"")
    die(safe)
    same(again(Leftovers().photos[0]).record, record)


def test_a_damaged_mask_costs_what_hangs_on_it(safe: Safe, record: Record) -> None:
    whole = replace(record, mask=freeze(record.mask // 2)) if record.mask is not None else record
    drawer = kept(safe, whole)
    values = json.loads((drawer.path / INDEX).read_text("utf-8"))
    (drawer.path / values["mask"]).unlink()
    die(safe)
    (found,) = Leftovers().photos
    recovered = again(found)
    same(recovered.record, replace(whole, mask=None))
    assert "cat año.png is damaged" in recovered.problems[0]
    (drawer.path / values["steps"][0]["attachments"]["mask"]["part"]).write_bytes(b"x")
    recovered = again(found)
    same(recovered.record, replace(whole, steps=(), position=0, mask=None, set={}))


def test_where_a_step_cannot_be_done_again_the_state_before_it_is_shown(safe: Safe, record: Record) -> None:
    lost = Kept(Edit("upscale", {}, "nowhere", "0" * 64), (48, 32), picture(48, 32))
    kept(safe, replace(record, steps=(record.steps[0], lost), position=2, mask=None))
    die(safe)
    recovered = again(Leftovers().photos[0])
    assert recovered.record.position == 1 and len(recovered.record.steps) == 2
    assert "nowhere" in recovered.problems[0]


def test_rubbish_in_the_folder_stops_nobody(safe: Safe, record: Record) -> None:
    kept(safe, record)
    die(safe)
    folder = recovery_folder()
    (folder / "a file").write_text("x")
    (folder / "empty").mkdir()
    (folder / "strange" / "deep" / INDEX).mkdir(parents=True)
    (folder / "strange" / PLACE).write_text("x")
    (folder / "no owner.lock").write_text("")
    titles = [found.title for found in Leftovers().photos]
    assert record.title in titles
    assert not (folder / "empty").exists()


def test_no_folder_or_one_that_is_a_file_means_nothing_was_left(home: Path) -> None:
    assert Leftovers().photos == ()
    (home / "data").mkdir()
    recovery_folder().write_text("a file where a folder should be")
    assert Leftovers().photos == ()
