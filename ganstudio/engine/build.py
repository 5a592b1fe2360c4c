"""From a model file to a network that is proven to work: nothing the file says is believed before it is checked."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.errors import ModelError
from ganstudio.i18n import _
from ganstudio.networks import ARCHITECTURES
from ganstudio.networks.architecture import Architecture, Traits

_MISFITS = (TypeError, ValueError, RuntimeError, AttributeError, LookupError, ArithmeticError, AssertionError)
"""What networks raise that are made of the wrong numbers, then or when they are asked."""


def traits(info: ModelInfo) -> Traits:
    """How the model's network may be used; raises ModelError where its config makes no sense."""
    try:
        return _architecture(info).traits(**info.config)
    except (TypeError, ValueError, AttributeError, ArithmeticError) as problem:
        raise _misfit(info) from problem


def build(info: ModelInfo) -> nn.Module:
    """The network with its weights, float32, on the CPU, in evaluation mode.

    Raises ModelError where the architecture is unknown, the config does not make the network whose weights these are, a
    weight is not a number, or the network does not give what its traits promise.
    """
    network = _filled(info)
    network.eval().requires_grad_(False)
    _try(network, traits(info), info)
    return network


def _architecture(info: ModelInfo) -> Architecture:
    if info.architecture not in ARCHITECTURES:
        raise unusable(
            info.path, _("this version of ganstudio does not know the network {name}").format(name=info.architecture)
        )
    return ARCHITECTURES[info.architecture]


def _misfit(info: ModelInfo) -> ModelError:
    return unusable(info.path, _("its weights do not fit the network it names"))


def _filled(info: ModelInfo) -> nn.Module:
    """The network with its weights."""
    from_weights = _architecture(info).from_weights
    if not from_weights:
        _check_shapes(info)
        network = _make(info, "cpu")
        network.load_state_dict(_weights(info))
        return network
    try:
        return from_weights(info.config, _weights(info))
    except ImportError as problem:
        reason = _("it needs the package {package}, which is not installed").format(package=problem.name)
        raise unusable(info.path, reason) from problem
    except _MISFITS as problem:
        raise _misfit(info) from problem


def _make(info: ModelInfo, device: str) -> nn.Module:
    try:
        with torch.device(device):
            return _architecture(info).build(**info.config)
    except _MISFITS as problem:
        raise _misfit(info) from problem


def _check_shapes(info: ModelInfo) -> None:
    """Compare with the network made on torch's "meta" device, which has shapes and no memory."""
    wanted = {name: tuple(tensor.shape) for name, tensor in _make(info, "meta").state_dict().items()}
    if wanted != dict(info.shapes):
        raise _misfit(info)


def _weights(info: ModelInfo) -> dict[str, Tensor]:
    import safetensors
    from safetensors.torch import load_file

    try:
        weights = load_file(info.path)
    except (OSError, safetensors.SafetensorError) as problem:
        raise unusable(info.path, str(problem)) from problem
    except MemoryError as problem:
        raise unusable(info.path, _("it does not fit into memory")) from problem
    if {name: tuple(tensor.shape) for name, tensor in weights.items()} != dict(info.shapes):
        raise unusable(info.path, _("it has changed while it was read"))
    for tensor in weights.values():
        if not math.isfinite(float(tensor.sum(dtype=torch.float64))):
            raise unusable(info.path, _("its weights are not all numbers"))
    return weights


def _try(network: nn.Module, traits: Traits, info: ModelInfo) -> None:
    """One small picture through it."""
    side = max(16, traits.multiple_of)
    side += -side % traits.multiple_of
    try:
        with torch.inference_mode():
            result = network(torch.full((1, traits.inputs, side, side), 0.5))
    except _MISFITS as problem:
        raise _misfit(info) from problem
    if tuple(result.shape) != (1, traits.outputs, side * traits.scale, side * traits.scale):
        raise _misfit(info)
    if not bool(torch.isfinite(result).all()):
        raise unusable(info.path, _("it gives no picture"))
