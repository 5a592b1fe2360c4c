"""The log: written by several processes, put aside when it is full, and never in the way."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganstudio import log
from ganstudio.errors import FileError
from ganstudio.paths import crash_file, log_file

_WRITER = """
import logging, sys
from ganstudio import log
log.LARGEST, log.KEPT = 4_000, 50
log.begin()
for number in range(150):
    logging.getLogger("ganstudio.x").info("line of %d: %d end", int(sys.argv[1]), number)
"""


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], logging.getLogger("ganstudio").level
    yield
    root.handlers[:] = before
    logging.getLogger("ganstudio").setLevel(level)


def logs_there() -> list[Path]:
    return sorted(path for path in log_file().parent.glob("ganstudio.log*") if path.suffix != ".lock")


def test_a_bug_is_written_with_all_that_led_to_it() -> None:
    try:
        try:
            raise FileError("Ana.jpg is damaged.")
        except FileError as error:
            raise RuntimeError("of the program") from error
    except RuntimeError as error:
        sentence = log.write_bug(error)
    text = log_file().read_text()
    assert str(log_file()) in sentence and "of the program" in sentence
    assert "Traceback" in text and "Ana.jpg" in text and "direct cause" in text and "test_log.py" in text
    assert f"{log.FROM}Ana.jpg is damaged.{log.TO}" in text, "so that a report can leave it out"


def test_a_bug_is_told_where_no_log_can_be_written(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "data").write_text("a file in the place of the folder")
    sentence = log.write_bug(RuntimeError("lost"))
    assert "lost" in sentence and "details" not in sentence
    assert "lost" in capsys.readouterr().err


def test_warnings_go_into_the_log_and_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    log.begin()
    log.begin()
    logging.getLogger("ganstudio.x").warning("%s of %d is passed over", "a b.png", 3)
    logging.getLogger("other").info("of no interest")
    assert log_file().read_text().count("passed over") == 1
    assert f"{log.FROM}a b.png{log.TO} of 3 is passed over" in log_file().read_text()
    assert "of no interest" not in log_file().read_text()
    assert capsys.readouterr().err == "a b.png of 3 is passed over\n", "as it was said"


def test_a_full_log_is_put_aside_and_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 3000)
    log.begin()
    for number in range(300):
        logging.getLogger("ganstudio.x").info("line %d end", number)
    logs = logs_there()
    assert [path.name for path in logs] == ["ganstudio.log", *(f"ganstudio.log.{n}" for n in range(1, log.KEPT + 1))]
    assert all(path.stat().st_size <= 3000 for path in logs)
    assert "line 299 end" in logs[0].read_text() and "line 0 end" not in "".join(path.read_text() for path in logs)


def test_two_processes_write_into_one_log_and_lose_nothing() -> None:
    both = [subprocess.Popen([sys.executable, "-c", _WRITER, str(number)]) for number in (1, 2)]
    assert [each.wait(60) for each in both] == [0, 0]
    lines = [line for path in logs_there() for line in path.read_text().splitlines()]
    assert sorted(line.rpartition("  ")[2] for line in lines) == sorted(
        f"line of {process}: {number} end" for process in (1, 2) for number in range(150)
    )
    assert len(logs_there()) > 3, "it was put aside meanwhile"


_CRASHING = "import ctypes; from ganstudio import crash; crash.look(); ctypes.string_at(0)"


def test_a_crash_is_in_the_log_after_the_next_start() -> None:
    assert subprocess.run([sys.executable, "-c", _CRASHING], stderr=subprocess.DEVNULL, timeout=60).returncode != 0
    assert "string_at" in crash_file().read_text()
    script = "from ganstudio import crash, log; log.begin(); print(crash.look(), crash.look())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout == "True False\n"
    assert "ended by a crash" in log_file().read_text() and "string_at" in log_file().read_text()
    assert crash_file().read_text() == ""
