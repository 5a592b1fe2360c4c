"""Project files: written whole or not at all, and never believed."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, DiskFull, FileError
from ganstudio.image.files import open_photo
from ganstudio.projects import zipped
from ganstudio.projects.file import Opened, open_project, save_project
from ganstudio.projects.parts import INDEX
from ganstudio.projects.read import OriginalMissing
from ganstudio.projects.record import Record
from tests.projects.made import picture, record, saved


@pytest.fixture
def kept(tmp_path: Path) -> Record:
    return record(saved(tmp_path / "cat.jpg"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cat año.ganstudio"


def save(record: Record, path: Path, **how: Any) -> None:
    save_project(record, path, Job(), overwrite=True, **how)


def load(path: Path, **how: Any) -> Opened:
    return open_project(path, Job(), **how)


def change(path: Path, name: str, data: bytes | None, packing: int = zipfile.ZIP_STORED) -> None:
    """Write the zip again with other bytes in the entry `name`; None: without it."""
    with zipfile.ZipFile(path) as old:
        entries = {each: old.read(each) for each in old.namelist() if each != name}
    with zipfile.ZipFile(path, "w", packing) as new:
        for each, its in {**entries, **({} if data is None else {name: data})}.items():
            new.writestr(each, its)


def parts(path: Path, suffix: str = "") -> list[str]:
    with zipfile.ZipFile(path) as file:
        return [name for name in file.namelist() if name.startswith("parts/") and name.endswith(suffix)]


def test_it_opens_elsewhere_with_everything(kept: Record, path: Path, tmp_path: Path) -> None:
    save(kept, path)
    (tmp_path / "cat.jpg").unlink()
    elsewhere = path.rename(tmp_path / "other.ganstudio")
    opened = load(elsewhere)
    there = opened.record
    assert np.array_equal(there.original.pixels, kept.original.pixels)
    assert [step.edit for step in there.steps] == [step.edit for step in kept.steps]
    assert there.mask is not None and kept.mask is not None and np.array_equal(there.mask, kept.mask)
    assert (there.set, opened.warning) == (kept.set, "")


def test_who_gets_it_does_not_learn_where_files_lie(kept: Record, path: Path, tmp_path: Path) -> None:
    save(kept, path)
    with zipfile.ZipFile(path) as file:
        assert tmp_path.name not in file.read(INDEX).decode()
    (tmp_path / "elsewhere").mkdir()
    there = load(path.rename(tmp_path / "elsewhere" / path.name)).record
    assert (there.original.path, there.path) == (tmp_path / "elsewhere/cat.jpg", tmp_path / "elsewhere/out.png")


def test_a_linked_photo_is_named_in_full(kept: Record, path: Path, tmp_path: Path) -> None:
    save(kept, path, link=True)
    assert load(path).record.original.path == tmp_path / "cat.jpg"
    assert load(path).record.path == kept.path


def test_it_is_a_zip_with_a_readable_json_that_says_what_it_is(kept: Record, path: Path) -> None:
    save(kept, path)
    assert path.read_bytes()[30:].startswith(b"mimetype" + zipped.MIME.encode())
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        values = json.loads(file.read(INDEX))
    assert [step["tool"] for step in values["steps"]] == ["light", "resize"]


def test_the_current_result_is_in_it_and_what_takes_long_but_not_the_rest(kept: Record, path: Path) -> None:
    save(kept, path)
    there = load(path)
    assert [there.result(number, Job()) is None for number in (1, 2)] == [True, False]
    shown = there.record.steps[1].photo
    assert shown and kept.steps[1].photo and np.array_equal(shown.pixels, kept.steps[1].photo.pixels)


def test_the_same_work_gives_the_same_bytes(kept: Record, path: Path, tmp_path: Path) -> None:
    save(kept, path)
    other = tmp_path / "again.ganstudio"
    save(kept, other)
    assert path.read_bytes() == other.read_bytes()


def test_saving_again_packs_only_what_is_new(kept: Record, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = save_project(kept, path, Job())
    first = path.read_bytes()
    made: list[str] = []
    put = zipped.ZipWriting.put
    monkeypatch.setattr(
        zipped.ZipWriting, "put", lambda self, write, suffix: made.append(suffix) or put(self, write, suffix)
    )
    project = save_project(kept, path, Job(), before=project, overwrite=True)
    assert (made, path.read_bytes()) == ([], first)
    save_project(replace(kept, mask=np.full((8, 12), 3, np.uint8)), path, Job(), before=project, overwrite=True)
    assert made == [".png"]


def test_opened_and_saved_it_keeps_what_is_in_it(kept: Record, path: Path) -> None:
    save(kept, path)
    first, opened = path.read_bytes(), load(path, results="all")
    save(opened.record, path, before=opened.project)
    assert path.read_bytes() == first


def test_a_photo_whose_pixels_have_moved_to_the_disk_keeps_its_own_file(kept: Record, path: Path) -> None:
    project = save_project(kept, path, Job())
    (path.parent / "cat.jpg").unlink()
    moved = kept.original.with_pixels(kept.original.pixels.copy())
    project = save_project(replace(kept, original=moved), path, Job(), before=project, overwrite=True)
    assert parts(path, ".jpg") == [project.original]


def test_a_photo_that_is_linked_from_now_on_is_in_the_project_no_more(kept: Record, path: Path) -> None:
    project = save_project(kept, path, Job())
    save(kept, path, before=project, link=True)
    assert not parts(path, ".jpg")


def test_what_cannot_be_linked_any_more_stays_in_the_project_as_it_is(kept: Record, path: Path) -> None:
    project = save_project(kept, path, Job())
    (path.parent / "cat.jpg").unlink()
    assert save_project(kept, path, Job(), before=project, link=True, overwrite=True).original == project.original
    assert np.array_equal(load(path).record.original.pixels, kept.original.pixels)


def test_what_a_damaged_older_file_holds_is_written_anew(kept: Record, path: Path) -> None:
    project = save_project(kept, path, Job())
    data = bytearray(path.read_bytes())
    data[data.index(b"IDAT") + 20] ^= 1
    path.write_bytes(data)
    save(kept, path, before=project)
    assert load(path, results="all").record.steps[1].photo


def test_a_linked_photo_is_found_beside_the_project_that_moved(kept: Record, path: Path, tmp_path: Path) -> None:
    save(kept, path, link=True)
    assert not parts(path, ".jpg")
    assert load(path).project.link
    away = tmp_path / "away"
    away.mkdir()
    moved = path.rename(away / path.name)
    (tmp_path / "cat.jpg").rename(tmp_path / "far.jpg")
    with pytest.raises(OriginalMissing):
        load(moved)
    (tmp_path / "far.jpg").rename(away / "cat.jpg")
    assert load(moved).record.original.path == away / "cat.jpg"


def test_what_is_there_is_not_replaced_unasked(kept: Record, path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(FileError, match="exists already"):
        save_project(kept, path, Job())
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("link", [True, False])
def test_a_project_never_takes_the_place_of_its_own_photo(kept: Record, tmp_path: Path, link: bool) -> None:
    photo = tmp_path / "cat.jpg"
    first = photo.read_bytes()
    with pytest.raises(FileError, match=r"cat.jpg is the photo itself"):
        save(kept, tmp_path / "." / photo.name, link=link)
    assert photo.read_bytes() == first


def test_a_full_disk_changes_nothing(kept: Record, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(kept, path)
    first = path.read_bytes()

    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(zipped, "to_disk", full)
    with pytest.raises(DiskFull, match="Nothing was changed"):
        save(replace(kept, position=0), path)
    assert path.read_bytes() == first
    assert {each.name for each in path.parent.iterdir()} == {path.name, "cat.jpg"}


def test_a_disk_without_room_for_what_is_copied_changes_nothing(
    kept: Record, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, first = save_project(kept, path, Job()), path.read_bytes()
    (path.parent / "cat.jpg").unlink()
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=100))
    with pytest.raises(DiskFull, match="Nothing was changed"):
        save(kept, path, before=project)
    assert path.read_bytes() == first
    with pytest.raises(FileError, match=f"cat año.* cannot be read: {os.strerror(errno.ENOSPC)}"):
        load(path)


def test_saving_needs_no_temporary_folder(kept: Record, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, first = save_project(kept, path, Job()), path.read_bytes()
    (path.parent / "cat.jpg").unlink()
    monkeypatch.setattr("tempfile.tempdir", str(path.parent / "nowhere"))
    save(kept, path, before=project)
    assert path.read_bytes() == first
    with pytest.raises(FileError, match="cat año.* cannot be read"):
        load(path)


def test_cancelling_changes_nothing(kept: Record, path: Path) -> None:
    save(kept, path)
    first, job = path.read_bytes(), Job()
    job.cancel()
    with pytest.raises(Cancelled):
        save_project(kept, path, job, overwrite=True)
    assert path.read_bytes() == first
    assert {each.name for each in path.parent.iterdir()} == {path.name, "cat.jpg"}


def test_a_folder_that_is_not_there_is_a_sentence(kept: Record, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="folder does not exist"):
        save(kept, tmp_path / "nowhere" / "a.ganstudio")
    with pytest.raises(FileError, match="is a folder"):
        save(kept, tmp_path)


def test_a_newer_minor_version_is_told_and_kept(kept: Record, path: Path) -> None:
    save(kept, path)
    with zipfile.ZipFile(path) as file:
        values = json.loads(file.read(INDEX)) | {"version": [1, 9], "layers": ["x"]}
    change(path, INDEX, json.dumps(values).encode())
    opened = load(path)
    assert "newer version" in opened.warning
    save(opened.record, path, before=opened.project)
    with zipfile.ZipFile(path) as file:
        assert json.loads(file.read(INDEX)) == values


def test_a_newer_major_version_is_refused(kept: Record, path: Path) -> None:
    save(kept, path)
    with zipfile.ZipFile(path) as file:
        values = json.loads(file.read(INDEX)) | {"version": [2, 0]}
    change(path, INDEX, json.dumps(values).encode())
    with pytest.raises(FileError, match="newer version"):
        load(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 99, b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 9])
def test_what_is_no_zip_is_a_sentence(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(FileError, match="cat año"):
        load(path)


def test_what_is_no_file_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.ganstudio"):
        with pytest.raises(FileError):
            load(path)


def test_another_zip_is_no_project(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    with pytest.raises(FileError, match="no project"):
        load(path)


def test_a_project_that_was_packed_again_opens(kept: Record, path: Path) -> None:
    save(kept, path)
    change(path, "mimetype", b"x", zipfile.ZIP_DEFLATED)
    assert load(path, results="all").record.steps


def test_names_that_lead_elsewhere_are_never_used(kept: Record, path: Path, tmp_path: Path) -> None:
    """Whatever an entry is called, only names of parts are asked for."""
    save(kept, path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../outside.txt", "x")
        file.writestr("/etc/outside.txt", "x")
    load(path, results="all")
    assert not list(tmp_path.parent.glob("outside.txt"))
    with zipfile.ZipFile(path) as file:
        values = json.loads(file.read(INDEX))
    values["mask"] = "../outside.txt"
    change(path, INDEX, json.dumps(values).encode())
    with pytest.raises(FileError, match="a part of it"):
        load(path)


def test_a_part_that_swells_is_refused(kept: Record, path: Path) -> None:
    save(kept, path)
    change(path, parts(path, ".jpg")[0], bytes(30 << 20), zipfile.ZIP_DEFLATED)
    with pytest.raises(FileError, match="a part of it"):
        load(path)


def test_a_description_that_swells_is_refused(kept: Record, path: Path) -> None:
    save(kept, path)
    change(path, INDEX, b" " * (10 << 20), zipfile.ZIP_DEFLATED)
    with pytest.raises(FileError):
        load(path)


def test_sizes_that_lie_are_told(kept: Record, path: Path) -> None:
    """The list at the end of the zip claims more, or less, than there is."""
    save(kept, path)
    name = parts(path, ".jpg")[0].encode()
    data = bytearray(path.read_bytes())
    at = data.rindex(name) - 46  # of the entry in that list
    for claim in (5, 1 << 31):
        data[at + 24 : at + 28] = claim.to_bytes(4, "little")
        path.write_bytes(data)
        with pytest.raises(FileError, match="cat año"):
            load(path)


def test_every_cut_is_a_sentence(kept: Record, path: Path) -> None:
    save(kept, path)
    data = path.read_bytes()
    for end in range(0, len(data), 997):
        path.write_bytes(data[:end])
        with pytest.raises(FileError, match="cat año"):
            load(path)


def test_whatever_is_changed_it_opens_right_or_is_a_sentence(kept: Record, path: Path) -> None:
    save(kept, path)
    whole, rng = path.read_bytes(), np.random.default_rng(0)
    for _each in range(150):
        data = bytearray(whole)
        for at in rng.integers(0, len(data), 3):
            data[at] = rng.integers(0, 256)
        path.write_bytes(data)
        try:
            there = load(path, results="all").record
        except FileError:
            continue
        assert np.array_equal(there.original.pixels, kept.original.pixels)


def test_a_photo_larger_than_the_settings_allow_is_refused(tmp_path: Path, path: Path) -> None:
    save(Record("large", picture(1200, 1000)), path)
    with pytest.raises(FileError, match="too large"):
        load(path, limit_megapixels=1)


def test_a_project_is_no_photo(kept: Record, path: Path) -> None:
    save(kept, path)
    with pytest.raises(FileError, match="not a picture"):
        open_photo(path)
