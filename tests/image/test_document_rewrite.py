"""A history that is rewritten from some step on can be had back at once; states may come late, or never."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ganstudio.image.document import Document, Moment, Step
from tests.image.test_document import edit, photo, shown


@pytest.fixture
def document() -> Iterator[Document]:
    """Five steps done, 1 to 5."""
    made = Document(photo(0))
    for value in (1, 2, 3, 4, 5):
        made.apply(edit(value), photo(value))
    yield made
    made.close()


def seeds(document: Document) -> list[int]:
    return [step.edit.seed for step in document.steps]


def rewrite(document: Document, start: int, *values: int, back: int | None = None) -> None:
    document.rewrite(start, [(edit(value), photo(value)) for value in values], back=back)


def test_steps_take_the_place_of_others_and_go_back_at_once(document: Document) -> None:
    rewrite(document, 2, 33, 44, 55)
    assert (seeds(document), document.position, shown(document)) == ([1, 2, 33, 44, 55], 5, 55)
    document.undo()
    assert (seeds(document), document.position, shown(document)) == ([1, 2, 3, 4, 5], 5, 5)
    document.undo()
    assert (seeds(document), shown(document)) == ([1, 2, 3, 4, 5], 4)
    document.redo()
    document.redo()
    assert (seeds(document), shown(document)) == ([1, 2, 33, 44, 55], 55)


def test_within_the_new_line_steps_are_taken_back_one_by_one(document: Document) -> None:
    rewrite(document, 2, 33, 44, 55)
    document.jump(3)
    document.undo()
    assert (seeds(document), shown(document)) == ([1, 2, 33, 44, 55], 2)
    document.jump(5)
    document.undo()
    assert seeds(document) == [1, 2, 3, 4, 5]


def test_the_way_back_leads_where_one_came_from(document: Document) -> None:
    document.jump(1)  # where step 2 was begun to be changed
    rewrite(document, 1, 22, 33, back=5)
    document.undo()
    assert (seeds(document), shown(document)) == ([1, 2, 3, 4, 5], 5)
    document.redo()
    assert (seeds(document), shown(document)) == ([1, 22, 33], 33)


def test_undone_steps_come_back_too(document: Document) -> None:
    document.jump(3)
    rewrite(document, 0, 11, 22, 33)
    assert seeds(document) == [11, 22, 33]
    document.undo()
    assert (seeds(document), document.position) == ([1, 2, 3, 4, 5], 3)
    document.redo()
    assert seeds(document) == [11, 22, 33], "the latest that was undone is redone"


def test_several_are_taken_back_in_their_order(document: Document) -> None:
    rewrite(document, 4, 55)
    rewrite(document, 0, 11, 22, 33, 44, 55)
    rewrite(document, 2, 133, 144, 155)
    lines = [seeds(document)]
    for _each in range(3):
        document.undo()
        lines.append(seeds(document))
    assert lines == [[11, 22, 133, 144, 155], [11, 22, 33, 44, 55], [1, 2, 3, 4, 55], [1, 2, 3, 4, 5]]
    for line in (lines[2], lines[1], lines[0]):
        document.redo()
        assert seeds(document) == line
    assert not document.can_redo


def test_after_something_else_the_way_back_is_still_there(document: Document) -> None:
    rewrite(document, 3, 44, 55)
    document.apply(edit(6), photo(6))
    document.undo()
    document.undo()
    assert seeds(document) == [1, 2, 3, 4, 5]


def test_the_way_back_is_gone_with_the_step_it_begins_at(document: Document) -> None:
    rewrite(document, 4, 55)
    rewrite(document, 1, 22, 33, 44, 55)
    document.jump(3)
    document.apply(edit(7), photo(7))
    assert seeds(document) == [1, 22, 33, 7]
    for wanted in (33, 22, 1, 0):
        document.undo()
        assert (seeds(document), shown(document)) == ([1, 22, 33, 7], wanted)
    assert not document.can_undo


def test_what_was_turned_back_is_gone_after_something_else(document: Document) -> None:
    rewrite(document, 4, 55)
    document.undo()
    document.apply(edit(6), photo(6))
    assert (seeds(document), document.can_redo) == ([1, 2, 3, 4, 5, 6], False)


def test_saved_is_what_was_saved_wherever_it_is(document: Document) -> None:
    from pathlib import Path

    document.mark_saved(Path("x.png"))
    rewrite(document, 4, 55)
    assert document.dirty
    assert document.moment().saved == -1
    document.undo()
    assert not document.dirty
    assert document.moment().saved == 5


def test_both_lines_count_for_the_memory_and_go_to_disk() -> None:
    size = 100 * 100 * 3
    document = Document(photo(0, 100), memory_budget=4 * size)
    for value in range(1, 6):
        document.apply(edit(value), photo(value, 100))
    document.rewrite(1, [(edit(value), photo(value, 100)) for value in range(12, 16)])
    document.settle()
    assert document.memory <= 4 * size
    document.undo()
    for position in range(1, 6):
        document.jump(position)
        assert shown(document) == position
    document.jump(5)
    document.redo()
    assert shown(document) == 15
    document.close()


@pytest.fixture
def revived() -> Iterator[Document]:
    """Five steps, the third of them applied; only its state and the last are known."""
    steps = tuple(Step(edit(value), (10, 10)) for value in (1, 2, 3, 4, 5))
    photos = (None, None, photo(3), None, photo(5))
    made = Document.revived(Moment(photo(0), steps, photos, 3, -1))
    yield made
    made.close()


def test_only_what_is_known_can_be_gone_to(revived: Document) -> None:
    assert (shown(revived), revived.dirty, revived.last) == (3, True, None)
    for nowhere in (1, 2, 4):
        revived.jump(nowhere)
        assert revived.position == 3
    revived.redo()
    assert (revived.position, revived.can_redo) == (5, False)
    revived.undo()
    revived.undo()
    assert (revived.position, revived.can_undo) == (0, False)


def test_a_state_that_becomes_known_can_be_gone_to(revived: Document) -> None:
    told: list[int] = []
    revived.changed.append(lambda: told.append(revived.position))
    revived.fill(revived.steps[1], photo(2))
    assert told == [3]
    revived.undo()
    assert (shown(revived), revived.position) == (2, 2)


def test_a_state_that_comes_too_late_is_dropped(revived: Document) -> None:
    gone = revived.steps[3]
    revived.apply(edit(9), photo(9))
    revived.fill(gone, photo(4))
    assert seeds(revived) == [1, 2, 3, 9]
    revived.close()
    revived.fill(revived.steps[0], photo(1))


def test_a_moment_gives_the_same_document_again(document: Document) -> None:
    document.jump(2)
    moment = document.moment()
    again = Document.revived(moment)
    now = again.moment()
    assert (now.steps, now.position, now.saved) == (moment.steps, 2, 0)
    assert all(one is other for one, other in zip(now.photos, moment.photos, strict=True))
    again.close()
