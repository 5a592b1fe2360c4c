"""The rooms of colouring: edges kept, dabs held, other colours found, likely ones suggested."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.image.dab import Dab
from ganstudio.image.photo import Metadata, Photo
from ganstudio.tools.colouring import suggestions
from ganstudio.tools.colouring.asking import copies, place
from ganstudio.tools.colouring.joining import Lines, joined
from ganstudio.tools.colouring.leading import led
from ganstudio.tools.colouring.proposing import proposal
from ganstudio.tools.colouring.space import Floats, Space, dab_colours
from tests.image.pictures import profile
from tests.tools.colours import context, grey, lab, save_model_of_colours

RED, BLUE = (190, 70, 60), (60, 90, 190)


def whole(lines: Lines, light: Floats) -> Floats:
    """a and b of every pixel."""
    return np.dstack(lines.at(slice(0, light.shape[0]), light.shape[0], light))


def test_colours_do_not_bleed_over_an_edge() -> None:
    """What the network has mixed where its places lie on an edge is told apart again."""
    middle = np.where(np.arange(400) < 190, 0.2, 0.8)[None].repeat(300, 0).astype(np.float32)
    colours = np.where(middle[..., None] < 0.5, np.float32([30, -20]), np.float32([-10, 40]))
    light = cv2.resize(middle, (128, 96), interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(cv2.resize(colours, (32, 24), interpolation=cv2.INTER_AREA), (128, 96))
    plain = cv2.resize(coarse, (400, 300), interpolation=cv2.INTER_CUBIC)
    made = whole(joined(np.ascontiguousarray(coarse.transpose(2, 0, 1)), light, middle), middle)
    near = (slice(None), slice(180, 200))
    assert np.abs(plain - colours)[near].mean() > 8
    assert np.abs(made - colours)[near].mean() < 3
    assert np.abs(made - colours).max() < 16


def test_rows_of_lines_fit_together() -> None:
    random = np.random.default_rng(0)
    lines, light = Lines(random.random((20, 30, 4), np.float32)), random.random((51, 77), np.float32)
    parts = [np.dstack(lines.at(slice(start, start + 10), 51, light[start : start + 10])) for start in range(0, 51, 10)]
    assert np.allclose(np.concatenate(parts), whole(lines, light), atol=1e-6)
    wide = cv2.resize(lines.values, (77, 51), interpolation=cv2.INTER_LINEAR)
    assert np.allclose(whole(lines, light), wide[..., :2] * light[..., None] + wide[..., 2:], atol=1e-4)


def test_what_is_asked_of_a_photo_is_worked_out_once() -> None:
    photo = Photo(grey())
    small = copies(photo, Space.of(photo))
    assert copies(Photo(photo.pixels), Space.of(photo)) is small
    assert copies(Photo(grey()), Space.of(photo)) is not small
    wide = Photo(photo.pixels, Metadata(icc=profile("p3")))
    assert copies(wide, Space.of(wide)) is not small, "the same values mean something else"


def test_dabs_are_held_on_their_side_of_an_edge() -> None:
    light = np.where(np.arange(100) < 50, 0.3, 0.8)[None].repeat(80, 0).astype(np.float32)
    dabs = [Dab(0.47, 0.5, RED), Dab(0.8, 0.2, BLUE), Dab(0.82, 0.2, RED)]
    held = whole(led(Lines(np.zeros((80, 100, 4), np.float32)), light, dabs), light)
    for dab, colour in zip(dabs, dab_colours([dab.colour for dab in dabs]), strict=True):
        assert np.abs(held[place(dab, light.shape)] - colour).max() < 5
    assert np.abs(held[40, 52:60]).max() < 1, "over the edge"
    assert np.abs(held[:, :20]).max() < 1, "far away"


def test_two_dabs_on_one_spot_share_it() -> None:
    light = np.full((40, 40), 0.5, np.float32)
    held = led(Lines(np.zeros((40, 40, 4), np.float32)), light, [Dab(0.5, 0.5, RED), Dab(0.5, 0.5, BLUE)])
    assert np.abs(whole(held, light)[20, 20] - dab_colours([RED, BLUE]).mean(0)).max() < 3


def odds_of(*colours: tuple[int, float]) -> Floats:
    """(Q, 12, 16): on the left the first of PALETTE; on the right the given ones, each as likely as said."""
    odds = np.full((len(PALETTE), 12, 16), 1e-3, np.float32)
    odds[0, :, :8] = 1
    for index, likely in colours:
        odds[index, :, 8:] = likely
    return odds / odds.sum(0)


PALETTE = np.float32([[0, 0], [30, 0], [0, 35], [-30, 10], [5, -40], [60, 50]])
LIGHT = np.where(np.arange(16) < 8, 0.2, 0.7)[None].repeat(12, 0).astype(np.float32)


def test_proposals_are_what_is_likely_next() -> None:
    odds = odds_of((1, 0.5), (2, 0.3), (4, 0.2))
    found = [proposal(number, LIGHT, PALETTE, odds, ()) for number in (1, 2)]
    assert found == [proposal(number, LIGHT, PALETTE, odds, ()) for number in (1, 2)]
    stays = [dab_colours([dab.colour])[0] for dabs in found for dab in dabs if dab.x < 0.5]
    assert stays and np.hypot(*np.transpose(stays)).max() < 3
    colours = [{dab.colour for dab in dabs if dab.x > 0.5} for dabs in found]
    assert [len(each) for each in colours] == [1, 1], "one colour, on several spots"
    (second,), (third,) = (dab_colours(list(each)) for each in colours)
    assert np.abs(second - PALETTE[2]).max() < 4 and np.abs(third - PALETTE[4]).max() < 4


def test_a_part_that_has_a_dab_stays_as_the_person_wants_it() -> None:
    odds = odds_of((1, 0.5), (2, 0.3), (4, 0.2))
    taken = [Dab((x + 0.5) / 16, (y + 0.5) / 12, RED) for x in range(8, 16) for y in range(12)]
    assert all(dab.x < 0.5 for dab in proposal(1, LIGHT, PALETTE, odds, taken))


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (16, 16)])
def test_proposals_for_any_shape(size: tuple[int, int]) -> None:
    odds = np.full((len(PALETTE), *size), 1 / len(PALETTE), np.float32)
    for number in range(1, 6):
        proposal(number, np.full(size, 0.5, np.float32), PALETTE, odds, ())


@pytest.mark.parametrize(
    ("size", "copy"),
    [((600, 400), (256, 176)), ((20000, 1000), (1024, 48)), ((10, 10), (256, 256)), ((1, 500), (16, 1024))],
)
def test_the_networks_copy(size: tuple[int, int], copy: tuple[int, int]) -> None:
    photo = Photo(grey(size[1], size[0]))
    small = copies(photo, Space.of(photo))
    assert small.small.shape == copy[::-1]
    assert max(small.middle.shape) <= max(1024, 64 * max(size) / min(size))
    planes = small.planes([Dab(0, 0, RED), Dab(1, 1, BLUE)])
    assert planes.shape == (4, *copy[::-1]) and planes[3].sum() == 2
    assert planes[3, 0, 0] == planes[3, -1, -1] == 1


def test_suggestions_are_likely_clearly_different_and_as_light_as_the_spot(tmp_path: Path) -> None:
    save_model_of_colours(tmp_path)
    photo = Photo(grey())
    found = suggestions(photo, 0.75, 0.4, (), "", context(tmp_path))
    assert len(found) == 8 and len(set(found)) == 8
    shown = lab(np.uint8([found]))[0]
    assert np.ptp(shown[:, 0]) < 2 and abs(shown[0, 0] - lab(photo.pixels)[24, 67, 0]) < 4
    assert len(suggestions(photo, 0.75, 0.4, (), "", context(tmp_path), count=3)) == 3
    own = (Dab(0.75, 0.4, RED),)
    assert suggestions(photo, 0.75, 0.4, own, "", context(tmp_path)) == found, "its own dab does not count"


def test_suggestions_anywhere(tmp_path: Path) -> None:
    save_model_of_colours(tmp_path)
    for x, y in ((0, 0), (1, 1), (0.5, 0)):
        found = suggestions(Photo(grey(1, 1)), x, y, (), "", context(tmp_path))
        assert 0 < len(found) <= 8 and all(0 <= value <= 255 for colour in found for value in colour)
