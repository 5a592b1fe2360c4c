"""Presets: named sets of a tool's parameters, those that come with the program and the user's own.

    {"ganstudio": "presets", "version": 1, "presets": [
      {"name": "gentle", "title": "Gentle", "params": {"strength": 0.5}}]}

One file for each tool, in `resources/presets` and in the user's folder. What a preset does not name stays as it is.
Titles are for the bundled ones, translated when shown; the user's own are shown by their names.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from ganstudio import atomic
from ganstudio.errors import FileError, SettingsError
from ganstudio.i18n import _
from ganstudio.params import from_json, to_json
from ganstudio.paths import presets_folder, resource

KIND = "presets"
VERSION = 1
LONGEST = 60
"""Characters of a name."""
P = TypeVar("P")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Preset:
    """`params` are plain values as in a file, not yet believed: they may be another version's."""

    name: str
    params: Mapping[str, Any]
    title: str = ""
    bundled: bool = False

    @property
    def shown(self) -> str:
        """What it is called, in the language of now."""
        return _(self.title) if self.title else self.name

    def on(self, params: P) -> P:
        """`params` with what the preset names; raises SettingsError where that fits the tool no more."""
        try:
            return from_json(type(params), {**to_json(params), **self.params})
        except SettingsError as error:
            sentence = _("The preset {name} cannot be used: {reason}")
            raise SettingsError(sentence.format(name=self.shown, reason=error)) from error

    def says(self, params: Any) -> bool:
        """Whether `params` are what the preset asks for."""
        now = to_json(params)
        return all(name in now and now[name] == value for name, value in self.params.items())

    def called(self, name: str) -> bool:
        """Whether a person may call it `name`."""
        return name.strip().casefold() in (self.name.casefold(), self.shown.casefold())


def listed(tool: str) -> list[Preset]:
    """All presets of the tool with that id, the bundled ones first; the user's only where these can be read."""
    try:
        return [*_bundled(tool), *own(tool)]
    except FileError as error:
        _log.warning("%s", error)
        return _bundled(tool)


def own(tool: str) -> list[Preset]:
    """The user's, in the order they were saved. A damaged file is set aside as `….damaged.json`; what can be read of
    it is kept. Raises FileError where a file cannot be read: nothing may be written in its place then."""
    presets, whole = _known(tool)
    if not whole:
        with contextlib.suppress(FileError), _changing(tool) as presets:
            pass
    return presets


@contextlib.contextmanager
def _changing(tool: str) -> Iterator[list[Preset]]:
    """The user's, to be changed: written when that is done, while no other window can. Raises FileError."""
    path = _file(tool)
    try:
        with atomic.changing(path):
            presets, whole = _known(tool)
            if not whole:
                _log.warning("The presets are damaged and were set aside: %s", path)
                os.replace(path, path.with_name(f"{tool}.damaged.json"))
            before = list(presets)
            yield presets
            if presets != before or (presets and not whole):
                _write(path, presets)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be written: {reason}.").format(name=path, reason=reason)) from error


def _known(tool: str) -> tuple[list[Preset], bool]:
    """What can be read of the user's, and whether that is all of it; raises FileError."""
    path = _file(tool)
    try:
        return _read(path)
    except OSError as error:
        sentence = _("Your presets in {name} cannot be read: {reason}. Allow it to be read, or move it away.")
        raise FileError(sentence.format(name=path, reason=error.strerror or str(error))) from error


def find(tool: str, name: str) -> Preset:
    """The preset called `name`, the user's own before a bundled one; raises SettingsError where there is none,
    FileError where the user's cannot be read."""
    there = [*own(tool), *_bundled(tool)]
    for preset in there:
        if preset.called(name):
            return preset
    names = ", ".join(preset.name for preset in there) or _("none")
    raise SettingsError(
        _("There is no preset called {name} for {tool}; there are: {names}.").format(name=name, tool=tool, names=names)
    )


def save(tool: str, name: str, params: Any) -> Preset:
    """Keep all of `params` under `name`, in the place of the user's preset of that name.

    Raises SettingsError for a name that cannot be given, FileError where the file cannot be read or written.
    """
    preset = Preset(_checked(tool, name), to_json(params))
    with _changing(tool) as before:
        places = [place for place, other in enumerate(before) if other.called(preset.name)]
        if places:
            before[places[0]] = preset
        else:
            before.append(preset)
    return preset


def rename(tool: str, preset: Preset, name: str) -> Preset:
    """Call the user's `preset` by another name; raises SettingsError where that is taken or none, FileError."""
    renamed = replace(preset, name=_checked(tool, name))
    with _changing(tool) as before:
        if any(other.called(renamed.name) and other.name != preset.name for other in before):
            raise SettingsError(
                _("There is a preset called {name} already; choose another name.").format(name=renamed.name)
            )
        before[:] = [renamed if other.name == preset.name else other for other in before]
    return renamed


def remove(tool: str, preset: Preset) -> None:
    """The user's `preset` is gone for good; raises FileError."""
    with _changing(tool) as before:
        before[:] = [other for other in before if other.name != preset.name]


def _checked(tool: str, name: str) -> str:
    """`name` without blanks around it, if it can be given to a preset of the user's."""
    name = " ".join(name.split())[:LONGEST]
    if not name:
        raise SettingsError(_("A preset needs a name."))
    if any(preset.called(name) for preset in _bundled(tool)):
        raise SettingsError(
            _("The preset {name} comes with the program and stays as it is; choose another name.").format(name=name)
        )
    return name


def _bundled(tool: str) -> list[Preset]:
    presets, _whole = _read(resource("presets") / f"{tool}.json")
    return [replace(preset, bundled=True) for preset in presets]


def _file(tool: str) -> Path:
    return presets_folder() / f"{tool}.json"


def _read(path: Path) -> tuple[list[Preset], bool]:
    """What can be read of a file, and whether that is all of it; raises OSError where nothing is known of it."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return [], True
    except (ValueError, RecursionError):  # not JSON, or not text at all
        return [], False
    if not isinstance(values, dict) or (values.get("ganstudio"), values.get("version")) != (KIND, VERSION):
        return [], False
    if not isinstance(values.get("presets"), list):
        return [], False
    presets = [_preset(each) for each in values["presets"]]
    return [preset for preset in presets if preset], None not in presets


def _preset(values: Any) -> Preset | None:
    if not isinstance(values, dict):
        return None
    name, params, title = values.get("name"), values.get("params"), values.get("title", "")
    if not isinstance(name, str) or not name.strip() or not isinstance(params, dict) or not isinstance(title, str):
        return None
    return Preset(name, params, title)


def _write(path: Path, presets: Iterable[Preset]) -> None:
    entries = [{"name": preset.name, "params": dict(preset.params)} for preset in presets]
    values = {"ganstudio": KIND, "version": VERSION, "presets": entries}
    atomic.write_text(path, json.dumps(values, indent=2, ensure_ascii=False) + "\n")
