"""Every change of faces and sliders can be taken back, one by one; a gesture is one change."""

from __future__ import annotations

from ganstudio.gui.faces.states import States
from ganstudio.tools.faces import Chosen
from tests.gui.facing import LARGE, LESS

ONE, TWO = Chosen(LARGE), Chosen(LESS)


def test_each_change_is_taken_back_and_done_again() -> None:
    states = States((ONE, TWO))
    assert states.now.chosen == (0,) and not states.altered
    older = ONE.moved("age", 0.5)
    states.put((older, TWO), (0,))
    states.put((older,), (0,))
    assert states.altered
    states.undo()
    assert states.now.faces == (older, TWO)
    states.undo()
    assert states.now.faces == (ONE, TWO) and not states.can_undo
    states.redo()
    states.redo()
    assert states.now.faces == (older,) and not states.can_redo


def test_a_gesture_is_one_change_and_the_same_again_another() -> None:
    states = States((ONE,))
    for value in (0.1, 0.2, 0.3):
        states.put((ONE.moved("age", value),), (0,), "slide age")
    states.rest()
    states.put((ONE.moved("age", 0.9),), (0,), "slide age")
    states.undo()
    assert states.now.faces[0].values == {"age": 0.3}
    states.undo()
    assert states.now.faces == (ONE,) and not states.can_undo


def test_a_gesture_that_ends_where_it_began_was_none() -> None:
    states = States((ONE,))
    states.put((ONE.moved("age", 0.3),), (0,), "slide age")
    states.put((ONE,), (0,), "slide age")
    assert not states.can_undo
    states.put((TWO,), (0,), "slide age")
    assert states.can_undo


def test_choosing_is_nothing_to_take_back() -> None:
    states = States((ONE, TWO))
    states.choose((1, 0))
    states.put((ONE, TWO), ())
    assert states.now.chosen == () and not states.can_undo
