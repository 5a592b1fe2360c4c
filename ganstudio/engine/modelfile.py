"""A model file: one .safetensors whose metadata hold, under "ganstudio", a JSON of what the weights are.

    {"format": 1, "name": "upscale-x4-sharp", "title": "…", "task": "upscale",
     "architecture": "residual", "config": {"scale": 4, "channels": 64, "blocks": 10}, "card": {…}}

Reading what a file says of itself needs no torch.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ganstudio.engine.job import Job
from ganstudio.errors import ModelError
from ganstudio.i18n import _

if TYPE_CHECKING:
    from torch import Tensor

KEY = "ganstudio"
FORMAT = 1
SUFFIX = ".safetensors"
FORMERLY = "formerly"
"""In a card: the SHA-256 of the file under its earlier titles, so that what was made with it is still known."""
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
LARGEST_FILE = 4 << 30
LARGEST_HEADER = 8 << 20
_LONGEST = 48
"""Characters of a model's name that is made of words, before a number that it may get."""
_TEXT = 4096
PART = 8 << 20
"""Bytes that are copied at once."""
_MOST_SIDES = 8
# What safetensors calls torch's types; the ones that our networks keep.
_TYPES = {"float32": "F32", "float16": "F16", "bfloat16": "BF16", "int64": "I64", "uint8": "U8", "bool": "BOOL"}


@dataclass(frozen=True)
class ModelInfo:
    """What a model file says of itself, not yet believed: whether the weights fit is found out when they are loaded."""

    name: str
    title: str
    task: str
    architecture: str
    config: Mapping[str, Any]
    card: Mapping[str, Any]
    path: Path
    shapes: Mapping[str, tuple[int, ...]] = field(repr=False)
    """Tensor name → shape, as the file declares them."""
    bundled: bool = False

    @cached_property
    def sha256(self) -> str:
        """The whole file's SHA-256, computed when first asked for."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            raise unusable(self.path, problem.strerror or str(problem)) from problem

    def was(self, sha256: str) -> bool:
        """Whether the file has that SHA-256, or had it before it got another title."""
        formerly = self.card.get(FORMERLY)
        return (isinstance(formerly, list) and sha256 in formerly) or sha256 == self.sha256


def name_of(words: str, otherwise: str = "model") -> str:
    """A model's name, as commands write it, from its title; `otherwise` where nothing of that can be written so."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._]+", "-", plain).strip("-._")[:_LONGEST].strip("-._") or otherwise


def unusable(path: Path, reason: str) -> ModelError:
    """The one sentence about a model file that cannot be used."""
    return ModelError(_("The model file {name} cannot be used: {reason}.").format(name=path.name, reason=reason))


def read_info(path: Path, *, bundled: bool = False) -> ModelInfo:
    """What the file says of itself, by its header alone; raises ModelError where it is damaged or not one of ours."""
    header = read_header(path)
    try:
        ours = json.loads(header["__metadata__"][KEY])
    except (KeyError, TypeError, ValueError, RecursionError):
        raise unusable(path, _("it is not a ganstudio model")) from None
    if not isinstance(ours, dict) or ours.get("format") != FORMAT:
        raise unusable(path, _("it was made by another version of ganstudio"))
    for key in ("name", "title", "task", "architecture"):
        if not isinstance(ours.get(key), str) or not 0 < len(ours[key]) <= _TEXT:
            raise unusable(path, _("its description is damaged ({key})").format(key=key))
    config, card = ours.get("config", {}), ours.get("card", {})
    if not NAME.fullmatch(ours["name"]) or not _plain(config) or not isinstance(card, dict):
        raise unusable(path, _("its description is damaged ({key})").format(key="name, config, card"))
    shapes = {name: tuple(entry["shape"]) for name, entry in header.items() if name != "__metadata__"}
    return ModelInfo(
        ours["name"], ours["title"], ours["task"], ours["architecture"], config, card, path, shapes, bundled=bundled
    )


def _plain(config: Any) -> bool:
    """Only a few short, plain values: a config can neither ask for terabytes nor run anything."""
    return (
        isinstance(config, dict)
        and len(config) <= 64
        and all(isinstance(value, (bool, int, float, str)) for value in config.values())
        and all(abs(value) <= 4096 for value in config.values() if isinstance(value, (int, float)))
        and all(len(value) <= 256 for value in config.values() if isinstance(value, str))
    )


