"""Every change of the dabs can be taken back, one by one; a gesture is one change."""

from __future__ import annotations

from ganstudio.gui.dabs.states import States
from ganstudio.image.dab import Dab

ONE, TWO = Dab(0.1, 0.2, (200, 0, 0)), Dab(0.5, 0.5, (0, 200, 0))
MOVED = Dab(0.3, 0.2, (200, 0, 0))


def test_each_change_is_taken_back_and_done_again() -> None:
    states = States()
    for dabs in ((ONE,), (ONE, TWO), (MOVED, TWO)):
        states.put(dabs, 0)
    seen = [states.now.dabs]
    while states.can_undo:
        states.undo()
        seen.append(states.now.dabs)
    assert seen == [(MOVED, TWO), (ONE, TWO), (ONE,), ()]
    while states.can_redo:
        states.redo()
    assert states.now.dabs == (MOVED, TWO)


def test_a_change_after_undo_is_the_end_of_what_was_undone() -> None:
    states = States()
    states.put((ONE,), 0)
    states.undo()
    states.put((TWO,), 0)
    assert not states.can_redo
    states.undo()
    assert states.now.dabs == ()


def test_a_gesture_is_one_change_and_the_next_another() -> None:
    states = States((ONE,))
    for step in range(5):
        states.put((Dab(0.1 * step, 0, (1, 2, 3)),), 0, "drag 1")
    states.put((TWO,), 0, "drag 2")
    states.undo()
    assert states.now.dabs == (Dab(0.4, 0, (1, 2, 3)),)
    states.undo()
    assert states.now.dabs == (ONE,) and not states.can_undo


def test_a_gesture_that_ends_where_it_began_was_none() -> None:
    states = States((ONE,))
    states.put((MOVED,), 0, "drag 1")
    states.put((ONE,), 0, "drag 1")
    assert states.now.dabs == (ONE,) and not states.can_undo


def test_choosing_is_no_change() -> None:
    states = States((ONE, TWO))
    before = states.now.dabs
    states.choose(1)
    states.put((ONE, TWO), 0)
    assert not states.can_undo and states.now.chosen == 0
    assert states.now.dabs is before, "what is attached is the same object as long as nothing has changed"
