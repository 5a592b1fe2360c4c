"""A record as it is written down: a readable JSON, and the parts that it names.

{"ganstudio": "project", "version": [1, 0], "title": "cat.jpg",
 "original": {"path": "cat.jpg", "sha256": "9f86…", "size": [6000, 4000], "part": "parts/9f86….jpg"},
 "steps": [{"tool": "light", "params": {…}, "attachments": {"mask": {"part": "parts/2c26….png"}},
            "size": [6000, 4000], "result": {"part": "parts/fcde….png", "meta": {…}}}],
 "position": 1, "saved": -1, "mask": "parts/….png", "limited": ["light"], "set": {"colorize": {…}}}
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ganstudio import __version__
from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Metadata, Photo
from ganstudio.projects.arrays import put_array
from ganstudio.projects.parts import PARTS, Writer, digest, digest_in
from ganstudio.projects.record import Kept, Record

KIND = "project"
VERSION = (1, 0)
"""Other versions with the same first number can be read, as far as they are understood; those with another cannot."""
PART = "part"
ANY = 1 << 20
"""Megapixels: what was open once may be opened again."""
BLOCKS = ("icc", "exif", "xmp", "iptc")
"""Of the metadata."""


def write_record(
    record: Record,
    parts: Writer,
    job: Job | None = None,
    *,
    link: bool = False,
    raw: bool = True,
    places: bool = True,
) -> dict[str, Any]:
    """Write `record` down; gives the JSON, which is in place then. Results are written as far as `record` has them.

    `link`: the original stays where it is, and only its path and SHA-256 are written; one whose file holds something
    else by now, or has none, is kept here all the same. `raw`: keep the file's own bytes, which is first proven to
    give the same picture. `places`: say in which folders files are; else only where the original is linked, for whoever
    gets the project needs not know them. Raises OSError, Cancelled; what was in place before is so still.
    """
    job = job or Job()
    share = 1 / (len(record.steps) + 2)
    values: dict[str, Any] = {"ganstudio": KIND, "version": list(VERSION), "program": __version__, **record.more}
    values |= {"title": record.title, "original": _original(record.original, parts, job, link, raw)}
    if record.path:
        values["path"] = str(record.path)
    if PART in values["original"] and not places:
        _forget_folders(values)
    values["steps"] = []
    for number, kept in enumerate(record.steps, 1):
        job.progress(number * share)
        values["steps"].append(_step(kept, parts, job))
    values |= {"position": record.position, "saved": record.saved}
    if record.mask is not None:
        values["mask"] = put_array(record.mask, parts, job)
    values["limited"] = list(record.limited)
    if record.set:
        values["set"] = {name: edit_values(edit, parts, job) for name, edit in record.set.items()}
    job.progress(1 - share)
    parts.write(values)
    return values


def edit_values(edit: Edit, parts: Writer, job: Job) -> dict[str, Any]:
    """A step as plain values, its arrays as parts."""
    arrays = {name: value for name, value in edit.attachments.items() if isinstance(value, np.ndarray)}
    rest = {name: value for name, value in edit.attachments.items() if name not in arrays}
    values = replace(edit, attachments=rest).to_json()
    packed = {name: {PART: put_array(array, parts, job)} for name, array in arrays.items()}
    if packed:
        values["attachments"] = {**values.get("attachments", {}), **packed}
    return values


def photo_values(photo: Photo, parts: Writer, job: Job) -> dict[str, Any]:
    """A picture, and what is told beside it."""
    values = {PART: put_array(photo.pixels, parts, job), "meta": _meta(photo.meta, parts)}
    return values | ({"ai": photo.ai} if photo.ai else {})


def _step(kept: Kept, parts: Writer, job: Job) -> dict[str, Any]:
    values = {**kept.more, **edit_values(kept.edit, parts, job), "size": list(kept.size)}
    if kept.photo is not None:
        values["result"] = photo_values(kept.photo, parts, job)
    return values


def _original(photo: Photo, parts: Writer, job: Job, link: bool, raw: bool) -> dict[str, Any]:
    values: dict[str, Any] = {"size": list(photo.size)}
    if photo.path is None:
        return values | photo_values(photo, parts, job)
    values |= {"path": str(photo.path), **_near(photo.path, parts.path)}
    part = parts.files.name(photo.pixels)
    sha256 = _proven(photo, part, job) if link else ""
    if sha256:
        return values | {"sha256": sha256}
    if part and parts.has(part):
        return values | {"sha256": digest_in(part), PART: part}
    sha256 = _proven(photo, part, job) if raw and not link else ""
    if not sha256:
        return values | photo_values(photo, parts, job)
    part = parts.put(lambda path: _copy(photo.path, path, job), photo.path.suffix.lower())
    parts.files.note(photo.pixels, part)
    return values | {"sha256": sha256, PART: part}


def _proven(photo: Photo, part: str, job: Job) -> str:
    """SHA-256 of the file, if it still gives the picture that was opened; else empty. `part`: what it was then."""
    from ganstudio.image.files import open_photo

    job.check()
    try:
        assert photo.path
        sha256 = digest(photo.path)
        if part and sha256 == digest_in(part):
            return sha256
        there = open_photo(photo.path, limit_megapixels=ANY)
    except (OSError, GanstudioError):
        return ""
    same = there.pixels.shape == photo.pixels.shape and there.pixels.dtype == photo.pixels.dtype
    return sha256 if same and there.meta == photo.meta and np.array_equal(there.pixels, photo.pixels) else ""


def _near(photo: Path, project: Path) -> dict[str, str]:
    """Where the photo is as seen from the project: the two may move together. Nothing where they are on two disks."""
    with contextlib.suppress(ValueError):
        return {"near": Path(os.path.relpath(photo, project.parent)).as_posix()}
    return {}


def _forget_folders(values: dict[str, Any]) -> None:
    values["original"].pop("near", None)
    for place in (values, values["original"]):
        if "path" in place:
            place["path"] = Path(place["path"]).name


def _copy(source: Path | None, target: Path, job: Job) -> None:
    assert source
    with source.open("rb") as file, target.open("wb") as copy:
        while data := file.read(1 << 22):
            job.check()
            copy.write(data)


def _meta(meta: Metadata, parts: Writer) -> dict[str, Any]:
    blocks: dict[str, Any] = {}
    for name in BLOCKS:
        data: bytes | None = getattr(meta, name)
        if data:
            blocks[name] = _put_bytes(data, parts, f".{name}")
    return blocks | ({"grey": True} if meta.grey else {}) | ({"density": meta.density} if meta.density else {})


def _put_bytes(data: bytes, parts: Writer, suffix: str) -> str:
    name = f"{PARTS}/{hashlib.sha256(data).hexdigest()}{suffix}"
    return name if parts.has(name) else parts.put(lambda path: _write(path, data), suffix)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
