"""The parts of something kept: files named by what is in them, beside one readable JSON that names them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

from ganstudio.atomic import to_disk
from ganstudio.errors import FileError
from ganstudio.i18n import N_, _

INDEX = "project.json"
"""The JSON; its parts lie in PARTS."""
PARTS = "parts"
LARGEST_INDEX = 64 << 20  # bytes
DAMAGED = N_("{name} is damaged: a part of it is missing or is not what was written.")
_NAME = re.compile(r"parts/[0-9a-f]{64}\.[a-z0-9]{1,8}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_CHUNK = 1 << 20


class Known:
    """Which arrays were written already, and as which part: pixels never change, and need not be packed twice."""

    def __init__(self) -> None:
        self._names: dict[int, tuple[weakref.ref[NDArray[Any]], str]] = {}

    def name(self, array: NDArray[Any]) -> str:
        """The part that `array` is in; empty where it is in none."""
        there, name = self._names.get(id(array), (None, ""))
        return name if there and there() is array else ""

    def note(self, array: NDArray[Any], name: str) -> None:
        """`array` is in that part."""
        key = id(array)
        self._names[key] = (weakref.ref(array, lambda _gone: self._names.pop(key, None)), name)


class Reader(Protocol):
    """Where parts are found; from one thread at a time."""

    path: Path
    """The file or folder, as people know it."""
    known: Known
    """Arrays that are in a part."""
    files: Known
    """Pictures as opened, of which a part is the very file."""

    def file(self, name: str) -> AbstractContextManager[Path]:
        """The part as a file, checked against its name; only to be read, and only within the context. Raises
        FileError."""

    def read(self) -> Any:
        """The JSON; raises FileError."""


class Writer(Protocol):
    """Where parts are put; from one thread at a time."""

    path: Path
    known: Known
    files: Known

    def has(self, name: str) -> bool:
        """Whether the part is there already."""

    def put(self, write: Callable[[Path], None], suffix: str) -> str:
        """Keep what `write` puts into the file it is given; gives the part's name, "parts/9f86….png"."""

    def write(self, values: Mapping[str, Any]) -> None:
        """Put the JSON in place, when all it names is there: from now on this is what counts."""


class Folder:
    """Parts in a folder; the JSON is replaced at once, so that it is whole and names what is there, at any moment.

    Raises OSError where it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known, self.files = Known(), Known()

    def has(self, name: str) -> bool:
        return (self.path / checked(name, self.path)).is_file()

    def put(self, write: Callable[[Path], None], suffix: str) -> str:
        folder = self.path / PARTS
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{secrets.token_hex(6)}.part"
        try:
            write(part)
            name = name_for(part, suffix)
            if not (self.path / name).is_file():
                to_disk(part)
                os.replace(part, self.path / name)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return name

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        path = self.path / checked(name, self.path)
        try:
            same = digest(path) == digest_in(name)
        except OSError:
            same = False
        if not same:
            raise FileError(_(DAMAGED).format(name=self.path.name))
        yield path

    def write(self, values: Mapping[str, Any]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        part = self.path / f".{secrets.token_hex(6)}.part"
        try:
            part.write_bytes(packed(values))
            to_disk(part)
            os.replace(part, self.path / INDEX)
        finally:
            part.unlink(missing_ok=True)
        _settle_folder(self.path)

    def read(self) -> Any:
        try:
            with (self.path / INDEX).open("rb") as file:
                return unpacked(file.read(LARGEST_INDEX + 1), self.path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError(_("{name} cannot be read: {reason}.").format(name=self.path.name, reason=reason)) from error

    def sweep(self) -> None:
        """Remove the parts that the JSON in place does not name."""
        wanted = set(named(self.read()))
        for path in (self.path / PARTS).glob("*"):
            if f"{PARTS}/{path.name}" not in wanted:
                with contextlib.suppress(OSError):
                    path.unlink()


def packed(values: Mapping[str, Any]) -> bytes:
    """The JSON as a person can read it."""
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def unpacked(data: bytes, source: Path) -> Any:
    """What the JSON says; raises FileError naming `source` for what is none."""
    try:
        if len(data) > LARGEST_INDEX:
            raise ValueError("far too long")
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise FileError(_("{name} is damaged: its description cannot be read.").format(name=source.name)) from None


def named(values: Any) -> Iterator[str]:
    """The names of all parts anywhere in the JSON `values`."""
    waiting = [values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and _NAME.fullmatch(value):
            yield value


def checked(name: Any, source: Path) -> str:
    """`name` itself, if it can be a part's: no other file is ever looked at. Raises FileError naming `source`."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise FileError(_(DAMAGED).format(name=source.name))
    return name


def name_for(path: Path, suffix: str) -> str:
    """The part's name for what is in the file `path`; an odd `suffix` becomes ".bin"."""
    return f"{PARTS}/{digest(path)}{suffix if _SUFFIX.fullmatch(suffix) else '.bin'}"


def digest(path: Path) -> str:
    """SHA-256 of a file; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_in(name: str) -> str:
    """The SHA-256 that a part's name says."""
    return name.removeprefix(f"{PARTS}/").split(".")[0]


def _settle_folder(path: Path) -> None:
    """The same of the names in a folder, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
