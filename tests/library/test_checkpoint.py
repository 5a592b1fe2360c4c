"""What is in files of others is read as it is, and what is none is refused in words; nothing in them runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from torch import nn

from ganstudio.engine.job import Job
from ganstudio.errors import ModelError
from ganstudio.library.reading import checkpoint
from ganstudio.library.reading.nests import readings
from tests.library import hostile

KINDS = ("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool")


def read(path: Path) -> Mapping[str, torch.Tensor]:
    return checkpoint.read(path, Job())


def same(one: Mapping[str, torch.Tensor], other: Mapping[str, torch.Tensor]) -> None:
    assert list(one) == list(other)
    for name, tensor in one.items():
        assert (tensor.dtype, tensor.shape) == (other[name].dtype, other[name].shape)
        assert torch.equal(tensor, other[name])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "model.pth"


@pytest.mark.parametrize("legacy", [False, True])
def test_weights_come_as_torch_reads_them(path: Path, legacy: bool) -> None:
    odd = torch.arange(24.0).reshape(2, 3, 4)
    given = {
        **{kind: torch.tensor([0, 1, 5, 0]).to(getattr(torch, kind)) for kind in KINDS},
        "turned": odd.permute(2, 0, 1),
        "a part": odd[:, 1:, ::2],
        "once more": odd,
        "nothing": torch.empty(0, 3),
        "a number": torch.tensor(7.0),
        "a parameter": nn.Parameter(torch.ones(2)),
    }
    path.write_bytes(hostile.saved(given, legacy=legacy))
    same(read(path), torch.load(path, weights_only=True))


def test_safetensors_are_read(path: Path) -> None:
    safetensors.torch.save_file(dict(hostile.weights()), path)
    same(dict(sorted(read(path).items())), dict(sorted(hostile.weights().items())))


NESTS: list[tuple[str, Any]] = [
    ("as it is", lambda w, other: w),
    ("averages first", lambda w, other: {"params": other, "params_ema": w}),
    ("a training", lambda w, other: {"epoch": 3, "state_dict": w, "optimizer": {"state": {0: {"exp_avg": other}}}}),
    ("a generator", lambda w, other: {"netD": other, "netG": w, "args": {"lr": 0.1}}),
    ("numbers beside", lambda w, other: {"step": torch.tensor(3), "best": torch.tensor(0.1), "params": w}),
    ("two nests", lambda w, other: {"model": {"state_dict": w}}),
    ("an only one", lambda w, other: {"some name": w, "discriminator": other, "optim_g": {"a": other}}),
]


@pytest.mark.parametrize(("name", "nest"), NESTS)
def test_the_network_is_found_where_trainings_put_it(path: Path, name: str, nest: Any) -> None:
    wanted, other = hostile.weights(), hostile.weights(4)
    path.write_bytes(hostile.saved(nest(wanted, other), legacy=name == "a training"))
    same(read(path), wanted)


def test_what_programs_keep_beside_weights_is_not_looked_at(path: Path) -> None:
    import argparse

    import numpy as np

    beside = {"args": argparse.Namespace(lr=1), "best": np.float64(3.0), "where": Path("a")}
    path.write_bytes(hostile.saved({"state_dict": hostile.weights(), **beside}))
    same(read(path), hostile.weights())


@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")
def test_the_weights_of_torchscript_are_read_and_its_program_is_not(path: Path) -> None:
    network = nn.Sequential(OrderedDict(first=nn.Conv2d(3, 4, 3), then=nn.Sequential(nn.BatchNorm2d(4)))).eval()
    torch.jit.save(torch.jit.script(network), str(path))  # type: ignore[no-untyped-call]
    found = read(path)
    expected = network.state_dict()
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], expected[name]) for name in expected)


def test_what_wrapping_put_before_the_names_can_be_taken_off() -> None:
    plain = {"a.weight": 1, "b.weight": 2}
    wrapped = {f"module.generator.{name}": each for name, each in plain.items()}
    beside = {"module.discriminator.a.weight": 3}
    assert plain in [dict(way) for way in readings({**wrapped, **beside})]


@pytest.mark.parametrize("name", hostile.FILES)
def test_what_is_no_model_is_refused_with_what_it_is(tmp_path: Path, name: str) -> None:
    make, words = hostile.FILES[name]
    path = tmp_path / "bad.pth"
    make(path)
    with pytest.raises(ModelError, match=f"bad.pth cannot be used: .*({words})"):
        read(path)


def test_nothing_in_a_file_runs(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    for name, content in hostile.attacks(canary).items():
        path = tmp_path / "bad.pth"
        path.write_bytes(content)
        with pytest.raises(ModelError, match="nothing of it was run: delete it"):
            print(name, read(path))
        assert not canary.exists(), name


def test_a_cut_off_program_is_called_one(path: Path) -> None:
    path.write_bytes(hostile.LEGACY + b"\x80\x02(cpredictors\nPredictor\nq\x01o}q\x02(")
    with pytest.raises(ModelError, match=r"whole network kept with its program \(Predictor\)"):
        read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    for look in (read, checkpoint.is_ours):
        with pytest.raises(ModelError, match="no file but a pipe"):
            look(path)


def test_a_file_that_is_not_there(path: Path) -> None:
    with pytest.raises(ModelError, match="No such file"):
        read(path)


def test_what_is_refused_needs_no_torch(path: Path) -> None:
    path.write_bytes(hostile.attacks(path)["os.system beside weights"])
    code = (
        "import sys, pathlib; from ganstudio.library.reading.checkpoint import read\n"
        "from ganstudio.engine.job import Job\n"
        f"try: read(pathlib.Path({str(path)!r}), Job())\n"
        "except Exception as problem: print(type(problem).__name__, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "ModelError False"


def test_reading_can_be_stopped(path: Path) -> None:
    from ganstudio.errors import Cancelled

    path.write_bytes(hostile.saved(hostile.weights()))
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        checkpoint.read(path, job)
