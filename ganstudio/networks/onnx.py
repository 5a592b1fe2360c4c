"""ONNX models, which onnxruntime runs on the processor: networks of which only inputs and outputs are known.

The file itself is the one weight. How it may be used was found out when it was adopted, and stands in the config.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks import graphs
from ganstudio.networks.architecture import Architecture, Config, Traits

FILE = "onnx"
"""What the weight is called: uint8, the file's bytes."""
_LARGEST = {"scale": 16, "multiple": 64, "raster": 512, "halo": 1024, "height": 4096, "width": 4096, "widest": 4096}
_WHITES = (1, 255)
_MARGIN = 32
_PULSE = 0.05
"""Seconds between two looks at whether to stop."""
_TYPES = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


def traits(
    scale: int = 1,
    multiple: int = 1,
    raster: int = 1,
    halo: int = 0,
    tiles: bool = True,
    height: int = 0,
    width: int = 0,
    white: int = 1,
    widest: int = 64,
) -> Traits:
    """How a model may be used. `height`, `width`: of the only picture it takes; 0: any. `white`: the value of white.
    `widest`: numbers per pixel in its largest tensor. Raises ValueError for what no model is like."""
    numbers = {"scale": scale, "multiple": multiple, "raster": raster, "halo": halo, "height": height, "width": width}
    for name, number in {**numbers, "widest": widest}.items():
        least = 0 if name in ("halo", "height", "width") else 1
        if type(number) is not int or not least <= number <= _LARGEST[name]:
            raise ValueError(name)
    if white not in _WHITES or bool(height) != bool(width):
        raise ValueError("no model is like that")
    return Traits(scale=scale, multiple_of=multiple, raster=raster, halo=halo, tiles=tiles, traced=False, half=False)


def margin(height: int, width: int) -> int:
    """Pixels along the border of the only picture a model takes that do not count where another shows them as well."""
    return min(_MARGIN, height // 8, width // 8)


class Inside(nn.Module):
    """What the engine is shown of a session: how large its largest tensor is, without the tensor. It is asked again and
    again while the session runs, and so is, before, whether to go on."""

    def __init__(self, widest: int) -> None:
        super().__init__()
        self.widest = widest

    def forward(self, x: Tensor) -> Tensor:
        return x.new_zeros(()).expand(self.widest * x.shape[2] * x.shape[3])


class Session(nn.Module):
    """(1, 3, H, W) in [0, 1] → (1, 3, scale·H, scale·W). One that takes pictures of one size sees others in pieces.

    `data`: the file. Raises ImportError without onnxruntime, ValueError where it makes nothing of the file, and, when
    asked, RuntimeError where it fails.
    """

    def __init__(self, data: bytes, config: Config) -> None:
        super().__init__()
        self.scale, self.white = int(config.get("scale", 1)), float(config.get("white", 1))
        self.size = int(config.get("height", 0)), int(config.get("width", 0))
        self.inside = Inside(int(config.get("widest", 64)))
        # The engine counts what a network takes, and the session has about that.
        self.register_buffer("file", torch.zeros(1, dtype=torch.uint8).expand(len(data)), persistent=True)
        self._session = _session(data)
        given = self._session.get_inputs()[0]
        self._input, self._type = given.name, _TYPES.get(given.type, np.float32)

    def forward(self, x: Tensor) -> Tensor:
        made = self._in_pieces(x) if self.size[0] else self._asked(x)
        return made.to(x.device)

    def _in_pieces(self, x: Tensor) -> Tensor:
        (height, width), (rows, columns), scale = x.shape[2:], self.size, self.scale
        x = F.pad(x, (0, max(0, columns - width), 0, max(0, rows - height)), "replicate")
        made = x.new_zeros(1, 3, x.shape[2] * scale, x.shape[3] * scale)
        edge = margin(rows, columns)
        for y in _starts(x.shape[2], rows, edge):
            for left in _starts(x.shape[3], columns, edge):
                piece = self._asked(x[..., y : y + rows, left : left + columns])
                top, side = edge if y else 0, edge if left else 0
                inner = piece[..., top * scale :, side * scale :].to(x.device)
                down = slice((y + top) * scale, (y + rows) * scale)
                across = slice((left + side) * scale, (left + columns) * scale)
                there = made[..., down, across]
                if inner.shape != there.shape:
                    raise RuntimeError("a piece has another size than promised")
                there.copy_(inner)
        return made[..., : height * scale, : width * scale]

    def _asked(self, x: Tensor) -> Tensor:
        """What the session makes of a picture. It runs beside, so that it can be stopped."""
        given = np.ascontiguousarray((x.float() * self.white).cpu().numpy().astype(self._type))
        run = _Run(self._session, {self._input: given})
        try:
            while run.is_alive():
                self.inside(x)
                run.join(_PULSE)
        finally:
            run.stop()
        return torch.from_numpy(run.result().astype(np.float32)) / self.white


class _Run(threading.Thread):
    """One run of a session."""

    def __init__(self, session: Any, given: Mapping[str, Any]) -> None:
        from onnxruntime import RunOptions

        super().__init__(daemon=True)
        self._session, self._given = session, given
        self._options = RunOptions()
        self._problem: Exception | None = None
        self._made: list[Any] = []
        self.start()

    def run(self) -> None:
        try:
            self._made = self._session.run(None, self._given, self._options)
        except Exception as problem:  # onnxruntime has its own, which have nothing in common
            self._problem = problem

    def stop(self) -> None:
        """It ends soon, and is waited for."""
        self._options.terminate = True
        self.join()

    def result(self) -> Any:
        """The picture as an array; raises RuntimeError where there is none."""
        if self._problem or len(self._made) != 1:
            raise RuntimeError(str(self._problem or "it gives several things")) from self._problem
        return self._made[0]


def _starts(length: int, piece: int, edge: int) -> Iterator[int]:
    """Where pieces begin, the last of which ends with the picture."""
    yield from range(0, length - piece, piece - 2 * edge)
    yield length - piece


def _session(data: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.log_severity_level = 4  # what goes wrong is raised
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # onnxruntime has its own, which have nothing in common
        raise ValueError(str(problem)) from problem


def from_weights(config: Config, weights: Mapping[str, Tensor]) -> nn.Module:
    """The model with its session; raises ValueError where there is none, ImportError without onnxruntime."""
    if set(weights) != {FILE} or weights[FILE].dtype != torch.uint8:
        raise ValueError("it is no ONNX file")
    data = weights[FILE].numpy().tobytes()
    if graphs.points_out(graphs.parsed(data)):
        raise ValueError("its weights lie in other files")
    return Session(data, config)


def _build(**_config: Any) -> nn.Module:
    raise ValueError("only the file tells what it is like")


ARCHITECTURE = Architecture("onnx", _build, traits, from_weights)
