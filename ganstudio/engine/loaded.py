"""A network on a device, run in the fastest way that gives the right picture there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from ganstudio.engine import fused
from ganstudio.engine.device import Device
from ganstudio.engine.job import Job
from ganstudio.networks.architecture import Traits
from ganstudio.networks.instance import Statistics, holding, measuring

TOLERANCE = 2
"""Largest difference from plain float32, in steps of 255, that a faster way may make."""

_log = logging.getLogger(__name__)


class WrongResult(Exception):
    """A way of running gave numbers that are no picture."""


@dataclass(frozen=True)
class Way:
    """How to run a network: in which type, and whether with fused convolutions."""

    precision: str
    fused: bool = False

    def __str__(self) -> str:
        return f"fused {self.precision}" if self.fused else self.precision


class _Watch:
    """Asks the current job, before every layer, whether to stop: also within a tile a cancelled job ends at once."""

    def __init__(self) -> None:
        self._job = Job()

    def __call__(self, *_arguments: Any) -> None:
        self._job.check()

    @contextmanager
    def on(self, job: Job) -> Iterator[None]:
        """Inside, `job` is the current one."""
        self._job = job
        try:
            yield
        finally:
            self._job = Job()  # whose check never stops anything, so that nobody's job is kept alive

    def over(self, network: nn.Module) -> None:
        for module in network.modules():
            if not any(module.children()):
                module.register_forward_pre_hook(self)


class Loaded:
    """`network` (float32, on the CPU) placed on `device`, for one job at a time."""

    def __init__(self, network: nn.Module, traits: Traits, device: Device) -> None:
        self.traits = traits
        self.bytes = sum(tensor.numel() * tensor.element_size() for tensor in network.state_dict().values())
        self.way: Way | None = None
        """How it runs; None before `prove`."""
        self.device = device
        self._widest = 0  # numbers per input pixel in the largest tensor between layers
        self._plain = network.to(device.torch)
        self._network = self._plain
        self._watch = _Watch()
        self._watch.over(self._plain)
        self._left = ways(device, traits)

    def prove(self, sample: Tensor, job: Job) -> Way:
        """Take the first way whose result on `sample` (1, 3, H, W) float32 agrees with plain float32's."""
        if self.way is None:
            self._sample = sample
            with self._watch.on(job):
                self._measure()
            self.way = self._next(job)
        return self.way

    @property
    def layer_bytes(self) -> int:
        """Bytes per input pixel in the largest tensor between layers."""
        return self._widest * (4 if self.way is None or self.way.precision == "float32" else 2)

    @property
    def pixel_bytes(self) -> int:
        """Bytes that one input pixel takes while it is worked on, estimated generously: four such tensors, and three of
        the result in float32."""
        return 4 * self.layer_bytes + 3 * 4 * 3 * self.traits.scale**2

    def fall_back(self, job: Job) -> None:
        """Take the next way that agrees; raises WrongResult where none is left."""
        self.way = None  # and so it stays where the attempt is cancelled or runs out of memory: `prove` tries again
        self.way = self._next(job)

    def _next(self, job: Job) -> Way:
        while self._left:
            way = self._left[0]
            try:
                network = self._prepared(way)
                with self._watch.on(job):
                    agrees = way == Way("float32") or agree(self._run(network, way, self._sample), self._expected)
                reason = "another picture than in float32"
            except (RuntimeError, TypeError, ValueError, AttributeError, KeyError, WrongResult) as problem:
                if is_out_of_memory(problem):
                    raise
                agrees, reason = False, str(problem)
            self._left.pop(0)
            if agrees:
                self._network = network
                return way
            _log.warning("%s does not work on %s: %s", way, self.device.title, reason)
        raise WrongResult

    def __call__(self, x: Tensor, job: Job) -> Tensor:
        """The network's result (1, 3, scale·H, scale·W) for `x`, a float32 tensor on the CPU, multiples of the raster.

        Raises Cancelled within a layer's time, and WrongResult where the result holds something that is not a number.
        """
        assert self.way is not None, "not proven yet"
        with self._watch.on(job):
            return self._run(self._network, self.way, x)

    def has(self, name: str) -> bool:
        """Whether the network has a method or a tensor that is called `name`."""
        return hasattr(self._plain, name)

    def of(self, name: str) -> Tensor:
        """A tensor of the network that is called `name`."""
        tensor: Tensor = getattr(self._plain, name)
        return tensor

    def ask(self, method: str, x: Tensor, job: Job) -> Tensor:
        """What another method of the network than `forward` gives for `x`; for the rest as a call."""
        assert self.way is not None, "not proven yet"
        with self._watch.on(job):
            return self._run(getattr(self._network, method), self.way, x)

    def statistics(self, x: Tensor, job: Job) -> Statistics:
        """What its norm layers find in `x`, a picture as a whole; for the rest as a call."""
        assert self.way is not None, "not proven yet"
        with self._watch.on(job), measuring(self._network) as found:
            self._run(self._network, self.way, x)
        return tuple(found)

    def holding(self, statistics: Statistics) -> AbstractContextManager[None]:
        """Inside, its norm layers take these; none: what they find. Not to be kept while others may have the device."""
        return holding(self._network, statistics)

    def _run(self, network: Callable[[Tensor], Tensor], way: Way, x: Tensor) -> Tensor:
        half = way.precision != "float32"
        kind = getattr(torch, way.precision) if half else None
        with torch.inference_mode(), torch.autocast(self.device.kind, kind, enabled=half):
            pictures = torch.channels_last if x.dim() == 4 else torch.preserve_format
            result = network(x.to(self.device.torch, memory_format=pictures))
            if not bool(torch.isfinite(result.sum())):
                raise WrongResult
        return result

    def _prepared(self, way: Way) -> nn.Module:
        if way.fused:
            network = fused.fuse(self._plain, getattr(torch, way.precision))
            self._watch.over(network)
            return network
        # Back again where a faster way was tried before: some networks of others cannot do without.
        layout = torch.contiguous_format if way.precision == "float32" else torch.channels_last
        for tensor in self._plain.parameters():
            if tensor.dim() == 4:  # torch refuses to lay out those of five dimensions otherwise, which some have
                tensor.data = tensor.data.contiguous(memory_format=layout)
        return self._plain

    def _measure(self) -> None:
        """What plain float32 makes of the sample, and how large its largest tensor between layers is."""
        sizes = [0]
        hooks = [
            module.register_forward_hook(lambda _module, _input, output: sizes.append(_numbers(output)))
            for module in self._plain.modules()
            if not any(module.children())
        ]
        try:
            with torch.inference_mode():
                self._expected: Tensor = self._plain(self._sample.to(self.device.torch))
        finally:  # a cancelled job leaves none behind
            for hook in hooks:
                hook.remove()
        pixels = self._sample.shape[2] * self._sample.shape[3]
        self._widest = -(-max(sizes) // pixels)


def ways(device: Device, traits: Traits) -> list[Way]:
    """The ways to run a network on `device`, the fastest first; the last is plain float32, which is always right."""
    precision = device.precision if traits.half else "float32"
    if precision == "float16" and not traits.float16:
        precision = "bfloat16"
    found = [Way("float32")] if precision == "float32" else [Way(precision), Way("float32")]
    if traits.traced and device.kind == "cpu" and precision != "float16" and fused.available():
        found.insert(0, Way(precision, fused=True))
    return found


def _numbers(output: Any) -> int:
    """How many a layer gives; some give several tensors, or none."""
    if isinstance(output, tuple | list):
        return sum(_numbers(each) for each in output)
    return output.numel() if isinstance(output, Tensor) else 0


def agree(result: Tensor, expected: Tensor) -> bool:
    """Whether two results are the same picture, to TOLERANCE steps of 255."""
    if result.shape != expected.shape:
        return False
    difference = (_rounded(result) - _rounded(expected)).abs().max()
    return bool(difference <= TOLERANCE)  # False for NaN


def _rounded(picture: Tensor) -> Tensor:
    return (picture.float() * 255).clamp(0, 255).round()


def is_out_of_memory(problem: BaseException) -> bool:
    """Whether an allocator complains, in any of the ways they do."""
    words = ("out of memory", "can't allocate memory", "not enough memory", "could not allocate", "failed to allocate")
    return isinstance(problem, (MemoryError, torch.OutOfMemoryError)) or (
        isinstance(problem, RuntimeError) and any(word in str(problem).lower() for word in words)
    )
