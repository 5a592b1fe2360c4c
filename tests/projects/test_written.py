"""What is written down of an open photo comes back as it was, whatever is attached to it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, FileError
from ganstudio.image.chosen import Chosen
from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.export import ExportOptions
from ganstudio.image.face import Face
from ganstudio.image.files import open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.projects.parts import INDEX, Folder
from ganstudio.projects.read import OriginalMissing, read_record
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.written import write_record
from tests.projects.made import picture, record, saved


@pytest.fixture
def parts(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "kept año")


def read(parts: Folder, **how: Any) -> Record:
    """By somebody who has not written it."""
    return read_record(Folder(parts.path), **how)


def same(one: Photo | None, other: Photo | None) -> bool:
    assert one and other
    alike = one.pixels.dtype == other.pixels.dtype and np.array_equal(one.pixels, other.pixels)
    return alike and one.meta == other.meta and one.path == other.path


def test_everything_comes_back(parts: Folder, tmp_path: Path) -> None:
    kept = record(saved(tmp_path / "cat.jpg"))
    write_record(kept, parts)
    there = read(parts)
    assert same(there.original, kept.original)
    assert [step.edit for step in there.steps] == [step.edit for step in kept.steps]
    assert [step.size for step in there.steps] == [step.size for step in kept.steps]
    assert all(same(one.photo, other.photo) for one, other in zip(there.steps, kept.steps, strict=True))
    assert (there.title, there.path, there.position, there.saved) == ("cat.jpg", kept.path, 2, 1)
    assert there.mask is not None and kept.mask is not None and np.array_equal(there.mask, kept.mask)
    assert (there.limited, there.set) == (kept.limited, kept.set)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_every_kind_of_picture_is_kept_exactly(parts: Folder, kind: type, channels: int) -> None:
    photo = picture(channels=channels, kind=kind)
    write_record(Record("Pasted 1", photo), parts)
    assert same(read(parts).original, photo)


def test_what_is_told_beside_the_pixels_is_kept(parts: Folder) -> None:
    pixels = freeze(np.repeat(picture().pixels[..., :1], 3, axis=2))
    meta = Metadata(icc=b"a profile", exif=b"MM", xmp=b"<x/>", iptc=b"\x1c\x02", grey=True, density=11.8)
    photo = Photo(pixels, meta)
    write_record(Record("Pasted 1", photo), parts)
    assert same(read(parts).original, photo)


@pytest.mark.parametrize(
    "value",
    [
        np.arange(12, dtype=np.float32).reshape(3, 4),
        np.zeros((0, 3), np.uint8),
        np.full((2, 3), 7, np.uint8),
        np.full((2, 3, 4), 700, np.uint16),
        np.array(3),
        (Dab(0.5, 0.25, (1, 2, 3)),),
        (Chosen(Face((0.1, 0.2), (0.3, 0.2), (0.2, 0.4)), (("age", 0.5),)),),
        [1, "two", None],
    ],
)
def test_whatever_is_attached_is_kept(parts: Folder, value: Any) -> None:
    photo = picture()
    edit = Edit("light", {"exposure": 1.0}, seed=7, attachments={"it": value})
    write_record(Record("Pasted 1", photo, steps=(Kept(edit, photo.size),)), parts)
    assert read(parts).steps[0].edit == edit


def test_the_description_can_be_read_by_a_person(parts: Folder, tmp_path: Path) -> None:
    write_record(record(saved(tmp_path / "cat año.jpg")), parts)
    text = (parts.path / INDEX).read_text(encoding="utf-8")
    values = json.loads(text)
    assert "cat año.jpg" in text
    assert [step["tool"] for step in values["steps"]] == ["light", "resize"]
    assert (parts.path / values["original"]["part"]).read_bytes() == (tmp_path / "cat año.jpg").read_bytes()


def test_what_is_alike_is_written_once_and_not_again(parts: Folder, tmp_path: Path) -> None:
    kept = record(saved(tmp_path / "cat.jpg"))
    kept = replace(kept, steps=(*kept.steps, kept.steps[0]))
    write_record(kept, parts)
    written = {path: path.stat().st_mtime_ns for path in (parts.path / "parts").iterdir()}
    for path in written:
        os.utime(path, ns=(1, 1))
    write_record(kept, parts)
    assert {path.stat().st_mtime_ns for path in (parts.path / "parts").iterdir()} == {1}
    assert len({path.suffix for path in written}) > 1


def test_what_nobody_names_any_more_is_swept_away(parts: Folder, tmp_path: Path) -> None:
    kept = record(saved(tmp_path / "cat.jpg"))
    write_record(kept, parts)
    before = set((parts.path / "parts").iterdir())
    write_record(replace(kept, steps=(), position=0, saved=0, mask=None, set={}), parts)
    parts.sweep()
    assert set((parts.path / "parts").iterdir()) < before
    assert same(read(parts).original, kept.original)


def test_a_photo_whose_file_is_another_by_now_is_kept_as_it_was_opened(parts: Folder, tmp_path: Path) -> None:
    kept = record(saved(tmp_path / "cat.png"))
    saved(tmp_path / "cat.png", seed=9)
    write_record(kept, parts)
    assert same(read(parts).original, kept.original)
    for path in (tmp_path / "cat.png", parts.path):
        assert path.exists()


def test_a_linked_photo_is_found_where_it_was(parts: Folder, tmp_path: Path) -> None:
    kept = record(saved(tmp_path / "cat.jpg"))
    write_record(kept, parts, link=True)
    assert not list((parts.path / "parts").glob("*.jpg"))
    assert same(read(parts).original, kept.original)


def test_a_linked_photo_that_moved_is_asked_for(parts: Folder, tmp_path: Path) -> None:
    path = saved(tmp_path / "cat.jpg")
    write_record(record(path), parts, link=True)
    moved = path.rename(tmp_path / "moved.jpg")
    with pytest.raises(OriginalMissing, match=r"not where it was: .*cat\.jpg") as missing:
        read(parts)
    assert not missing.value.changed
    assert read(parts, original=moved).original.path == moved


def test_another_photo_never_takes_the_place_of_a_linked_one(parts: Folder, tmp_path: Path) -> None:
    path = saved(tmp_path / "cat.jpg")
    write_record(record(path), parts, link=True)
    saved(path, seed=5)
    with pytest.raises(OriginalMissing, match="another picture") as missing:
        read(parts)
    assert missing.value.changed
    with pytest.raises(OriginalMissing):
        read(parts, original=saved(tmp_path / "dog.jpg", seed=3))


def test_a_photo_without_a_file_cannot_be_linked_and_is_kept(parts: Folder) -> None:
    write_record(Record("Pasted 1", picture()), parts, link=True)
    assert same(read(parts).original, picture())


def test_only_the_results_asked_for_are_read(parts: Folder, tmp_path: Path) -> None:
    write_record(record(saved(tmp_path / "cat.jpg")), parts)
    assert [step.photo is None for step in read(parts, results="current").steps] == [True, False]
    assert [step.photo is None for step in read(parts, results="none").steps] == [True, True]


def test_a_newer_version_keeps_what_this_one_does_not_know(parts: Folder, tmp_path: Path) -> None:
    write_record(record(saved(tmp_path / "cat.jpg")), parts)
    values = json.loads((parts.path / INDEX).read_text(encoding="utf-8"))
    values |= {"version": [1, 7], "layers": [1, 2]}
    values["steps"][0]["opacity"] = 0.5
    parts.write(values)
    write_record(read(parts), parts)
    assert json.loads((parts.path / INDEX).read_text(encoding="utf-8")) == values


@pytest.mark.parametrize("masked", [True, False])
def test_what_was_set_before_it_was_written_what_the_mask_limits_stays_within_it(
    parts: Folder, tmp_path: Path, masked: bool
) -> None:
    edits = {name: Edit(name) for name in ("light", "face", "crop", "inpaint", "unheard-of")}
    kept = replace(record(saved(tmp_path / "cat.jpg")), limited=(), set=edits)
    values = write_record(kept if masked else replace(kept, mask=None), parts)
    assert not read(parts).limited, "nothing is limited, and that is known"
    del values["limited"]
    parts.write(values)
    assert read(parts).limited == (("light", "face") if masked else ())


def test_a_version_that_cannot_be_read_is_refused(parts: Folder, tmp_path: Path) -> None:
    values = write_record(record(saved(tmp_path / "cat.jpg")), parts)
    parts.write(values | {"version": [2, 0]})
    with pytest.raises(FileError, match="newer version"):
        read(parts)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"version": [1, "0"]},
        {"steps": {}},
        {"steps": [{}]},
        {"steps": [{"tool": "light"}]},
        {"steps": ["light"]},
        {"position": 3},
        {"position": -1},
        {"position": True},
        {"saved": 9},
        {"title": 5},
        {"path": 5},
        {"original": {}},
        {"original": {"path": "x"}},
        {"original": {"path": "x", "sha256": 5}},
        {"original": {"part": "../../etc/passwd"}},
        {"original": {"part": "parts/" + "0" * 64 + ".png"}},
        {"original": {"part": 5, "meta": []}},
        {"mask": "parts/../../x"},
        {"mask": ["parts"]},
        {"limited": {}},
        {"limited": [5]},
        {"set": []},
        {"set": {"inpaint": {"tool": "inpaint", "attachments": {"mask": 5}}}},
        {"set": {"insert": {"tool": "insert", "attachments": {"piece": {"array": "eJwDAAAAAAE="}}}}},
        {"set": {"colorize": {"tool": "colorize", "attachments": {"dabs": "many"}}}},
        {"set": {"face": {"tool": "face", "attachments": {"faces": [1]}}}},
        {"set": {"light": 5}},
        {"ganstudio": "workflow"},
    ],
    ids=str,
)
def test_a_description_that_makes_no_sense_is_a_sentence(parts: Folder, tmp_path: Path, change: Any) -> None:
    values = write_record(record(saved(tmp_path / "cat.jpg")), parts)
    parts.write(values | change)
    with pytest.raises(FileError, match="kept año"):
        read(parts)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00", '{"a":' * 10_000], ids=range(6))
def test_a_description_that_is_none_is_a_sentence(parts: Folder, text: str) -> None:
    parts.path.mkdir()
    (parts.path / INDEX).write_text(text)
    with pytest.raises(FileError, match="kept año"):
        read(parts)


def test_a_part_that_is_not_what_was_written_is_told(parts: Folder, tmp_path: Path) -> None:
    values = write_record(record(saved(tmp_path / "cat.jpg")), parts)
    part = parts.path / values["steps"][0]["result"]["part"]
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    with pytest.raises(FileError, match="a part of it"):
        read(parts)
    part.unlink()
    with pytest.raises(FileError, match="a part of it"):
        read(parts)


def test_a_mask_for_a_photo_of_another_size_is_refused(parts: Folder, tmp_path: Path) -> None:
    kept = record(saved(tmp_path / "cat.jpg"))
    write_record(replace(kept, mask=np.zeros((5, 5), np.uint8)), parts)
    with pytest.raises(FileError, match="a part of it"):
        read(parts)


def npy(header: bytes) -> bytes:
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + b"x" * 64


@pytest.mark.parametrize(
    "data",
    [
        npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }"),
        npy(b"(("),
        npy(b"{'descr': (), 'fortran_order': False, 'shape': (2,)}"),
        npy(b"-" * 9000 + b"1"),
        b"PK\x05\x06" + bytes(18),
        b"PK\x03\x04 and no more",
    ],
    ids=["claims to be huge", "no header", "no type", "deep", "an empty npz", "half an npz"],
)
def test_an_array_that_is_none_is_refused(parts: Folder, data: bytes) -> None:
    def lie(path: Path) -> None:
        path.write_bytes(data)

    photo = picture()
    edit = Edit("light", attachments={"it": np.zeros(3, np.float32)})
    values = write_record(Record("Pasted 1", photo, steps=(Kept(edit, photo.size),)), parts)
    values["steps"][0]["attachments"]["it"]["part"] = parts.put(lie, ".npy")
    parts.write(values)
    with pytest.raises(FileError, match="a part of it"):
        read(parts)


def test_cancelling_leaves_what_was_there(parts: Folder, tmp_path: Path) -> None:
    kept = record(saved(tmp_path / "cat.jpg"))
    write_record(kept, parts)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        write_record(replace(kept, title="other"), parts, job)
    assert read(parts).title == "cat.jpg"
    assert not list(parts.path.rglob("*.part"))


def test_a_picture_of_another_program_is_not_taken_for_ours(parts: Folder, tmp_path: Path) -> None:
    """An original that is a PNG keeps its own bytes; one that was pasted is written as a PNG of ours."""
    path = tmp_path / "grey.png"
    pixels = freeze(np.repeat(picture().pixels[..., :1], 3, axis=2))
    save_photo(Photo(pixels, Metadata(grey=True)), path, ExportOptions())
    photo = open_photo(path)
    write_record(Record("grey.png", photo), parts)
    assert same(read(parts).original, photo)
