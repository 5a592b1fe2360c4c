"""Lightning Fabric, whichever of its two packages is installed, set up for this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from lightning_fabric import Fabric
else:
    try:
        from lightning_fabric import Fabric
    except ImportError:
        from lightning.fabric import Fabric

__all__ = ["Fabric", "make"]


def make(devices: int, nodes: int, precision: str, accelerator: str = "auto") -> Fabric:
    """Fabric on `devices` GPUs, or processes where there is no GPU, of each of `nodes` computers; already launched."""
    several: dict[str, Any] = {"strategy": "ddp"} if devices * nodes > 1 else {}
    names = {"float32": "32-true", "bfloat16": "bf16-mixed", "auto": "bf16-mixed" if _has_bfloat16() else "32-true"}
    fabric = Fabric(
        accelerator=accelerator,
        devices=devices,
        num_nodes=nodes,
        precision=names[precision],  # type: ignore[arg-type]
        **several,
    )
    fabric.launch()
    return fabric


def _has_bfloat16() -> bool:
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported())  # type: ignore[no-untyped-call]
