"""Restored faces lie where they were, all else stays bit for bit, and what is missing is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.errors import Cancelled, GanstudioError, ModelError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.faces import Face
from ganstudio.tools.facing.crops import box
from ganstudio.tools.facing.restoring import FRAMED
from ganstudio.tools.limited import MASK, do
from tests.engine.small import header
from tests.image.pictures import deep, with_alpha
from tests.library.families import foreign
from tests.tools.facing import context, drawn, face

TOOL = TOOLS["face-restoration"]


def save_restorer(folder: Path, lighter: float) -> None:
    """A network that makes everything lighter by that."""
    weights = {name: each * 0 for name, each in foreign.weights("Compact", num_feat=4, num_conv=1, upscale=1).items()}
    weights["body.4.bias"] += lighter
    config = {"family": "Compact", "halo": 8}
    save_model(folder / "lighter.safetensors", weights, header("lighter", "spandrel", config, TOOL.id))


@pytest.fixture(scope="module")
def lighter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("restorers")
    save_restorer(folder, 0.15)
    return folder


def restored(
    photo: Photo | Pixels, folder: Path, job: Job | None = None, attached: Any = None, **chosen: Any
) -> Pixels:
    """What the tool makes of it, as the window and the command line run it."""
    photo = photo if isinstance(photo, Photo) else Photo(photo)
    given = context(folder, job=job, **({} if attached is None else {MASK: attached}))
    return do(TOOL, photo, TOOL.params(**chosen), given).pixels


def area(at: Face, size: tuple[int, int]) -> tuple[slice, slice]:
    found = box(Face.in_square(at.square(size, FRAMED), size), size)
    assert found
    return found.slices


@pytest.mark.parametrize("kind", ["8", "16", "8 alpha"])
def test_a_face_is_restored_and_all_else_stays_bit_for_bit(kind: str, lighter: Path, finds: Any) -> None:
    finds(face())
    before = drawn()
    before = deep(before) if "16" in kind else before
    before = with_alpha(before) if "alpha" in kind else before
    after = restored(before, lighter, strength=1.0, tones=False)
    assert (after.shape, after.dtype) == (before.shape, before.dtype)
    assert np.array_equal(after[..., 3:], before[..., 3:])
    inside = np.zeros(before.shape[:2], bool)
    inside[area(face(), (240, 180))] = True
    assert 0.1 < inside.mean() < 1 and np.array_equal(after[~inside], before[~inside])
    full = np.iinfo(before.dtype).max
    middle = (slice(80, 100), slice(110, 130))
    gain = (after[middle].astype(float) - before[middle]).mean((0, 1))[:3] / full
    assert np.allclose(gain[2], 0.15, atol=0.01), "the network's own picture is there"


@pytest.mark.parametrize("side", [240, 1500])
def test_there_and_back_a_face_lies_where_it_was(side: int, tmp_path: Path, finds: Any) -> None:
    """Turned and small as well as large: a network that changes nothing changes nothing."""
    save_restorer(tmp_path, 0)
    before = cv2.resize(drawn(), (side, side * 3 // 4), interpolation=cv2.INTER_CUBIC)
    turn = cv2.getRotationMatrix2D((side / 2, side * 0.375), 25, 1)
    before = freeze(cv2.warpAffine(before, turn, (side, side * 3 // 4), borderMode=cv2.BORDER_REPLICATE))
    spots = face().points((side, side * 3 // 4)) @ turn[:, :2].T + turn[:, 2]
    finds(Face(*((float(x / side), float(y / (side * 3 // 4))) for x, y in spots)))
    after = restored(before, tmp_path, strength=1.0)
    off = np.abs(after.astype(int) - before)
    assert off.mean() < 1.5 and np.percentile(off, 99) < 14


def test_light_and_colours_are_kept_where_wished(lighter: Path, finds: Any) -> None:
    finds(face())
    after = restored(drawn(), lighter, strength=1.0, tones=True)
    middle = (slice(80, 100), slice(110, 130))
    assert abs(float((after[middle].astype(float) - drawn()[middle]).mean())) < 3


def test_half_the_strength_is_half_of_it_and_none_is_the_photo(lighter: Path, finds: Any) -> None:
    finds(face())
    middle = (slice(85, 95), slice(115, 125), 2)
    gains = [
        float((restored(drawn(), lighter, strength=much, tones=False)[middle].astype(float) - drawn()[middle]).mean())
        for much in (0.5, 1.0)
    ]
    assert gains[0] == pytest.approx(gains[1] / 2, abs=1)
    photo = Photo(drawn())
    assert restored(photo, lighter, strength=0.0) is photo.pixels


def test_one_of_two_faces_and_a_mask(lighter: Path, finds: Any) -> None:
    size, middles = (420, 180), ((110, 90), (310, 90))
    photo = drawn(size, *middles)
    one, other = (face(size, middle) for middle in middles)
    finds(one, other)
    after = restored(photo, lighter, face=2, tones=False)
    assert np.array_equal(after[:, :180], photo[:, :180]) and (after != photo)[area(other, size)].any()
    mask = np.zeros(photo.shape[:2], np.uint8)
    mask[:90] = 255
    after = restored(photo, lighter, attached=mask, tones=False)
    assert (
        np.array_equal(after[90:], photo[90:])
        and (after != photo)[:90, :200].any()
        and (after != photo)[:90, 220:].any()
    )


def test_grey_stays_grey(lighter: Path, finds: Any) -> None:
    finds(face())
    photo = Photo(freeze(drawn()[..., 1:2].repeat(3, axis=2)), Metadata(grey=True))
    after = restored(photo, lighter, tones=False)
    assert np.ptp(after.astype(int), axis=2).max() == 0 and (after != photo.pixels).any()


def test_without_a_model_it_says_which_to_add(tmp_path: Path, finds: Any) -> None:
    finds(face())
    with pytest.raises(ModelError, match="Add one of the GFPGAN or RestoreFormer family"):
        restored(drawn(), tmp_path)


def test_no_face_and_too_few_faces_are_said(lighter: Path, finds: Any) -> None:
    finds()
    with pytest.raises(GanstudioError, match="No face was found"):
        restored(drawn(), lighter)
    finds(face())
    with pytest.raises(GanstudioError, match="Face 3 is not there"):
        restored(freeze(drawn().copy()), lighter, face=3)


def test_it_can_be_cancelled(lighter: Path, finds: Any) -> None:
    finds(face())
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        restored(drawn(), lighter, job)
