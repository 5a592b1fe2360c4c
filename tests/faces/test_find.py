"""Faces found in photos, by the bundled network."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError
from ganstudio.faces.cascades import proposed
from ganstudio.faces.find import align, find
from ganstudio.image.face import Face
from tests.faces.photos import EYES, MOUTH, crowd, head, near, photo, portrait


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Store(), "cpu")


def test_the_portraits_face_is_found_and_nothing_else(engine: Engine) -> None:
    found = find(photo(portrait()), engine, Job())
    assert len(found) == 1
    assert near(found[0].face) and found[0].sure > 0.9


def test_on_its_side_in_16_bit_with_alpha_in_grey(engine: Engine) -> None:
    grey = np.repeat(portrait().mean(axis=2, keepdims=True), 3, axis=2)
    seen = np.dstack([grey, np.full(grey.shape[:2], 255)]).astype(np.uint16) * 257
    (found,) = find(photo(np.rot90(seen, -1)), engine, Job())  # a quarter to the right
    spots = [(y, 1 - x) for x, y in (found.face.left, found.face.right, found.face.mouth)]
    assert near(Face(*spots), 0.03)


def test_many_faces_and_the_largest_is_the_first(engine: Engine) -> None:
    many = crowd(5, 6, 40)
    many[:160, :160] = 120
    many[10:120, 10:120] = head(110)
    made = photo(many)
    found = find(made, engine, Job())
    sides = [each.face.side(made.size) for each in found]
    assert len(found) == 27, "four small ones lay where the large one is"
    assert np.diff(sides).max() < 0.01 and sides[0] > 2 * sides[1]


def test_a_face_cut_by_the_border(engine: Engine) -> None:
    whole = portrait(256)
    (found,) = find(photo(whole[:, 102:]), engine, Job())
    assert found.face.left[0] < 0.05


def test_where_there_is_none_none_is_found(engine: Engine) -> None:
    flat, noise = np.full((60, 90, 3), 90, np.uint8), np.random.default_rng(0).integers(0, 256, (60, 90, 3), np.uint8)
    lines = np.repeat(np.arange(90, dtype=np.uint8)[None, :, None] % 16 * 15, 60, 0).repeat(3, 2)
    for pixels in (np.concatenate([flat, noise, lines]), np.full((1, 2, 3), 200, np.uint8)):
        assert find(photo(pixels), engine, Job()) == ()


def test_a_rough_face_is_put_straight(engine: Engine) -> None:
    (x, y), (u, v) = EYES
    rough = Face((x + 0.02, y - 0.02), (u + 0.03, v), (MOUTH[0] + 0.02, MOUTH[1] + 0.02))
    assert not near(rough, 0.015)
    found = align(photo(portrait()), rough, engine, Job())
    assert near(found.face) and found.sure > 0.9


def test_where_the_network_sees_none_a_face_stays_as_it_was_set(engine: Engine) -> None:
    rough = Face((0.6, 0.95), (0.9, 0.97), (0.75, 1.2))
    found = align(photo(np.full((150, 200, 3), 90, np.uint8)), rough, engine, Job())
    assert found.face == rough and found.sure < 0.5


def test_cancelled_and_without_a_network(engine: Engine, tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        find(photo(portrait()), engine, job)
    with pytest.raises(ModelError):
        find(photo(portrait()), Engine(Store([tmp_path]), "cpu"), Job())


def test_two_may_look_at_once() -> None:
    """As when a photo is changed while the faces of the one before are still looked for."""
    greys = [np.ascontiguousarray(np.asarray(portrait(side)).mean(axis=2).astype(np.uint8)) for side in (150, 170)]

    def seen(at: int) -> list[list[float]]:
        return sorted(proposed(greys[at % 2], 0).tolist())  # OpenCV gives them in any order

    alone = [seen(at) for at in range(2)]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(seen, range(24)))
    assert alone[0] and all(found == alone[at % 2] for at, found in enumerate(together))
