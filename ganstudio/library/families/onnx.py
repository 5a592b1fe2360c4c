"""ONNX models from picture to picture: what one wants and gives is read where it says so, else found by trying."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.i18n import N_, _
from ganstudio.library.adoption.reach import halo, scene
from ganstudio.library.families import graph
from ganstudio.library.found import Found
from ganstudio.library.reading.refusals import Refused
from ganstudio.networks.onnx import FILE, Session, margin

_SIDE, _MULTIPLES = 64, (1, 2, 4, 8, 16, 32, 64)
_LOUD = 8.0
"""Values that no picture with white at 1 has."""
_ALIKE = 18.0
"""Decibels: the picture is made better, and not another one."""
_WHOLE = N_("It must see a picture as a whole, so that large photos need much memory.")


def recognise(weights: Mapping[str, Tensor]) -> Found | None:
    """An ONNX model with one picture in and one out; raises Refused with the reason where it is another."""
    if set(weights) != {FILE} or weights[FILE].dtype != torch.uint8:
        return None
    data = weights[FILE].numpy().tobytes()
    model = graph.parsed(data)
    height, width = graph.size(model)
    config: dict[str, Any] = {"height": height, "width": width}
    try:
        config["widest"] = graph.widest(model)
        config |= _fixed(data, config) if height else _flexible(data, config)
        config["white"], alike = _white(data, config)
        if not height:
            config |= _cut(data, config)
    except (RuntimeError, ValueError) as problem:
        raise Refused(_("it does not run: {reason}").format(reason=str(problem)[:200])) from problem
    task = "upscale" if config["scale"] > 1 or alike > _ALIKE else "style"
    limits = "" if config.get("tiles", True) else _WHOLE
    if height:
        limits = _("It sees a photo in pieces of {width} × {height} pixels.").format(width=width, height=height)
    card = {"licence": graph.licence(model), **({"limits": limits} if limits else {})}
    return Found("onnx", config, task, weights, "ONNX", card)


def _flexible(data: bytes, config: Mapping[str, Any]) -> dict[str, int]:
    """Scale, and what sides must be multiples of, of one that takes pictures of any size."""
    session, problem = Session(data, config), "its sizes fit nothing"
    for multiple in _MULTIPLES:
        x = scene(_SIDE + multiple, _SIDE + 2 * multiple)
        try:
            return {"scale": _scale(x, _made(session, x)), "multiple": multiple}
        except (RuntimeError, ValueError) as failed:
            problem = str(failed)
    raise ValueError(problem)


def _fixed(data: bytes, config: Mapping[str, Any]) -> dict[str, int]:
    """The same of one that takes pictures of one size, with how far its pieces overlap."""
    height, width = config["height"], config["width"]
    plain = Session(data, {**config, "height": 0, "width": 0})
    x = scene(height, width)
    return {"scale": _scale(x, _made(plain, x)), "multiple": 1, "halo": margin(height, width)}


def _scale(x: Tensor, made: Tensor) -> int:
    """Raises ValueError where there is none."""
    height, width = x.shape[2:]
    scale = made.shape[-1] // width
    if tuple(made.shape) != (1, 3, scale * height, scale * width) or not 1 <= scale <= 16:
        raise ValueError(f"{tuple(x.shape)} → {tuple(made.shape)}")
    return scale


def _white(data: bytes, config: Mapping[str, Any]) -> tuple[int, float]:
    """What white is for it, 1 or 255, and how like the picture that it is given, in decibels, the one is that it gives.

    Raises Refused where it gives none.
    """
    x = scene(config["height"] or _SIDE, config["width"] or _SIDE)
    made = _made(Session(data, config), x)
    white = 255 if float(made.abs().max()) > _LOUD else 1
    if white > 1:
        made = _made(Session(data, {**config, "white": white}), x)
    if not bool(torch.isfinite(made).all()) or not -0.25 < float(made.mean()) < 1.25 or float(made.abs().max()) > _LOUD:
        raise Refused(_("what it gives is no picture with values from 0 to 1 or from 0 to 255"))
    scale = int(config["scale"])
    error = float((F.avg_pool2d(made, scale) - x).square().mean())
    return white, -10 * math.log10(max(error, 1e-9))


def _cut(data: bytes, config: Mapping[str, Any]) -> dict[str, Any]:
    """How pictures may be cut for it."""
    raster = math.lcm(int(config["multiple"]), _SIDE)
    reach = halo(Session(data, config), int(config["scale"]), raster)
    return {"tiles": False, "halo": 0} if reach is None else {"tiles": True, "raster": raster, "halo": reach}


def _made(session: Session, x: Tensor) -> Tensor:
    with torch.inference_mode():
        made: Tensor = session(x)
    return made
