"""Colour: from a photo's own space to the screen, and to Lab and back, all through its profile."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from ganstudio.image import vips
from ganstudio.image.pixels import Pixels, freeze, has_alpha

Floats = NDArray[np.float32]
_FINE = 16384  # steps of the curve back to the screen: below one level even in the blacks
_UNREADABLE = (OSError, ValueError, TypeError, ImageCms.PyCMSError, vips.Error)


def readable(icc: bytes | None) -> bool:
    """Whether `icc` is the profile of an RGB space that can be understood."""
    if not icc or icc[16:20] != b"RGB ":
        return False
    try:
        _lcms(icc, "RGBX")
        _imported(np.zeros((1, 1, 3), np.uint8), icc, "lab")
    except _UNREADABLE:
        return False
    return True


def writable(icc: bytes | None) -> bool:
    """Whether colours can also be brought into the space of `icc`; tables of some scanners lead only out of it."""
    try:
        from_lab(np.zeros((1, 1, 3), np.float32), icc)
    except _UNREADABLE:
        return False
    return True


def title(icc: bytes | None) -> str:
    """The name a profile gives itself; "sRGB" for none."""
    if not icc:
        return "sRGB"
    try:
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc))).strip() or "ICC"
    except _UNREADABLE:
        return "ICC"


class DisplayTransform:
    """Callable: pixels of any region, 8 or 16 bit, in the space of `icc` (None: sRGB) → uint8 sRGB, alpha kept.

    Spaces made of three curves and a matrix (nearly all cameras' and screens') are computed as such, from what
    littlecms says of them; others go through littlecms pixel by pixel. A profile that means sRGB costs nothing.
    """

    def __init__(self, icc: bytes | None) -> None:
        self._icc = icc if readable(icc) else None
        self._shape = _shape(self._icc) if self._icc else None
        self.plain = self._icc is None or self._means_srgb()

    def __call__(self, pixels: Pixels) -> Pixels:
        if pixels.dtype == np.uint16:
            pixels = cv2.convertScaleAbs(pixels, alpha=1 / 257).reshape(pixels.shape)
        return freeze(pixels if self.plain else self._convert(pixels))

    def _convert(self, pixels: Pixels) -> Pixels:
        if has_alpha(pixels):
            shown = cv2.cvtColor(self._convert(cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB)), cv2.COLOR_RGB2RGBA)
            shown[..., 3] = pixels[..., 3]
            return shown
        pixels = np.ascontiguousarray(pixels)
        return self._by_curves(pixels, *self._shape) if self._shape else self._by_lcms(pixels)

    @staticmethod
    def _by_curves(pixels: Pixels, curves: Floats, matrix: Floats) -> Pixels:
        light = cv2.transform(cv2.LUT(pixels, curves), matrix)
        steps = np.clip(light + 0.5, 0, _FINE - 1).astype(np.uint16)
        return np.asarray(np.take(_encoding(), steps))

    def _by_lcms(self, pixels: Pixels) -> Pixels:
        assert self._icc
        height, width, _ = pixels.shape
        image = Image.frombuffer("RGBX", (width, height), cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA), "raw", "RGBX", 0, 1)
        ImageCms.applyTransform(image, _lcms(self._icc, "RGBX"), inPlace=True)
        return cv2.cvtColor(np.asarray(image), cv2.COLOR_RGBA2RGB)

    def _means_srgb(self) -> bool:
        samples = _samples()
        return bool(np.abs(self._convert(samples).astype(int) - samples).max() <= 1)


def to_lab(pixels: Pixels, icc: bytes | None) -> Floats:
    """CIE Lab (D50; L 0..100) as float32 (H, W, 3); alpha is left out."""
    return _imported(pixels[..., :3], icc or vips.srgb_profile(), "lab")


def from_lab(lab: Floats, icc: bytes | None, dtype: Any = np.uint8) -> Pixels:
    """Pixels of `dtype` in the space of `icc` from Lab (H, W, 3), the nearest colours where they do not fit."""
    height, width, _ = lab.shape
    image = vips.Image.new_from_memory(np.ascontiguousarray(lab, np.float32), width, height, 3, "float")
    image = image.copy(interpretation="lab")
    vips.attach(image, "icc-profile-data", icc or vips.srgb_profile())
    return freeze(image.icc_export(pcs="lab", intent="relative", depth=np.dtype(dtype).itemsize * 8).numpy())


def _imported(pixels: Pixels, icc: bytes, space: str) -> Floats:
    image = vips.to_vips(pixels)
    vips.attach(image, "icc-profile-data", icc)
    return np.asarray(image.icc_import(pcs=space, embedded=True, intent="relative").numpy(), np.float32)


def _shape(icc: bytes) -> tuple[Floats, Floats] | None:
    """Curves (1, 256, 3) and matrix (3, 3) from values to light in sRGB's primaries, if `icc` is made of such."""
    curves, columns = _measured(icc)
    samples = _samples()
    light = cv2.transform(cv2.LUT(samples, curves), columns)
    if np.abs(light - _imported(samples, icc, "xyz")).max() > 0.05:
        return None
    _, srgb = _measured(vips.srgb_profile())
    return curves, (np.linalg.inv(srgb) @ columns * (_FINE - 1)).astype(np.float32)


def _measured(icc: bytes) -> tuple[Floats, Floats]:
    """Each channel's curve, and its colour at full intensity as a column of XYZ (Y of white is 100)."""
    ramps = np.zeros((3, 256, 3), np.uint8)
    for channel in range(3):
        ramps[channel, :, channel] = np.arange(256)
    light = _imported(ramps, icc, "xyz")
    full = light[:, -1]
    curves = np.einsum("cvx,cx->vc", light, full) / np.maximum((full * full).sum(axis=1), 1e-9)
    return np.ascontiguousarray(curves[None], np.float32), np.ascontiguousarray(full.T)


@lru_cache(maxsize=1)
def _samples() -> Pixels:
    """Colours all over the cube, (27, 27, 3)."""
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    return np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3)


@lru_cache(maxsize=1)
def _encoding() -> NDArray[np.uint8]:
    """sRGB's curve from light to values."""
    light = np.arange(_FINE) / (_FINE - 1)
    values = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(values * 255), np.uint8)


@lru_cache(maxsize=16)
def _lcms(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform:
    profile = ImageCms.ImageCmsProfile(BytesIO(icc))
    return ImageCms.buildTransform(
        profile, ImageCms.createProfile("sRGB"), mode, mode, ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
