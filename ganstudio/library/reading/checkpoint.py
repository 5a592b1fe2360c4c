"""The weights in a model file of somebody else's, read without running anything that is in it.

safetensors, torch's checkpoints (both forms, TorchScript's weights among them) and ONNX; whatever else a file is, it is
refused in a sentence. Time and memory are bounded by the file's length and by the limits named here and in `machine`.
"""

from __future__ import annotations

import math
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ganstudio.engine.modelfile import KEY, LARGEST_FILE, read_header, unusable
from ganstudio.i18n import _
from ganstudio.library.reading import protobuf, refusals
from ganstudio.library.reading.nests import weights_in
from ganstudio.library.reading.packed import Legacy, Packed, Zipped, alarm
from ganstudio.library.reading.refusals import Refused
from ganstudio.library.reading.spans import Raw, check_sum

if TYPE_CHECKING:
    from torch import Tensor

    from ganstudio.engine.job import Job

ONNX = "onnx"
"""Under this name stands the whole file, uint8, where it is an ONNX model."""
_HEAD = 4096


def read(path: Path, job: Job, ready: Callable[[], None] = lambda: None) -> Mapping[str, Tensor]:
    """Name → tensor, on the CPU. Raises ModelError with a sentence that says what the file is instead.

    `ready` is called when the file turns out to be worth it: only then torch is imported.
    """
    with _opened(path) as file:
        return _read(path, file, job, ready)


def is_ours(path: Path) -> bool:
    """Whether the file says that it is one of ours; raises ModelError where it is no file that can be a model."""
    with _opened(path) as file:
        begins = file.read(9)
    words = read_header(path).get("__metadata__") if begins[8:] == b"{" else None
    return isinstance(words, dict) and KEY in words


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file. Whatever is wrong with it becomes a sentence that names it."""
    try:
        _check_file(path)
        with path.open("rb") as file:
            yield file
    except Refused as problem:
        raise unusable(path, str(problem)) from problem
    except OSError as problem:
        raise unusable(path, problem.strerror or str(problem)) from problem
    except MemoryError as problem:
        raise unusable(path, _("it does not fit into memory")) from problem


def _check_file(path: Path) -> None:
    """To open a pipe may wait for ever, so what it is comes first."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise Refused(_("it is a folder; choose a file in it"))
    if not stat.S_ISREG(status.st_mode):
        raise Refused(_("it is no file but a pipe or a device"))
    if status.st_size == 0:
        raise Refused(_("it is empty; copy or download it again"))
    if status.st_size > LARGEST_FILE:
        raise Refused(_("it is larger than any model ganstudio knows"))


def _read(path: Path, file: BinaryIO, job: Job, ready: Callable[[], None]) -> Mapping[str, Tensor]:
    head = file.read(_HEAD)
    file.seek(0)
    if reason := refusals.kind(head):
        alarm(head)
        raise Refused(reason)
    length = path.stat().st_size
    if head.startswith(b"PK"):
        return _checkpoint(Zipped(file, length), length, job, ready)
    if head.startswith(b"\x80"):
        return _checkpoint(Legacy(file, length), length, job, ready)
    if head[8:9] == b"{":
        return _safetensors(path, job, ready)
    if head.startswith(b"\x08") and protobuf.is_model(file, length):
        if length > protobuf.LARGEST:
            raise Refused(_("it is larger than any model ganstudio knows"))
        ready()
        return {ONNX: _whole(file, length)}
    if path.suffix.lower() == ".onnx":
        raise Refused(_("it is no ONNX model, or a damaged or incomplete one; copy or download it again"))
    raise Refused(_("it is not a model file of any kind that ganstudio knows (safetensors, PyTorch, ONNX)"))


def _checkpoint(packed: Packed, length: int, job: Job, ready: Callable[[], None]) -> dict[str, Tensor]:
    spans = weights_in(packed.pickle.value)
    check_sum(spans.values(), length)
    ready()
    weights: dict[str, Tensor] = {}
    flat: dict[Raw, Tensor] = {}  # many tensors may lie in one piece, which is read once
    for count, (name, span) in enumerate(spans.items()):
        job.progress(count / len(spans))
        if span.raw not in flat:
            flat[span.raw] = _flat(packed, span.raw)
        weights[name] = flat[span.raw].as_strided(span.shape, span.strides, span.offset).contiguous()
        _check_numbers(weights[name])
    return weights


def _flat(packed: Packed, piece: Raw) -> Tensor:
    import torch

    kind = getattr(torch, piece.kind)
    if not piece.count:
        return torch.empty(0, dtype=kind)
    # Bytes that stand for true or false may hold anything.
    flat = torch.frombuffer(packed.read(piece), dtype=torch.uint8 if piece.kind == "bool" else kind)
    return flat != 0 if piece.kind == "bool" else flat


def _safetensors(path: Path, job: Job, ready: Callable[[], None]) -> dict[str, Tensor]:
    if not read_header(path).keys() - {"__metadata__"}:
        raise Refused(_("it holds no weights"))
    ready()
    import safetensors

    weights: dict[str, Tensor] = {}
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            names = list(file.keys())
            for count, name in enumerate(names):
                job.progress(count / len(names))
                weights[name] = file.get_tensor(name)
                _check_numbers(weights[name])
    except safetensors.SafetensorError as problem:
        raise refusals.damaged() from problem
    return weights


def _check_numbers(tensor: Tensor) -> None:
    import torch

    if tensor.is_floating_point() and not math.isfinite(float(tensor.sum(dtype=torch.float64))):
        raise Refused(_("its weights are not all numbers; the training that made it went wrong"))


def _whole(file: BinaryIO, length: int) -> Tensor:
    import torch

    found = bytearray(length)
    file.seek(0)
    if file.readinto(found) != length:  # type: ignore[attr-defined]
        raise refusals.damaged()
    return torch.frombuffer(found, dtype=torch.uint8)
