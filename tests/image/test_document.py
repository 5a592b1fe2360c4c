"""A document: every edit is a step, and each state can be gone back to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ganstudio.image.document import Document
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.paths import spill_folder


def photo(value: int, side: int = 10) -> Photo:
    return Photo(freeze(np.full((side, side, 3), value, np.uint8)), path=Path("photo.png"))


def edit(value: int) -> Edit:
    return Edit("upscale", {"scale": value}, "sharp", "00", value)


@pytest.fixture
def document() -> Iterator[Document]:
    """Three steps done."""
    made = Document(photo(0))
    for value in (1, 2, 3):
        made.apply(edit(value), photo(value, 10 + value))
    yield made
    made.close()


def shown(document: Document) -> int:
    return int(document.photo.pixels[0, 0, 0])


def test_a_step_tells_tool_parameters_model_and_size(document: Document) -> None:
    assert [step.edit for step in document.steps] == [edit(1), edit(2), edit(3)]
    assert [step.size for step in document.steps] == [(11, 11), (12, 12), (13, 13)]
    assert document.position == 3


def test_undo_and_redo(document: Document) -> None:
    for wanted in (2, 1, 0):
        assert document.can_undo
        document.undo()
        assert shown(document) == wanted
    assert not document.can_undo
    document.undo()
    assert shown(document) == 0
    for wanted in (1, 2, 3):
        assert document.can_redo
        document.redo()
        assert shown(document) == wanted
    assert not document.can_redo
    document.redo()
    assert shown(document) == 3


def test_jump_to_any_step(document: Document) -> None:
    for position in (0, 2, 1, 3, 0):
        document.jump(position)
        assert (shown(document), document.position) == (position, position)
    for nowhere in (-1, 4):
        document.jump(nowhere)
        assert document.position == 0
    assert int(document.original.pixels[0, 0, 0]) == 0


def test_a_new_step_replaces_undone_ones(document: Document) -> None:
    document.jump(1)
    document.apply(edit(9), photo(9))
    assert [step.edit.seed for step in document.steps] == [1, 9]
    assert (shown(document), document.can_redo) == (9, False)


def test_dirty_means_other_than_opened_or_saved(document: Document) -> None:
    assert document.dirty
    document.jump(0)
    assert not document.dirty
    document.jump(2)
    document.mark_saved(Path("saved.png"))
    assert not document.dirty
    assert document.path == Path("saved.png")
    document.undo()
    assert document.dirty
    document.redo()
    assert not document.dirty
    document.jump(0)
    assert document.dirty, "the file holds step 2 now"
    document.apply(edit(5), photo(5))
    document.jump(0)
    assert document.dirty, "the saved state is gone"


def test_changes_are_told_once_each_and_outside_the_lock(document: Document) -> None:
    told: list[int] = []

    def look() -> None:
        thread = threading.Thread(target=lambda: told.append(document.steps and document.position))
        thread.start()
        thread.join(10)
        assert not thread.is_alive(), "the document is locked while it tells"

    document.changed.append(look)
    document.undo()
    document.undo()
    document.redo()
    document.jump(0)
    document.jump(0)  # nothing changes
    document.apply(edit(4), photo(4))
    document.mark_saved(Path("x.png"))
    assert told == [2, 1, 2, 0, 1, 1]


def test_a_late_result_after_closing_does_nothing(document: Document) -> None:
    told: list[None] = []
    document.changed.append(lambda: told.append(None))
    document.close()
    document.apply(edit(4), photo(4))
    document.undo()
    document.jump(0)
    document.close()
    assert told == []


def test_results_of_many_threads_all_arrive() -> None:
    document = Document(photo(0))
    threads = [threading.Thread(target=document.apply, args=(edit(value), photo(value))) for value in range(1, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert document.position == 29
    assert sorted(step.edit.seed for step in document.steps) == list(range(1, 30))
    for position in range(1, 30):
        document.jump(position)
        assert shown(document) == document.steps[position - 1].edit.seed
    document.close()


def test_beyond_the_budget_all_steps_can_still_be_undone() -> None:
    document = Document(photo(0, 100), memory_budget=100 * 100 * 3 * 3)
    for value in range(1, 21):
        document.apply(edit(value), photo(value, 100))
    document.settle()
    assert document.memory <= 100 * 100 * 3 * 3
    assert document.problem == ""
    for value in range(19, -1, -1):
        document.undo()
        assert (document.photo.pixels == value).all()
    document.close()
    document.settle()
    assert list(spill_folder().iterdir()) == []


def test_the_last_step_and_what_was_before_it(document: Document) -> None:
    assert document.last and (document.last[0], document.last[1].size) == (edit(3), (12, 12))
    document.jump(1)
    assert document.last and (document.last[0], document.last[1].size) == (edit(1), (10, 10))
    document.jump(0)
    assert document.last is None


def test_another_try_takes_the_place_of_the_last_step(document: Document) -> None:
    told: list[int] = []
    document.changed.append(lambda: told.append(shown(document)))
    document.undo()
    document.replace(edit(9), photo(9))
    assert [step.edit for step in document.steps] == [edit(1), edit(9)] and not document.can_redo
    assert (shown(document), told) == (9, [2, 9])
    document.undo()
    assert shown(document) == 1
    document.jump(0)
    document.replace(edit(9), photo(9))
    assert shown(document) == 0, "there is no step to replace"
