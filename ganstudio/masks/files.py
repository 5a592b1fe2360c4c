"""Masks in picture files: white is masked."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ganstudio.errors import FileError
from ganstudio.i18n import _
from ganstudio.image.export import ExportOptions
from ganstudio.image.files import LIMIT_MEGAPIXELS, open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha
from ganstudio.masks import mask as masks
from ganstudio.masks.mask import FULL, Mask

SUFFIX = ".png"


def load(path: Path, photo: tuple[int, int] | None = None, *, limit_megapixels: int = LIMIT_MEGAPIXELS) -> Mask:
    """The mask that the picture `path` shows: masked as much as it is bright, and as one sees of it.

    Raises FileError for what is no picture, GanstudioError where it is not of the size `photo` (width, height).
    """
    mask = masks.freeze(_brightness(open_photo(path, limit_megapixels=limit_megapixels).pixels))
    if photo:
        masks.check_size(mask, photo, path.name)
    return mask


def save(mask: Mask, path: Path, *, overwrite: bool = False) -> None:
    """Write `mask` as a grey PNG of 8 bit, whole or not at all; raises FileError, as `save_photo`, and where the name
    says something else."""
    if path.suffix.lower() != SUFFIX:
        raise FileError(_("{name}: a mask is written as PNG; its name must end in .png.").format(name=path.name))
    grey = freeze(cv2.cvtColor(mask, cv2.COLOR_GRAY2RGB))
    save_photo(Photo(grey, Metadata(grey=True)), path, ExportOptions(), overwrite=overwrite)


def _brightness(pixels: Pixels) -> Mask:
    """Luma (ITU-R BT.601) times alpha, (H, W)."""
    shown = pixels if pixels.dtype == np.uint8 else cv2.convertScaleAbs(pixels, alpha=1 / 257).reshape(pixels.shape)
    if not has_alpha(pixels):
        return np.asarray(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY), np.uint8)
    luma = cv2.cvtColor(shown, cv2.COLOR_RGBA2GRAY)
    return np.asarray(cv2.multiply(luma, np.ascontiguousarray(shown[..., 3]), scale=1 / FULL), np.uint8)
