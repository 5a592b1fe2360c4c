"""Weight gradients of convolutions as matrix products, where the library's own are slow.

On processors with AVX2, oneDNN's weight gradients in float32 take up to three times as long as a product of the
gradients with the picture laid out in columns ("im2col", Chellapilla et al. 2006), made band by band so that the
columns stay in the cache. All else of a convolution is left to torch. See docs/decisions/gradients-by-products.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

_NARROW = 32
"""Channels below which products are too thin to pay."""
_BAND = 1600
"""Places whose columns are made at once: for 64 channels 3.7 MB."""

_Pair = tuple[int, int]


def are_slow() -> bool:
    """True where the products were measured to be faster."""
    return torch.backends.cpu.get_cpu_capability() == "AVX2"


class Products(TorchFunctionMode):
    """While entered, convolutions that learn get their weight gradients by products. Others are as ever."""

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        if func is torch.conv2d:
            asked = _Asked(*args, **kwargs)
            if asked.pays():
                return asked.answered()
        return func(*args, **kwargs)


class _Asked:
    """The arguments of `torch.conv2d`."""

    def __init__(
        self,
        input: Tensor,  # the names are torch's
        weight: Tensor,
        bias: Tensor | None = None,
        stride: int | _Pair = 1,
        padding: int | _Pair | str = 0,
        dilation: int | _Pair = 1,
        groups: int = 1,
    ) -> None:
        self.x, self.weight, self.bias, self.groups = input, weight, bias, groups
        self.stride, self.dilation = _pair(stride), _pair(dilation)
        self.padding = padding if isinstance(padding, str) else _pair(padding)

    def pays(self) -> bool:
        outputs, inputs, *kernel = self.weight.shape
        return (
            torch.is_grad_enabled()
            and self.weight.requires_grad
            and self.x.device.type == "cpu"
            and self.x.dtype == self.weight.dtype == torch.float32
            and self.x.dim() == 4
            and self.groups == 1
            and not isinstance(self.padding, str)
            and min(outputs, inputs) >= _NARROW
            and kernel[0] * kernel[1] > 1
        )

    def answered(self) -> Tensor:
        geometry = self.stride, self.padding, self.dilation
        return _Convolution.apply(self.x, self.weight, self.bias, *geometry)  # type: ignore[no-untyped-call,no-any-return]


class _Convolution(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, x: Tensor, weight: Tensor, bias: Tensor | None, stride: _Pair, padding: _Pair, dilation: _Pair
    ) -> Tensor:
        ctx.save_for_backward(x, weight)
        ctx.geometry = stride, padding, dilation
        return torch.conv2d(x, weight, bias, stride, padding, dilation)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        x, weight = ctx.saved_tensors
        needs_x, needs_weight, needs_bias = ctx.needs_input_grad[:3]
        ours = needs_weight and not torch.is_grad_enabled()  # a gradient of the gradient is torch's own
        to_x, to_weight, to_bias = torch.ops.aten.convolution_backward(
            gradient,
            x,
            weight,
            [weight.shape[0]],
            *ctx.geometry,
            False,
            [0, 0],
            1,
            [needs_x, needs_weight and not ours, needs_bias and not ours],
        )
        if ours:
            to_weight = weight_gradient(x, gradient, weight.shape[2:], *ctx.geometry)
            to_bias = gradient.sum((0, 2, 3)) if needs_bias else None
        return to_x, to_weight, to_bias, None, None, None


def weight_gradient(
    x: Tensor, gradient: Tensor, kernel: _Pair, stride: _Pair, padding: _Pair, dilation: _Pair
) -> Tensor:
    """(N, C, H, W) and the gradient (N, O, h, w) of what a convolution made of it → (O, C, *kernel)."""
    channels, outputs = x.shape[1], gradient.shape[1]
    down, right = padding
    padded = _channels_last(F.pad(x, (right, right, down, down)))
    found = torch.zeros(kernel[0] * kernel[1] * channels, outputs)
    for columns, answers in _bands(padded, _channels_last(gradient), kernel, stride, dilation):
        found.addmm_(columns.t(), answers)
    return found.view(*kernel, channels, outputs).permute(3, 2, 0, 1)


def _bands(
    x: Tensor, gradient: Tensor, kernel: _Pair, stride: _Pair, dilation: _Pair
) -> Iterator[tuple[Tensor, Tensor]]:
    """(places, kernel · C) of `x` and (places, O) of `gradient`, some rows or some pictures at a time."""
    count, height, width, outputs = gradient.shape
    pictures = max(1, _BAND // (height * width))
    rows = height if pictures > 1 else min(height, max(1, _BAND // width))
    for first in range(0, count, pictures):
        for top in range(0, height, rows):
            answers = gradient[first : first + pictures, top : top + rows]
            seen = x[first : first + pictures, top * stride[0] :]
            columns = seen.as_strided(*_windows(seen, answers, kernel, stride, dilation), seen.storage_offset())
            yield columns.reshape(-1, kernel[0] * kernel[1] * x.shape[-1]), answers.reshape(-1, outputs)


def _windows(
    x: Tensor, answers: Tensor, kernel: _Pair, stride: _Pair, dilation: _Pair
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Size and strides that show to every place of `answers` its window in `x`, both (N, H, W, C)."""
    picture, row, pixel, channel = x.stride()
    places = (picture, stride[0] * row, stride[1] * pixel)
    return (*answers.shape[:3], *kernel, x.shape[-1]), (*places, dilation[0] * row, dilation[1] * pixel, channel)


def _channels_last(x: Tensor) -> Tensor:
    """(N, C, H, W) → (N, H, W, C), laid out so in memory too."""
    return x.permute(0, 2, 3, 1).contiguous()


def _pair(value: int | _Pair) -> _Pair:
    return (value, value) if isinstance(value, int) else (value[0], value[-1])
