"""Under which terms the families of networks that people pass on were published, by their authors.

They count for what the authors published themselves. Who has trained a file on may have other terms, which no weight
tells; so a card says whose licence it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ganstudio.i18n import N_


@dataclass(frozen=True)
class Licence:
    """Of a family: its name, where the authors say so, and whether it forbids commercial use."""

    name: str
    source: str
    noncommercial: bool = False


_GITHUB = "https://github.com/"
_PERMISSIVE = N_("a permissive one (MIT, Apache, BSD or public domain)")
"""What spandrel takes in, by its README; where the authors' own words were not at hand."""
_NAMES = {
    "ESRGAN": ("Apache-2.0 (ESRGAN), BSD-3-Clause (Real-ESRGAN)", "xinntao/Real-ESRGAN"),
    "Compact": ("BSD-3-Clause", "xinntao/Real-ESRGAN"),
    "SwiftSRGAN": ("MIT", "Koushik0901/Swift-SRGAN"),
    "SwinIR": ("Apache-2.0", "JingyunLiang/SwinIR"),
    "Swin2SR": ("Apache-2.0", "mv-lab/swin2sr"),
    "HAT": ("Apache-2.0", "XPixelGroup/HAT"),
    "OmniSR": ("Apache-2.0", "Francis0625/Omni-SR"),
    "DAT": ("Apache-2.0", "zhengchen1999/DAT"),
    "RGT": ("Apache-2.0", "zhengchen1999/RGT"),
    "GRL": ("MIT", "ofsoundof/GRL-Image-Restoration"),
    "SPAN": ("Apache-2.0", "hongyuanyu/SPAN"),
    "RealCUGAN": ("MIT", "bilibili/ailab"),
    "DDColor": ("Apache-2.0", "piddnad/DDColor"),
    "RestoreFormer": ("Apache-2.0", "wzhouxiff/RestoreFormer"),
    "LaMa": ("Apache-2.0", "advimman/lama"),
    "SCUNet": ("Apache-2.0", "cszn/SCUNet"),
    "Uformer": ("MIT", "ZhendongWang6/Uformer"),
    "NAFNet": ("MIT", "megvii-research/NAFNet"),
    "FBCNN": ("Apache-2.0", "jiaxi-jiang/FBCNN"),
    "DRUNet": ("MIT", "cszn/DPIR"),
    "DnCNN": ("MIT", "cszn/DPIR"),
    "RetinexFormer": ("MIT", "caiyuanhao1998/Retinexformer"),
    "HVICIDNet": ("MIT", "Fediory/HVI-CIDNet"),
    "PLKSR": ("MIT", "dslisleedh/PLKSR"),
    "DRCT": ("MIT", "ming053l/DRCT"),
    "ATD": ("Apache-2.0", "LabShuHangGU/Adaptive-Token-Dictionary"),
    "DITN": (_PERMISSIVE, "yongliuy/DITN"),
    "MMRealSR": (_PERMISSIVE, "TencentARC/MM-RealSR"),
    "CRAFT": (_PERMISSIVE, "AVC2-UESTC/CRAFT-SR"),
    "SAFMN": (_PERMISSIVE, "sunny2109/SAFMN"),
    "SAFMNBCIE": (_PERMISSIVE, "sunny2109/SAFMN"),
    "DCTLSA": (_PERMISSIVE, "zengkun301/DCTLSA"),
    "KBNet": (_PERMISSIVE, "zhangyi-3/KBNet"),
    "FFTformer": (_PERMISSIVE, "kkkls/FFTformer"),
    "MixDehazeNet": (_PERMISSIVE, "AmeryXiong/MixDehazeNet"),
    "IPT": (_PERMISSIVE, "huawei-noah/Pretrained-IPT"),
    "SeemoRe": (_PERMISSIVE, "eduardzamfir/seemoredetails"),
    "MoSR": (_PERMISSIVE, "umzi2/MoSR"),
    "MoESR": (_PERMISSIVE, "umzi2/MoESR"),
    "RCAN": (_PERMISSIVE, "yulunzhang/RCAN"),
    "FDAT": (_PERMISSIVE, "stinkybread/FDAT"),
    "AuraSR": (_PERMISSIVE, "fal-ai/aura-sr"),
}
# By https://github.com/chaiNNer-org/spandrel (the LICENSE beside each architecture) and https://pypi.org/project/haybale-spandrel.
_RESTRICTED = {
    "CodeFormer": ("S-Lab License 1.0", "sczhou/CodeFormer"),
    "SRFormer": ("CC BY-NC 4.0", "HVision-NKU/SRFormer"),
    "FeMaSR": ("CC BY-NC-SA 4.0", "chaofengc/FeMaSR"),
    "AdaCode": ("CC BY-NC-SA 4.0", "kechunl/AdaCode"),
    "MAT": ("CC BY-NC 4.0", "fenglinglwb/MAT"),
    "Restormer": ("Academic Public License", "swz30/Restormer"),
    "MPRNet": ("Academic Public License", "swz30/MPRNet"),
    "MIRNet2": ("Academic Public License", "swz30/MIRNetv2"),
    "M3SNet": ("Academic Public License", "Tombs98/M3SNet"),
    "GFPGAN": ("Apache-2.0, with parts of NVIDIA's and under CC BY-NC-SA 4.0", "TencentARC/GFPGAN"),
}
LICENCES: dict[str, Licence] = {
    **{family: Licence(name, _GITHUB + place) for family, (name, place) in _NAMES.items()},
    **{family: Licence(name, _GITHUB + place, noncommercial=True) for family, (name, place) in _RESTRICTED.items()},
}
"""A family, by the name it has with spandrel → its licence."""


def licence_card(family: str) -> dict[str, Any]:
    """What a card says of a family: "licence", "authors" (where they publish it) and "noncommercial"."""
    if family not in LICENCES:
        return {"licence": N_("unknown; ask who made it")}
    found = LICENCES[family]
    return {"licence": found.name, "authors": found.source, "noncommercial": found.noncommercial}
