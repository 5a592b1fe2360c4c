"""Tools at work within a mask: outside nothing changes, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.mask import Mask
from ganstudio.tools import TOOLS, workflow
from ganstudio.tools.limited import do, limited
from ganstudio.tools.tool import Context, Tool, same_size
from ganstudio.tools.workflow import Workflow
from tests.image.pictures import cat, deep, with_alpha
from tests.tools.edits import waves

CHANGES: dict[str, dict[str, Any]] = {
    "light": {"exposure": 1.0},
    "levels": {"gamma": 2.0},
    "curves": {"master": ((0, 0), (0.5, 0.8), (1, 1))},
    "white-balance": {"temperature": 40.0},
    "colour": {"saturation": 60.0},
    "sharpen": {"amount": 2.0},
    "denoise": {"luminance": 80},
    "vignette": {"amount": -80, "midpoint": 5},
    "upscale": {"scale": 1.0},
}
"""Values by which each tool that a mask limits changes about every pixel. Those not named here ask for more than a
mask, or for long work: their own tests say how they keep to it."""
KINDS = {"8": lambda p: p, "16": deep, "alpha": with_alpha, "16 alpha": lambda p: with_alpha(deep(p))}


@cache
def engine() -> Engine:
    return Engine(Store(), "cpu")


def context(job: Job | None = None, **attachments: Any) -> Context:
    return Context(engine(), job or Job(), attachments=attachments)


def stripes(width: int = 60, height: int = 40) -> Mask:
    """Off, in between and on, a third each."""
    mask = np.zeros((height, width), np.uint8)
    mask[:, width // 3 : 2 * width // 3] = 128
    mask[:, 2 * width // 3 :] = 255
    return mask


def invert(photo: Photo, _params: Any, _context: Context) -> Photo:
    return photo.with_pixels(np.iinfo(photo.pixels.dtype).max - photo.pixels)


def tool(**others: Any) -> Tool:
    return Tool("invert", "Invert", "Inverts.", "flip", object, invert, same_size, **others)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_tool_leaves_alone_what_is_outside(name: str, kind: str) -> None:
    assert TOOLS[name].masks == "limits"
    photo = Photo(freeze(KINDS[kind](waves(40, 60))))
    params = TOOLS[name].params(**CHANGES[name])
    whole = TOOLS[name].run(photo, params, context()).pixels
    part = do(TOOLS[name], photo, params, context(mask=stripes())).pixels
    assert part.dtype == photo.pixels.dtype and not part.flags.writeable
    assert np.array_equal(part[:, :20], photo.pixels[:, :20])
    assert np.array_equal(part[:, 40:], whole[:, 40:])
    between = photo.pixels[:, 20:40] + (whole[:, 20:40].astype(float) - photo.pixels[:, 20:40]) * (128 / 255)
    assert np.abs(part[:, 20:40] - between).max() <= 0.51
    assert not np.array_equal(part[:, 20:], photo.pixels[:, 20:])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_all_shares_are_exact_at_their_ends(dtype: type[np.unsignedinteger]) -> None:
    """Over more than one piece, on values of all kinds."""
    draw = np.random.default_rng(2)
    before, after = (draw.integers(0, np.iinfo(dtype).max + 1, (700, 900, 3)).astype(dtype) for _time in range(2))
    mask = draw.choice(np.array([0, 1, 100, 254, 255], np.uint8), (700, 900))
    mask[:512, :512] = 0
    mask[512:, :512] = 255
    mixed = limited(before, after, mask, Job())
    assert np.array_equal(mixed[mask == 0], before[mask == 0])
    assert np.array_equal(mixed[mask == 255], after[mask == 255])
    exact = before + (after.astype(float) - before) * (mask[..., None] / 255)
    assert np.abs(mixed - exact).max() <= 0.51


@pytest.mark.parametrize(("kind", "scale"), [("8", 2.0), ("16", 2.0), ("alpha", 3.3), ("16 alpha", 0.5)])
def test_enlarged_outside_is_the_plain_resize(kind: str, scale: float) -> None:
    photo = Photo(freeze(KINDS[kind](cat())))
    mask = np.zeros((40, 60), np.uint8)
    mask[10:30, 20:40] = 255
    params = TOOLS["upscale"].params(scale=scale)
    plain = TOOLS["upscale"].run(photo, replace(params, strength=0.0), context()).pixels
    network = TOOLS["upscale"].run(photo, params, context()).pixels
    made = do(TOOLS["upscale"], photo, params, context(mask=mask)).pixels
    height, width = made.shape[:2]
    y, x = (np.mgrid[:height, :width] + 0.5) / scale
    reach = max(1.0, 1 / scale)  # of a neighbour
    outside = (x < 20 - reach) | (x > 40 + reach) | (y < 10 - reach) | (y > 30 + reach)
    inside = (x > 20 + reach) & (x < 40 - reach) & (y > 10 + reach) & (y < 30 - reach)
    assert np.array_equal(made[outside], plain[outside])
    assert np.array_equal(made[inside], network[inside])
    assert not np.array_equal(made[inside], plain[inside])


def test_grey_stays_grey_and_all_that_came_in_the_file_stays() -> None:
    grey = freeze(np.repeat(cat()[..., 1:2], 3, axis=2))
    photo = Photo(grey, Metadata(grey=True, xmp=b"<x/>"))
    made = do(tool(), photo, None, context(mask=stripes()))
    assert made.meta == photo.meta
    assert (made.pixels == made.pixels[..., :1]).all()


def test_an_empty_mask_changes_nothing_a_full_one_all() -> None:
    photo = Photo(cat())
    empty = do(tool(), photo, None, context(mask=np.zeros((40, 60), np.uint8)))
    assert np.array_equal(empty.pixels, photo.pixels)
    full = do(tool(), photo, None, context(mask=np.full((40, 60), 255, np.uint8)))
    assert np.array_equal(full.pixels, 255 - photo.pixels)


def test_what_changes_nothing_is_the_same_photo() -> None:
    """So that no step is made of it."""
    photo = Photo(cat())
    idle = replace(tool(), run=lambda photo, *_rest: photo)
    assert do(idle, photo, None, context(mask=stripes())) is photo


def test_tools_that_read_the_mask_or_know_none_are_left_to_themselves() -> None:
    photo = Photo(cat())
    for masks in ("reads", "none"):
        made = do(tool(masks=masks), photo, None, context(mask=stripes()))
        assert np.array_equal(made.pixels, 255 - photo.pixels)
    turned = do(TOOLS["rotate"], photo, TOOLS["rotate"].params(), context(mask=stripes(7, 7)))
    assert turned.size == (40, 60)


@pytest.mark.parametrize("masks", ["limits", "reads"])
def test_a_mask_of_another_size_is_refused(masks: Any) -> None:
    with pytest.raises(GanstudioError, match="The mask has 40 × 60 pixels and the photo 60 × 40;"):
        do(tool(masks=masks), Photo(cat()), None, context(mask=stripes(40, 60)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mask", "all"),
        ("mask", 3),
        ("mask", np.zeros((40, 60))),
        ("mask", np.zeros((40, 60, 3), np.uint8)),
        ("piece", [[1, 2]]),
        ("piece", np.zeros((9, 9, 3), np.uint8)),
        ("piece", np.zeros((9, 9, 4))),
    ],
)
def test_what_is_no_mask_or_piece_is_refused(name: str, value: Any) -> None:
    edit = Edit("light", attachments={name: value})
    with pytest.raises(GanstudioError, match=f"What is attached as a {name} is n"):
        do(tool(), Photo(cat()), None, context(**edit.attachments))
    with pytest.raises(GanstudioError, match=f"Step 1 of w: What is attached as a {name} is n"):
        workflow.check(Workflow("w", (edit,)), Store())


def test_no_mask_is_no_limit() -> None:
    made = do(tool(), Photo(cat()), None, context(mask=None))
    assert np.array_equal(made.pixels, 255 - cat())


def test_it_can_be_cancelled() -> None:
    job = Job()
    job.cancel()
    before: Pixels = cat()
    with pytest.raises(Cancelled):
        limited(before, freeze(255 - before), stripes(), job)


def test_a_photo_knows_whether_a_network_has_changed_it() -> None:
    plain = Photo(cat())
    assert done("flip", plain).ai == ""
    assert done("upscale", plain, scale=1.0).ai == "edited"
    assert done("upscale", replace(plain, ai="made"), scale=1.0).ai == "made"
    assert done("flip", replace(plain, ai="edited")).ai == "edited"
    assert done("style", plain, strength=0.0).ai == "", "nothing has come of it"


def done(name: str, photo: Photo, **values: Any) -> Photo:
    return do(TOOLS[name], photo, TOOLS[name].params(**values), context())
