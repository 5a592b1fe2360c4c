"""Networks of the forty families that spandrel knows; what they are for, and how they may be used, is found out here.

It takes some seconds: a network is made, tried, and looked at for how far it sees.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ganstudio.engine.modelfile import in_kept_types
from ganstudio.i18n import N_
from ganstudio.library.found import Found
from ganstudio.library.licences import licence_card

if TYPE_CHECKING:
    from torch import Tensor, nn

TASKS = {"SR": "upscale", "Restoration": "upscale", "FaceSR": "face-restoration", "Inpainting": "inpaint"}
"""What spandrel calls the purpose of a network → our task."""
_RASTER = 64
"""What windows and steps of the families divide, but for Uformer's; where the network does not say its windows."""
_SMALL = 32
_PLAIN = ("ESRGAN", "Compact", "SPAN", "SwiftSRGAN", "DnCNN", "RCAN", "PLKSR", "MoSR", "MoESR")
"""Of convolutions alone, at one size: wherever a tile begins, they do the same."""
_AUTHORS = N_("The licence is that of the family's authors; who trained this model may have other terms.")
_WHOLE = N_(
    "It must see a picture as a whole, so that large photos need much memory. The licence is that of the family's "
    "authors; who trained this model may have other terms."
)


def recognise(weights: Mapping[str, Tensor]) -> Found | None:
    """A network of the first family that these weights make one of; None where they make none."""
    from ganstudio.networks.spandrel import described, families

    known = families()
    plain = _plain(weights)
    for family in known:
        name = str(family.architecture.id)
        if not family.detect(dict(plain)):
            continue
        try:
            descriptor = described(name, plain)
            if descriptor.purpose in TASKS:
                return _found(name, str(family.architecture.name), descriptor, plain)
        except ValueError:
            continue
    return None


def _plain(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """In types that our model files have, without what wrapping put before the names."""
    from spandrel import canonicalize_state_dict

    return dict(canonicalize_state_dict(in_kept_types(weights)))


def _found(family: str, title: str, descriptor: Any, weights: Mapping[str, Tensor]) -> Found:
    """Raises ValueError where the network is none that we can use."""
    from ganstudio.engine.uncut import threads

    task = TASKS[descriptor.purpose]
    config: dict[str, Any] = {
        "family": family,
        "scale": int(descriptor.scale),
        "half": bool(descriptor.supports_bfloat16),
        "float16": bool(descriptor.supports_half),
    }
    if task == "upscale":
        with threads(1):  # on a busy computer several wait for one another: ten times as long, with hundreds of layers
            config |= _cut(family, descriptor)
    else:
        config |= {"tiles": False, "inputs": 4 if task == "inpaint" else 3, "random": _draws_lots(descriptor)}
    whole = task == "upscale" and not config.get("tiles", True)
    card = {**licence_card(family), "limits": _WHOLE if whole else _AUTHORS}
    return Found("spandrel", config, task, weights, title, card)


def _draws_lots(descriptor: Any) -> bool:
    """Whether it gives another picture each time: by its name, since to try it takes long."""
    return descriptor.architecture.id in ("GFPGAN", "AuraSR")


def _cut(family: str, descriptor: Any) -> dict[str, Any]:
    """How pictures may be cut for it; raises ValueError where it does not give what it promises."""
    import torch

    from ganstudio.library.adoption.reach import halo, scene
    from ganstudio.networks.spandrel import Foreign

    raster = _raster(family, descriptor)
    random = _draws_lots(descriptor)
    network = Foreign(descriptor, random=random)
    x = scene(_SMALL, _SMALL)
    try:
        with torch.inference_mode():
            pools = network.channels == 3 and _pools_whole(network, x)
        if pools:
            network = Foreign(descriptor, statistics=True, random=random)
        reach = halo(network, descriptor.scale, raster, statistics=pools)
    except RuntimeError as problem:
        raise ValueError(str(problem)) from problem
    seen = {"statistics": pools, "random": random}
    return {"tiles": False, **seen} if reach is None else {"raster": raster, "halo": reach, **seen}


def _raster(family: str, descriptor: Any) -> int:
    """What tiles are to begin at multiples of, so that all windows lie as they do in the whole picture."""
    step = int(descriptor.size_requirements.multiple_of)
    if family in _PLAIN:
        return step
    windows = getattr(descriptor.model, "hyperparameters", {}).get("window_size")
    sides = windows if isinstance(windows, (list, tuple)) else [windows]
    known = all(type(side) is int and 0 < side <= _RASTER for side in sides)
    return math.lcm(step, *(sides if known else [_RASTER]))


def _pools_whole(network: nn.Module, x: Tensor) -> bool:
    """Whether the means that the network takes are of the whole picture, each once: then they can be held."""
    from torch import nn

    pools = [module for module in network.modules() if isinstance(module, nn.AdaptiveAvgPool2d)]
    if not pools:
        return False
    seen: list[nn.Module | None] = []

    def note(pool: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        whole = inputs[0].dim() == 4 and len(inputs[0]) == 1  # and not windows, many at once
        seen.append(pool if whole else None)

    hooks = [pool.register_forward_pre_hook(note) for pool in pools]
    network(x)
    for hook in hooks:
        hook.remove()
    return len(seen) == len(pools) and set(seen) == set(pools)
