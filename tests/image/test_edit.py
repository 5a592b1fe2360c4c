"""Edits as JSON: exact, and whatever stands in a workflow file is an edit or a sentence."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import cv2
import numpy as np
import pytest

from ganstudio.errors import GanstudioError
from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit


def through_text(edit: Edit) -> Edit:
    return Edit.from_json(json.loads(json.dumps(edit.to_json())))


def test_json_and_back() -> None:
    edit = Edit("upscale", {"scale": 4.0, "model": ""}, "sharp", "ab" * 32, 7, {"points": [[1, 2.5], [3, 4]]})
    again = through_text(edit)
    assert again == edit
    assert (again.params, again.seed, again.attachments) == (edit.params, 7, {"points": [[1, 2.5], [3, 4]]})
    assert again != Edit("upscale", {"scale": 2.0})


def test_dabs_are_readable_and_come_back_as_they_were() -> None:
    dabs = (Dab(0.25, 1 / 3, (255, 128, 0)), Dab(0, 1, (0, 0, 0)))
    edit = Edit("colorize", attachments={"dabs": dabs})
    assert edit.to_json()["attachments"]["dabs"] == {"dabs": [[0.25, 1 / 3, "#ff8000"], [0, 1, "#000000"]]}
    again = through_text(edit)
    assert again == edit and again.attachments["dabs"] == dabs
    assert through_text(Edit("colorize", attachments={"dabs": ()})).attachments["dabs"] == ()


@pytest.mark.parametrize(
    "dab", [[0, 0], [0, 0, "red"], [0, 2, "#000000"], ["a", 0, "#000000"], 7, [0, True, "#000000"]]
)
def test_what_are_no_dabs_is_a_sentence(dab: Any) -> None:
    with pytest.raises(GanstudioError, match="not a step of a workflow"):
        Edit.from_json({"tool": "colorize", "attachments": {"dabs": {"dabs": [dab]}}})


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_arrays_are_packed_exactly(dtype: str) -> None:
    mask = np.random.default_rng(0).integers(0, 255, (13, 7)).astype(dtype)
    again = through_text(Edit("inpaint", attachments={"mask": mask})).attachments["mask"]
    assert again.dtype == mask.dtype
    assert np.array_equal(again, mask)


def test_the_mask_of_a_large_photo_takes_little_room() -> None:
    mask = np.zeros((4000, 6000), np.uint8)
    for shift in range(0, 4000, 400):
        cv2.line(mask, (shift, 100), (5900 - shift, 3900 - shift), 255, 120, cv2.LINE_AA)
    edit = Edit("inpaint", attachments={"mask": cv2.GaussianBlur(mask, (0, 0), 3)})
    text = json.dumps(edit.to_json())
    assert len(text) < 2_000_000
    again = Edit.from_json(json.loads(text)).attachments["mask"]
    assert np.array_equal(again, edit.attachments["mask"]) and not again.flags.writeable


def test_an_edit_does_not_follow_the_dictionary_it_was_made_from() -> None:
    params = {"scale": 4}
    edit = Edit("upscale", params)
    params["scale"] = 2
    assert edit.params == {"scale": 4}


def packed(raw: bytes) -> dict[str, Any]:
    return {"tool": "t", "attachments": {"mask": {"array": base64.b64encode(raw).decode()}}}


@pytest.mark.parametrize(
    "values",
    [
        None,
        7,
        "tool",
        [],
        {},
        {"tool": ""},
        {"tool": 3},
        {"tool": "t", "params": 3},
        {"tool": "t", "seed": "x"},
        {"tool": "t", "seed": True},
        {"tool": "t", "params": {"a": {1, 2}}},
        {"tool": "t", "attachments": {"mask": {"array": 5}}},
        {"tool": "t", "attachments": {"mask": {"array": "not base64!"}}},
        packed(b"no zlib"),
        packed(zlib.compress(b"no array")),
        packed(zlib.compress(b"\x93NUMPY\x01\x00v\x00{'descr': '|u1', 'fortran_order': False, 'shape': (9, 9)}")),
        packed(zlib.compress(b"\x80\x04N.")),  # a pickle
        packed(zlib.compress(b"PK\x05\x06" + bytes(18))),  # an .npz, empty
        packed(zlib.compress(b"PK\x03\x04 and no more")),
        *(
            packed(zlib.compress(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header))
            for header in (b"((", b"{'descr': (), 'fortran_order': False, 'shape': (2,)}", b"-" * 9000 + b"1")
        ),
    ],
)
def test_anything_else_is_refused(values: Any) -> None:
    with pytest.raises(GanstudioError, match="not a step of a workflow"):
        Edit.from_json(values)
