"""DDColor's checkpoints: https://github.com/piddnad/DDColor, file ddcolor/model.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ganstudio.i18n import N_
from ganstudio.library.families.matching import fitted
from ganstudio.library.found import Found
from ganstudio.library.licences import licence_card

if TYPE_CHECKING:
    from torch import Tensor

_ASIDE = ("mean", "std", "encoder.arch.norm.", "encoder.arch.head_cls.")
"""What classes are told by, and constants that we have."""
_DECODER = "decoder.color_decoder."
_LIMITS = N_(
    "It does not know dabs: they colour what is around them, and no more. It has one proposal for a photo. The licence "
    "is that of the authors; who trained this model may have other terms."
)


def recognise(weights: Mapping[str, Tensor]) -> Found | None:
    """With the decoder that asks at three sizes, as all that the authors publish have it."""
    queries, inner = (
        weights.get(_DECODER + name) for name in ("query_feat.weight", "transformer_ffn_layers.0.linear1.weight")
    )
    stem = weights.get("encoder.arch.downsample_layers.0.0.weight")
    last = weights.get("decoder.last_shuf.conv.0.weight_orig")
    if any(each is None or each.dim() < 2 for each in (queries, inner, stem, last)):
        return None
    assert queries is not None and inner is not None and stem is not None and last is not None
    config = {
        "depths": ",".join(str(_count(weights, f"encoder.arch.stages.{stage}.")) for stage in range(4)),
        "width": stem.shape[0],
        "channels": last.shape[1] * 2,
        "queries": queries.shape[0],
        "layers": _count(weights, _DECODER + "transformer_ffn_layers."),
        "inner": inner.shape[0],
    }
    matched = fitted("ddcolor", config, _plain(weights))
    card = {**licence_card("DDColor"), "limits": _LIMITS}
    return None if matched is None else Found("ddcolor", config, "colorize", matched, "DDColor", card)


def _count(weights: Mapping[str, Tensor], start: str) -> int:
    """How many layers are called by that and a number."""
    return len({name[len(start) :].partition(".")[0] for name in weights if name.startswith(start)})


def _plain(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Without spectral norms (Miyato et al. 2018): weights divided by the largest factor by which they lengthen
    anything, which the authors' code keeps as two vectors."""
    plain: dict[str, Tensor] = {}
    for name, each in weights.items():
        start = name.removesuffix("_orig")
        if name.startswith(_ASIDE) or name.endswith(("_u", "_v")):
            continue
        left, right = weights.get(start + "_u"), weights.get(start + "_v")
        if start != name and left is not None and right is not None:
            each = each.float() / (left.float() @ (each.float().flatten(1) @ right.float()))
        plain[start] = each
    return plain
