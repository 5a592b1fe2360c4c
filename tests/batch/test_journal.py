"""The journal: whole lines, whatever happens to the program; and the report made from it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ganstudio.batch.batch import Batch
from ganstudio.batch.item import Item, State
from ganstudio.batch.journal import Journal
from ganstudio.batch.plan import Plan
from ganstudio.batch.record import Record, changed_line, first_line, found_line
from ganstudio.batch.report import COLUMNS, write_csv
from ganstudio.engine.job import Job
from ganstudio.errors import FileError, GanstudioError
from tests.batch.rooms import found, picture, plan, run


@pytest.fixture
def made(tmp_path: Path) -> Plan:
    """A plan for three photos, one of them empty, where the name of a result is taken."""
    for index in range(3):
        picture(tmp_path / "in" / f"{index}.png", index)
    (tmp_path / "in" / "1.png").write_bytes(b"")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "0.png").write_bytes(b"there before")
    return plan(tmp_path / "in", output=tmp_path / "out")


def results(folder: Path) -> dict[str, bytes]:
    """Every file, and what is in it."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("left", ["result", "part", "nothing"])
def test_cut_off_anywhere_it_is_gone_on_with(made: Plan, tmp_path: Path, left: str) -> None:
    """At the end of each line and in its middle. What was at work then has its result, a part of it, or nothing."""
    batch = run(found(made, tmp_path / "j"))
    whole, end, items = (tmp_path / "j").read_bytes(), results(tmp_path / "out"), batch.items
    assert end.keys() == {"0.png", "0-2.png", "2.png"}
    lines = whole.splitlines(keepends=True)
    for count in range(len(lines) + 1):
        (tmp_path / "j").write_bytes(b"".join(lines[:count]) + lines[count % len(lines)][:20])
        told = {line["photo"]: line["state"] for line in map(json.loads, lines[:count]) if "photo" in line}
        for index in (0, 2):
            name = items[index].target.name
            (tmp_path / "out" / name).unlink()
            if told.get(index) == "done" or (told.get(index) == "working" and left == "result"):
                (tmp_path / "out" / name).write_bytes(end[name])
            elif told.get(index) == "working" and left == "part":
                (tmp_path / "out" / f".ganstudio-{index}.part").write_bytes(end[name][:10])
        again = Batch(made, tmp_path / "j")
        again.find(Job())
        run(again)
        assert results(tmp_path / "out") == end
        assert [(item.target, item.state) for item in again.items] == [(item.target, item.state) for item in items]


def test_lines_of_any_name(tmp_path: Path) -> None:
    names = ["año", "日本", "two\nlines", "\udcff", "\u2028"]
    journal = Journal(tmp_path / "j")
    with journal.opened():
        for name in names:
            journal.write({"name": name})
    assert [line["name"] for line in journal.lines()] == names
    assert (tmp_path / "j").read_bytes().count(b"\n") == len(names)


def test_states_come_back(made: Plan, tmp_path: Path) -> None:
    items = [Item(tmp_path / name, tmp_path / f"out-{name}") for name in "abcde"]
    states = [
        Item(items[0].source, tmp_path / "x", State.DONE, "", 1.25, (3, 4)),
        Item(items[1].source, items[1].target, State.FAILED, "broken"),
        Item(items[2].source, items[2].target, State.SKIPPED, "there"),
        Item(items[3].source, tmp_path / "y", State.WORKING),
        items[4],
    ]
    lines = [first_line(made, "2031-12-24"), *(found_line(item, 7) for item in items), {"found": 5}]
    lines += [changed_line(0, Item(items[0].source, tmp_path / "x", State.WORKING))]
    lines += [changed_line(index, item) for index, item in enumerate(states) if item.state is not State.WAITING]
    record = Record.read(json.loads(json.dumps(lines)))
    assert record.items[:3] == states[:3]
    assert record.items[3] == Item(items[3].source, tmp_path / "y"), "waits again, with the name it was given"
    assert record.begun == {3} and record.items[4] == items[4]
    assert (record.plan, record.started, record.found) == (made, "2031-12-24", True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"nonsense\n", "damaged"),
        (b"[1]\n", "damaged"),
        (b'{"photo": 3, "state": "done"}\n', "damaged"),
        (b'{"ganstudio": "batch", "version": 99, "plan": {}}\n', "another version"),
        (b'{"ganstudio": "batch", "version": 1, "started": "x", "plan": {"inputs": 1}}\n', "no plan"),
        (b"\xff\xfe\n", "damaged"),
    ],
)
def test_what_is_no_journal_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "j").write_bytes(content)
    with pytest.raises(GanstudioError, match=told) as refusal:
        Batch(None, tmp_path / "j")
    assert str(tmp_path / "j") in str(refusal.value)


def test_a_place_where_no_journal_can_be(made: Plan, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="file"):
        Batch(made, tmp_path / "file" / "j").find(Job())


def test_a_report(made: Plan, tmp_path: Path) -> None:
    batch = run(found(made, tmp_path / "j"))
    write_csv(batch.items, tmp_path / "reports" / "r.csv")
    with (tmp_path / "reports" / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == COLUMNS
    assert [row[2] for row in rows] == ["done", "failed", "done"]
    assert rows[0][:2] == [str(tmp_path / "in" / "0.png"), str(tmp_path / "out" / "0-2.png")]
    assert rows[0][5:] == ["8", "6"] and float(rows[0][4]) > 0
    assert rows[1][1] == "" and "1.png is empty" in rows[1][3]


def test_a_report_of_odd_names(tmp_path: Path) -> None:
    names = ['a "b", c', "two\nlines", "ñ日", "\udcff"]
    write_csv([Item(tmp_path / name, tmp_path / name) for name in names], tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        _head, *rows = csv.reader(file)
    assert [Path(row[0]).name for row in rows] == [*names[:3], "\\udcff"]
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        write_csv([], tmp_path / "file" / "r.csv")
