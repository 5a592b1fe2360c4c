"""Colorize: luminance stays, dabs lead, and whatever photo comes gets colours or a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, GanstudioError, ModelError, SettingsError
from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS, workflow
from ganstudio.tools.workflow import Workflow
from tests.image.pictures import cat, deep, profile, with_alpha
from tests.tools.colours import chroma, coloured, context, grey, lab, off, save_model_of_colours

RED, BLUE = (190, 70, 60), (60, 90, 190)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_colours(folder)
    return folder


def toned() -> Pixels:
    """A sepia print."""
    value = grey()[..., 0] / 255
    return freeze(np.dstack([value**0.8 * 245 + 10, value * 235 + 8, value**1.2 * 205 + 5]).astype(np.uint8))


@pytest.mark.parametrize("kind", ["8", "16", "8 alpha", "16 alpha"])
def test_colours_are_new_and_luminance_stays(models: Path, kind: str) -> None:
    before = grey(dtype=np.uint16 if "16" in kind else np.uint8)
    before = with_alpha(before) if "alpha" in kind else before
    after = coloured(before, context(models), saturation=2.0).pixels
    assert (after.shape, after.dtype) == (before.shape, before.dtype)
    assert off(before, after) < (0.02 if "16" in kind else 1)
    assert np.median(chroma(after)) > 3
    assert np.array_equal(after[..., 3:], before[..., 3:])
    assert not after.flags.writeable


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 0, 255), (0, 255, 0), (255, 0, 255)])
def test_where_a_colour_does_not_fit_chroma_gives_way_not_luminance(models: Path, colour: tuple[int, int, int]) -> None:
    dabs = [Dab(x, y, colour) for x in (0.1, 0.4, 0.8) for y in (0.05, 0.5, 0.95)]
    before = grey(dtype=np.uint16)
    assert off(before, coloured(before, context(models, dabs), saturation=2.0).pixels) < 0.02


def test_a_dabs_colour_is_shown_at_its_spot(models: Path) -> None:
    dabs = [Dab(0.75, 0.3, RED), Dab(0.25, 0.6, BLUE)]
    without, after = (coloured(grey(120, 180), context(models, given)).pixels for given in ((), dabs))
    for dab in dabs:
        spot = int(dab.y * 120), int(dab.x * 180)
        wanted = lab(np.uint8([[dab.colour]]))[0, 0, 1:]
        assert np.hypot(*(lab(after)[spot][1:] - wanted)) < 4
        assert np.hypot(*(lab(without)[spot][1:] - wanted)) > 15


def test_dabs_mean_the_same_in_a_photo_of_another_size(models: Path) -> None:
    dabs = [Dab(0.75, 0.3, RED), Dab(0.25, 0.6, BLUE)]
    large, small = (coloured(grey(*size), context(models, dabs)).pixels for size in ((240, 360), (120, 180)))
    halved = cv2.resize(large, (180, 120), interpolation=cv2.INTER_AREA)
    assert np.abs(lab(freeze(halved)) - lab(small))[..., 1:].mean() < 1.5


def test_strength_saturation_and_temperature(models: Path) -> None:
    photo = Photo(grey())
    assert coloured(photo, context(models), strength=0.0).pixels is photo.pixels
    plain, half, pale = (
        chroma(coloured(photo, context(models), **chosen).pixels).mean()
        for chosen in ({}, {"strength": 0.5}, {"saturation": 0.5})
    )
    assert half < 0.7 * plain and pale < 0.7 * plain
    assert chroma(coloured(photo, context(models), saturation=0.0).pixels).max() < 1
    warm, cool = (
        lab(coloured(photo, context(models), temperature=value).pixels)[..., 2].mean() for value in (60.0, -60.0)
    )
    assert warm > cool + 8


def test_a_toned_print_just_works_and_strength_leads_back_to_its_tone(models: Path) -> None:
    before = toned()
    new, half = (coloured(before, context(models), strength=share, saturation=0.3).pixels for share in (1.0, 0.5))
    assert off(before, new) < 1 and off(before, half) < 1
    between = (lab(before) + lab(new))[..., 1:] / 2
    assert np.abs(lab(half)[..., 1:] - between).mean() < 1


def test_a_photo_in_colour_asks_whether_to_recolour(models: Path) -> None:
    before = cat()
    with pytest.raises(GanstudioError, match="in colour already. To give it new colours, turn Recolour on"):
        coloured(before, context(models))
    after = coloured(before, context(models), recolour=True).pixels
    assert off(before, after) < 1
    assert np.abs(lab(after) - lab(before))[..., 1:].mean() > 3


def test_what_was_a_grey_file_is_none_any_more(models: Path) -> None:
    after = coloured(Photo(grey(), Metadata(grey=True)), context(models))
    assert not after.meta.grey


def test_in_a_wider_space_the_same_colours_have_other_values(models: Path) -> None:
    """The same values of a wider space mean stronger colours."""
    icc = profile("p3")
    plain, wide = (coloured(Photo(grey(), Metadata(icc=each)), context(models)).pixels for each in (None, icc))
    assert chroma(wide).mean() < chroma(plain).mean()


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (3, 2), (20, 2000)])
def test_pictures_of_odd_sizes(models: Path, size: tuple[int, int]) -> None:
    before = grey(*size)
    after = coloured(before, context(models, [Dab(0, 0, RED), Dab(1, 1, BLUE)]), proposal=2).pixels
    assert after.shape == before.shape and off(before, after) < 1


def test_proposals_differ_from_one_another_and_come_again(models: Path) -> None:
    made = [coloured(grey(), context(models), proposal=number).pixels for number in range(6)]
    for index, one in enumerate(made):
        for other in made[:index]:
            assert np.abs(lab(one) - lab(other))[..., 1:].max() > 8
    assert np.array_equal(made[3], coloured(grey(), context(models), proposal=3).pixels)


def test_outside_of_a_mask_nothing_changes(models: Path) -> None:
    mask = np.zeros((60, 90), np.uint8)
    mask[:, 45:] = 255
    before = grey()
    after = coloured(before, context(models, mask=mask)).pixels
    assert np.array_equal(after[:, :45], before[:, :45]) and chroma(after)[:, 45:].mean() > 2


def test_a_workflow_with_dabs_fits_photos_of_any_size(models: Path) -> None:
    edit = Edit("colorize", {"saturation": 1.2}, attachments={"dabs": (Dab(0.75, 0.3, RED),)})
    steps = Workflow.from_json(Workflow("red", (edit,)).to_json())
    work = context(models)
    assert workflow.check(steps, work.engine.store) == []
    for size in ((60, 90), (150, 100)):
        after = workflow.run(Photo(grey(*size)), steps, work).pixels
        spot = lab(after)[int(0.3 * size[0]), int(0.75 * size[1])]
        assert spot[1] > 25


@pytest.mark.parametrize("dabs", ["red", [Dab(0, 0, RED)], (Dab(2, 0, RED),), ((0, 0, RED),), 7])
def test_what_is_attached_as_dabs_may_be_none(models: Path, dabs: object) -> None:
    with pytest.raises(GanstudioError, match="What is attached as dabs of colour is none; set them anew"):
        coloured(grey(), replace(context(models), attachments={"dabs": dabs}))


def test_without_a_model_and_with_values_out_of_range(tmp_path: Path, models: Path) -> None:
    with pytest.raises(ModelError, match="no model for this task"):
        coloured(grey(), context(tmp_path))
    with pytest.raises(SettingsError, match="Proposal must be a number from 0 to 5"):
        coloured(grey(), context(models), proposal=6)


def test_cancelled(models: Path) -> None:
    job = Job(lambda done, _text: job.cancel() if done > 0.5 else None)
    with pytest.raises(Cancelled):
        coloured(grey(900, 900), context(models, job=job))


def test_the_model_is_named_in_the_history(models: Path) -> None:
    tool, store = TOOLS["colorize"], context(models).engine.store
    assert tool.model
    info = tool.model((60, 90), tool.params(), store)
    assert info and info.name == "colorize"


def test_deep_pictures_are_coloured_as_the_same_in_eight_bit(models: Path) -> None:
    plain = coloured(grey(), context(models)).pixels
    assert np.abs(coloured(deep(grey()), context(models)).pixels / 257 - plain).mean() < 1
