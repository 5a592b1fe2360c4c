"""Every change of what is laid on a photo can be taken back, one by one; a gesture is one change."""

from __future__ import annotations

from ganstudio.gui.dabs.laid import begun
from ganstudio.gui.faces import laid as faces
from ganstudio.gui.states import misplaced
from ganstudio.image.dab import Dab
from ganstudio.tools.faces import Chosen
from tests.gui.facing import LARGE, LESS

ONE, TWO = Dab(0.1, 0.2, (200, 0, 0)), Dab(0.5, 0.5, (0, 200, 0))
MOVED = Dab(0.3, 0.2, (200, 0, 0))


def test_each_change_is_taken_back_and_done_again() -> None:
    states = begun()
    for dabs in ((ONE,), (ONE, TWO), (MOVED, TWO)):
        states.put(dabs, 0)
    seen = [states.now.items]
    while states.can_undo:
        states.undo()
        seen.append(states.now.items)
    assert seen == [(MOVED, TWO), (ONE, TWO), (ONE,), ()]
    while states.can_redo:
        states.redo()
    assert states.now.items == (MOVED, TWO)


def test_a_change_after_undo_is_the_end_of_what_was_undone() -> None:
    states = begun()
    states.put((ONE,), 0)
    states.undo()
    states.put((TWO,), 0)
    assert not states.can_redo
    states.undo()
    assert states.now.items == ()


def test_a_gesture_is_one_change_and_the_next_another() -> None:
    states = begun((ONE,))
    for step in range(5):
        states.put((Dab(0.1 * step, 0, (1, 2, 3)),), 0, "drag 1")
    states.put((TWO,), 0, "drag 2")
    states.undo()
    assert states.now.items == (Dab(0.4, 0, (1, 2, 3)),)
    states.undo()
    assert states.now.items == (ONE,) and not states.can_undo


def test_a_gesture_that_ends_where_it_began_was_none() -> None:
    states = begun((ONE,))
    states.put((MOVED,), 0, "drag 1")
    states.put((ONE,), 0, "drag 1")
    assert states.now.items == (ONE,) and not states.can_undo


def test_choosing_is_no_change() -> None:
    states = begun((ONE, TWO))
    before = states.now.items
    states.choose(1)
    states.put((ONE, TWO), 0)
    assert not states.can_undo and states.now.chosen == 0
    assert states.now.items is before, "what is attached is the same object as long as nothing has changed"


def test_the_same_gesture_after_a_rest_is_another() -> None:
    states = begun((ONE,))
    for step in range(3):
        states.put((Dab(0.1 * step, 0, (1, 2, 3)),), 0, "keys")
    states.rest()
    states.put((TWO,), 0, "keys")
    states.undo()
    assert states.now.items == (Dab(0.2, 0, (1, 2, 3)),)
    states.undo()
    assert states.now.items == (ONE,) and not states.can_undo


def test_of_faces_the_first_is_chosen_and_a_slider_alters_them() -> None:
    one, two = Chosen(LARGE), Chosen(LESS)
    states = faces.begun((one, two))
    assert states.now.chosen == (0,) and not faces.altered(states)
    states.choose((1, 0))
    states.put((one.moved("age", 0.5), two), (0,))
    assert faces.altered(states)
    states.undo()
    assert states.now.items == (one, two) and states.now.chosen == (1, 0)
    assert faces.begun().now.chosen == ()


def test_nothing_lies_where_it_was_in_a_photo_of_another_shape() -> None:
    assert misplaced((400, 300), (300, 400)) and misplaced((400, 300), (400, 290))
    assert not misplaced((400, 300), (1600, 1200)) and not misplaced(None, (400, 300))
