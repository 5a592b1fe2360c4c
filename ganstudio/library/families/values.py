"""What values an SRGAN takes and gives. No file says it. Asked in the right way a network gives the picture that it
enlarges, in the wrong way another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional as F

from ganstudio.i18n import _
from ganstudio.library.reading.refusals import Refused
from ganstudio.networks.srresnet import GIVEN, SRResNet

if TYPE_CHECKING:
    from torch import Tensor

_SAME, _SURELY, _BETTER = 20.0, 30.0, 3.0
"""Decibels: a picture and what is made of it, reduced again, are about the same; are the same, whatever another way of
asking would give; one way is better than another."""
_SIDE = 32


@dataclass(frozen=True)
class Values:
    """As `SRResNet` has them."""

    centred: bool = False
    given: str = "tanh"


_ALL = [Values(centred, given) for centred in (False, True) for given in GIVEN]


def found(config: Mapping[str, Any], weights: Mapping[str, Tensor], usual: Values, sure: bool) -> dict[str, Any]:
    """What `centred` and `given` are. `usual`: the authors' own, which are taken unless others are clearly better.

    Raises Refused where no values give the picture, but if one is `sure` of all else.
    """
    likeness = _likeness(config, weights, usual)
    if likeness >= _SURELY:
        return asdict(usual)
    others = {each: _likeness(config, weights, each) for each in _ALL if each != usual}
    best = max(others, key=lambda each: others[each])
    if others[best] >= max(_SAME, likeness + _BETTER):
        return asdict(best)
    if sure or likeness >= _SAME:
        return asdict(usual)
    raise Refused(_("it is built like SRGAN's networks but gives no enlarged picture: it computes something unknown"))


def _likeness(config: Mapping[str, Any], weights: Mapping[str, Tensor], values: Values) -> float:
    """PSNR in dB of a picture and of what is made of it, reduced to its size; 0 where that is none."""
    network = SRResNet(**config, **asdict(values)).eval()
    network.load_state_dict(dict(weights))
    picture = _picture()
    with torch.inference_mode():
        made = F.avg_pool2d(network(picture).clamp(0, 1), int(config["scale"]))
    error = float((made - picture).square().mean())
    return -10 * math.log10(max(error, 1e-9)) if math.isfinite(error) else 0.0


def _picture() -> Tensor:
    """(1, 3, _SIDE, _SIDE) in [0, 1]: soft colours with an edge."""
    seeds = torch.rand(1, 3, 5, 5, generator=torch.Generator().manual_seed(0))
    picture = F.interpolate(seeds, (_SIDE, _SIDE), mode="bicubic").clamp(0, 1)
    picture[..., _SIDE // 2 :] = 1 - picture[..., _SIDE // 2 :]
    return picture
