"""States beyond the memory budget go to disk, exactly; whatever the disk does, none is lost."""

from __future__ import annotations

import errno
import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.image import spill
from ganstudio.image.history import History
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.paths import spill_folder

SIDE = 100
BYTES = SIDE * SIDE * 3


def photo(value: int, dtype: str = "uint8") -> Photo:
    return Photo(freeze(np.full((SIDE, SIDE, 3), value, dtype)))


def value(state: Photo) -> int:
    assert (state.pixels == state.pixels[0, 0, 0]).all()
    return int(state.pixels[0, 0, 0])


def files() -> list[Path]:
    return [path for path in spill_folder().glob("*/*") if path.is_file()]


@pytest.fixture
def history() -> Iterator[History]:
    """Room for three states."""
    made = History(photo(0), 3 * BYTES)
    yield made
    made.close()
    made.settle()


def fill(history: History, count: int) -> None:
    for number in range(1, count + 1):
        history.push(photo(number))
        history.settle()


def test_within_the_budget_nothing_goes_to_disk(history: History) -> None:
    fill(history, 2)
    assert history.memory == 3 * BYTES
    assert not spill_folder().exists()


def test_the_oldest_go_to_disk_and_come_back_exactly(history: History) -> None:
    fill(history, 9)
    assert history.memory <= 3 * BYTES
    assert len(files()) == 7
    assert [value(history[index]) for index in range(10)] == list(range(10))
    on_disk = [isinstance(history[index].pixels, np.memmap) for index in range(10)]
    assert on_disk == [False, *[True] * 7, False, False]


def test_mapped_pixels_keep_the_convention() -> None:
    history = History(photo(1), 0)
    pixels = freeze(np.random.default_rng(0).integers(0, 65535, (31, 17, 4)).astype(np.uint16))
    history.push(Photo(pixels))
    history.push(photo(2))
    history.settle()
    mapped = history[1].pixels
    assert isinstance(mapped, np.memmap)
    assert not mapped.flags.writeable and mapped.flags.c_contiguous
    assert mapped.dtype == np.uint16
    assert np.array_equal(mapped, pixels)
    assert history.memory == photo(2).pixels.nbytes  # the current state alone stays whatever the budget
    history.close()
    history.settle()


def test_shared_pixels_count_once_and_move_together(history: History) -> None:
    shared = photo(7)
    for _time in range(20):
        history.push(Photo(shared.pixels))
        history.push(Photo(shared.pixels[10:60]))  # a view of the same memory
    history.settle()
    assert history.memory == 2 * BYTES
    assert not spill_folder().exists()
    fill(history, 3)
    assert {value(history[index]) for index in range(1, 41)} == {7}
    assert history.memory <= 3 * BYTES
    assert len(files()) == 3  # the whole, the view, and the first state after them


def test_undone_states_leave_the_disk_too(history: History) -> None:
    fill(history, 9)
    history.go(0)
    history.push(photo(99))
    gc.collect()
    assert (len(history), value(history[1])) == (2, 99)
    assert files() == []


def test_the_current_state_stays_in_memory_until_it_is_left() -> None:
    history = History(photo(0), 0)
    fill(history, 2)
    assert not isinstance(history[2].pixels, np.memmap)
    history.go(1)
    history.settle()
    assert [isinstance(history[index].pixels, np.memmap) for index in range(3)] == [True] * 3
    assert [value(history[index]) for index in range(3)] == [0, 1, 2]
    history.close()
    history.settle()


def test_a_full_disk_loses_nothing(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    fill(history, 9)
    assert [value(history[index]) for index in range(10)] == list(range(10))
    assert history.memory == 10 * BYTES
    assert "No space left on device" in history.problem
    assert files() == []


def test_room_on_the_disk_is_used_when_it_comes_back(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "_RESERVE", 2**62)
    fill(history, 6)
    assert history.problem and history.memory == 7 * BYTES
    monkeypatch.setattr(spill, "_RESERVE", 0)
    fill(history, 1)
    assert not history.problem
    assert history.memory <= 3 * BYTES
    assert value(history[3]) == 3


def test_a_folder_that_cannot_be_made_loses_nothing(history: History, home: Path) -> None:
    (home / "cache").write_text("a file where a folder should be")
    fill(history, 9)
    assert [value(history[index]) for index in range(10)] == list(range(10))
    assert history.problem


def test_close_stops_a_write_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    history = History(photo(0), 0)
    writing, go_on = threading.Event(), threading.Event()

    def slow(*_args: Any) -> Any:
        writing.set()
        go_on.wait(10)
        return type("Usage", (), {"free": 2**62})

    monkeypatch.setattr("shutil.disk_usage", slow)
    history.push(photo(1))
    assert writing.wait(10)
    history.close()  # does not wait for the disk
    assert len(history) == 0
    go_on.set()
    history.settle()
    assert list(spill_folder().iterdir()) == []
    assert not [thread for thread in threading.enumerate() if thread.name == "history"]


def test_close_removes_all_files(history: History) -> None:
    fill(history, 9)
    assert files()
    history.close()
    history.settle()
    assert list(spill_folder().iterdir()) == []


CRASH = """
import os, sys
import numpy as np
from ganstudio.image.history import History
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
history = History(Photo(freeze(np.zeros((50, 50, 3), np.uint8))), 0)
history.push(Photo(freeze(np.ones((50, 50, 3), np.uint8))))
history.settle()
print("spilled", flush=True)
sys.stdin.read()
os._exit(1)
"""


def test_leftovers_of_a_dead_program_go_and_a_living_ones_stay() -> None:
    program = subprocess.Popen([sys.executable, "-c", CRASH], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdin and program.stdout
    assert program.stdout.readline() == b"spilled\n"
    assert len(files()) == 1
    spill.clean_leftovers()
    assert len(files()) == 1, "its owner lives"
    program.communicate(timeout=30)
    assert len(files()) == 1, "it had no chance to clean up"
    spill.clean_leftovers()
    assert list(spill_folder().iterdir()) == []


def test_cleaning_up_does_not_touch_ones_own(history: History) -> None:
    fill(history, 9)
    spill.clean_leftovers()
    other = History(photo(0), 0)
    other.push(photo(1))
    other.settle()
    assert [value(history[index]) for index in range(10)] == list(range(10))
    assert len(files()) == 8
    other.close()
    other.settle()
    assert len(files()) == 7


def test_many_threads(history: History) -> None:
    """Pushing, going and looking at once: every state looked at is whole."""
    problems: list[BaseException] = []

    def work(seed: int) -> None:
        random = np.random.default_rng(seed)
        try:
            for _turn in range(100):
                if random.random() < 0.3:
                    history.push(photo(int(random.integers(255))))
                else:
                    value(history[int(random.integers(len(history)))])
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history.settle()
    assert problems == []
    assert history.memory <= 3 * BYTES
