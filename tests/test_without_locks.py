"""Folders on a file system that knows no locks, as some of a network are: all goes on there, only that nobody waits for
others."""

from __future__ import annotations

import errno
import logging
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from ganstudio.atomic import changing, take
from ganstudio.batch.journal import Journal
from ganstudio.log import LogFile
from ganstudio.owned import orphans, own
from trainers.attempt import alone
from trainers.clinic import quarantine


@pytest.fixture(params=[NotImplementedError(), OSError(errno.ENOLCK, "No locks available")], ids=["none", "no more"])
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_lock: FileLock, **_how: float) -> None:
        raise request.param

    monkeypatch.setattr(FileLock, "acquire", refuse)


def test_what_is_changed_together_is_changed(no_locks: None, tmp_path: Path) -> None:
    with changing(tmp_path / "settings.json"):
        pass
    quarantine.add([tmp_path / "a.png"])
    assert quarantine.listed() == {str(tmp_path / "a.png")}


def test_the_log_is_written(no_locks: None, tmp_path: Path) -> None:
    path = tmp_path / "ganstudio.log"
    assert LogFile(path).write(logging.makeLogRecord({"msg": "It rains."}))
    assert "It rains." in path.read_text(encoding="utf-8")


def test_a_batch_is_done(no_locks: None, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    with journal.opened():
        journal.write({"done": 1})
    assert journal.lines() == [{"done": 1}]


def test_a_run_is_trained(no_locks: None, tmp_path: Path) -> None:
    with alone(tmp_path / "run"):
        assert (tmp_path / "run").is_dir()


def test_a_folder_has_an_owner_who_is_taken_to_live(no_locks: None, tmp_path: Path) -> None:
    ours = own(tmp_path)
    assert ours.path.is_dir() and not orphans(tmp_path)
    ours.remove()
    assert not ours.path.exists()


def test_what_somebody_has_is_not_taken(tmp_path: Path) -> None:
    held, other = (FileLock(tmp_path / "lock", timeout=0, is_singleton=False) for _each in range(2))
    assert take(held)
    with pytest.raises(Timeout):
        take(other)
    held.release()
