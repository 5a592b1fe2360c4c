"""What torchvision needs of its extension to be imported at all, where that cannot be loaded.

A wheel that was built for another torch than the one installed fails with "operator torchvision::nms does not exist":
it registers what its operators do without having them. With their signatures defined first all else works; only its
detection operators stay missing, which nothing here asks for.
"""

from __future__ import annotations

import importlib
import sys

import torch

_SIGNATURES = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
_defined: list[torch.library.Library] = []  # what a library defines goes with it


def provide() -> None:
    """Make `import torchvision` work. Raises ImportError where there is none."""
    try:
        importlib.import_module("torchvision")
    except RuntimeError:
        for name in [each for each in sys.modules if each.partition(".")[0] == "torchvision"]:
            del sys.modules[name]  # half of it was there already
        define()
        importlib.import_module("torchvision")


def define() -> None:
    """Give the operators that are missing their signatures, once."""
    if _defined:
        return
    library = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
    for signature in _SIGNATURES:
        if not hasattr(torch.ops.torchvision, signature.partition("(")[0]):
            library.define(signature)  # type: ignore[no-untyped-call]
    _defined.append(library)
