"""torchvision beside any build of torch.

A wheel of torchvision that was built for another build of torch (say CUDA's, beside a torch for processors) cannot load
its compiled operators, and then refuses to be imported at all: it registers derivatives for operators that do not
exist. Declaring the two is enough for its models and transforms; only detection stays without.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

import torch

_MISSING = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
_declared: list[torch.library.Library] = []
"""Operators live as long as their library object."""


def torchvision() -> ModuleType:
    """The package, imported."""
    try:
        return import_module("torchvision")
    except RuntimeError:
        _declare()
        return import_module("torchvision")


def _declare() -> None:
    library = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
    for schema in _MISSING:
        library.define(schema)  # type: ignore[no-untyped-call]
    _declared.append(library)
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]  # half imported
