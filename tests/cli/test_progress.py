"""A bar on a terminal, silence in a pipe, and a Ctrl+C that ends the work cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganstudio.cli.progress import watched
from ganstudio.errors import Cancelled
from tests.cli.conftest import Command

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")


def kill(number: int) -> None:
    """To this very thread: two sent to the process may reach another thread and melt into one."""
    signal.raise_signal(number)


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl+C interrupts, also where the tests run in the background of a shell, which has it ignored there."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@posix
def test_ctrl_c_cancels_the_job() -> None:
    with pytest.raises(Cancelled), watched("work") as job:
        kill(signal.SIGINT)
        assert job.cancelled
        job.progress(0.5)


@posix
def test_a_job_that_did_not_notice_does_not_let_the_next_begin() -> None:
    with pytest.raises(Cancelled), watched("work"):
        kill(signal.SIGINT)


@posix
def test_the_second_ctrl_c_ends_at_once(ctrl_c: None) -> None:
    with pytest.raises(KeyboardInterrupt), watched("work"):
        kill(signal.SIGINT)
        kill(signal.SIGINT)


@posix
def test_a_polite_kill_cancels_too() -> None:
    with pytest.raises(SystemExit) as end, watched("work") as job:
        kill(signal.SIGTERM)
        job.check()
    assert end.value.code == 143


@posix
def test_afterwards_signals_do_what_they_did() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with watched("work"):
        pass
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_silence_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with watched("work") as job:
        job.progress(0.5, "half")
    assert capsys.readouterr() == ("", "")


BAR = """
import time
from ganstudio.cli.progress import watched
with watched("work") as job:
    time.sleep(0.2)
    job.progress(0.5, "half of it")
"""


@posix
def test_a_bar_on_a_terminal() -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    program = subprocess.Popen([sys.executable, "-c", BAR], stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    told = b""
    try:
        while part := os.read(ours, 4096):
            told += part
    except OSError:  # how Linux says that the other end was closed
        pass
    os.close(ours)
    assert program.communicate(timeout=60) == (b"", None)
    assert program.returncode == 0
    assert b"work" in told and b" 50%" in told and b"half of it" in told


ENDLESS = """
import sys, time
from dataclasses import dataclass
from ganstudio.cli import main
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Tool

@dataclass(frozen=True)
class Nothing:
    pass

def endless(photo, params, context):
    print("working", flush=True)
    while True:
        context.job.progress(0.5)
        time.sleep(0.01)

SUMMARIES["endless"] = ""
TOOLS["endless"] = Tool("endless", "", "", "", Nothing, endless, lambda size, params: size)
sys.exit(main(["endless", *sys.argv[1:]]))
"""


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_command_leaves_no_half_file(photo: Path, tmp_path: Path, number: int, code: int) -> None:
    target = tmp_path / "out" / "big.png"
    target.parent.mkdir()
    program = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(photo), "-o", str(target)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout
    assert program.stdout.readline() == "working\n"
    program.send_signal(number)
    _out, err = program.communicate(timeout=60)
    assert program.returncode == code, err
    assert "Traceback" not in err
    assert list(target.parent.iterdir()) == []


def test_interrupted_outside_of_any_job(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ganstudio.settings.load", interrupted)
    said = command("models")
    assert (said.code, said.err) == (130, "Cancelled.\n")
