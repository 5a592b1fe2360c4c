"""Models beside each other: which can be compared, and what each costs."""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import ModelError
from ganstudio.i18n import _

if TYPE_CHECKING:
    from ganstudio.engine.device import Device

FEWEST, MOST = 2, 6
"""How many models are compared at once."""
TASKS = ("upscale", "inpaint", "colorize", "style", "face-restoration")
"""Those whose models change a part of a photo, so that what they do can be seen side by side."""
_TICK = 0.004  # seconds between two looks at the memory
T = TypeVar("T")


@dataclass(frozen=True)
class Cost:
    """What a piece of work took."""

    seconds: float
    memory: int
    """Bytes at its peak, beyond what was taken before."""


def check(infos: Sequence[ModelInfo]) -> None:
    """Raise ModelError where these cannot be compared: too few, too many, of several tasks or of one that shows
    nothing."""
    if not FEWEST <= len({info.name for info in infos}) <= MOST:
        text = _("Choose {fewest} to {most} models to compare.")
        raise ModelError(text.format(fewest=FEWEST, most=MOST))
    if len({info.task for info in infos}) > 1:
        raise ModelError(_("Only models for the same work can be compared."))
    if infos[0].task not in TASKS:
        raise ModelError(_("What models of this kind do cannot be seen side by side."))


def measured(work: Callable[[], T], device: Device) -> tuple[T, Cost]:
    """What `work` gives, and what that took on `device`. Other work at the same time counts with it, where it is of
    this process."""
    if device.kind == "cuda":
        return _on_cuda(work, device)
    _give_back()
    with _Peak(_memory_of(device)) as peak:
        began = time.perf_counter()
        result = work()
        took = time.perf_counter() - began
    return result, Cost(took, peak.bytes)


def _on_cuda(work: Callable[[], T], device: Device) -> tuple[T, Cost]:
    import torch

    torch.cuda.synchronize(device.index)
    torch.cuda.reset_peak_memory_stats(device.index)
    before, began = int(torch.cuda.memory_allocated(device.index)), time.perf_counter()
    result = work()
    torch.cuda.synchronize(device.index)
    took = time.perf_counter() - began
    return result, Cost(took, max(0, int(torch.cuda.max_memory_allocated(device.index)) - before))


def _memory_of(device: Device) -> Callable[[], int]:
    """Tells how many bytes are taken now."""
    if device.kind in ("mps", "xpu"):
        import torch

        if device.kind == "mps":
            return lambda: int(torch.mps.current_allocated_memory())
        return lambda: int(torch.xpu.memory_allocated(device.index))
    import psutil

    process = psutil.Process()
    return lambda: int(process.memory_info().rss)


def _give_back() -> None:
    """What was freed and is still held by the allocator would hide what is taken next. Of GNU's libc alone."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


class _Peak:
    """Looks again and again, in a thread of its own."""

    def __init__(self, taken: Callable[[], int]) -> None:
        self._taken, self._over = taken, threading.Event()
        self._before = self._most = taken()
        self._thread = threading.Thread(target=self._watch, name="peak", daemon=True)

    @property
    def bytes(self) -> int:
        """The most there was beyond what was there before."""
        return max(0, self._most - self._before)

    def __enter__(self) -> _Peak:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._most = max(self._most, self._taken())
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_TICK):
            self._most = max(self._most, self._taken())