def read_header(path: Path) -> dict[str, Any]:
    """The safetensors header, checked against the file: every tensor lies inside it, none overlaps, none is missing."""
    try:
        length = path.stat().st_size
        with path.open("rb") as file:
            header, start = _parse(file, path, length)
    except OSError as problem:
        raise unusable(path, problem.strerror or str(problem)) from problem
    try:
        ends = sorted(_span(entry) for name, entry in header.items() if name != "__metadata__")
    except (TypeError, KeyError, ValueError):
        raise unusable(path, _("its header is damaged")) from None
    at = 0
    for begin, end in ends:
        if begin != at:
            raise unusable(path, _("its header is damaged"))
        at = end
    if start + at != length:
        raise unusable(path, _("it is incomplete; copy or download it again"))
    return header


def _parse(file: IO[bytes], path: Path, length: int) -> tuple[dict[str, Any], int]:
    """The header and the offset of the first weight."""
    if length > LARGEST_FILE:
        raise unusable(path, _("it is larger than any model ganstudio knows"))
    size = int.from_bytes(file.read(8), "little")
    if length < 8 or size > min(LARGEST_HEADER, length - 8):
        raise unusable(path, _("it is incomplete or not a model file"))
    try:
        header = json.loads(file.read(size))
    except (ValueError, RecursionError):
        raise unusable(path, _("it is not a model file")) from None
    if not isinstance(header, dict):
        raise unusable(path, _("it is not a model file"))
    return header, 8 + size


_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}


def _span(entry: Mapping[str, Any]) -> tuple[int, int]:
    """(begin, end) in bytes of one tensor; ValueError where its shape does not fill it."""
    begin, end = entry["data_offsets"]
    bytes_ = _BYTES[entry["dtype"]]
    if len(entry["shape"]) > _MOST_SIDES:  # the product of a million numbers takes minutes
        raise ValueError
    for side in entry["shape"]:
        if not isinstance(side, int) or isinstance(side, bool) or side < 0:
            raise ValueError
        bytes_ *= side
    if not isinstance(begin, int) or begin < 0 or begin + bytes_ != end:
        raise ValueError
    return begin, end


def in_kept_types(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """In types that model files have: other floats as float32, other integers as int64."""

    def kept(tensor: Tensor) -> Tensor:
        if _name(tensor) in _TYPES:
            return tensor
        return tensor.float() if tensor.is_floating_point() else tensor.long()

    return {name: kept(tensor) for name, tensor in weights.items()}


def _name(tensor: Tensor) -> str:
    """What torch calls the type of its numbers: "float32"."""
    return str(tensor.dtype).removeprefix("torch.")


def save_model(path: Path, state_dict: Mapping[str, Tensor], header: Mapping[str, Any]) -> None:
    """Write weights with their description, whole or not at all. `header` has the keys of the module's example.

    Written by hand and not by the safetensors package, so that training needs no more than torch.
    """
    # The widest types first, so that every tensor is aligned, as the safetensors package does it.
    tensors = sorted(
        ((name, tensor.detach().cpu().contiguous()) for name, tensor in state_dict.items()),
        key=lambda item: (-item[1].element_size(), item[0]),
    )
    table: dict[str, Any] = {"__metadata__": {KEY: json.dumps({"format": FORMAT, **header}, ensure_ascii=False)}}
    at = 0
    for name, tensor in tensors:
        end = at + tensor.numel() * tensor.element_size()
        table[name] = {"dtype": _TYPES[_name(tensor)], "shape": list(tensor.shape), "data_offsets": [at, end]}
        at = end

    def write(file: IO[bytes]) -> None:
        write_header(file, table)
        for _name, tensor in tensors:
            file.write(tensor.reshape(-1).view(_byte()).numpy().data)

    replace_file(path, write)
    read_info(path)


def _byte() -> Any:
    import torch

    return torch.uint8


def write_header(file: IO[bytes], table: Mapping[str, Any]) -> None:
    """The length and the JSON, padded so that the weights start at a multiple of 8."""
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file.write(struct.pack("<Q", len(text)) + text)


def copy_model(source: Path, target: IO[bytes], job: Job, **words: Any) -> None:
    """The same weights with other `words` in the description: "name", "title", "card". Raises Cancelled, OSError."""
    header = read_header(source)
    ours = json.loads(header["__metadata__"][KEY])
    header["__metadata__"] = {KEY: json.dumps({**ours, **words}, ensure_ascii=False)}
    with source.open("rb") as file:
        length = source.stat().st_size
        file.seek(8 + int.from_bytes(file.read(8), "little"))
        write_header(target, header)
        while part := file.read(PART):
            job.progress(file.tell() / length)
            target.write(part)


def replace_file(path: Path, write: Any) -> None:
    """Call `write(file)` on a temporary file beside `path`, then put it in its place; raises ModelError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
            os.chmod(temporary, 0o644)  # mkstemp's files are its owner's alone
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ModelError(
            _("The model {name} cannot be written: {reason}.").format(name=path.name, reason=reason)
        ) from problem
