"""Generated pictures with detail, all of them different, and folders of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np

from trainers.clinic.report import Finding, Report


def picture(seed: int, size: tuple[int, int] = (128, 96)) -> np.ndarray:
    """Shapes and fine grain, (H, W, 3) of `size` (width, height), BGR as OpenCV writes it."""
    random = np.random.default_rng(seed)
    width, height = size
    image = np.full((height, width, 3), random.integers(60, 200, 3), np.uint8)
    for _ in range(14):
        corners = random.integers(0, (width, height), (4, 2)).astype(np.int32)
        cv2.fillPoly(image, [corners], [int(value) for value in random.integers(0, 256, 3)])
    return np.clip(image + random.normal(0, 5, (height, width, 1)), 0, 255).astype(np.uint8)


def folder(place: Path, pictures: Mapping[str, np.ndarray]) -> Path:
    """A folder of files of these names."""
    for name, image in pictures.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        assert cv2.imwrite(str(place / name), image)
    return place


def some(place: Path, count: int, first: int = 0) -> Path:
    """A folder of different pictures, 00.png and so on."""
    return folder(place, {f"{index:02d}.png": picture(first + index) for index in range(count)})


def kinds(report: Report) -> set[str]:
    """What was found."""
    return {finding.kind for finding in report.findings}


def the(report: Report, kind: str) -> Finding:
    """The only finding of this kind."""
    (found,) = (finding for finding in report.findings if finding.kind == kind)
    return found


def names(finding: Finding) -> list[tuple[str, ...]]:
    """Names of the pictures, group by group."""
    return [tuple(path.name for path in group) for group in finding.groups]
