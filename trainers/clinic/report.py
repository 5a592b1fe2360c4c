"""What a check of folders found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

Paths = tuple[Path, ...]


class Weight(Enum):
    """How bad a finding is."""

    STOP = "stop"
    """Training is impossible so."""
    WARN = "warn"
    """The model will be worse for it."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True)
class Finding:
    """One kind of thing found; `kind` is a word for programs, e.g. "unreadable", "near-duplicates"."""

    kind: str
    weight: Weight
    title: str
    """Translated, short: "3 pictures cannot be read"."""
    advice: str
    """Translated: what it does to a training and what to do."""
    groups: tuple[Paths, ...]
    """The pictures; those that belong together (duplicates of each other, the two of a pair) in one group."""
    reasons: tuple[str, ...] = ()
    """Translated, one for each group, where they differ."""
    leave_out: Paths = ()
    """Those that would go into quarantine: what is spoilt, of duplicates all but the best."""
    mend: str = ""
    """A word for `clinic.mend`, where it can be mended otherwise (e.g. "shift" of pairs); empty where not."""


@dataclass(frozen=True)
class Colours:
    """Of all pictures of a folder together: mean and spread of lightness (0 to 100), mean chroma (units of Lab)."""

    lightness: float
    spread: float
    chroma: float


@dataclass(frozen=True)
class Report:
    """`pictures` of each folder that can be learnt from; `folders` and `colours` of as many. Of classes: each one's."""

    findings: tuple[Finding, ...]
    pictures: tuple[int, ...]
    seconds: float
    folders: Paths = ()
    colours: tuple[Colours, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether nothing forbids the training."""
        return all(finding.weight is not Weight.STOP for finding in self.findings)
