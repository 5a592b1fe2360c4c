"""How the values of a photo become light: the tone curves and primaries of its profile, read from its tags."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
_STEPS = 65536
_FIXED = 65536.0  # s15Fixed16Number


@dataclass(frozen=True, eq=False)
class Response:
    """What values in [0, 1] mean: `curves` (3, 65536), light of evenly spaced values of each channel, rising from 0
    to 1; `primaries` (3, 3), XYZ of red, green and blue as columns, relative to the profile's white of D50."""

    curves: Doubles
    primaries: Doubles

    def light(self, levels: int) -> Doubles:
        """The light, (3, levels), of the values of a picture of so many levels: 256 or 65536."""
        grid = np.linspace(0, 1, _STEPS)
        wanted = np.linspace(0, 1, levels)
        return np.stack([np.interp(wanted, grid, curve) for curve in self.curves])

    def values(self, light: Doubles) -> Doubles:
        """The values in [0, 1] of light (3, n), one row for each channel; light beyond [0, 1] is cut off."""
        grid = np.linspace(0, 1, _STEPS)
        return np.stack([np.interp(row, curve, grid) for row, curve in zip(light, self.curves, strict=True)])

    @property
    def weights(self) -> Doubles:
        """How much each channel's light adds to luminance, (3,), together 1."""
        return np.asarray(self.primaries[1] / self.primaries[1].sum())


@lru_cache(maxsize=8)
def response(icc: bytes | None) -> Response:
    """The response of `icc`; sRGB's for None and for profiles that hold no three curves and matrix, only tables."""
    return (_read(icc) if icc else None) or _srgb()


@lru_cache(maxsize=1)
def _srgb() -> Response:
    from ganstudio.image import vips

    found = _read(vips.srgb_profile())
    assert found
    return found


def _read(icc: bytes) -> Response | None:
    """None where there are no curves and matrix, or they are damaged."""
    try:
        tags = _tags(icc)
        curves = np.stack([_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")])
        columns = [struct.unpack(">3i", tags[name][8:20]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    except (KeyError, ValueError, struct.error):
        return None
    primaries = np.array(columns).T / _FIXED
    rising = np.isfinite(curves).all() and (np.diff(curves) >= 0).all() and (curves[:, -1] > curves[:, 0]).all()
    if not rising or abs(np.linalg.det(primaries)) < 1e-6 or primaries[1].min() < 0:
        return None
    return Response((curves - curves[:, :1]) / (curves[:, -1:] - curves[:, :1]), primaries)


def _tags(icc: bytes) -> dict[bytes, bytes]:
    """Name → data (ICC.1:2010, 7.3)."""
    (count,) = struct.unpack_from(">I", icc, 128)
    entries = (struct.unpack_from(">4sII", icc, 132 + 12 * index) for index in range(min(count, 100)))
    return {name: icc[start : start + length] for name, start, length in entries}


def _curve(tag: bytes) -> Doubles:
    """Light of evenly spaced values (ICC.1:2010, 10.5 and 10.15)."""
    values = np.linspace(0, 1, _STEPS)
    kind = tag[:4]
    if kind == b"curv":
        (count,) = struct.unpack_from(">I", tag, 8)
        table = np.frombuffer(tag, ">u2", count, 12).astype(float)
        if count == 0:
            return values
        if count == 1:
            return np.asarray(values ** (table[0] / 256))
        return np.interp(values, np.linspace(0, 1, count), table / 65535)
    if kind == b"para":
        (form,) = struct.unpack_from(">H", tag, 8)
        return _parametric(form, values, tag)
    raise ValueError(kind)


def _parametric(form: int, values: Doubles, tag: bytes) -> Doubles:
    count = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}[form]
    g, a, b, c, d, e, f = [number / _FIXED for number in struct.unpack_from(f">{count}i", tag, 12)] + [0.0] * (
        7 - count
    )
    if form == 0:
        return np.asarray(values**g)
    start = -b / a if form in (1, 2) else d
    power = np.maximum(a * values + b, 0) ** g
    above, below = {1: (0.0, np.zeros_like(values)), 2: (c, np.full_like(values, c))}.get(form, (e, c * values + f))
    return np.asarray(np.where(values >= start, power + above, below))
