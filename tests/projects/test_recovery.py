"""What was open is found again as it was, whatever ended the program."""

from __future__ import annotations

import errno
import os
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.image.photo import Photo
from ganstudio.paths import recovery_folder
from ganstudio.projects.drawer import Place
from ganstudio.projects.file import open_project, save_project
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.recovery import Leftovers, Safe
from tests.projects.made import picture, saved
from tests.projects.recovering import again, die, kept, parts_of, photo, record, safe, same, stand

__all__ = ["photo", "record", "safe"]


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


def test_a_project_keeps_the_photos_own_file_through_a_crash(safe: Safe, tmp_path: Path) -> None:
    path, file = saved(tmp_path / "cat.jpg"), tmp_path / "cat.ganstudio"
    save_project(Record("cat.jpg", open_photo(path)), file, Job())
    data = path.read_bytes()
    path.unlink()
    opened = open_project(file, Job())
    drawer = safe.drawer()
    drawer.put(Place(file.name, None, 0, True, file, original=opened.project.original))
    drawer.keep(opened.record, Job())
    die(safe)
    (found,) = Leftovers().photos
    save_project(again(found).record, file, Job(), before=found.project, overwrite=True)
    with zipfile.ZipFile(file) as entries:
        assert data in [entries.read(name) for name in entries.namelist()]


@pytest.mark.skipif(sys.platform != "linux", reason="only there names of files may be in no encoding")
def test_a_photo_whose_name_is_in_no_encoding_comes_back(safe: Safe, photo: Photo) -> None:
    assert photo.path
    path = photo.path.rename(photo.path.with_name("sch\udcf6n.png"))
    named = Record(path.name, replace(photo, path=path), path)
    kept(safe, named)
    die(safe)
    (found,) = Leftovers().photos
    assert (found.title, found.file) == (path.name, path)
    same(again(found).record, named)


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


def test_a_closed_photo_goes_though_its_folder_is_held(
    safe: Safe, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = kept(safe, record)

    def held(*_paths: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", held)
        drawer.remove()
    die(safe)
    assert Leftovers().photos == ()


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
