"""ONNX models: what one wants is found out, it is run in pieces that fit, and what could leave the file is refused."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError
from ganstudio.image.pixels import freeze
from ganstudio.library.families.onnx import recognise
from ganstudio.library.found import Found
from ganstudio.library.reading.refusals import Refused
from ganstudio.networks.onnx import from_weights

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
from onnx import TensorProto, helper, numpy_helper  # noqa: E402

BLUR = torch.eye(3).view(3, 3, 1, 1).expand(3, 3, 3, 3) / 9
"""What each channel's neighbours mean."""
REPEAT = torch.eye(3).repeat_interleave(4, 0).view(12, 3, 1, 1)
"""Four of each channel: a pixel becomes a square of them."""


def model(*nodes: Any, shape: tuple[Any, ...] = (1, 3, "height", "width"), inputs: int = 1, **weights: Tensor) -> Any:
    """From "x0" to "y", through `nodes`."""
    given = [helper.make_tensor_value_info(f"x{number}", TensorProto.FLOAT, shape) for number in range(inputs)]
    made = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None] * 4)
    tensors = [numpy_helper.from_array(tensor.numpy(), name) for name, tensor in weights.items()]
    domains = [helper.make_opsetid("", 17), helper.make_opsetid("somebody", 1)]
    graph = helper.make_graph(list(nodes), "graph", given, [made], tensors)
    return helper.make_model(graph, opset_imports=domains, ir_version=9)


def node(kind: str, inputs: str, output: str = "y", **settings: Any) -> Any:
    return helper.make_node(kind, inputs.split(" "), [output], **settings)


def blur(**settings: Any) -> Any:
    return model(node("Conv", "x0 w", pads=[1, 1, 1, 1]), w=BLUR, **settings)


def doubled() -> Any:
    return model(node("Conv", "x0 w", "c"), node("DepthToSpace", "c", blocksize=2, mode="CRD"), w=REPEAT)


def weights(of: Any) -> dict[str, Tensor]:
    data = of if isinstance(of, bytes) else of.SerializeToString()
    return {"onnx": torch.frombuffer(bytearray(data), dtype=torch.uint8)}


def found(of: Any) -> Found:
    result = recognise(weights(of))
    assert result is not None
    return result


def network(of: Found) -> nn.Module:
    return from_weights(of.config, of.weights)


def picture(height: int, width: int) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(0))


def test_one_that_enlarges() -> None:
    it = found(doubled())
    assert (it.task, it.config["scale"], it.config["multiple"]) == ("upscale", 2, 1)
    x = picture(19, 30)
    assert torch.allclose(network(it)(x), F.interpolate(x, scale_factor=2))


def test_one_that_needs_sides_of_a_raster() -> None:
    small = node("AveragePool", "x0", "small", kernel_shape=[4, 4], strides=[4, 4])
    it = found(model(small, node("Resize", "small  s"), s=torch.tensor([1.0, 1, 4, 4])))
    assert (it.config["scale"], it.config["multiple"]) == (1, 4)


def test_one_for_one_size_sees_others_in_pieces() -> None:
    it = found(blur(shape=(1, 3, 64, 80)))
    assert (it.config["height"], it.config["width"], it.config["halo"]) == (64, 80, 8)
    assert "80 × 64" in it.card["limits"]
    for height, width in ((64, 80), (150, 90), (20, 300)):
        x = picture(height, width)
        # What is smaller than a piece is continued beyond its last row.
        made, wanted = network(it)(x), F.conv2d(x, BLUR, padding=1)
        rows = height if height >= 64 else height - 1
        assert made.shape == wanted.shape
        assert torch.allclose(made[:, :, :rows], wanted[:, :, :rows], atol=1e-6)


def test_white_is_found_by_trying() -> None:
    """One that makes a negative, from 0 to 255."""
    it = found(model(node("Sub", "white x0"), white=torch.tensor(255.0)))
    assert (it.task, it.config["white"]) == ("style", 255)
    assert torch.allclose(network(it)(picture(9, 9)), 1 - picture(9, 9), atol=1e-6)


def test_how_far_it_sees_is_found_by_trying() -> None:
    wide = torch.eye(3).view(3, 3, 1, 1).expand(3, 3, 41, 41) / 41**2
    it = found(model(node("Conv", "x0 w", pads=[20, 20, 20, 20]), w=wide))
    assert it.config["tiles"] and 20 <= it.config["halo"] <= 56


