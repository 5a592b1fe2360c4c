"""A network that must see a picture as a whole gets it whole, or a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio.engine.device import Device
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.errors import OutOfMemory
from tests.engine import small
from tests.library.families import foreign


def test_what_is_too_large_is_refused_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = {"family": "Compact", "scale": 4, "tiles": False}
    save_model(tmp_path / "whole.safetensors", foreign.compact(), small.header("whole", "spandrel", config))
    engine = Engine(Store([tmp_path]), "cpu", "float32")
    assert engine.run("whole", small.picture(40, 60), Job()).shape == (160, 240, 3)
    monkeypatch.setattr(Device, "free_memory", lambda _device: 1 << 20)
    with pytest.raises(OutOfMemory, match="must see a picture as a whole, and .* 60 × 40 pixels"):
        engine.run("whole", small.picture(40, 60), Job())
