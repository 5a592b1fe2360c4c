"""An edit: what was done to a photo, written down so that it can be shown, saved and done again."""

from __future__ import annotations

import base64
import io
import json
import tokenize
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.chosen import Chosen
from ganstudio.image.dab import Dab

Attachment = Any
"""A mask or second picture (an array), dabs of colour (a tuple of `Dab`), faces (of `Chosen`), or plain values."""

_ARRAY = "array"
_TUPLES: dict[str, type[Dab] | type[Chosen]] = {"dabs": Dab, "faces": Chosen}
NPY_FAULTS = (
    *(AttributeError, EOFError, LookupError, MemoryError, OverflowError, RecursionError, SyntaxError, TypeError),
    *(ValueError, tokenize.TokenError),
)
"""What numpy raises for an .npy that is damaged, or made to look odd."""
_MALFORMED = (*NPY_FAULTS, zlib.error)
_LARGEST_ARRAY = 2**31  # bytes unpacked; a small file must not be able to fill the memory
_LEVEL = 1
"""Of zlib: a mask made by colour takes 6 ten times as long, to become a quarter smaller."""


@dataclass(frozen=True, eq=False)
class Edit:
    """One use of a tool. A list of them, saved, is a workflow."""

    tool: str
    params: Mapping[str, Any] = field(default_factory=dict)
    """Plain values, by `params.to_json`."""
    model: str = ""
    sha256: str = ""
    """Of the model's file: the same name may hold other weights one day."""
    seed: int = 0
    attachments: Mapping[str, Attachment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Copies: whoever made the edit may go on changing the dictionaries.
        object.__setattr__(self, "params", dict(self.params))
        object.__setattr__(self, "attachments", dict(self.attachments))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edit) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash((self.tool, self.model, self.sha256, self.seed))

    def to_json(self) -> dict[str, Any]:
        """Plain values; arrays are packed exactly, whatever their shape and type. Empty parts are left out."""
        attachments = {name: _pack(value) for name, value in self.attachments.items()}
        values: dict[str, Any] = {"tool": self.tool, "params": self.params, "model": self.model}
        values |= {"sha256": self.sha256, "seed": self.seed, "attachments": attachments}
        return {name: value for name, value in values.items() if value or name == "tool"}

    @classmethod
    def from_json(cls, values: Any) -> Edit:
        """The edit `to_json` wrote; raises GanstudioError for anything else. The tool checks its own parameters."""
        try:
            edit = cls(**{name: values[name] for name in cls.__dataclass_fields__ if name in values})
            attachments = {str(name): _unpack(value) for name, value in edit.attachments.items()}
            edit = cls(edit.tool, edit.params, edit.model, edit.sha256, edit.seed, attachments)
            json.dumps(edit.params)
            if not edit._plain():
                raise TypeError("a name or the seed is of the wrong kind")
        except _MALFORMED as error:
            raise GanstudioError(_("This is not a step of a workflow: {text}").format(text=str(values)[:80])) from error
        return edit

    def _plain(self) -> bool:
        names = (self.tool, self.model, self.sha256)
        return all(isinstance(name, str) for name in names) and bool(self.tool) and type(self.seed) is int


def _pack(value: Attachment) -> Any:
    for name, kind in _TUPLES.items():
        if isinstance(value, tuple) and all(isinstance(item, kind) for item in value):
            return {name: [item.to_json() for item in value]}
    if not isinstance(value, np.ndarray):
        return value
    raw = io.BytesIO()
    np.save(raw, value, allow_pickle=False)
    return {_ARRAY: base64.b64encode(zlib.compress(raw.getbuffer(), _LEVEL)).decode("ascii")}


def _unpack(value: Any) -> Attachment:
    for name, kind in _TUPLES.items():
        if isinstance(value, dict) and set(value) == {name}:
            return tuple(kind.from_json(item) for item in value[name])
    if not (isinstance(value, dict) and set(value) == {_ARRAY}):
        return value
    unpacker = zlib.decompressobj()
    raw = unpacker.decompress(base64.b64decode(value[_ARRAY], validate=True), _LARGEST_ARRAY)
    array: NDArray[Any] = np.lib.format.read_array(io.BytesIO(raw), allow_pickle=False)
    array.flags.writeable = False
    return array