def test_one_that_must_see_the_whole_is_not_cut() -> None:
    mean, deviation = node("GlobalAveragePool", "x0", "mean"), node("Sub", "x0 mean", "d")
    it = found(model(mean, deviation, node("Add", "d half"), half=torch.tensor(0.5)))
    assert not it.config["tiles"]


def saved(folder: Path, of: Found) -> Engine:
    words = {"name": "foreign", "title": "F", "task": of.task, "architecture": of.architecture, "card": {}}
    save_model(folder / "foreign.safetensors", of.weights, {**words, "config": of.config})
    return Engine(Store([folder]), "cpu")


def test_the_engine_runs_it_in_tiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ganstudio.engine.picture.side", lambda _network: 64)
    pixels = freeze((picture(150, 210)[0].permute(1, 2, 0) * 255).round().to(torch.uint8).numpy())
    engine = saved(tmp_path, found(doubled()))
    assert np.array_equal(engine.run("foreign", pixels, Job()), pixels.repeat(2, 0).repeat(2, 1))


def test_it_stops_within_a_tile() -> None:
    several = [node("Conv", f"{'c' * index or 'x0'} v", "c" * (index + 1), pads=[1] * 4) for index in range(40)]
    it = found(model(*several, node("Identity", "c" * 40), v=BLUR))
    session = network(it)
    looks: list[int] = []

    def look(*_inputs: Any) -> None:
        looks.append(1)
        if len(looks) > 1:
            raise Cancelled

    session.get_submodule("inside").register_forward_pre_hook(look)
    with pytest.raises(Cancelled):
        session(picture(700, 700))


def outside() -> Any:
    """A tensor that is to be read from a file of this computer."""
    tensor = TensorProto(name="v", data_type=TensorProto.FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"
    return tensor


def reaching(where: str) -> Any:
    """A model with such a tensor: as a weight, a node's constant, or within a graph without nodes in it."""
    it = blur()
    if where == "weight":
        it.graph.initializer.append(outside())
    elif where == "constant":
        it.graph.node.append(helper.make_node("Constant", [], ["v"], value=outside()))
    else:
        inner = helper.make_graph([], "inner", [], [], [outside()])
        it.graph.node.append(helper.make_node("If", ["x0"], ["v"], then_branch=inner, else_branch=inner))
    return it


@pytest.mark.parametrize("where", ["weight", "constant", "branch"])
def test_what_lies_in_other_files_is_refused(tmp_path: Path, where: str) -> None:
    with pytest.raises(Refused, match="in other files"):
        recognise(weights(reaching(where)))
    good = found(blur())
    engine = saved(tmp_path, Found("onnx", good.config, good.task, weights(reaching(where))))
    with pytest.raises(ModelError, match="do not fit"):  # also where somebody has brought it into our form
        engine.store.load(engine.store.find("foreign"))


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (b"no model at all", "no ONNX model"),
        (blur().SerializeToString()[:150], "no ONNX model|no valid"),
        (model(node("Trick", "x0", domain="somebody")), r"operations of its makers \(Trick\)"),
        (model(node("Add", "x0 x1"), inputs=2), "more than one picture"),
        (blur(shape=(1, "height", "width", 3)), "no picture of three colours"),
        (blur(shape=(1, 1, "height", "width")), "no picture of three colours"),
        (model(node("Add", "x0 w"), w=torch.zeros(5, 7)), "does not run"),
        (model(node("ReduceMean", "x0", axes=[1])), "does not run"),
        (model(node("Log", "zero"), zero=torch.zeros(1, 3, 8, 8)), "does not run"),
        (model(node("Mul", "x0 w"), w=torch.tensor(1e4)), "no picture with values"),
    ],
)
def test_what_is_no_picture_to_picture_is_refused(of: Any, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        recognise(weights(of))


def test_without_onnxruntime_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = saved(tmp_path, found(blur()))
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(Refused, match="pip install"):
        recognise(weights(blur()))
    with pytest.raises(ModelError, match="needs the package onnxruntime"):
        engine.store.load(engine.store.find("foreign"))


def test_weights_of_others_are_not_asked() -> None:
    assert recognise({"conv.weight": torch.zeros(3)}) is None
