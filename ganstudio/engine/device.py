"""Where networks run, and in which precision. Importing this imports no torch; asking does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ganstudio.engine import memory
from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _

if TYPE_CHECKING:
    import torch

Precision = Literal["float32", "float16", "bfloat16"]
KINDS = ("cuda", "mps", "xpu", "cpu")
PRECISIONS = {
    "auto": N_("Automatic"),
    "float32": N_("Exact (32 bit)"),
    "float16": N_("Half (16 bit)"),
    "bfloat16": N_("Brain (16 bit)"),
}


@dataclass(frozen=True)
class Device:
    """One place that computes; `precision` is what it is asked to compute in."""

    kind: str
    index: int
    precision: Precision
    title: str

    @property
    def id(self) -> str:
        """What `choose` and the settings call it: "cpu", "cuda:0"."""
        return self.kind if self.kind in ("cpu", "mps") else f"{self.kind}:{self.index}"

    @property
    def torch(self) -> torch.device:
        """The same for torch."""
        import torch

        return torch.device(self.id)

    def free_memory(self) -> int:
        """Bytes free on it now."""
        import torch

        if self.kind == "cuda":
            return int(torch.cuda.mem_get_info(self.index)[0])
        if self.kind == "xpu":
            return int(torch.xpu.mem_get_info(self.index)[0])
        if self.kind == "mps":
            return max(0, int(torch.mps.recommended_max_memory()) - int(torch.mps.driver_allocated_memory()))
        return memory.free()

    def release(self) -> None:
        """Give cached blocks back to the device."""
        import torch

        if self.kind != "cpu":
            getattr(torch, self.kind).empty_cache()


def devices() -> list[Device]:
    """Every device of this machine, the best first, each with the precision it is good at."""
    import torch

    found = [
        Device("cuda", index, "float16", torch.cuda.get_device_name(index))
        for index in range(torch.cuda.device_count() if torch.cuda.is_available() else 0)
    ]
    if torch.backends.mps.is_available():
        found.append(Device("mps", 0, "float16", "Apple GPU"))
    if hasattr(torch, "xpu") and torch.xpu.is_available():
        found += [
            Device("xpu", index, "float16", str(torch.xpu.get_device_name(index)))
            for index in range(torch.xpu.device_count())
        ]
    return [*found, Device("cpu", 0, "bfloat16" if fast_bfloat16() else "float32", _("Processor"))]


def choose(device: str = "auto", precision: str = "auto") -> Device:
    """The device called `device` ("auto": the best; "cuda": its first; "cuda:1"), computing in `precision`.

    Raises SettingsError where this machine has no such device, or the precision does not exist.
    """
    found = devices()
    fitting = [each for each in found if device in ("auto", each.id, each.kind)]
    if not fitting:
        raise SettingsError(
            _("This computer has no device called {name}; it has {names}.").format(
                name=device, names=", ".join(each.id for each in found)
            )
        )
    if precision not in PRECISIONS:
        raise SettingsError(
            _("There is no precision called {name}; there are {names}.").format(
                name=precision, names=", ".join(PRECISIONS)
            )
        )
    return fitting[0] if precision == "auto" else replace(fitting[0], precision=precision)  # type: ignore[arg-type]


def fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 in hardware (AMX or AVX512-BF16); elsewhere float32 is faster."""
    import torch

    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return False
    checks = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, check, bool)() for check in checks)
