"""What is exported, and the file that is proposed for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ganstudio.errors import GanstudioError
from ganstudio.gui.page import Page
from ganstudio.image.export import format_for
from ganstudio.image.photo import Photo


def _nothing(_path: Path) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Subject:
    """`title` is what a person knows the photo by, `start` the file that is proposed."""

    photo: Photo
    title: str
    start: Path
    original: Path | None = None
    """The file it was opened from."""
    written: Callable[[Path], None] = _nothing
    """Called with the file that was written."""


def of_page(page: Page) -> Subject:
    """The current state of `page`; once it is written there is nothing to be saved, unless it was changed meanwhile."""
    document, photo = page.document, page.document.photo

    def written(path: Path) -> None:
        if document.photo.pixels is photo.pixels:
            document.mark_saved(path)

    return Subject(photo, page.title, suggested_path(page), document.original.path, written)


def suggested_path(page: Page) -> Path:
    """Beside the photo, under a name that is free: "cat-2.png"; where it was exported to, if it was."""
    saved = page.document.path
    if saved and not (page.from_file and same_file(saved, page.path)):
        return saved
    place = page.path if page.from_file else page.project and page.project.path
    folder = place.parent if place else Path.home()
    opened = page.document.original.path or page.path
    try:
        format_for(opened)
        suffix = opened.suffix
    except GanstudioError:
        suffix = ".png"  # what was opened is of a kind that we do not write, or has no file
    stem = page.path.stem if page.from_file else page.path.name
    return free_path(folder, stem, page.document.photo.size, suffix)


def free_path(folder: Path, stem: str, size: tuple[int, int], suffix: str = ".png") -> Path:
    """A name in `folder` that is free, with the `size` (width, height) of what will be in it."""
    width, height = size
    path, number = folder / f"{stem}-{width}x{height}{suffix}", 2
    while path.exists():
        path = folder / f"{stem}-{width}x{height}-{number}{suffix}"
        number += 1
    return path


def same_file(one: Path, other: Path) -> bool:
    """Whether both are the same file, by whatever names."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.normcase(os.path.abspath(one)) == os.path.normcase(os.path.abspath(other))
