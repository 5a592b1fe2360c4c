"""A mask in the making: strokes, states that can be taken back, snapshots."""

from __future__ import annotations

import numpy as np
import psutil
import pytest

from ganstudio.masks.brush import Brush, Stroke
from ganstudio.masks.changes import changes, turn
from ganstudio.masks.mask import Area, bounds, empty, freeze
from ganstudio.masks.selection import Selection, whole

SIZE = (600, 400)


def stroke(selection: Selection, *points: tuple[float, float], size: float = 20) -> None:
    made = Stroke(Brush(size, 0.5), selection.pixels)
    for point in points:
        patch = made.to(*point)
        if patch:
            selection.paint(*patch)
    selection.commit()


def test_what_a_mask_is() -> None:
    mask = empty((4, 3))
    assert mask.shape == (3, 4) and not mask.flags.writeable and bounds(mask) is None
    spotted = np.zeros((30, 40), np.uint8)
    spotted[[3, 7], [39, 11]] = 1
    assert bounds(freeze(spotted)) == Area(11, 3, 29, 5)
    for wrong in (np.zeros((3, 4, 1), np.uint8), np.zeros((3, 4), bool), np.zeros((3, 4), np.uint16)):
        with pytest.raises(ValueError, match="not a mask"):
            freeze(wrong)


def test_a_new_one_masks_nothing() -> None:
    selection = Selection(SIZE)
    assert selection.mask is None and selection.empty and not selection.can_undo and not selection.can_redo
    assert selection.pixels.shape == (400, 600)
    selection.undo()
    selection.redo()
    selection.commit()
    assert selection.mask is None


def test_the_state_is_the_same_where_the_mask_is() -> None:
    selection = Selection(SIZE)
    mask = np.zeros((400, 600), np.uint8)
    mask[5:9, 7:20] = 255
    given = freeze(mask)
    assert selection.state is None
    selection.begin(given)
    states: list[object] = [selection.state]
    assert states[0] is given
    for place in (30, 200):
        stroke(selection, (place, place))
        states.append(selection.state)
    selection.put(whole(selection.mask, empty(SIZE)))
    states.append(selection.state)
    assert selection.state is None and len(set(map(id, states))) == 4
    for state in states[-2::-1]:
        selection.undo()
        assert selection.state is state
    for state in states[1:]:
        selection.redo()
        assert selection.state is state
    selection.undo()
    selection.paint(Area(1, 1, 2, 2), np.full((2, 2), 9, np.uint8))
    selection.drop()
    assert selection.state is states[2]
    stroke(selection, (300, 300))
    assert all(selection.state is not state for state in states)
    selection.begin(None)
    assert selection.state is None


def test_each_stroke_can_be_taken_back_and_done_again() -> None:
    selection = Selection(SIZE)
    states = [selection.pixels.copy()]
    for points in ([(30, 30), (500, 380)], [(10, 390), (590, 5)], [(300, 200)]):
        stroke(selection, *points)
        states.append(selection.pixels.copy())
    selection.put(freeze(255 - selection.pixels))
    states.append(selection.pixels.copy())
    for state in states[-2::-1]:
        selection.undo()
        assert np.array_equal(selection.pixels, state)
    assert not selection.can_undo
    for state in states[1:]:
        selection.redo()
        assert np.array_equal(selection.pixels, state)
    assert not selection.can_redo


def test_a_new_stroke_forgets_what_was_taken_back() -> None:
    selection = Selection(SIZE)
    stroke(selection, (30, 30))
    selection.undo()
    stroke(selection, (90, 90))
    assert not selection.can_redo
    selection.redo()
    assert selection.pixels[90, 90] == 255 and selection.pixels[30, 30] == 0


def test_taking_back_amid_a_stroke_takes_that_one_back() -> None:
    selection = Selection(SIZE)
    stroke(selection, (30, 30))
    before = selection.pixels.copy()
    made = Stroke(Brush(20), selection.pixels)
    for x in (40.0, 60.0):
        patch = made.to(x, 30)
        assert patch
        selection.paint(*patch)
    selection.undo()
    assert np.array_equal(selection.pixels, before)
    selection.redo()
    assert selection.pixels[30, 60] == 255


