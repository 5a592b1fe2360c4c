"""Whether a file can be an ONNX model: a message whose fields fill the file from its first byte to its last.

The form of messages: https://protobuf.dev/programming-guides/encoding; the fields: `ModelProto` in onnx.proto.
"""

from __future__ import annotations

import os
from typing import BinaryIO

_FIELDS = {1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2}
"""Number of a model's field → how it is written: 0 a number, 2 bytes behind their length."""
_GRAPH = 7
_MOST_FIELDS = 10_000
LARGEST = (2 << 30) - 1
"""Bytes of a message, by what protobuf itself says."""


def is_model(file: BinaryIO, length: int) -> bool:
    """Whether its fields are those of a model, a network among them. Nothing but lengths is read."""
    file.seek(0)
    seen = set()
    for _count in range(_MOST_FIELDS):
        if file.tell() == length:
            return _GRAPH in seen
        tag = _number(file)
        field, kind = tag >> 3, tag & 7
        if _FIELDS.get(field) != kind:
            return False
        seen.add(field)
        size = _number(file)
        if size < 0 or (kind == 2 and size > length - file.tell()):
            return False
        if kind == 2:
            file.seek(size, os.SEEK_CUR)
    return False


def _number(file: BinaryIO) -> int:
    """Seven bits to a byte, the lowest first; -1 where there is none."""
    value = 0
    for at, byte in enumerate(iter(lambda: file.read(1), b"")):
        value |= (byte[0] & 127) << (7 * at)
        if byte[0] < 128:
            return value
        if at == 9:
            break
    return -1
