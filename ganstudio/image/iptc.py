"""IPTC's older metadata (IIM 4.2: captions, authors, keywords), as cameras and newspapers write it beside the pixels.

A block is a row of datasets: 0x1C, record, number, length, value. It is carried byte for byte; only TIFF and JPEG have
a place for it, in a JPEG inside Photoshop's resources. Functions answer None for a block that is damaged or empty.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, takewhile
from pathlib import Path
from typing import BinaryIO

LIMIT = 65_000
"""The longest block that fits into a JPEG segment with what stands around it."""

_MARK = b"Photoshop 3.0\0"
_RESOURCE = 0x0404
_APP13, _SCAN, _END = 0xED, 0xDA, 0xD9
_TEXT_IS_UTF8 = b"\x1b%G"
_PLACES = {26, 27, 90, 92, 95, 100, 101}
_PREVIEWS = {200, 201, 202}
_OBJECTS = 7
"""Records from here on hold a picture as it was, as do the previews of the second."""


@dataclass(frozen=True)
class Dataset:
    """One value and what it is: (2, 80) is an author, (2, 25) a keyword; one number may come many times."""

    record: int
    number: int
    value: bytes
    whole: bytes
    """As it stands in the block, its head included."""


def datasets(block: bytes) -> list[Dataset]:
    """The datasets of a block, up to where it is damaged or only filled up."""
    found = []
    at = 0
    while len(block) >= at + 5 and block[at] == 0x1C:
        record, number, length = struct.unpack_from(">BBH", block, at + 1)
        start = at + 5
        if length & 0x8000:  # the length of a long value has a length of its own
            start, length = start + (length & 0x7FFF), int.from_bytes(block[start : start + (length & 0x7FFF)], "big")
        if start + length > len(block):
            break
        found.append(Dataset(record, number, block[start : start + length], block[at : start + length]))
        at = start + length
    return found


def settled(block: bytes) -> bytes | None:
    """The block as far as it is sound, without previews of the picture as it was."""
    if block[3:4] == b"\x1c" != block[:1]:  # some programs turn it round by fours, as the numbers a TIFF calls it
        block = b"".join(block[at : at + 4][::-1] for at in range(0, len(block), 4))
    return _joined(each for each in datasets(block) if each.record < _OBJECTS and not _second(each, _PREVIEWS))


def without_location(block: bytes) -> bytes | None:
    """The block without where the photo was taken."""
    return _joined(each for each in datasets(block) if not _second(each, _PLACES))


def fitting(block: bytes) -> bytes | None:
    """The first datasets of the block, as many as a JPEG's segment has room for."""
    lengths = accumulate(len(each.whole) for each in datasets(block))
    return _joined(each for each, end in zip(datasets(block), lengths, strict=True) if end <= LIMIT)


def _second(each: Dataset, numbers: set[int]) -> bool:
    return each.record == 2 and each.number in numbers


def _joined(kept: Iterable[Dataset]) -> bytes | None:
    return b"".join(each.whole for each in kept) or None


def texts(block: bytes) -> dict[int, list[str]]:
    """What the second record says in words, by number: in UTF-8 if the block says so, else that or Windows's Latin."""
    found = datasets(block)
    sure = any((each.record, each.number, each.value) == (1, 90, _TEXT_IS_UTF8) for each in found)
    said: dict[int, list[str]] = {}
    for each in found:
        text = _text(each.value, sure) if each.record == 2 and each.number else ""
        if text:
            said.setdefault(each.number, []).append(text)
    return said


def _text(value: bytes, sure: bool) -> str:
    try:
        text = value.decode("utf-8", "replace" if sure else "strict")
    except UnicodeDecodeError:
        text = value.decode("cp1252", "replace")
    allowed = (letter for letter in text if (letter >= " " or letter in "\t\n\r") and letter not in "\ufffe\uffff")
    return "".join(allowed).strip()


def read_jpeg(path: Path) -> bytes | None:
    """The block in a JPEG file. Photoshop's resources may be spread over several segments."""
    with path.open("rb") as file:
        file.seek(2)
        parts = [body.removeprefix(_MARK) for body in _segments(file) if body.startswith(_MARK)]
    return in_resources(b"".join(parts))


def _segments(file: BinaryIO) -> list[bytes]:
    """The bodies of all APP13 before the picture itself."""
    bodies = []
    heads = iter(lambda: file.read(4), b"")
    for head in takewhile(lambda head: len(head) == 4 and head[0] == 0xFF and head[1] not in (_SCAN, _END), heads):
        if head[1] == 0xFF:  # any number of them may stand before a segment
            file.seek(-3, 1)
            continue
        length = max(0, int.from_bytes(head[2:], "big") - 2)
        if head[1] == _APP13:
            bodies.append(file.read(length))
        else:
            file.seek(length, 1)
    return bodies


def in_resources(resources: bytes) -> bytes | None:
    """The block among Photoshop's resources: each "8BIM", a number, a name, a length, data; all filled up to pairs."""
    at = 0
    while resources[at : at + 4] == b"8BIM" and len(resources) >= at + 12:
        name = (resources[at + 6] + 2) // 2 * 2
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        length = int.from_bytes(resources[at + 6 + name : at + 10 + name], "big")
        start = at + 10 + name
        if number == _RESOURCE:
            return settled(resources[start : start + length])
        at = start + (length + 1) // 2 * 2
    return None


def as_segment(block: bytes) -> bytes:
    """What a JPEG's APP13 shall hold."""
    return _MARK + b"8BIM" + struct.pack(">HHI", _RESOURCE, 0, len(block)) + block + bytes(len(block) % 2)
