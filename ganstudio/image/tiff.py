"""EXIF and IPTC in TIFF files: they stand in the file's own directory, where libvips neither reads nor writes EXIF.

Values are moved as they are, never interpreted, so that nothing is lost on the way.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np

from ganstudio.image import iptc

EXIF, GPS, _INTEROP = 0x8769, 0x8825, 0xA005
_IPTC, _RESOURCES = 33723, 34377
_TOLD = {270, 271, 272, 274, 282, 283, 296, 305, 306, 315, 316, 18246, 33432, *range(40091, 40096)}
"""Tags of the main directory that speak of the photo rather than of how its pixels are stored."""
_UNITS = {3: 2, 8: 2, 4: 4, 9: 4, 5: 4, 10: 4, 11: 4, 13: 4, 12: 8, 16: 8, 17: 8, 18: 8}
"""Bytes that turn round together, by type; 1 for the others."""
_PAIRS = (5, 10)
_LONGEST = 1 << 24
"""What claims to be longer is damaged."""
_DAMAGED = (OSError, ValueError, IndexError, struct.error)


@dataclass(frozen=True)
class _Form:
    """How a file writes its numbers: the byte order, and whether it is a BigTIFF with 64 bit offsets."""

    order: str
    big: bool

    @property
    def offset(self) -> str:
        return self.order + ("Q" if self.big else "I")

    @property
    def width(self) -> int:
        return 8 if self.big else 4

    @property
    def count(self) -> str:
        return self.order + ("Q" if self.big else "H")


@dataclass(frozen=True)
class _Value:
    kind: int
    count: int
    data: bytes


_Table = dict[int, _Value]


def read_exif(path: Path) -> bytes | None:
    """A bare EXIF block made from the first directory of a TIFF file, or of a camera's RAW file made like one."""
    try:
        with path.open("rb") as file:
            form, at = _head(file)
            main = _load(file, form, at)
            told = {tag: value for tag, value in main.items() if tag in _TOLD}
            subs = _below(file, form, main)
    except _DAMAGED:
        return None
    return _block(told, subs, form.order) if told or subs else None


def read_iptc(path: Path) -> bytes | None:
    """The bare IPTC block of a TIFF or RAW file, from its own place or from among Photoshop's resources."""
    try:
        with path.open("rb") as file:
            main = _load(file, *_head(file))
    except _DAMAGED:
        return None
    own, resources = (main[tag].data if tag in main else b"" for tag in (_IPTC, _RESOURCES))
    return iptc.settled(own) or iptc.in_resources(resources)


