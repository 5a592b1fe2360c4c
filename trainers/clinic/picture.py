"""One file, decoded in full and measured; what the check keeps of it takes a kilobyte or two."""

from __future__ import annotations

import hashlib
import io
import threading
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

from ganstudio.i18n import _
from trainers.clinic.alike import Print, printed
from trainers.clinic.detail import enlarged, repeats

Pixels = NDArray[np.uint8]
UNREADABLE, TRUNCATED = "unreadable", "truncated"
_LARGE = 30_000_000
"""Pixels beyond which pictures are decoded one after the other."""
_COLOURLESS, _FLAT = 2.0, 0.5
"""In units of Lab: mean chroma of a picture without colours (compression leaves less); spread of an empty one."""
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Measures:
    """What a training would see of a picture."""

    width: int
    height: int
    mode: str
    """Of the file, in Pillow's words."""
    several: bool
    """Whether the file holds more than this one picture."""
    transparent: bool
    """Whether something is hidden below transparent places."""
    digest: bytes
    """Of the pixels: equal for copies, whatever else the files hold."""
    lightness: tuple[float, float]
    """Mean and spread, of 0 to 100."""
    chroma: float
    """Mean, in units of Lab."""
    enlarged: bool
    """Whether there is less detail than the size promises."""
    repeats: bool
    """Whether each pixel stands there several times."""
    flat: bool
    """Whether all of it has one colour."""

    @property
    def side(self) -> int:
        """Pixels of the shorter side."""
        return min(self.width, self.height)

    @property
    def grey(self) -> bool:
        """Whether there are no colours."""
        return self.chroma < _COLOURLESS


@dataclass(frozen=True, slots=True)
class Seen:
    """A file: its measures, or its `problem` and the `reason` in words."""

    path: Path
    folder: int
    """Number of the folder, or class, that it came from."""
    bytes: int
    measures: Measures | None
    problem: str = ""
    reason: str = ""


class _Refused(Exception):
    """A file that cannot be learnt from."""

    def __init__(self, problem: str, reason: str) -> None:
        super().__init__(reason)
        self.problem, self.reason = problem, reason


def examine(path: Path, folder: int = 0) -> tuple[Seen, Print | None]:
    """Decode the file in full, as strictly as Pillow can, and measure what a training would see of it."""
    data = b""
    try:
        data = _bytes(path)
        with _one_at_a_time if _area(data) > _LARGE else nullcontext():
            mode, several, transparent = _strictly(data)
            measures, mark = _measured(_as_trained(data), mode, several, transparent)
    except _Refused as refused:
        return Seen(path, folder, len(data), None, refused.problem, refused.reason), None
    return Seen(path, folder, len(data), measures), mark


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _Refused(UNREADABLE, error.strerror or str(error)) from error
    if not data:
        raise _Refused(UNREADABLE, _("The file is empty."))
    return data


def _area(data: bytes) -> int:
    try:
        with PillowImage.open(io.BytesIO(data)) as header:
            return header.width * header.height
    except PillowImage.DecompressionBombError as error:
        raise _Refused(UNREADABLE, _("It has more pixels than trainings take.")) from error
    except Exception as error:  # Pillow raises many kinds
        raise _Refused(UNREADABLE, _("It is no picture, or its header is damaged.")) from error


def _strictly(data: bytes) -> tuple[str, bool, bool]:
    """Mode, whether there are several pictures, whether something is transparent; OpenCV would take half a picture."""
    try:
        with PillowImage.open(io.BytesIO(data)) as picture:
            picture.load()
            return picture.mode, getattr(picture, "n_frames", 1) > 1, _hides(picture)
    except Exception as error:
        raise _Refused(TRUNCATED, _("It is cut short, or damaged in the middle.")) from error


def _hides(picture: PillowImage.Image) -> bool:
    if "A" not in picture.mode and "transparency" not in picture.info:
        return False
    histogram = picture.convert("RGBA").getchannel("A").histogram()
    return sum(histogram[:128]) > 0


def _as_trained(data: bytes) -> Pixels:
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # too large for it
        image = None
    if image is None:
        raise _Refused(UNREADABLE, _("It is stored in a way that trainings cannot read."))
    return np.asarray(image, np.uint8)


def _measured(image: Pixels, mode: str, several: bool, transparent: bool) -> tuple[Measures, Print]:
    """`image` is BGR, as OpenCV has it; it does not leave this file."""
    luma = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    share = min(1.0, 128 / max(luma.shape))
    size = [max(1, round(side * share)) for side in luma.shape[::-1]]
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    lightness, a, b = cv2.split(cv2.cvtColor(small, cv2.COLOR_BGR2LAB))
    chroma = np.hypot(a, b)
    measures = Measures(
        width=image.shape[1],
        height=image.shape[0],
        mode=mode,
        several=several,
        transparent=transparent,
        digest=hashlib.blake2b(image.data, digest_size=16, key=str(image.shape).encode()).digest(),
        lightness=(float(lightness.mean()), float(lightness.std())),
        chroma=float(chroma.mean()),
        enlarged=enlarged(luma),
        repeats=repeats(luma),
        flat=bool(max(lightness.std(), chroma.std()) < _FLAT),
    )
    return measures, printed(luma)
