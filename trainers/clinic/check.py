"""The check: every file is decoded in full, measured once, and compared with the others."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.folder import SUFFIXES as PROMISING
from trainers.clinic import quarantine, sets
from trainers.clinic.arranged import Arranged, arranged, misplaced
from trainers.clinic.copies import VALIDATION, copies
from trainers.clinic.looking import looked_at
from trainers.clinic.pairs import pairs
from trainers.clinic.picture import Measures, Seen
from trainers.clinic.report import Finding, Paths, Report, Weight
from trainers.clinic.singles import foreign, in_quarantine, singles
from trainers.folders import SUFFIXES, find, walk
from trainers.recipe import Needs, Shape

_LOOKED, _COMPARED, _PAIRED = (0, 0.8), (0.8, 0.1), (0.9, 0.1)
"""Begin and share of the progress."""


def check(data: tuple[Path, ...], needs: Needs, job: Job, validation: Path | None = None) -> Report:
    """What is wrong with the pictures below `data` for a recipe of these `needs`; nothing on the disk is changed.

    Those in quarantine are passed over. `validation`: a folder of pictures that judge. Raises GanstudioError where a
    folder is not there.
    """
    start = time.monotonic()
    job.progress(0, _("Looking for pictures"))
    found = arranged(data, needs, job)
    judges = [(path, VALIDATION) for path in find((validation,))] if validation else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, of odd metadata
        seen, prints = looked_at([*found.pictures, *judges], job.part(*_LOOKED))
    _still_there(data)
    fit = _fit(seen, found, needs)
    findings = [
        *misplaced(data, found),
        *_amounts(found, fit, needs),
        *singles([each for each in seen if each.folder != VALIDATION], needs),
        *copies(_of_kinds(seen, found), prints, job.part(*_COMPARED)),
        *_between_two(data, seen, needs, job.part(*_PAIRED)),
        *(sets.apart(found.names(), [sets.colours(each) for each in fit]) if needs.shape is Shape.TWO else ()),
        *foreign(walk(data, job.check, frozenset(PROMISING - SUFFIXES))),
        *in_quarantine(quarantine.below(data)),
    ]
    findings.sort(key=lambda finding: list(Weight).index(finding.weight))
    job.progress(1)
    pictures, colours = tuple(map(len, fit)), tuple(map(sets.colours, fit))
    return Report(tuple(findings), pictures, time.monotonic() - start, found.folders, colours)


def _fit(seen: list[Seen], found: Arranged, needs: Needs) -> list[list[Measures]]:
    """The pictures of each folder that can be learnt from."""
    fit: list[list[Measures]] = [[] for _folder in found.folders]
    for each in seen:
        if each.folder != VALIDATION and each.measures and each.measures.side >= needs.side:
            fit[each.folder].append(each.measures)
    return fit


def _amounts(found: Arranged, fit: list[list[Measures]], needs: Needs) -> Iterator[Finding]:
    kinds = [[picture for folder in fit for picture in folder]] if found.shape is Shape.ONE else fit
    return sets.amounts(found.names(), kinds, needs)


def _of_kinds(seen: list[Seen], found: Arranged) -> list[Seen]:
    """Each with the number of its kind; of pairs, whose second pictures may well resemble the first, only the first."""
    paired = found.shape is Shape.PAIRS
    return [
        each
        if each.folder in (VALIDATION, 0)
        else replace(each, folder=found.kind(each.folder), measures=None if paired else each.measures)
        for each in seen
    ]


def _between_two(data: Paths, seen: list[Seen], needs: Needs, job: Job) -> Iterator[Finding]:
    return pairs(data, seen, needs, job) if needs.shape is Shape.PAIRS and len(data) == 2 else iter(())


def _still_there(data: Paths) -> None:
    for folder in data:
        if not folder.is_dir():
            text = _("The folder {folder} has vanished while it was checked. Check again when it is there.")
            raise GanstudioError(text.format(folder=folder))
