"""Nothing that is found in the recovery folder, however damaged, can stop a start."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ganstudio.errors import FileError
from ganstudio.image.edit import Edit
from ganstudio.masks.mask import freeze
from ganstudio.paths import recovery_folder
from ganstudio.projects.drawer import PLACE
from ganstudio.projects.parts import INDEX
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.recovery import Leftovers, Safe
from tests.projects.made import picture
from tests.projects.recovering import again, die, kept, photo, record, safe, same

__all__ = ["photo", "record", "safe"]


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
