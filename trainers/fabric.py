"""Lightning Fabric, whichever of its two packages is installed, set up for this computer."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

import torch

from trainers.gradients import Products, are_slow

if TYPE_CHECKING:
    from lightning_fabric import Fabric as Lightning
else:
    try:
        from lightning_fabric import Fabric as Lightning
    except ImportError:
        from lightning.fabric import Fabric as Lightning

AUTO, FLOAT32, BFLOAT16 = "auto", "float32", "bfloat16"
"""Values of the parameter `precision`."""


class Fabric(Lightning):
    """Fabric whose precision can be changed while networks are there, so that it can be chosen by measuring."""

    precision = FLOAT32
    """What `autocast` calculates in; weights and gradients are always float32."""

    def autocast(self) -> AbstractContextManager[Any]:
        """For what networks calculate."""
        if self.precision == FLOAT32:
            return Products() if self.device.type == "cpu" and are_slow() else nullcontext()
        return torch.autocast(self.device.type, torch.bfloat16)


def make(devices: int, nodes: int, precision: str, accelerator: str = "auto") -> Fabric:
    """Fabric on `devices` GPUs, or processes where there is no GPU, of each of `nodes` computers; already launched."""
    several: dict[str, Any] = {"strategy": "ddp"} if devices * nodes > 1 else {}
    fabric = Fabric(accelerator=accelerator, devices=devices, num_nodes=nodes, precision="32-true", **several)
    fabric.precision = usual() if precision == AUTO else precision
    fabric.launch()
    return fabric


def usual() -> str:
    """The precision that is faster for large networks on this computer."""
    return BFLOAT16 if _has_bfloat16() else FLOAT32


def _has_bfloat16() -> bool:
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported())  # type: ignore[no-untyped-call]
