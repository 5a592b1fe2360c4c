"""What results are called: the pattern filled in, no two alike, no source ever hit, right on every file system."""

from __future__ import annotations

import math
import os
import re
import string
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from ganstudio.batch.plan import Plan
from ganstudio.batch.walk import Found
from ganstudio.errors import GanstudioError, SettingsError
from ganstudio.filenames import LONGEST, shortened
from ganstudio.i18n import _
from ganstudio.image.export import FORMATS, format_like
from ganstudio.image.files import upright_size
from ganstudio.tools import workflow

PLACEHOLDERS = ("name", "tool", "scale", "number", "date", "parent")
_USUAL = 1000, 1000
_FOREIGN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def check_pattern(pattern: str) -> None:
    """Raise SettingsError, with a sentence, where `pattern` cannot name files."""
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        text = _("The name pattern {pattern} is not right: a brace opens or closes nothing. Known are {known}.")
        raise SettingsError(text.format(pattern=pattern, known=known)) from None
    for literal, name, form, conversion in parts:
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            text = _("The name pattern {pattern} has {{{name}}}, which is not known; known are {known}.")
            raise SettingsError(text.format(pattern=pattern, name=name, known=known))
        if "/" in literal or "\\" in literal:
            text = _("The name pattern {pattern} names a folder; it can only name files.")
            raise SettingsError(text.format(pattern=pattern))
    if not pattern.strip():
        raise SettingsError(_("The name pattern is empty; {{name}} alone keeps the names.").format())


def example(plan: Plan, source: Path) -> str:
    """What the result of `source` would be called; raises SettingsError where the pattern is not right."""
    check_pattern(plan.options.pattern)
    return Names(plan, date.today().isoformat(), [source]).planned(Found(source), 1).name


class Names:
    """The names of one batch. `sources` are never the name of a result."""

    def __init__(self, plan: Plan, started: str, sources: Iterable[Path]) -> None:
        self._plan, self._started = plan, started
        self._tools = "-".join(edit.tool for edit in plan.workflow.edits) or "copy"
        self._folders: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._sources = tuple(sources)
        self._originals: set[str] | None = None
        self._digits = len(str(len(self._sources)))
        self._taken = {self._key(*os.path.split(source)) for source in self._sources}

    def planned(self, found: Found, number: int) -> Path:
        """Where the result of the `number`th photo goes, if nothing is in its way there."""
        options, source = self._plan.options, found.source
        kind = format_like(source) if options.format == "same" else options.format
        suffix = FORMATS[kind].suffixes[0]
        folder = self._plan.output / _cleaned(found.folder) if self._plan.output else source.parent
        return self._free(folder, self._stem(source, number, LONGEST - len(suffix)), suffix, lambda _path: False)

    def final(self, planned: Path) -> Path | None:
        """`planned`, or what the plan says for a file that exists: with a number, or None to skip the photo."""
        existing = self._plan.options.existing
        if not os.path.lexists(planned) or (existing == "replace" and not self._is_source(planned)):
            return planned
        if existing == "skip":
            return None
        return self._free(planned.parent, planned.stem, planned.suffix, os.path.lexists)

    def take(self, paths: Iterable[Path]) -> None:
        """No other result will be called like one of `paths`."""
        self._taken.update(self._key(*os.path.split(path)) for path in paths)

    def _is_source(self, path: Path) -> bool:
        """Whether `path` leads to a photo that is read: a link may."""
        if self._originals is None:
            self._originals = {os.path.realpath(source) for source in self._sources}
        return os.path.realpath(path) in self._originals

    def _free(self, folder: Path, stem: str, suffix: str, there: Callable[[Path], bool]) -> Path:
        path = folder / (stem + suffix)
        place = str(folder)
        key = first = self._key(place, path.name)
        while key in self._taken or there(path):
            self._numbers[first] = number = self._numbers.get(first, 1) + 1
            end = f"-{number}{suffix}"
            path = folder / (shortened(stem, LONGEST - len(end)) + end)
            key = self._key(place, path.name)
        self._taken.add(key)
        return path

    def _key(self, folder: str, name: str) -> str:
        """The same for two files that some file system takes for one."""
        if folder not in self._folders:
            self._folders[folder] = _plain(os.path.realpath(folder))
        return f"{self._folders[folder]}/{_plain(name)}"

    def _stem(self, source: Path, number: int, limit: int) -> str:
        """The pattern filled in; what is too long is taken from the photo's name."""
        pattern, name = self._plan.options.pattern, source.stem
        values = {
            "tool": self._tools,
            "scale": self._scale(source) if "{scale}" in pattern else "",
            "number": f"{number:0{self._digits}}",
            "date": self._started,
            "parent": source.parent.name,
        }
        stem = clean(pattern.format(name=name, **values))
        over = len(stem.encode()) - limit
        if over > 0 and "{name}" in pattern:
            name = clean(name)
            stem = clean(pattern.format(name=shortened(name, max(1, len(name.encode()) - over)), **values))
        return shortened(stem, limit)

    def _scale(self, source: Path) -> str:
        """How many times as large the sides get, on average: a rotated photo is not larger."""
        try:
            size = upright_size(source)
        except GanstudioError:  # told when it is read
            size = _USUAL
        try:
            result = workflow.output_size(size, self._plan.workflow)
            return f"x{math.sqrt(math.prod(result) / math.prod(size)):.3g}"
        except GanstudioError:
            return "x1"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def clean(name: str) -> str:
    """`name` without what some file system does not take: a result may be copied to any."""
    name = _FOREIGN.sub("_", name).strip() or "_"
    return f"_{name}" if _RESERVED.match(name) else name


def _cleaned(folder: Path) -> Path:
    return Path(*(clean(part).rstrip(".") or "_" for part in folder.parts))
