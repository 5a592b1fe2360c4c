"""A record as it is read: whoever wrote it, nothing of it is believed before it was looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NoReturn, get_args

from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import N_, _
from ganstudio.image.edit import Edit
from ganstudio.image.files import LIMIT_MEGAPIXELS, open_photo
from ganstudio.image.photo import Ai, Metadata, Photo, sensible
from ganstudio.masks.mask import Mask
from ganstudio.projects.arrays import get_array, get_pixels
from ganstudio.projects.parts import DAMAGED, Reader, checked, digest
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.written import BLOCKS, KIND, PART, VERSION
from ganstudio.tools import TOOLS
from ganstudio.tools.limited import check_attached

Results = Literal["all", "current", "none"]
_LARGEST_BLOCK = 64 << 20  # bytes of metadata
_MOST_STEPS = 10_000
_OURS = frozenset({"ganstudio", "program", *Record.__dataclass_fields__} - {"more"})
_STEP = frozenset({*Edit.__dataclass_fields__, "size", "result"})
_SENSELESS = N_("{name} is damaged: its description makes no sense.")


class OriginalMissing(FileError):
    """The photo that a project is about is elsewhere, or is another one by now. `changed`: there is a file at `path`,
    but it holds something else."""

    def __init__(self, sentence: str, path: Path, sha256: str, *, changed: bool) -> None:
        super().__init__(sentence)
        self.path, self.sha256, self.changed = path, sha256, changed


def read_record(
    parts: Reader,
    job: Job | None = None,
    *,
    limit_megapixels: int = LIMIT_MEGAPIXELS,
    results: Results = "all",
    original: Path | None = None,
) -> Record:
    """What `write_record` wrote, with those results that are asked for and there; raises FileError for anything else.

    `original`: where the linked original is by now; raises OriginalMissing where that, or the one that was linked, is
    not the file that it was.
    """
    return Reading(parts, job or Job(), limit_megapixels, read_values(parts)).record(results, original)


def read_values(parts: Reader) -> dict[str, Any]:
    """The JSON, of a version that can be read; raises FileError."""
    values, name = parts.read(), parts.path.name
    if not isinstance(values, dict) or values.get("ganstudio") != KIND:
        raise FileError(_("{name} is no project of ganstudio.").format(name=name))
    major, _minor = version_of(values, name)
    if major != VERSION[0]:
        raise FileError(
            _("{name} was made by a newer version of ganstudio; this one cannot read it. Nothing was changed.").format(
                name=name
            )
        )
    return values


def version_of(values: Mapping[str, Any], name: str) -> tuple[int, int]:
    """The version that `values` are written in; raises FileError naming the file `name`."""
    version = values.get("version")
    if isinstance(version, list) and len(version) == 2 and all(type(number) is int for number in version):
        return version[0], version[1]
    raise FileError(_(_SENSELESS).format(name=name))


class Reading:
    """Makes a record of `values`, the JSON, and `parts`."""

    def __init__(self, parts: Reader, job: Job, limit_megapixels: int, values: Mapping[str, Any]) -> None:
        self.parts, self.job, self.limit, self.values = parts, job, limit_megapixels, values
        self._arrays: dict[str, NDArray[Any]] = {}
        """Those that were read, by part: what was one mask is one again."""

    def record(self, results: Results, original: Path | None) -> Record:
        """All of it."""
        values = self.values
        steps = values.get("steps", [])
        position, saved = values.get("position", 0), values.get("saved", 0)
        if not isinstance(steps, list) or not 0 <= len(steps) <= _MOST_STEPS:
            self.refuse()
        if not (type(position) is int and type(saved) is int and 0 <= position <= len(steps) >= saved >= -1):
            self.refuse()
        title, path = values.get("title", ""), values.get("path", "")
        if not (isinstance(title, str) and isinstance(path, str)):
            self.refuse()
        opened = self.original(original)
        share, kept = 1 / (len(steps) + 1), []
        for number, step in enumerate(steps, 1):
            self.job.progress(number * share)
            wanted = results == "all" or (results == "current" and number == position)
            kept.append(self.step(step, opened, result=wanted))
        size = kept[position - 1].size if position else opened.size
        return Record(
            title=title,
            original=opened,
            path=self.place(path),
            steps=tuple(kept),
            position=position,
            saved=saved,
            mask=self.mask(values["mask"], size) if "mask" in values else None,
            set=self.set_values(values.get("set", {})),
            limited=self.limited(values),
            more={name: value for name, value in values.items() if name not in _OURS},
        )

    def step(self, values: Any, original: Photo, *, result: bool) -> Kept:
        """One step; `result`: with what came out, where that is there."""
        edit, size = self.edit(values), self.size(values.get("size"))
        photo = self.result(values, original) if result else None
        more = {name: value for name, value in values.items() if name not in _STEP}
        return Kept(edit, size, photo, more)

    def result(self, values: Mapping[str, Any], original: Photo) -> Photo | None:
        """What came out of the step `values`; None where that was not written down."""
        if "result" not in values:
            return None
        photo = replace(self.picture(values["result"]), path=original.path)
        if photo.size != self.size(values.get("size")):
            self.refuse(DAMAGED)
        return photo

    def edit(self, values: Any) -> Edit:
        """A step's edit, with its arrays."""
        if not isinstance(values, dict) or not isinstance(values.get("attachments", {}), dict):
            self.refuse()
        attached = values.get("attachments", {})
        arrays = {name: value[PART] for name, value in attached.items() if isinstance(value, dict) and PART in value}
        rest = {name: value for name, value in attached.items() if name not in arrays}
        try:
            edit = Edit.from_json({**values, "attachments": rest})
        except GanstudioError:
            self.refuse()
        loaded = {name: self._array(part) for name, part in arrays.items()}
        edit = replace(edit, attachments={**edit.attachments, **loaded})
        try:
            check_attached(edit.attachments)
        except GanstudioError:
            self.refuse(DAMAGED)
        return edit

    def set_values(self, values: Any) -> dict[str, Edit]:
        """What is set and no step yet."""
        if not isinstance(values, dict):
            self.refuse()
        return {str(name): self.edit(edit) for name, edit in values.items()}

    def limited(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The tools that the mask limits. Where that was not written down yet: those that are set, lest that be done to
        the whole photo."""
        if "limited" not in values:
            return tuple(name for name in values.get("set", {}) if "mask" in values and _limitable(name))
        names = values["limited"]
        if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
            self.refuse()
        return tuple(names)

    def mask(self, name: Any, size: tuple[int, int]) -> Mask:
        """The mask in a part, which must be of the photo's (width, height)."""
        mask = self._array(name)
        if mask.ndim != 2 or mask.dtype != "uint8" or mask.shape[::-1] != size:
            self.refuse(DAMAGED)
        return mask

    def original(self, instead: Path | None) -> Photo:
        """The photo as it was opened: kept here, or linked."""
        values = self.values.get("original")
        if not isinstance(values, dict) or not isinstance(values.get("path", ""), str):
            self.refuse()
        name = values.get("path", "")
        if PART not in values:
            return self._linked(values, Path(name) if name else None, instead)
        path = self.place(name)
        if "meta" in values:
            return replace(self.picture(values), path=path)

        name = checked(values[PART], self.parts.path)
        with self.parts.file(name) as file:
            photo = replace(open_photo(file, limit_megapixels=self.limit), path=path)
        self.parts.files.note(photo.pixels, name)
        return photo

    def place(self, path: str) -> Path | None:
        """Where a file is, or would be: one of which only the name is known, beside the project."""
        return self.parts.path.parent / path if path else None

    def picture(self, values: Any) -> Photo:
        """A picture with its metadata, as `photo_values` wrote it."""
        meta = values.get("meta", {}) if isinstance(values, dict) else None
        if not isinstance(meta, dict):
            self.refuse()
        pixels = get_pixels(checked(values.get(PART), self.parts.path), *self._how)
        blocks = {name: self._bytes(meta[name]) for name in BLOCKS if name in meta}
        ai, density = values.get("ai", ""), meta.get("density")
        sound = isinstance(density, float) and sensible(density)
        told = Metadata(**blocks, grey=meta.get("grey") is True, density=density if sound else None)
        return Photo(pixels, told, ai=ai if ai in get_args(Ai) else "")

    def size(self, value: Any) -> tuple[int, int]:
        """(width, height)."""
        if not (isinstance(value, list) and len(value) == 2 and all(type(side) is int and side > 0 for side in value)):
            self.refuse()
        return value[0], value[1]

    def refuse(self, sentence: str = _SENSELESS) -> NoReturn:
        """Raise FileError; `sentence` is marked."""
        raise FileError(_(sentence).format(name=self.parts.path.name))

    @property
    def _how(self) -> tuple[Reader, Path, int]:
        return self.parts, self.parts.path, self.limit

    def _array(self, name: Any) -> NDArray[Any]:
        name = checked(name, self.parts.path)
        if name not in self._arrays:
            self._arrays[name] = get_array(name, *self._how)
        return self._arrays[name]

    def _bytes(self, name: Any) -> bytes:
        with self.parts.file(checked(name, self.parts.path)) as path:
            if path.stat().st_size > _LARGEST_BLOCK:
                self.refuse(DAMAGED)
            return path.read_bytes()

    def _linked(self, values: Mapping[str, Any], path: Path | None, instead: Path | None) -> Photo:
        sha256, near = values.get("sha256"), values.get("near", "")
        if path is None or not isinstance(sha256, str) or not isinstance(near, str):
            self.refuse()
        places = [instead] if instead else [path, *([self.parts.path.parent / near] if near else [])]
        for place in places:
            if _holds(place, sha256):
                return open_photo(Path(os.path.abspath(place)), limit_megapixels=self.limit)
        there = next((place for place in places if os.path.isfile(place)), None)
        sentence = (
            _("{name} is another picture than the one the project was made with.")
            if there
            else _("The photo of this project is not where it was: {name}.")
        )
        raise OriginalMissing(sentence.format(name=there or path), there or path, sha256, changed=there is not None)


def _limitable(tool: str) -> bool:
    return tool in TOOLS and TOOLS[tool].masks in ("limits", "corrects")


def _holds(path: Path, sha256: str) -> bool:
    """Whether the file is the one; an ordinary file, as reading a pipe could wait for ever."""
    try:
        return os.path.isfile(path) and digest(path) == sha256
    except (OSError, ValueError):
        return False
