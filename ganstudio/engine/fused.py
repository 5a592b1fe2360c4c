"""The same network in fewer passes over memory, for processors: each convolution takes the ReLU or the sum that follows
into itself (oneDNN's post-operations), its weights laid out beforehand, everything channels-last.

Measured on a Zen 4, two cores, a residual network of 64 channels: a quarter less time than autocast. Whether the result
is right is checked against plain float32 before it is used, as with every other way to run.
"""

from __future__ import annotations

import operator
from typing import Any

import torch
from torch import Tensor, fx, nn
from torch.nn import functional as F

_SUMS = (operator.add, torch.add)
_RELUS = (F.relu, torch.relu)


def available() -> bool:
    """Whether this torch has oneDNN."""
    return bool(torch.backends.mkldnn.is_available())  # type: ignore[no-untyped-call]


class Convolution(nn.Module):
    """A convolution in `dtype`, with a ReLU or the sum with a second input built in."""

    def __init__(self, conv: nn.Conv2d, dtype: torch.dtype, attr: str) -> None:
        super().__init__()
        self.attr = attr
        self.shape = [list(conv.padding), list(conv.stride), list(conv.dilation), conv.groups]
        weight = conv.weight.detach().to(dtype).contiguous(memory_format=torch.channels_last)
        self.weight = torch.ops.mkldnn._reorder_convolution_weight(weight, *self.shape, None)
        self.bias = None if conv.bias is None else conv.bias.detach().to(dtype)
        self.dtype = dtype

    def forward(self, x: Tensor, other: Tensor | None = None) -> Tensor:
        x = x.to(self.dtype, memory_format=torch.channels_last)
        if other is None:
            return _pointwise(x, self.weight, self.bias, *self.shape, self.attr, [], "")
        other = other.to(self.dtype, memory_format=torch.channels_last)
        return _binary(x, other, self.weight, self.bias, *self.shape, "add", 1.0, None, [], None)


def _pointwise(*arguments: Any) -> Tensor:
    result: Tensor = torch.ops.mkldnn._convolution_pointwise(*arguments)
    return result


def _binary(*arguments: Any) -> Tensor:
    result: Tensor = torch.ops.mkldnn._convolution_pointwise.binary(*arguments)
    return result


def fuse(network: nn.Module, dtype: torch.dtype) -> nn.Module:
    """`network` with fused convolutions; it shares every other layer with the original.

    Raises RuntimeError (or one of torch.fx's own errors) where the network or this torch does not allow it.
    """
    traced = fx.symbolic_trace(network)
    for node in list(traced.graph.nodes):
        conv = traced.get_submodule(node.target) if node.op == "call_module" else None
        if isinstance(conv, nn.Conv2d) and conv.padding_mode == "zeros" and not isinstance(conv.padding, str):
            _replace(traced, node, conv, dtype)
    traced.graph.eliminate_dead_code()
    traced.recompile()
    return traced


def _replace(traced: fx.GraphModule, node: fx.Node, conv: nn.Conv2d, dtype: torch.dtype) -> None:
    """Put a fused convolution in the place of `node` and, where it can be built in, of the one operation behind it."""
    user = next(iter(node.users)) if len(node.users) == 1 else None
    attr, end, arguments = "none", node, node.args
    if user is not None and _is(traced, user, _RELUS, nn.ReLU):
        attr, end = "relu", user
    elif user is not None and _is(traced, user, _SUMS) and len(user.args) == 2 and not user.kwargs:
        other = user.args[0] if user.args[1] is node else user.args[1]
        if isinstance(other, fx.Node):
            end, arguments = user, (*node.args, other)
    name = "fused_" + node.name
    traced.add_module(name, Convolution(conv, dtype, attr))
    with traced.graph.inserting_before(end):
        new = traced.graph.call_module(name, arguments)
    end.replace_all_uses_with(new)


def _is(traced: fx.GraphModule, node: fx.Node, functions: tuple[Any, ...], kind: type[nn.Module] | None = None) -> bool:
    if node.op == "call_module":
        return kind is not None and isinstance(traced.get_submodule(str(node.target)), kind)
    return node.op == "call_function" and node.target in functions
