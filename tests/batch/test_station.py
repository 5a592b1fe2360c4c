"""What a worker of a cluster needs, and the signs by which it proves that it sees the same folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ganstudio.batch import station
from ganstudio.batch.signs import ordered
from ganstudio.batch.station import Order
from ganstudio.engine.store import Store
from ganstudio.errors import FileError
from ganstudio.image.edit import Edit
from ganstudio.tools.workflow import Workflow
from tests.batch.clusters import photos
from tests.batch.rooms import FLIP, found, picture, plan


@pytest.fixture
def order(tmp_path: Path) -> Iterator[Order]:
    folders = [photos(tmp_path / name, 2) for name in ("one", "two")]
    batch = found(plan(*folders, output=tmp_path / "out", workflow=FLIP), tmp_path / "journal")
    with ordered(batch, "stop") as order:
        yield order


def test_a_worker_with_all_it_needs(order: Order) -> None:
    assert station.lacks(order) == ""
    assert len(order.signs) == 3, "two folders of photos, one of results"


def test_the_models_of_the_start_are_asked_for(tmp_path: Path) -> None:
    upscale = Workflow("larger", (Edit("upscale"),))
    batch = found(plan(photos(tmp_path / "in", 1), output=tmp_path / "out", workflow=upscale), tmp_path / "journal")
    with batch.at_work(Store(), lambda _item: None), ordered(batch, "stop") as order:
        name = next(iter(order.models))
        assert station.lacks(order) == ""
        assert f"its model {name} is" in station.lacks(replace(order, models={name: "other"}))


def test_what_a_worker_may_lack(order: Order, tmp_path: Path) -> None:
    assert station.lacks(replace(order, version="0.0")).endswith("not 0.0")
    assert station.lacks(replace(order, models={"nix": "1"})) == "its model nix is not the same as here"
    unknown = replace(order.plan, workflow=Workflow("new", (Edit("nix"),)))
    assert "no tool called nix" in station.lacks(replace(order, plan=unknown))
    closed = replace(order, results=(tmp_path / "journal",))
    assert station.lacks(closed) == f"it cannot write into the folder {tmp_path / 'journal'}"
    picture(tmp_path / "two" / "0.png", 99)
    assert station.lacks(order) == f"it does not see the folder {tmp_path / 'two'}", "another one of that name"


def test_signs_are_taken_down(tmp_path: Path) -> None:
    folder = photos(tmp_path / "in", 1)
    batch = found(plan(folder, output=None, pattern="{name}_{tool}"), tmp_path / "journal")
    with ordered(batch, "stop") as order:
        assert len(list(folder.iterdir())) == 2 and order.results == (folder,)
    assert len(list(folder.iterdir())) == 1


def test_results_that_cannot_be_written_at_all(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    batch = found(plan(photos(tmp_path / "in", 1), output=tmp_path / "out" / "x"), tmp_path / "journal")
    with pytest.raises(FileError, match="out/x cannot be written"), ordered(batch, "stop"):
        pass