def test_a_stroke_can_be_given_up() -> None:
    selection = Selection(SIZE)
    stroke(selection, (30, 30))
    before, heard = selection.pixels.copy(), list[Area]()
    selection.changed.append(heard.append)
    for x in (30.0, 90.0):
        patch = Stroke(Brush(20), selection.pixels).to(x, 30)
        assert patch
        selection.paint(*patch)
    heard.clear()
    selection.drop()
    selection.drop()
    assert np.array_equal(selection.pixels, before) and len(heard) == 1
    selection.redo()
    assert np.array_equal(selection.pixels, before)
    selection.undo()
    assert selection.mask is None


def test_a_stroke_that_changes_nothing_is_no_state() -> None:
    selection = Selection(SIZE)
    stroke(selection, (30, 30))
    stroke(selection, (30, 30))
    selection.put(freeze(selection.pixels.copy()))
    selection.undo()
    assert selection.mask is None


@pytest.mark.parametrize("kind", ["all", "hard", "soft"])
def test_a_whole_mask_that_was_worked_out_beside_the_window_is_a_stroke_like_others(kind: str) -> None:
    selection, heard = Selection(SIZE), list[Area]()
    stroke(selection, (30, 30), (500, 380))
    before = selection.mask
    mask = np.zeros((400, 600), np.uint8)
    mask[50:390, 7:] = {"all": 255, "hard": 255 * (np.arange(593) % 5 > 2), "soft": np.arange(593) % 256}[kind]
    selection.changed.append(heard.append)
    selection.put(whole(before, freeze(mask)))
    after = selection.mask
    assert np.array_equal(selection.pixels, mask) and after is not None and np.array_equal(after, mask)
    assert len(heard) == 1
    selection.undo()
    assert before is not None and np.array_equal(selection.pixels, before)
    selection.redo()
    assert np.array_equal(selection.pixels, mask)
    selection.put(whole(selection.mask, empty(SIZE)))
    assert selection.mask is None


def test_what_is_other_everywhere_is_one_change() -> None:
    mask = np.zeros((400, 600), np.uint8)
    mask[100:200, 100:200] = 90
    area = Area(0, 0, 600, 400)
    (only,) = changes(freeze(mask), freeze(255 - mask), area)
    assert only.area == area and not only.where
    turned = mask.copy()
    turn(turned, [only])
    assert np.array_equal(turned, 255 - mask)
    assert len(changes(freeze(mask), freeze(np.zeros_like(mask)), area)) == 1, "nothing is kept of what stays"


@pytest.mark.parametrize("how", ["smooth", "noisy"])
def test_what_was_done_to_a_soft_mask_is_kept_as_small_as_pays(how: str) -> None:
    """Noise is hardly smaller when it is compressed, and takes a second for a large photo."""
    soft = np.tile(np.linspace(1, 255, 600).astype(np.uint8), (400, 1))
    if how == "noisy":
        soft = np.random.default_rng(1).integers(1, 256, (400, 600), np.uint8)
    painted = soft.copy()
    painted[20:390, 10:500] = 255
    made = changes(freeze(soft), freeze(painted), Area(10, 20, 490, 370))
    kept = sum(len(change.where) for change in made)
    assert kept < 0.05 * 490 * 370 if how == "smooth" else kept == 490 * 370
    turned = soft.copy()
    for expected in (painted, soft):
        turn(turned, made)
        assert np.array_equal(turned, expected)


def test_the_oldest_strokes_go_where_they_take_too_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ganstudio.masks.selection._BYTES", 700_000)
    selection = Selection(SIZE)
    for seed in range(5):
        selection.put(freeze(np.random.default_rng(seed).integers(1, 256, (400, 600), np.uint8)))
    taken_back = 0
    while selection.can_undo:
        selection.undo()
        taken_back += 1
    assert taken_back == 2 and not selection.empty


def test_a_whole_mask_for_another_state_is_taken_all_the_same() -> None:
    selection = Selection(SIZE)
    mask = np.zeros((400, 600), np.uint8)
    mask[100:200, 100:200] = 90
    ready = whole(selection.mask, freeze(mask))
    stroke(selection, (30, 30))
    there = selection.pixels.copy()
    selection.put(ready)
    assert np.array_equal(selection.pixels, mask)
    selection.undo()
    assert np.array_equal(selection.pixels, there)


