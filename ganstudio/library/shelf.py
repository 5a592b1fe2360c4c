"""The user's own models: called otherwise, put away and brought back, doubled, given to others.

What a model is called by edits, workflows and commands, its name, stays for ever; its title may be changed.
What is put away lies in a folder beside the models, for a month.
"""

from __future__ import annotations

import math
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import FORMERLY, PART, SUFFIX, ModelInfo, copy_model, read_info, replace_file
from ganstudio.engine.store import Store
from ganstudio.errors import ModelError
from ganstudio.i18n import _

SUFFIXES = frozenset({".safetensors", ".pth", ".pt", ".ckpt", ".onnx", ".bin"})
"""How files are called that hold models."""
LONGEST = 80
"""Characters of a title."""
KEPT_DAYS = 30
"""How long what was put away can be brought back."""
_DAY = 86_400.0
"""Seconds."""


@dataclass(frozen=True)
class Removed:
    """A model that was put away, and where its file lies now."""

    info: ModelInfo
    place: Path
    since: float
    """Seconds since 1970."""

    @property
    def days(self) -> int:
        """How many are left, the one that has begun included."""
        return math.ceil(KEPT_DAYS - (time.time() - self.since) / _DAY)


def is_own(info: ModelInfo, store: Store) -> bool:
    """Whether it lies among the user's models: those may be changed."""
    return not info.bundled and info.path.parent == store.folder


def on_shelf(store: Store, task: str | None = None) -> tuple[ModelInfo, ...]:
    """Those that are there to stay: bundled and own; not those on trial."""
    return tuple(info for info in store.list(task) if info.bundled or is_own(info, store))


def rename(info: ModelInfo, title: str, store: Store, job: Job) -> ModelInfo:
    """Give the user's own model another title. Raises ModelError, Cancelled."""
    _must_be_own(info, store)
    title = _checked(title)
    with store.changing():
        known = info.card.get(FORMERLY)
        earlier = [*(known if isinstance(known, list) else []), info.sha256]
        _rewrite(info.path, info.path, job, title=title, card={**info.card, FORMERLY: earlier})
        return read_info(info.path)


def duplicate(info: ModelInfo, store: Store, job: Job, title: str = "") -> ModelInfo:
    """One more model with the same weights, the user's own. Raises ModelError, Cancelled."""
    title = _checked(title or _("{title} (copy)").format(title=_(info.title)))
    with store.changing():
        name = store.free_name(info.name)
        path = store.folder / (name + SUFFIX)
        _rewrite(info.path, path, job, name=name, title=title)
        return read_info(path)


def export(info: ModelInfo, path: Path, job: Job) -> Path:
    """A copy of the file, byte for byte, for others; gives its path. Raises ModelError, Cancelled."""
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if path.exists() and path.samefile(info.path):
        raise ModelError(_("{path} is the model itself; choose another file.").format(path=path))

    def copy(target: IO[bytes]) -> None:
        length = max(1, info.path.stat().st_size)
        with info.path.open("rb") as file:
            while part := file.read(PART):
                target.write(part)
                job.progress(file.tell() / length)

    replace_file(path, copy)
    return path


def remove(info: ModelInfo, store: Store) -> Removed:
    """Put the user's own model away. Raises ModelError."""
    _must_be_own(info, store)
    place = away(store) / f"{info.path.stem}-{secrets.token_hex(3)}{SUFFIX}"
    with store.changing():
        try:
            place.parent.mkdir(exist_ok=True)
            os.replace(info.path, place)
            os.utime(place)  # from now on the days are counted
        except OSError as problem:
            raise _kept_from(info.path, problem) from problem
        _clear(store)
    return Removed(info, place, time.time())


def removed(store: Store) -> tuple[Removed, ...]:
    """What was put away and can be brought back, the latest first."""
    found = []
    for path in away(store).glob(f"*{SUFFIX}"):
        with suppress(OSError, ModelError):  # gone meanwhile, or damaged
            found.append(Removed(read_info(path), path, path.stat().st_mtime))
    return tuple(sorted((each for each in found if each.days > 0), key=lambda each: each.since, reverse=True))


def put_back(removed: Removed, store: Store) -> ModelInfo:
    """Bring back what was put away; under another name where its own is taken by now. Raises ModelError."""
    with store.changing():
        name = store.free_name(removed.info.name)
        path = store.folder / (name + SUFFIX)
        try:
            if name == removed.info.name:
                os.replace(removed.place, path)
            else:
                _rewrite(removed.place, path, Job(), name=name)
                removed.place.unlink()
        except OSError as problem:
            raise _kept_from(removed.place, problem) from problem
        return read_info(path)


def away(store: Store) -> Path:
    """The folder for what was put away."""
    return store.folder / "removed"


def _clear(store: Store) -> None:
    """What has been away for too long is gone for good."""
    oldest = time.time() - KEPT_DAYS * _DAY
    for path in away(store).glob(f"*{SUFFIX}"):
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def _rewrite(source: Path, target: Path, job: Job, **words: Any) -> None:
    replace_file(target, lambda file: copy_model(source, file, job, **words))


def _checked(title: str) -> str:
    title = " ".join(title.split())[:LONGEST]
    if not title:
        raise ModelError(_("A model needs a title."))
    return title


def _must_be_own(info: ModelInfo, store: Store) -> None:
    if info.bundled:
        sentence = _("{title} comes with the program and stays as it is; make a copy of it to change that.")
        raise ModelError(sentence.format(title=_(info.title)))
    if not is_own(info, store):
        raise ModelError(_("{title} is not among your models.").format(title=_(info.title)))


def _kept_from(path: Path, problem: OSError) -> ModelError:
    reason = problem.strerror or str(problem)
    return ModelError(_("The model file {name} cannot be moved: {reason}.").format(name=path.name, reason=reason))
