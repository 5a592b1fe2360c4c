"""How the folders of a check belong together: as one, as kinds, as pairs, as classes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import _
from trainers.clinic import quarantine
from trainers.clinic.report import Finding, Paths, Weight
from trainers.folders import walk
from trainers.recipe import Needs, Shape


@dataclass(frozen=True)
class Arranged:
    """The folders that are counted, and all pictures in them, each with the number of its folder."""

    folders: Paths
    pictures: tuple[tuple[Path, int], ...]
    shape: Shape

    def kind(self, folder: int) -> int:
        """What a folder's pictures are learnt as; all as one, where the folders are not told apart."""
        return 0 if self.shape is Shape.ONE else folder

    def names(self) -> list[str]:
        """What each kind is called."""
        names = [name(folder) for folder in self.folders]
        return [", ".join(names)] if self.shape is Shape.ONE else names


def arranged(data: Paths, needs: Needs, job: Job) -> Arranged:
    """The folders below `data` as `needs` asks for them, without what is in quarantine; no picture twice in a kind."""
    folders = tuple(each for folder in data for each in _inside(folder)) if needs.shape is Shape.CLASSES else data
    kept_out, met, pictures = quarantine.listed(), set(), []
    for number, folder in enumerate(folders):
        for path in walk((folder,), job.check):
            place = quarantine.place(path)
            kind = 0 if needs.shape is Shape.ONE else number
            if place not in kept_out and (kind, place) not in met:
                met.add((kind, place))
                pictures.append((path, number))
    return Arranged(folders, tuple(pictures), needs.shape)


def misplaced(data: Paths, found: Arranged) -> Iterator[Finding]:
    """Where the folders are not what is asked for."""
    if found.shape is Shape.CLASSES and len(found.folders) < 2:
        title = _("There are no classes in {folder}").format(folder=", ".join(map(name, data)))
        advice = _("Two folders or more are needed in it, one for each class, with the pictures of that class.")
        yield Finding("no-classes", Weight.STOP, title, advice, (), ())
    if found.shape in (Shape.TWO, Shape.PAIRS) and len({os.path.realpath(each) for each in data}) < len(data):
        title = _("The two folders are the same")
        advice = _("One folder for each kind of pictures is needed.")
        yield Finding("same-folder", Weight.STOP, title, advice, (), ())


def name(folder: Path) -> str:
    """What a folder is called."""
    return os.path.basename(os.path.abspath(folder)) or str(folder)


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else [folder]