def test_a_mask_to_begin_with_is_not_taken_back() -> None:
    selection = Selection(SIZE)
    stroke(selection, (30, 30))
    mask = freeze(np.full((400, 600), 120, np.uint8))
    for given in (mask, mask, None):
        selection.begin(given)
        assert selection.mask is given and not selection.can_undo and not selection.can_redo
    stroke(selection, (90, 90))
    selection.undo()
    assert selection.mask is None
    selection.begin(mask)
    selection.begin(empty(SIZE))
    assert selection.mask is None
    with pytest.raises(ValueError, match="a mask of"):
        selection.begin(empty((3, 4)))


def test_a_mask_that_comes_back_is_the_state_it_was() -> None:
    selection = Selection(SIZE)
    selection.changed.append(lambda _area: looks.append(selection.mask))
    looks: list[object] = []
    stroke(selection, (30, 30))
    first = selection.state, selection.mask
    stroke(selection, (90, 90))
    second = selection.state, selection.mask
    stroke(selection, (150, 90))
    smaller = Selection((30, 30), selection)
    for where in (selection, Selection(SIZE, smaller)):
        for state, mask in (first, second, first):
            where.begin(mask)
            assert where.state is state and where.mask is mask
            where.begin(None)
            assert where.state is None
    given = freeze(np.full((400, 600), 120, np.uint8))
    selection.begin(given)
    assert selection.state is given


def test_where_nothing_is_masked_there_is_no_state_however_that_came() -> None:
    selection = Selection(SIZE)
    for empty_it in (
        lambda: selection.put(None),
        lambda: selection.put(empty(SIZE)),
        lambda: selection.put(whole(selection.mask, empty(SIZE))),
        lambda: selection.paint(Area(10, 10, 90, 90), np.zeros((90, 90), np.uint8)),
    ):
        stroke(selection, (60, 60))
        masked = selection.state
        assert masked is not None
        empty_it()
        selection.commit()
        assert selection.state is None
        selection.undo()
        assert selection.state is masked
        selection.redo()
        assert selection.state is None


def test_a_snapshot_stays_as_it_is() -> None:
    selection = Selection(SIZE)
    stroke(selection, (30, 30))
    mask = selection.mask
    assert mask is not None and mask is selection.mask and not mask.flags.writeable
    kept = mask.copy()
    stroke(selection, (90, 90))
    assert np.array_equal(mask, kept)
    assert selection.mask is not mask
    selection.put(None)
    assert selection.mask is None
    with pytest.raises(ValueError, match="read-only"):
        selection.pixels[0, 0] = 1


def test_a_mask_costs_as_much_as_is_masked() -> None:
    """The history has one for each spot removed."""
    selection, kept = Selection((4000, 3000)), []
    before = psutil.Process().memory_info().rss
    for step in range(1, 21):
        stroke(selection, (2000, 100 * step))
        kept.append(selection.mask)
        selection.undo()
    assert psutil.Process().memory_info().rss - before < 100e6 < sum(mask.nbytes for mask in kept if mask is not None)


def test_who_watches_hears_where_it_looks_otherwise() -> None:
    selection = Selection(SIZE)
    heard: list[Area] = []
    selection.changed.append(heard.append)
    shown = selection.pixels.copy()

    def follow() -> None:
        """What was not told of has not changed."""
        for area in heard:
            shown[area.slices] = selection.pixels[area.slices]
        assert np.array_equal(shown, selection.pixels)
        heard.clear()

    stroke(selection, (30, 30), (500, 380))
    follow()
    selection.put(freeze(255 - selection.pixels))
    follow()
    for _time in range(2):
        selection.undo()
        follow()
    selection.redo()
    follow()
    selection.put(None)
    follow()


def test_settled_strokes_stay() -> None:
    selection = Selection(SIZE)
    stroke(selection, (30, 30))
    selection.settle()
    selection.undo()
    assert selection.pixels[30, 30] == 255


def test_the_oldest_states_are_forgotten() -> None:
    selection = Selection((30, 30))
    for number in range(1, 256):
        selection.put(np.full((30, 30), number, np.uint8))
    for _time in range(300):
        selection.undo()
    assert (selection.pixels == 55).all()


def test_a_mask_of_another_size_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="a mask of"):
        Selection(SIZE).put(empty((400, 600)))
