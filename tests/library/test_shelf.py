"""The user's own models: their titles, copies, and the way away and back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo, read_info
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError
from ganstudio.image.edit import Edit
from ganstudio.library import card, shelf
from ganstudio.tools.workflow import check_step
from tests.engine import small


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """One bundled model, one of the user's own."""
    small.save(tmp_path / "bundled", "theirs")
    small.save(tmp_path / "own", "mine", seed=1)
    return Store([tmp_path / "bundled", tmp_path / "own"])


@pytest.fixture
def mine(store: Store) -> ModelInfo:
    return store.find("mine")


def names(store: Store) -> list[str]:
    return [info.name for info in store.list()]


def weights(path: Path) -> bytes:
    data = path.read_bytes()
    return data[8 + int.from_bytes(data[:8], "little") :]


def test_another_title_but_the_same_name_and_weights(store: Store, mine: ModelInfo) -> None:
    before = weights(mine.path)
    renamed = shelf.rename(mine, "  Año   日本 ", store, Job())
    assert (renamed.title, renamed.name, renamed.path) == ("Año 日本", "mine", mine.path)
    assert store.find("mine").title == "Año 日本" and weights(mine.path) == before
    store.load(renamed)


def test_what_was_made_before_another_title_is_still_known(store: Store, mine: ModelInfo) -> None:
    first = mine.sha256
    second = shelf.rename(mine, "Second", store, Job()).sha256
    third = shelf.rename(store.find("mine"), "Third", store, Job())
    assert len({first, second, third.sha256}) == 3
    assert all(third.was(digest) for digest in (first, second, third.sha256)) and not third.was("0" * 64)
    step = Edit("upscale", {"model": "mine"}, "mine", first)
    assert check_step(step, store) == []
    other = replace(step, sha256="0" * 64)
    assert "another one" in check_step(other, store)[0]


def test_a_title_is_needed(store: Store, mine: ModelInfo) -> None:
    with pytest.raises(ModelError, match="title"):
        shelf.rename(mine, " \n ", store, Job())
    assert store.find("mine").title == "Mine"


def test_what_comes_with_the_program_stays_as_it_is_but_can_be_copied(store: Store) -> None:
    theirs = store.find("theirs")
    for change in (lambda: shelf.rename(theirs, "x", store, Job()), lambda: shelf.remove(theirs, store)):
        with pytest.raises(ModelError, match="comes with the program"):
            change()
    copy = shelf.duplicate(theirs, store, Job())
    assert (copy.name, copy.title) == ("theirs-2", "Theirs (copy)") and shelf.is_own(copy, store)
    assert weights(copy.path) == weights(theirs.path)
    assert shelf.duplicate(theirs, store, Job(), "Another").name == "theirs-3"


def test_put_away_and_brought_back(store: Store, mine: ModelInfo) -> None:
    data = mine.path.read_bytes()
    removed = shelf.remove(mine, store)
    assert names(store) == ["theirs"] and removed.place.read_bytes() == data
    back = shelf.put_back(removed, store)
    assert back.path == mine.path and mine.path.read_bytes() == data and names(store) == ["theirs", "mine"]
    assert not removed.place.exists()


def test_what_comes_back_takes_another_name_where_its_own_is_taken(store: Store, mine: ModelInfo) -> None:
    removed = shelf.remove(mine, store)
    small.save(store.folder, "mine", seed=2)
    back = shelf.put_back(removed, store)
    assert back.name == "mine-2" and sorted(names(store)) == ["mine", "mine-2", "theirs"]


def test_what_cannot_come_back_is_told(store: Store, mine: ModelInfo) -> None:
    removed = shelf.remove(mine, store)
    removed.place.unlink()
    with pytest.raises(ModelError, match="mine"):
        shelf.put_back(removed, store)


def test_after_a_month_what_was_put_away_is_gone(store: Store, mine: ModelInfo) -> None:
    old = shelf.remove(shelf.duplicate(mine, store, Job()), store)
    os.utime(old.place, (0, 0))
    assert shelf.removed(store) == ()
    recent = shelf.remove(mine, store)
    assert not old.place.exists() and recent.place.exists()


def test_what_can_be_brought_back_is_listed_the_latest_first(store: Store, mine: ModelInfo) -> None:
    assert shelf.removed(store) == ()
    data = mine.path.read_bytes()
    for info in (shelf.duplicate(mine, store, Job(), "Copy"), mine):
        shelf.remove(info, store)
    place = next(each.place for each in shelf.removed(store) if each.info.title == "Copy")
    os.utime(place, (time.time() - 9.5 * 86_400,) * 2)
    (shelf.away(store) / "damaged.safetensors").write_bytes(b"x")
    assert [(each.info.title, each.days) for each in shelf.removed(store)] == [("Mine", 30), ("Copy", 21)]
    back = shelf.put_back(shelf.removed(store)[0], store)
    assert back.path == mine.path and mine.path.read_bytes() == data
    assert [each.info.title for each in shelf.removed(store)] == ["Copy"]


def test_given_to_others_byte_for_byte(store: Store, mine: ModelInfo, tmp_path: Path) -> None:
    written = shelf.export(mine, tmp_path / "out", Job())
    assert written.name == "out.safetensors" and written.read_bytes() == mine.path.read_bytes()
    with pytest.raises(ModelError, match="itself"):
        shelf.export(mine, mine.path, Job())
    assert read_info(mine.path).name == "mine"


def test_a_copy_that_is_stopped_leaves_nothing(store: Store, mine: ModelInfo, tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    out = tmp_path / "out"
    with pytest.raises(Cancelled):
        shelf.export(mine, out / "it", job)
    with pytest.raises(Cancelled):
        shelf.duplicate(mine, store, job)
    assert not list(out.iterdir()) and names(store) == ["theirs", "mine"]


def test_a_model_on_trial_is_not_on_the_shelf(store: Store, tmp_path: Path) -> None:
    lent = read_info(small.save(tmp_path / "run", "lent", seed=3))
    store.lend(lent)
    assert [info.name for info in shelf.on_shelf(store)] == ["theirs", "mine"]
    with pytest.raises(ModelError, match="not among your models"):
        shelf.remove(lent, store)


def test_copies_made_by_several_programs_at_once_are_all_there(store: Store, mine: ModelInfo) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from ganstudio.engine.job import Job; from ganstudio.engine.store import Store\n"
        "from ganstudio.library import shelf\n"
        "store = Store([Path(sys.argv[1]), Path(sys.argv[2])])\n"
        "for _ in range(5): shelf.duplicate(store.find('mine'), store, Job())\n"
    )
    folders = [str(mine.path.parents[1] / "bundled"), str(store.folder)]
    run = [subprocess.Popen([sys.executable, "-c", script, *folders]) for _ in range(3)]
    assert [each.wait() for each in run] == [0, 0, 0]
    assert len(names(store)) == 2 + 15 and len(set(names(store))) == 17


@pytest.mark.parametrize(
    ("said", "forbidden"),
    [
        ({"licence": "CC BY-NC 4.0"}, True),
        ({"licence": "Non-commercial research"}, True),
        ({"licence": "CC BY 4.0"}, False),
        ({"licence": "MIT", "noncommercial": True}, True),
        ({"licence": "licence of NCSA"}, False),
        ({}, False),
    ],
)
def test_whether_commercial_use_is_forbidden(mine: ModelInfo, said: dict[str, object], forbidden: bool) -> None:
    assert card.non_commercial(replace(mine, card=said)) is forbidden
