"""Parts in a zip, the project file: its parts as they are, the JSON packed, a word on its kind first of all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import struct
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from ganstudio.atomic import to_disk
from ganstudio.engine.job import Job
from ganstudio.errors import DiskFull, FileError
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels
from ganstudio.projects.parts import (
    DAMAGED,
    INDEX,
    LARGEST_INDEX,
    Known,
    checked,
    digest_in,
    name_for,
    packed,
    unpacked,
)

MIME = "application/x-ganstudio"
_PREVIEW = "Thumbnails/thumbnail.png"
"""A small picture of it, where OpenDocument and OpenRaster have theirs."""
_LARGEST_PREVIEW = 8 << 20  # bytes
_KIND = "mimetype"
"""The first entry, as in OpenDocument and OpenRaster: by it a file is known whatever its name."""
_EARLY = (1980, 1, 1, 0, 0, 0)
"""The time of all entries: the same project gives the same bytes."""
_SWELLING = 100
"""So many times its length in the file a part can have at the most: pictures are packed already."""
_CHUNK = 1 << 20
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError, ValueError)
"""What zipfile raises for a file that is damaged, or made to look odd."""


class ZipReading:
    """Parts of a project file; to be closed, or used as a context. Raises FileError for what is no such file."""

    def __init__(self, path: Path, known: Known | None = None) -> None:
        self.path = path
        self.known, self.files = known or Known(), Known()
        try:
            if not path.is_file():
                raise FileError(_no_file(path))
            self._zip = zipfile.ZipFile(path)
        except (*_FAULTS, struct.error):
            raise FileError(
                _("{name} is damaged or no project: it is not a whole zip file.").format(name=path.name)
            ) from None
        except OSError as error:
            raise _refused(path, error) from error

    def __enter__(self) -> ZipReading:
        return self

    def __exit__(self, *_why: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        try:
            self._zip.getinfo(name)
        except KeyError:
            return False
        return True

    def read(self) -> Any:
        data = bytearray()
        self._unpack(INDEX, data.extend, _("{name} is no project of ganstudio."), most=LARGEST_INDEX)
        return unpacked(bytes(data), self.path)

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        checked(name, self.path)
        with self._temporary() as folder:
            # Its name is ours, whatever the zip says: nothing can be written elsewhere.
            path = Path(folder) / Path(name).name
            self.copy(name, path)
            yield path

    @contextmanager
    def preview(self) -> Iterator[Path]:
        """The small picture as a file."""
        with self._temporary() as folder:
            path = Path(folder) / "thumbnail.png"
            data = bytearray()
            self._unpack(_PREVIEW, data.extend, _("{name} has no small picture of itself."), most=_LARGEST_PREVIEW)
            path.write_bytes(data)
            yield path

    def copy(self, name: str, target: Path) -> None:
        """Write the part into the file `target`; raises FileError where it is not what it was, DiskFull where
        there is no room for it."""
        told = hashlib.sha256()
        damaged = _(DAMAGED)
        try:
            with target.open("wb") as file:

                def take(data: bytes) -> None:
                    told.update(data)
                    file.write(data)

                self._unpack(name, take, damaged, room=shutil.disk_usage(target.parent).free)
        except OSError as error:
            raise _refused(self.path, error) from error
        if told.hexdigest() != digest_in(name):
            raise FileError(damaged.format(name=self.path.name))

    def _temporary(self) -> tempfile.TemporaryDirectory[str]:
        try:
            return tempfile.TemporaryDirectory(prefix="ganstudio-")
        except OSError as error:
            raise _refused(self.path, error) from error

    def _unpack(
        self,
        name: str,
        take: Callable[[bytes], object],
        sentence: str,
        *,
        most: int = sys.maxsize,
        room: int = sys.maxsize,
    ) -> None:
        """Give the entry to `take` piece by piece: never more than it says, than `most` bytes, than it can have.
        Raises OSError where that is more than `room`."""
        try:
            info = self._zip.getinfo(name)
            left = info.file_size
            if left > min(most, _SWELLING * info.compress_size + _CHUNK):
                raise ValueError("it swells")
            if left > room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            with self._zip.open(info) as entry:
                while data := entry.read(min(_CHUNK, left + 1)):
                    left -= len(data)
                    if left < 0:
                        raise ValueError("longer than it says")
                    take(data)
        except (*_FAULTS, struct.error) as error:
            raise FileError(sentence.format(name=self.path.name)) from error


class ZipWriting:
    """Writes a project file whole or not at all: used as a context, it is in place when that ends without an error.

    What `before`, an older file, holds is copied from there as it is. Raises OSError.
    """

    def __init__(self, path: Path, before: ZipReading | None = None, job: Job | None = None) -> None:
        self.path = path
        self._before, self._job = before, job or Job()
        self.known, self.files = before.known if before else Known(), Known()
        self._folder = path.parent
        self._part = self._folder / f".ganstudio-{secrets.token_hex(6)}.part"
        self._names: set[str] = set()

    def __enter__(self) -> ZipWriting:
        self._zip = zipfile.ZipFile(self._part, "x", zipfile.ZIP_STORED)
        self._zip.writestr(zipfile.ZipInfo(_KIND, _EARLY), MIME)  # plain, so that it stands at a fixed place
        return self

    def __exit__(self, kind: type[BaseException] | None, *_why: BaseException | TracebackType | None) -> None:
        try:
            with contextlib.suppress(*(() if kind is None else (Exception,))):
                self._zip.close()
            if self._before:
                self._before.close()  # it may be the file that is replaced now
            if kind is None:
                to_disk(self._part)
                if self.path.exists():
                    shutil.copymode(self.path, self._part)
                os.replace(self._part, self.path)
        finally:
            with contextlib.suppress(OSError):
                self._part.unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        if name in self._names:
            return True
        if self._before is None or not self._before.has(name):
            return False
        try:
            with tempfile.TemporaryDirectory(prefix=".ganstudio-", dir=self._folder) as folder:
                path = Path(folder) / "part"
                self._before.copy(checked(name, self.path), path)
                self._take(path, name)
        except DiskFull as error:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path)) from error
        except FileError:  # damaged by now: it is written anew
            return False
        return True

    def put(self, write: Callable[[Path], None], suffix: str) -> str:
        with tempfile.TemporaryDirectory(prefix=".ganstudio-", dir=self._folder) as folder:
            path = Path(folder) / "part"
            write(path)
            name = name_for(path, suffix)
            if name not in self._names:
                self._take(path, name)
        return name

    def preview(self, pixels: Pixels) -> None:
        """Put a small picture of it in."""
        from ganstudio.image import vips

        with self._entry(_PREVIEW) as entry:
            entry.write(vips.to_vips(pixels).pngsave_buffer(compression=6, keep="none"))

    def write(self, values: Mapping[str, Any]) -> None:
        with self._entry(INDEX, zipfile.ZIP_DEFLATED) as entry:
            entry.write(packed(values))

    def _take(self, path: Path, name: str) -> None:
        with path.open("rb") as file, self._entry(name) as entry:
            while data := file.read(_CHUNK):
                self._job.check()
                entry.write(data)
        self._names.add(name)

    def _entry(self, name: str, packing: int = zipfile.ZIP_STORED) -> IO[bytes]:
        info = zipfile.ZipInfo(name, _EARLY)
        info.compress_type, info.external_attr = packing, 0o644 << 16
        return self._zip.open(info, "w", force_zip64=True)


def _refused(path: Path, error: OSError) -> FileError:
    kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else FileError
    reason = error.strerror or str(error)
    return kind(_("{name} cannot be read: {reason}.").format(name=path.name, reason=reason))


def _no_file(path: Path) -> str:
    if path.is_dir():
        return _("{name} is a folder, not a project.").format(name=path.name)
    if path.exists():
        return _("{name} is not an ordinary file.").format(name=path.name)
    return _("{name} does not exist.").format(name=path.name)