def append(path: Path, *, exif: bytes | None = None, iptc: bytes | None = None) -> None:
    """Write the blocks into a finished TIFF file: a new first directory at its end that also holds their tags."""
    with path.open("r+b") as file:
        form, at = _head(file)
        told, subs = _as_tables(exif, form.order) if exif else ({}, {})
        main = {tag: value for tag, value in told.items() if tag in _TOLD} | _load(file, form, at)
        if iptc:  # called 32 bit numbers, as Photoshop does: some programs read nothing else
            fours = -(-len(iptc) // 4)
            main[_IPTC] = _Value(4, fours, iptc.ljust(4 * fours, b"\0"))
        end = (file.seek(0, 2) + 7) // 8 * 8
        body, main_at = _tables(main, subs, form, end)
        file.seek(end)
        file.write(body)
        file.seek(8 if form.big else 4)
        file.write(struct.pack(form.offset, main_at))


def fitting(exif: bytes, limit: int) -> bytes | None:
    """The bare EXIF block as it is or, where it is longer than `limit` bytes, with its directories close together and
    without its longest values; None for one that is damaged then."""
    if len(exif) <= limit:
        return exif
    order = ">" if exif.startswith(b"MM") else "<"
    told, subs = _as_tables(exif, order)
    excess = len(_block(told, subs, order)) - limit
    values = [(len(value.data), tag, table) for table in (told, *subs.values()) for tag, value in table.items()]
    for length, tag, table in sorted(values, key=lambda value: value[:2], reverse=True):
        if excess <= 0:
            break
        del table[tag]
        excess -= length
    return _block(told, subs, order) if told or subs else None


def _block(told: _Table, subs: dict[int, _Table], order: str) -> bytes:
    """A bare EXIF block of these directories."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    body, main_at = _tables(told, subs, _Form(order, False), 8)
    return mark + struct.pack(order + "I", main_at) + body


def _as_tables(exif: bytes, order: str) -> tuple[_Table, dict[int, _Table]]:
    """The main directory of a bare EXIF block and those below it, in that byte order; empty for one that is damaged."""
    block = BytesIO(exif)
    try:
        source, at = _head(block)
        told = _load(block, source, at)
    except _DAMAGED:
        return {}, {}
    subs = _below(block, source, told)
    if order != source.order:
        told, subs = _turned(told), {tag: _turned(table) for tag, table in subs.items()}
    return told, subs


def _head(file: BinaryIO) -> tuple[_Form, int]:
    file.seek(0)
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None:
        raise ValueError("not a TIFF")
    form = _Form(order, struct.unpack_from(order + "H", head, 2)[0] == 43)
    return form, struct.unpack_from(form.offset, head, form.width)[0]


def _number(form: _Form, value: _Value) -> int:
    return int(struct.unpack_from(form.order + ("Q" if len(value.data) == 8 else "I"), value.data)[0])


def _load(file: BinaryIO, form: _Form, at: int) -> _Table:
    file.seek(at)
    (count,) = struct.unpack(form.count, file.read(struct.calcsize(form.count)))
    entry = struct.Struct(form.order + ("HHQ8s" if form.big else "HHI4s"))
    body = file.read(min(count, 4096) * entry.size)
    table: _Table = {}
    for tag, kind, number, data in entry.iter_unpack(body[: len(body) // entry.size * entry.size]):
        length = number * _UNITS.get(kind, 1) * (2 if kind in _PAIRS else 1)
        if length > form.width:
            file.seek(struct.unpack(form.offset, data)[0])
            data = file.read(length) if length <= _LONGEST else b""
        if len(data) >= length and tag != _INTEROP:
            table[tag] = _Value(kind, number, data[:length])
    return table


def _below(file: BinaryIO, form: _Form, main: _Table) -> dict[int, _Table]:
    """The directories that the main one points to, but for those that are not there."""
    found = {}
    for tag in (tag for tag in (EXIF, GPS) if tag in main):
        with suppress(*_DAMAGED):
            found[tag] = _load(file, form, _number(form, main[tag]))
    return found


def _turned(table: _Table) -> _Table:
    """The same values in the other byte order."""

    def turned(value: _Value) -> _Value:
        numbers = np.frombuffer(value.data, f"u{_UNITS.get(value.kind, 1)}")
        return _Value(value.kind, value.count, numbers.byteswap().tobytes())

    return {tag: turned(value) for tag, value in table.items()}


def _tables(main: _Table, subs: dict[int, _Table], form: _Form, at: int) -> tuple[bytes, int]:
    """The directories to stand at `at`, the main one last; and where the main one stands."""
    body = b""
    for tag, table in subs.items():
        where = struct.pack(form.offset, at + len(body))
        main = main | {tag: _Value(16 if form.big else 4, 1, where)}
        body += _dump(table, form, at + len(body))
    return body + _dump(main, form, at + len(body)), at + len(body)


def _dump(table: _Table, form: _Form, at: int) -> bytes:
    entry = struct.Struct(form.order + ("HHQ" if form.big else "HHI"))
    size = struct.calcsize(form.count)
    values_at = at + size + len(table) * (entry.size + form.width) + form.width
    head, values = struct.pack(form.count, len(table)), b""
    for tag, value in sorted(table.items()):
        inline = len(value.data) <= form.width
        field = value.data.ljust(form.width, b"\0") if inline else struct.pack(form.offset, values_at + len(values))
        head += entry.pack(tag, value.kind, value.count) + field
        if not inline:
            values += value.data + bytes(-len(value.data) % 8)
    return (head + bytes(form.width) + values).ljust(-(-len(head + bytes(form.width) + values) // 8) * 8, b"\0")
