"""What is in an ONNX file, before anything of it is run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def parsed(data: bytes) -> Any:
    """The file's `onnx.ModelProto`; raises ValueError where it is none, ImportError without onnx."""
    import onnx
    from google.protobuf.message import DecodeError

    try:
        return onnx.load_model_from_string(data)
    except DecodeError as problem:
        raise ValueError(str(problem)) from problem


def points_out(model: Any) -> bool:
    """Whether any tensor in it is to be read from another file: from whichever it likes."""
    return any(
        each.data_location == each.EXTERNAL or len(each.external_data) > 0
        for each in parts(model)
        if each.DESCRIPTOR.name == "TensorProto"
    )


def operations(model: Any) -> set[tuple[str, str]]:
    """(domain, name) of each kind of operation that a graph, one within a graph, or a function asks for."""
    return {(each.domain, each.op_type) for each in parts(model) if each.DESCRIPTOR.name == "NodeProto"}


def parts(message: Any) -> Iterator[Any]:
    """It and all messages within it. Protobuf reads none that are nested deeper than a hundred times."""
    yield message
    for field, value in message.ListFields():
        if field.message_type is not None:
            for each in [value] if hasattr(value, "DESCRIPTOR") else value:
                yield from parts(each)
