"""Whose network a file's weights make: families are asked one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio.engine.modelfile import unusable
from ganstudio.i18n import ngettext
from ganstudio.library.families import FAMILIES, spandrel
from ganstudio.library.found import Found, Recogniser
from ganstudio.library.reading.nests import readings
from ganstudio.library.reading.refusals import Refused

if TYPE_CHECKING:
    from torch import Tensor

RECOGNISERS: tuple[Recogniser, ...] = (*FAMILIES, spandrel.recognise)
"""In this order: those that know one family each, then the one that knows many."""
_SHOWN = 3


def recognise(weights: Mapping[str, Tensor], path: Path) -> Found:
    """What the weights in the file `path` are; raises ModelError where no network here has such weights."""
    ways = readings(weights)
    for recogniser in RECOGNISERS:
        for reading in ways:
            try:
                found = recogniser(reading)
            except Refused as problem:
                raise unusable(path, str(problem)) from problem
            if found:
                return found
    names = ", ".join([*(name[:40] for name in list(weights)[:_SHOWN]), *(["…"] if len(weights) > _SHOWN else [])])
    reason = ngettext(
        "its weight ({names}) is that of no network that ganstudio knows",
        "its {n} weights ({names}) are those of no network that ganstudio knows",
        len(weights),
    )
    raise unusable(path, reason.format(n=len(weights), names=names))
