"""EXIF blocks, edited in place: maker notes hold offsets that nobody documents, so nothing may move.

A block is a small TIFF file: a header, then directories of 12-byte entries (tag, type, count, value or its place).
All functions answer None, or the value that says nothing, for a block that is damaged.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

LIMIT = 65_360
"""The longest block that fits into a JPEG segment with what libvips adds; of what is longer it reads no more either."""

MAKE, MODEL, ORIENTATION, X_RESOLUTION, RESOLUTION_UNIT, EXIF, GPS = 0x10F, 0x110, 0x112, 0x11A, 0x128, 0x8769, 0x8825
MAKER_NOTE, INTEROP = 0x927C, 0xA005
_WIDTHS, _HEIGHTS = {0x100, 0xA002}, {0x101, 0xA003}
_LENGTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_DAMAGED = (ValueError, IndexError, struct.error)
_TECHNICAL = frozenset(
    {0x100, 0x101, MAKE, MODEL, ORIENTATION, X_RESOLUTION, 0x11B, RESOLUTION_UNIT, 0x131, 0x132, 0x213, EXIF, GPS}
    | {0x829A, 0x829D, 0x8822, 0x8827, *range(0x8830, 0x8836), *range(0x9000, 0x9013), 0x9101, 0x9102}
    | {*range(0x9201, 0x920B), *range(0x9290, 0x9293), *range(0xA000, 0xA006), *range(0xA20B, 0xA218)}
    | {*range(0xA300, 0xA303), *range(0xA401, 0xA40D), 0xA432, 0xA433, 0xA434}
)
"""What says how a photo was taken, but not by whom or with which very camera."""


@dataclass(frozen=True)
class _Entry:
    at: int
    """Where its 12 bytes stand."""
    tag: int
    kind: int
    value: int
    """Where its value stands."""
    length: int


class _Block:
    def __init__(self, exif: bytes) -> None:
        self.data = bytearray(exif.removeprefix(b"Exif\0\0"))
        marks = {b"II*\0": "<", b"MM\0*": ">"}
        if bytes(self.data[:4]) not in marks:
            raise ValueError("not an EXIF block")
        self.order = marks[bytes(self.data[:4])]
        self.main = self.read("I", 4)
        links = {entry.tag: entry.value for entry in self.entries(self.main) if entry.tag in (EXIF, GPS)}
        self.exif, self.gps = (self.read("I", links[tag]) if tag in links else None for tag in (EXIF, GPS))

    def read(self, kind: str, at: int) -> int:
        return int(struct.unpack_from(self.order + kind, self.data, at)[0])

    def write(self, kind: str, at: int, value: int) -> None:
        struct.pack_into(self.order + kind, self.data, at, value)

    def entries(self, table: int) -> list[_Entry]:
        count = self.read("H", table)
        return [self._entry(table + 2 + 12 * index) for index in range(count)]

    def _entry(self, at: int) -> _Entry:
        tag, kind, count = struct.unpack_from(self.order + "HHI", self.data, at)
        length = _LENGTHS.get(kind, 1) * count
        value = at + 8 if length <= 4 else self.read("I", at + 8)
        if value + length > len(self.data):
            raise ValueError("a value lies outside the block")
        return _Entry(at, tag, kind, value, length)

    def tables(self) -> list[int]:
        return [table for table in (self.main, self.exif) if table is not None]

    def number(self, entry: _Entry) -> int:
        return self.read("H" if entry.kind == 3 else "I", entry.value)

    def set_number(self, entry: _Entry, value: int) -> None:
        """As a long where a short cannot hold it: both have their place inside the entry."""
        kind = 3 if entry.kind == 3 and value < 65536 else 4
        self.write("H", entry.at + 2, kind)
        self.write("I", entry.at + 8, 0)
        self.write("H" if kind == 3 else "I", entry.at + 8, value)

    def drop(self, table: int, unwanted: Callable[[int], bool]) -> None:
        """Take entries out of a directory and blank their values."""
        entries = self.entries(table)
        end = table + 2 + 12 * len(entries)
        following = bytes(self.data[end : end + 4])
        kept = b""
        for entry in entries:
            if unwanted(entry.tag):
                self.data[entry.value : entry.value + entry.length] = bytes(entry.length)
            else:
                kept += bytes(self.data[entry.at : entry.at + 12])
        self.write("H", table, len(kept) // 12)
        body = kept + following
        self.data[table + 2 : end + 4] = body.ljust(end + 4 - table - 2, b"\0")

    def drop_thumbnail(self) -> None:
        """Unlink the second directory, which describes a small JPEG of the picture as it was, and blank that JPEG."""
        link = self.main + 2 + 12 * self.read("H", self.main)
        if link + 4 > len(self.data):
            return
        table = self.read("I", link)
        self.write("I", link, 0)
        if not table:
            return
        start, length = self._thumbnail(table)
        if start < 8 or (self.main < start + length and start < link + 4):
            return  # nothing that stands on the main directory or the head is a picture
        if start + length >= len(self.data) - 3 and start > table > link:
            del self.data[start:]
        else:
            self.data[start : start + length] = bytes(len(self.data[start : start + length]))

    def _thumbnail(self, table: int) -> tuple[int, int]:
        """Where the small JPEG stands that a directory describes, and its length; zeros where that is damaged."""
        places = {}
        with suppress(*_DAMAGED):
            for index in range(self.read("H", table)):
                tag = self.read("H", table + 2 + 12 * index)
                if tag in (0x201, 0x202):
                    places[tag] = self.number(self._entry(table + 2 + 12 * index))
        return places.get(0x201, 0), places.get(0x202, 0)


def _edited(exif: bytes, edit: Callable[[_Block], None]) -> bytes | None:
    try:
        block = _Block(exif)
        edit(block)
    except _DAMAGED:
        return None
    return bytes(block.data)


def orientation(exif: bytes | None) -> int:
    """1 to 8, how the pixels lie (1: as they shall be shown)."""
    try:
        block = _Block(exif or b"")
        found = [block.number(entry) for entry in block.entries(block.main) if entry.tag == ORIENTATION]
    except _DAMAGED:
        return 1
    return found[0] if found and 1 <= found[0] <= 8 else 1


def resolution(exif: bytes | None) -> float | None:
    """Pixels per millimetre on paper, where the block says so."""
    try:
        block = _Block(exif or b"")
        entries = {entry.tag: entry for entry in block.entries(block.main)}
        where = entries[X_RESOLUTION].value
        value = block.read("I", where) / block.read("I", where + 4)
        centimetres = RESOLUTION_UNIT in entries and block.number(entries[RESOLUTION_UNIT]) == 3
    except (*_DAMAGED, KeyError, ZeroDivisionError):
        return None
    return value / (10 if centimetres else 25.4) if 1 <= value <= 100_000 else None


def settled(exif: bytes, size: tuple[int, int]) -> bytes | None:
    """The block for upright pixels of `size` (width, height): orientation reset, sizes right, stale thumbnail gone."""

    def edit(block: _Block) -> None:
        for table in block.tables():
            for entry in block.entries(table):
                if entry.tag == ORIENTATION:
                    block.set_number(entry, 1)
                elif entry.tag in _WIDTHS:
                    block.set_number(entry, size[0])
                elif entry.tag in _HEIGHTS:
                    block.set_number(entry, size[1])
        block.drop_thumbnail()

    return _edited(exif, edit)


def without_location(exif: bytes) -> bytes | None:
    """The block without where the photo was taken."""

    def edit(block: _Block) -> None:
        if block.gps is not None:
            block.drop(block.gps, lambda tag: True)
        block.drop(block.main, lambda tag: tag == GPS)

    return _edited(exif, edit)


def without_person(exif: bytes) -> bytes | None:
    """The block with nothing but how and when the photo was taken: no names, serial numbers, comments, maker notes."""
    return _edited(exif, lambda block: _drop(block, lambda tag: tag not in _TECHNICAL))


def without_maker_note(exif: bytes) -> bytes | None:
    """The block without the camera maker's own data, and shorter if it stood at the end."""
    edited = _edited(exif, lambda block: _drop(block, lambda tag: tag == MAKER_NOTE))
    return edited.rstrip(b"\0") + bytes(8) if edited else None


def _drop(block: _Block, unwanted: Callable[[int], bool]) -> None:
    for table in block.tables():
        block.drop(table, unwanted)
