"""Which device runs, and in which precision."""

from __future__ import annotations

import pytest
import torch

from ganstudio.engine import device
from ganstudio.errors import SettingsError


def test_the_processor_is_always_there() -> None:
    assert device.devices()[-1].id == "cpu"
    assert device.choose("cpu").free_memory() > 0


def test_the_best_device_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda index: f"GPU {index}")
    assert device.choose().id == "cuda:0"
    assert device.choose().precision == "float16"
    assert device.choose("cuda").title == "GPU 0"
    assert device.choose("cuda:1").title == "GPU 1"
    assert device.choose("cpu").id == "cpu"


def test_half_precision_on_processors_that_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for there in (True, False):
        monkeypatch.setattr(device, "fast_bfloat16", lambda there=there: there)
        assert device.choose("cpu").precision == ("bfloat16" if there else "float32")
        assert device.choose("cpu", "float32").precision == "float32"


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(SettingsError, match="no device called abacus; it has .*cpu"):
        device.choose("abacus")
    with pytest.raises(SettingsError, match="no precision called int3"):
        device.choose("cpu", "int3")
