"""One step of a network along its gradients; or none, where a number in them is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _NormBase

from trainers import turn
from trainers.average import average_gradients
from trainers.fabric import Fabric
from trainers.penalties import gradient_norm


def follow(fabric: Fabric, network: nn.Module, optimizers: Iterable[torch.optim.Optimizer]) -> Tensor:
    """One step of `network` along the gradients that are there, those of all processes, which are gone then; their
    2-norm. Where that is infinite or no number, weights and optimizers stay as they are.

    While a batch is learnt from in parts, gradients are only gathered until the last (see `trainers.turn`).
    """
    present = turn.present()
    present.gather(network)
    if present.last:
        average_gradients(fabric, network.parameters())
    norm = gradient_norm(network)
    if present.last:
        if bool(norm.isfinite()):
            for optimizer in optimizers:
                optimizer.step()
        else:
            present.left_out = True
            _heal(network)
    network.zero_grad(set_to_none=True)
    return norm


def _heal(network: nn.Module) -> None:
    """Running means of layers through which numbers went that are none begin anew."""
    for layer in network.modules():
        if isinstance(layer, _NormBase) and layer.running_mean is not None:
            whole = layer.running_mean.isfinite().all() and layer.running_var.isfinite().all()  # type: ignore[union-attr]
            if not whole:
                layer.reset_running_stats()


@contextmanager
def frozen(*networks: nn.Module) -> Iterator[None]:
    """Gradients pass through `networks` and leave none in them."""
    for network in networks:
        network.requires_grad_(False)
    try:
        yield
    finally:
        for network in networks:
            network.requires_grad_(True)


@contextmanager
def undisturbed(*networks: nn.Module) -> Iterator[None]:
    """Looking at something with `networks` as they learn leaves no trace: no gradients, no running means."""
    kept = [[buffer.clone() for buffer in network.buffers()] for network in networks]
    try:
        with torch.no_grad():
            yield
    finally:
        for network, buffers in zip(networks, kept, strict=True):
            for buffer, before in zip(network.buffers(), buffers, strict=True):
                buffer.copy_(before)
