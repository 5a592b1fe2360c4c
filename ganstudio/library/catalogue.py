"""Known models that can be downloaded: lists of what they are, where they are, and the SHA-256 they must have.

    {"ganstudio": "catalogue", "version": 1, "title": "Community models", "models": [
      {"name": "swinir-m-x2", "title": "SwinIR M ×2", "task": "upscale", "url": "https://…", "size": 66974517,
       "sha256": "…", "licence": "Apache-2.0", "family": "SwinIR", "scale": 2, "author": "…", "origin": "https://…",
       "about": "What it is good for.", "noncommercial": false, "confirmed": "where the hash stands"}]}

Each model needs the first six of these; what else is there, as "confirmed", is not looked at. One list comes with the
program; the user adds others from files. Reading them asks the network for nothing.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio import atomic, paths
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import SUFFIX, ModelInfo, copy_model, name_of, read_info, replace_file
from ganstudio.errors import FileError, ModelError
from ganstudio.i18n import _
from ganstudio.library.card import bytes_of
from ganstudio.library.entry import Damaged, Entry, Listing, read_listing
from ganstudio.library.fetching import download
from ganstudio.library.shelf import LONGEST

if TYPE_CHECKING:
    from ganstudio.engine.store import Store

__all__ = ["Entry", "Listing", "add_list", "begun", "find", "forget", "installed", "listed", "lists", "obtain"]

LARGEST = 4 << 20
"""Bytes of a list."""
_FETCHING = 0.8  # of the progress; the rest is adopting
_log = logging.getLogger(__name__)


def lists() -> list[Listing]:
    """The bundled list first, then the user's by their titles. Those that cannot be read are passed over."""
    found = []
    for bundled, folder in ((True, paths.resource("catalogue")), (False, paths.catalogues_folder())):
        for path in sorted(folder.glob("*.json")):
            try:
                found.append(_read(path, bundled=bundled))
            except FileError as problem:
                _log.warning("%s", problem)
    return found


def listed() -> list[Entry]:
    """All models of all lists; of two with one name the first counts."""
    named: dict[str, Entry] = {}
    for listing in lists():
        for entry in listing.entries:
            named.setdefault(entry.name, entry)
    return list(named.values())


def find(name: str) -> Entry:
    """The model called `name`; raises ModelError where the lists have none."""
    entries = listed()
    for entry in entries:
        if entry.name == name:
            return entry
    there = ", ".join(entry.name for entry in entries) or _("none")
    raise ModelError(_("The catalogue has no model called {name}; it has: {names}.").format(name=name, names=there))


def add_list(path: Path) -> Listing:
    """Copy the list in the file `path` to the user's own, in the place of one with the same title; raises FileError."""
    listing = _read(path, bundled=False)
    target = paths.catalogues_folder() / f"{name_of(listing.title, 'list')}.json"
    try:
        atomic.write_text(target, path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise FileError(_("{name} cannot be written: {reason}.").format(name=target, reason=reason)) from problem
    return _read(target, bundled=False)


def remove_list(listing: Listing) -> None:
    """The user's list is gone; what was downloaded stays. Raises FileError."""
    try:
        listing.path.unlink(missing_ok=True)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise FileError(_("{name} cannot be removed: {reason}.").format(name=listing.path, reason=reason)) from problem


def installed(entry: Entry, models: Iterable[ModelInfo]) -> ModelInfo | None:
    """Which of `models` was made of the entry's file, or is it."""
    return next((info for info in models if _is(info, entry)), None)


def _is(info: ModelInfo, entry: Entry) -> bool:
    if info.card.get("source sha256") == entry.sha256:
        return True
    ours = entry.remote.name.endswith(SUFFIX)
    return ours and bytes_of(info) == entry.size and info.sha256 == entry.sha256


def obtain(entry: Entry, store: Store, job: Job) -> ModelInfo:
    """Download the entry's file, prove it, adopt it. Raises NetworkError, FileError, ModelError, Cancelled.

    What has come stays when that is cancelled or fails on the way, and is gone on with the next time; also where it is
    proven and cannot be adopted, since a full disk or a busy library is no reason to fetch a gigabyte again.
    """
    from ganstudio.library.adopt import adopt

    before = store.list()
    if there := installed(entry, before):
        return there
    path = download.fetch(entry.remote, paths.downloads_folder(), job.part(0, _FETCHING))
    job.progress(_FETCHING, _("Looking what it holds…"))
    info = adopt(path, store, job.part(_FETCHING, 1 - _FETCHING))
    forget(entry)
    return info if info.name in {each.name for each in before} else _described(info, entry, store)


def _described(info: ModelInfo, entry: Entry, store: Store) -> ModelInfo:
    """The adopted model with the title and the terms that the list names, which its file could not tell."""
    words = {"title": entry.title[:LONGEST], "card": {**info.card, **entry.card}}
    with store.changing():
        replace_file(info.path, lambda file: copy_model(info.path, file, Job(), **words))
        return read_info(info.path)


def begun(entry: Entry) -> int:
    """Bytes of the entry's file that have come already."""
    return download.there(entry.remote, paths.downloads_folder())


def forget(entry: Entry) -> None:
    """Throw away what has come of the entry's file."""
    download.forget(entry.remote, paths.downloads_folder())


def _read(path: Path, *, bundled: bool) -> Listing:
    try:
        if path.stat().st_size > LARGEST:
            raise Damaged(_("it is too large to be one"))
        values = json.loads(path.read_text(encoding="utf-8-sig"))
        return read_listing(values, path, bundled=bundled)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise FileError(_("{name} cannot be read: {reason}.").format(name=path, reason=reason)) from problem
    except (ValueError, RecursionError) as problem:  # not JSON, or not text at all
        reason = str(problem) if isinstance(problem, Damaged) else _("it is no JSON file")
        sentence = _("{name} is not a list of models: {reason}.")
        raise FileError(sentence.format(name=path.name, reason=reason)) from problem
