"""Weight gradients by products are those of torch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
import torch
from torch import Tensor, nn

from trainers import gradients
from trainers.gradients import Products


def _said(layer: nn.Conv2d, x: Tensor, mode: bool) -> Tensor:
    """What the layer says of `x`, having forgotten its gradients; where `mode` is set by products."""
    layer.zero_grad()
    with Products() if mode else nullcontext():
        said: Tensor = layer(x)
    return said


def _learnt(layer: nn.Conv2d, x: Tensor, mode: bool) -> list[Tensor]:
    """What the layer says of `x`, and the gradients of its square."""
    x = x.clone().requires_grad_()
    said = _said(layer, x, mode)
    said.square().sum().backward()
    return [said, *(tensor.grad for tensor in (x, *layer.parameters()) if tensor.grad is not None)]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often products were used, as the length of a list."""
    calls: list[int] = []
    real = gradients.weight_gradient

    def counting(*args: object) -> Tensor:
        calls.append(1)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(gradients, "weight_gradient", counting)
    yield calls


@pytest.mark.parametrize("side", [(7, 9), (64, 50)])
@pytest.mark.parametrize(
    ("kernel", "stride", "padding", "dilation"),
    [(3, 1, 1, 1), (3, 2, 1, 1), (4, 2, 1, 1), (3, 1, 2, 2), ((3, 1), (1, 2), (0, 1), 1), (2, 3, 0, 1)],
)
def test_as_torch(counted: list[int], side, kernel, stride, padding, dilation) -> None:  # type: ignore[no-untyped-def]
    torch.manual_seed(1)
    layer, x = nn.Conv2d(32, 40, kernel, stride, padding, dilation), torch.randn(3, 32, *side)
    for memory in (torch.contiguous_format, torch.channels_last):
        shown = x.to(memory_format=memory)
        ours, theirs = _learnt(layer, shown, True), _learnt(layer, shown, False)
        assert len(ours) == 4
        for mine, wanted in zip(ours, theirs, strict=True):
            torch.testing.assert_close(mine, wanted, rtol=1e-4, atol=1e-4 * float(wanted.detach().abs().max()))
    assert len(counted) == 2


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(8, 64, 3),
        nn.Conv2d(64, 8, 3),
        nn.Conv2d(64, 64, 1),
        nn.Conv2d(64, 64, 3, groups=2),
        nn.Conv2d(64, 64, 3, padding="same"),
        nn.Conv2d(64, 64, 3).requires_grad_(False),
        nn.Conv2d(64, 64, 3).double(),
    ],
)
def test_not_where_it_does_not_pay(counted: list[int], layer: nn.Conv2d) -> None:
    x = torch.randn(2, layer.in_channels, 8, 8, dtype=layer.weight.dtype)
    assert len(_learnt(layer, x, True)) == len(_learnt(layer, x, False))
    assert not counted


def test_gradient_of_the_gradient(counted: list[int]) -> None:
    """As a gradient penalty asks for it."""
    torch.manual_seed(2)
    layer, x = nn.Conv2d(32, 32, 3), torch.randn(2, 32, 9, 9)
    found = []
    for mode in (True, False):
        shown = x.clone().requires_grad_()
        said = _said(layer, shown, mode)
        (slope,) = torch.autograd.grad(said.square().sum(), shown, create_graph=True)
        slope.square().sum().backward()
        assert layer.weight.grad is not None
        found.append(layer.weight.grad.clone())
    torch.testing.assert_close(*found, rtol=1e-4, atol=1e-2)
