"""The two forms of a checkpoint: a zip with one pickle and raw bytes beside it, or pickles with raw bytes behind them.

Both by https://github.com/pytorch/pytorch/blob/main/torch/serialization.py: `_save`, `_legacy_save`.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from typing import Any, BinaryIO, Protocol

from ganstudio.i18n import _
from ganstudio.library.reading.machine import Pickle
from ganstudio.library.reading.pickled import read_pickle
from ganstudio.library.reading.refusals import Attack, Refused, damaged, swollen
from ganstudio.library.reading.spans import Raw, key_of, raw

LARGEST_PICKLE = 64 << 20
LARGEST_LIST = 8 << 20
"""Bytes of a zip's list of contents; a checkpoint of two thousand tensors has a quarter of a megabyte."""
_MAGIC, _PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
_LOCAL = struct.Struct("<4s22xHH")
_COUNT = struct.Struct("<q")
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, ValueError, IndexError, KeyError, struct.error, OverflowError)


class Packed(Protocol):
    """A checkpoint whose words have been read; its raw bytes are when asked for."""

    pickle: Pickle

    def read(self, piece: Raw) -> bytearray:
        """Raw bytes, as many as `piece` says. Raises Refused."""
        ...


class Zipped:
    """What torch writes since 2020. Raises Refused."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self._length = file, length
        try:
            entries = zipfile.ZipFile(_Sips(file)).infolist()
        except _DAMAGE as problem:
            raise damaged() from problem
        self._entries = {entry.filename: entry for entry in entries}
        pickles = [name for name in self._entries if name == "data.pkl" or name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise _archive(entries)
        self._root = pickles[0].removesuffix("data.pkl")
        self._check(entries)
        self.pickle = read_pickle(io.BytesIO(self._bytes("data.pkl", LARGEST_PICKLE)))

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(self._entries) != len(entries):
            raise Refused(
                _("two of its parts have the same name, so that it means different things to different programs")
            )
        if sum(entry.compress_size for entry in entries) > self._length:  # several may lie in the same bytes
            raise swollen()
        if self._entries.get(self._root + "byteorder") and self._bytes("byteorder", 16) != b"little":
            raise Refused(_("it was written on a computer of another kind (big-endian)"))

    def read(self, piece: Raw) -> bytearray:
        entry = self._entries.get(f"{self._root}data/{piece.key}")
        if entry is None or entry.file_size != piece.length:
            raise damaged()
        return self._bytes(f"data/{piece.key}", piece.length)

    def _bytes(self, name: str, most: int) -> bytearray:
        """A part as it lies in the file; raises Refused where it is longer than `most`, or not what was written."""
        entry = self._entries[self._root + name]
        # torch never compresses what we read of it: the bytes are there as they are, or it was made to swell.
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            raise Refused(
                _("it is packed once more than torch packs a checkpoint, which may fill the memory; unpack it first")
            )
        if entry.compress_size != entry.file_size:
            raise damaged()
        if entry.file_size > most:
            raise swollen()
        head = _exactly(self._file, entry.header_offset, _LOCAL.size, self._length)
        if not head.startswith(b"PK\3\4"):
            raise damaged()
        _sign, name_length, extra_length = _LOCAL.unpack(head)
        start = entry.header_offset + _LOCAL.size + name_length + extra_length
        found = _exactly(self._file, start, entry.file_size, self._length)
        if zlib.crc32(found) != entry.CRC:
            raise damaged()
        return found


class Legacy:
    """What torch wrote before. Raises Refused."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self._length = file, length
        head = io.BytesIO(file.read(LARGEST_PICKLE))
        if read_pickle(head).value != _MAGIC:
            raise Refused(
                _("it is a pickle of Python, which may hold anything, and not a checkpoint; nothing in it was run")
            )
        protocol, system = read_pickle(head).value, read_pickle(head).value
        if protocol != _PROTOCOL or not isinstance(system, dict):
            raise damaged()
        if system.get("little_endian") is False:
            raise Refused(_("it was written on a computer of another kind (big-endian)"))
        self.pickle = read_pickle(head)
        self._starts = self._find(read_pickle(head).value, head.tell())

    def _find(self, keys: Any, at: int) -> dict[str, tuple[int, Raw]]:
        """Key → where its bytes begin, as they lie one behind the other; each behind its count."""
        pieces = {piece.key: piece for lent in self.pickle.lent for piece in [raw(lent)]}
        # Anything else may take for ever to be written out.
        if not isinstance(keys, list) or not all(isinstance(key, (str, int)) for key in keys):
            raise damaged()
        found: dict[str, tuple[int, Raw]] = {}
        for key in map(key_of, keys):
            if key not in pieces or key in found:
                raise damaged()
            (count,) = _COUNT.unpack(_exactly(self._file, at, _COUNT.size, self._length))
            if count != pieces[key].count:
                raise damaged()
            found[key] = at + _COUNT.size, pieces[key]
            at += _COUNT.size + pieces[key].length
        if at > self._length:
            raise damaged()
        return found

    def read(self, piece: Raw) -> bytearray:
        if piece.key not in self._starts or self._starts[piece.key][1] != piece:
            raise damaged()
        return _exactly(self._file, self._starts[piece.key][0], piece.length, self._length)


def _exactly(file: BinaryIO, start: int, count: int, length: int) -> bytearray:
    """So many bytes from `start`; raises Refused, before there is memory for them, where the file is shorter."""
    if start < 0 or start + count > length:
        raise damaged()
    file.seek(start)
    found = bytearray(count)
    if file.readinto(found) != count:  # type: ignore[attr-defined]
        raise damaged()
    return found


def alarm(head: bytes) -> None:
    """Raises Attack where a file that passes for something else begins as a pickle that would do harm."""
    try:
        read_pickle(io.BytesIO(head))
    except Attack:
        raise
    except Refused:
        return


def _archive(entries: list[zipfile.ZipInfo]) -> Refused:
    names = ", ".join(entry.filename[:40] for entry in entries[:3])
    if not entries:
        return Refused(_("it is an empty zip archive"))
    return Refused(
        _("it is a zip archive of other things ({names}); unpack it, and add the model that is in it").format(
            names=names
        )
    )


class _Sips:
    """A file that never gives more than `LARGEST_LIST` bytes at once: `zipfile` reads as many as the file asks for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.tell = file.tell

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_SET and to < 0:
            raise ValueError
        return self._file.seek(to, whence)

    def read(self, count: int = -1) -> bytes:
        if count > LARGEST_LIST:
            raise ValueError
        return self._file.read(LARGEST_LIST if count < 0 else count)

    def seekable(self) -> bool:
        return True
