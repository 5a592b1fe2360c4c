"""A checkpoint of another program is adopted, and used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ganstudio.selftest.check import Check, agree


def checks() -> Iterator[Check]:
    """The only one."""
    yield Check("library", "a Compact checkpoint", _adopted)


def _adopted(folder: Path) -> str:
    import torch

    from ganstudio.engine.engine import Engine
    from ganstudio.engine.job import Job
    from ganstudio.engine.store import Store
    from ganstudio.library.adopt import adopt
    from ganstudio.selftest.sample import small

    (folder / "models").mkdir()
    torch.save({"params": _weights()}, folder / "x2.pth")
    store = Store((folder / "models",))
    info = adopt(folder / "x2.pth", store, Job())
    made = Engine(store).run(info, small().pixels, Job())
    agree(made.shape == (192, 192, 3), f"{made.shape} came out")
    return f"{info.architecture}, {info.task}"


def _weights() -> dict[str, object]:
    """Of a small network as Real-ESRGAN's authors lay it out, untrained."""
    from ganstudio.networks import operators

    operators.provide()  # without them spandrel may not be imported
    from spandrel.architectures.Compact import Compact

    return dict(Compact(num_feat=8, num_conv=1, upscale=2).state_dict())
