"""What an ONNX file says of itself before anything of it is run: whether all of it is there and known; its picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ganstudio.extras import advice
from ganstudio.i18n import _
from ganstudio.library.reading.refusals import Refused
from ganstudio.networks import graphs

if TYPE_CHECKING:
    from onnx import ModelProto

_DOMAINS = ("", "ai.onnx", "ai.onnx.ml", "com.microsoft")
"""Whose operations onnxruntime has."""
_FLOATS = (1, 10)
"""TensorProto.FLOAT and FLOAT16."""
_USUAL = 64
"""Pixels along a side of a picture of any size, and numbers per pixel, at least."""
_MOST = 4096


def parsed(data: bytes) -> ModelProto:
    """The model, in which nothing points out of the file and nothing is unknown."""
    try:
        import onnx
        import onnxruntime  # noqa: F401
    except ImportError as problem:
        raise Refused(f"{_('it is an ONNX model, for which onnxruntime is needed.')} {advice('onnx')}") from problem
    try:
        model: ModelProto = graphs.parsed(data)
    except ValueError as problem:
        raise Refused(_("it is no ONNX model, or damaged; copy or download it again")) from problem
    _check(model)
    try:
        onnx.checker.check_model(model)
    except (onnx.checker.ValidationError, RuntimeError, ValueError) as problem:
        raise Refused(_("it is damaged, or no valid ONNX model")) from problem
    return model


def size(model: ModelProto) -> tuple[int, int]:
    """Height and width of what it takes; 0, 0: any. Raises Refused where that is no picture."""
    weights = {tensor.name for tensor in model.graph.initializer}
    inputs = [each for each in model.graph.input if each.name not in weights]
    if len(inputs) != 1 or len(model.graph.output) != 1:
        raise Refused(_("it takes or gives more than one picture, which ganstudio has no tool for"))
    kind = inputs[0].type.tensor_type
    sides = [dimension.dim_value for dimension in kind.shape.dim]
    colours_last = sides[1:2] == [0] and sides[3:] == [3]
    if kind.elem_type not in _FLOATS or len(sides) != 4 or sides[0] > 1 or sides[1] not in (0, 3) or colours_last:
        raise Refused(_("it takes no picture of three colours one after the other in floats (1 × 3 × height × width)"))
    height, width = sides[2] or sides[3], sides[3] or sides[2]
    return height, width


def widest(model: ModelProto) -> int:
    """Numbers per pixel in its largest tensor, as far as its shapes can be told."""
    import onnx

    weights = {tensor.name for tensor in model.graph.initializer}
    copy = type(model)()
    copy.CopyFrom(model)
    given = next(each for each in copy.graph.input if each.name not in weights)
    sides = [each.dim_value or _USUAL for each in given.type.tensor_type.shape.dim[2:]]
    for dimension, side in zip(given.type.tensor_type.shape.dim, (1, 3, *sides), strict=True):
        dimension.dim_value = side
    told = onnx.shape_inference.infer_shapes(copy).graph
    sizes = [
        math.prod(dimension.dim_value for dimension in each.type.tensor_type.shape.dim)
        for each in (*told.value_info, *told.output)
    ]
    return min(_MOST, max(_USUAL, math.ceil(max(sizes, default=0) / math.prod(sides))))


def licence(model: ModelProto) -> str:
    """What the file says of it, if anything."""
    said = (each.value for each in model.metadata_props if each.key.lower() in ("license", "licence"))
    return next(said, "")[:200]


def _check(model: ModelProto) -> None:
    if graphs.points_out(model):
        raise Refused(_("its weights lie in other files; save it again with all of them in one file"))
    known = {*_DOMAINS, *(each.domain for each in model.functions)}
    if own := sorted(name for domain, name in graphs.operations(model) if domain not in known):
        raise Refused(_("it needs operations of its makers ({names}), which ONNX does not have").format(names=own[0]))
