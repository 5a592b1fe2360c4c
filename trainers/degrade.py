"""How good pictures are made bad, so that a network learns the way back. HWC uint8 RGB arrays in, smaller ones out."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

Image = NDArray[np.uint8]


def reduce(image: Image, scale: int) -> Image:
    """`image` (H, W, 3), reduced by torch's antialiased bicubic, rounded to 8 bits. `scale` divides its sides."""
    tensor = torch.from_numpy(np.ascontiguousarray(image)).permute(2, 0, 1)[None].float()  # HWC → NCHW
    small = F.interpolate(tensor, scale_factor=1 / scale, mode="bicubic", antialias=True)
    return small[0].round().clamp(0, 255).byte().permute(1, 2, 0).contiguous().numpy()  # CHW → HWC


def camera(image: Image, scale: int, random: np.random.Generator) -> Image:
    """What a phone or the web does to a photo: blur, reduction, noise, JPEG; each of random strength.

    First-order model of Wang et al. 2021 (Real-ESRGAN, section 3.1), with milder ranges: photos, not ruins.
    """
    image = _blur(image, random)
    small = reduce(image, scale) if random.random() < 0.6 else _resize(image, scale, random)
    small = _noise(small, random)
    return _jpeg(small, int(random.integers(40, 96))) if random.random() < 0.85 else small


def _blur(image: Image, random: np.random.Generator) -> Image:
    if random.random() < 0.2:
        return image
    across, down = random.uniform(0.2, 1.8, size=2) if random.random() < 0.3 else [random.uniform(0.2, 1.8)] * 2
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigmaX=float(across), sigmaY=float(down)), dtype=np.uint8)


def _resize(image: Image, scale: int, random: np.random.Generator) -> Image:
    ways = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_LANCZOS4)
    height, width = image.shape[:2]
    way = ways[int(random.integers(len(ways)))]
    return np.asarray(cv2.resize(image, (width // scale, height // scale), interpolation=way), dtype=np.uint8)


def _noise(image: Image, random: np.random.Generator) -> Image:
    sigma = max(0.0, random.uniform(-2, 6))
    channels = 1 if random.random() < 0.4 else 3
    noise = random.normal(0, sigma, size=(*image.shape[:2], channels))
    return np.asarray(np.clip(image + noise, 0, 255).round(), dtype=np.uint8)


def _jpeg(image: Image, quality: int) -> Image:
    # OpenCV counts BGR; it stays inside these lines.
    done, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return np.ascontiguousarray(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)[..., ::-1])
