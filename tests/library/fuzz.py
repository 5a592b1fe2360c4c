"""Checkpoints of every form, damaged at random in ways that a download, a disk or an attacker would."""

from __future__ import annotations

import io
import json
import os
import pickletools
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch

from ganstudio.networks import ARCHITECTURES
from tests.library import hostile

Random = np.random.Generator
Mutate = Callable[[bytes, Random], bytes]
SMALL = {"scale": 2, "channels": 16, "blocks": 1}
_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFFFFFF, 0xFFFFFFFF, 1 << 40, 1 << 62, (1 << 63) - 1, (1 << 64) - 1)


def seeds() -> dict[str, bytes]:
    """Good files: a network that is recognised and one that is not, in each form."""
    torch.manual_seed(0)
    known = {f"module.{name}": each for name, each in ARCHITECTURES["imdn"].build(**SMALL).state_dict().items()}
    made: dict[str, bytes] = {}
    for name, weights in {"imdn": known, "unknown": dict(hostile.weights())}.items():
        made[f"{name}.pth"] = hostile.saved(weights)
        made[f"{name}-old.pth"] = hostile.saved({"epoch": 1, "state_dict": weights}, legacy=True)
        made[f"{name}.safetensors"] = safetensors.torch.save(weights)
    return made


def mutations(count: int, canary: Path, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """(name, content) of so many damaged files, always the same; any that runs makes the file `canary`."""
    random = np.random.default_rng(seed)
    good = list(seeds().items())
    for _number in range(count):
        name, content = good[random.integers(len(good))]
        ways: list[Mutate] = [_flip, _cut, _twice, _without, _lie, _blank, *_OF[_form(name)]]
        way = ways[random.integers(len(ways))]
        content = _graft(content, random, canary) if way is _of_pickle else way(content, random)
        if content and random.random() < 0.2:
            content = _flip(content, random)
        yield f"{way.__name__.strip('_')}-{name}", content


def _form(name: str) -> str:
    return "safetensors" if name.endswith("safetensors") else "old" if "-old" in name else "zip"


def _place(content: bytes, random: Random) -> int:
    """More often among the words at the beginning or the end than among the numbers between."""
    share = random.random() ** 3
    return int((share if random.random() < 0.6 else 1 - share) * (len(content) - 1))


def _flip(content: bytes, random: Random) -> bytes:
    found = bytearray(content)
    for _each in range(random.integers(1, 20)):
        found[_place(content, random)] ^= 1 << int(random.integers(8))
    return bytes(found)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: _place(content, random)]


def _twice(content: bytes, random: Random) -> bytes:
    at, length = _place(content, random), int(random.integers(1, 4000))
    return content[: at + length] + content[at:]


def _without(content: bytes, random: Random) -> bytes:
    at, length = _place(content, random), int(random.integers(1, 400))
    return content[:at] + content[at + length :]


def _blank(content: bytes, random: Random) -> bytes:
    at, length = _place(content, random), int(random.integers(1, 4000))
    return (content[:at] + bytes(length) + content[at + length :])[: len(content)]


def _lie(content: bytes, random: Random) -> bytes:
    """A number is another one."""
    at, size = _place(content, random), int(random.choice([1, 2, 4, 8]))
    number = _EXTREMES[random.integers(len(_EXTREMES))] & ((1 << 8 * size) - 1)
    return content[:at] + number.to_bytes(size, "little") + content[at + size :]


def _header(content: bytes, random: Random) -> bytes:
    """The words of safetensors lie, in good JSON."""
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8 : 8 + length])
    entry = header[sorted(header)[random.integers(len(header))]]
    key = ("dtype", "shape", "data_offsets")[random.integers(3)]
    odd: list[Any] = [None, -1, 1 << 62, "F64", "I64", [], {}, [1 << 40], [0, 1 << 40], [-4, 0], [[1]], True, 0.5, "x"]
    entry[key] = odd[random.integers(len(odd))]
    if random.random() < 0.2:
        header["__metadata__"] = odd[random.integers(len(odd))]
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + content[8 + length :]


def _entries(content: bytes, random: Random) -> bytes:
    """Entries of the zip are there twice, elsewhere, packed, or gone."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    at = int(random.integers(len(parts)))
    name, part = parts[at]
    changes = [[], [(f"../../../{name}", part)], [(f"/etc/{name}", part)], [(name, part[:-1])], [(name, part * 2)]]
    kind = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[int(random.random() < 0.3)]
    return _zip([*parts[:at], *changes[random.integers(len(changes))], *parts[at + 1 :]], kind)


def _words(content: bytes, random: Random) -> bytes:
    """The pickle in a zip is damaged, and its sum is right."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    ways = (_flip, _lie, _cut, _twice, _without)
    way = ways[random.integers(len(ways))]
    return _zip([(name, way(part, random) if name.endswith("data.pkl") else part) for name, part in parts])


def _of_pickle(content: bytes, random: Random) -> bytes:
    """Stands for `_graft`, which must know what it would do."""
    raise AssertionError


def _graft(content: bytes, random: Random, canary: Path) -> bytes:
    """Words between others, that would make the file `canary`."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
        return _zip([(n, _grafted(p, random, canary) if n.endswith("data.pkl") else p) for n, p in parts])
    begins = len(hostile.MAGIC + hostile.PROTOCOL)
    return content[:begins] + _grafted(content[begins:], random, canary)


def _grafted(words: bytes, random: Random, canary: Path) -> bytes:
    places = [at for _word, _argument, at in pickletools.genops(words) if at]
    at = places[random.integers(len(places))]
    touch, opened = f"S'{hostile.command(canary)}'\n".encode(), f"S'{canary}'\nS'w'\n".encode()
    calls = (
        b"cposix\nsystem\n(" + touch + b"tR0",
        b"cos\nsystem\n(" + touch + b"tR",
        b"c__builtin__\nopen\n(" + opened + b"tR0",
        b"cio\nopen\n(" + opened + b"tR0",
        b"(" + touch + b"iposix\nsystem\n0",
        b"(cposix\nsystem\n" + touch + b"o0",
        b"csubprocess\nPopen\n((S'touch'\nS'" + os.fsencode(canary) + b"'\nttR0",
        b"cpathlib\nPath\n(S'" + os.fsencode(canary) + b"'\ntR}S'touch'\nNsb0",
    )
    return words[:at] + calls[random.integers(len(calls))] + words[at:]


def _zip(parts: list[tuple[str, bytes]], kind: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return file.getvalue()


_OF: dict[str, list[Mutate]] = {
    "safetensors": [_header, _header],
    "zip": [_entries, _words, _words, _of_pickle, _of_pickle],
    "old": [_of_pickle, _of_pickle, _lie],
}
