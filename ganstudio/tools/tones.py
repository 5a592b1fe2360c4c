"""Changes of tone that keep hues, worked out in light."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, white
from ganstudio.image.response import response
from ganstudio.tools import tone
from ganstudio.tools.tone import Doubles, Floats


class Tones:
    """How a photo's values and light belong together: by green's tone curve for all three channels, so that grey stays
    grey in any profile."""

    def __init__(self, photo: Photo) -> None:
        self._curves = response(photo.meta.icc)
        self._light: Floats = self._curves.light(tone.levels(photo))[1].astype(np.float32)
        self._values = np.rint(tone.encoding(self._curves)[1] * white(photo.pixels)).astype(photo.pixels.dtype)

    def light_of(self, values: Doubles) -> Doubles:
        """The light of values, both in [0, 1]."""
        curve = self._curves.curves[1]
        return np.asarray(np.interp(values, np.linspace(0, 1, len(curve)), curve))

    def values_of(self, light: Doubles) -> Doubles:
        """The values of light, both in [0, 1]."""
        return np.asarray(self._curves.values(np.stack([light] * 3))[1])

    def change(self, part: Pixels, change: Callable[[Pixels], Floats]) -> Pixels:
        """RGB `part` with its tones changed, but not its hues.

        `change` gives the light that a plane (H, W) of values becomes, and keeps their order. It is asked for the
        largest and the smallest of the three; the one between stays as far between them, in light, as it was: Adobe's
        DNG SDK, "RefBaselineRGBTone". Three curves would turn skin yellow and sky cyan where they flatten.
        """
        import cv2

        planes = cv2.split(part)
        high, low = tone.extremes(planes)
        light, light_low = [tone.look_up(self._light, plane) for plane in planes], tone.look_up(self._light, low)
        new_low = change(low)
        ratio = (change(high) - new_low) / np.maximum(tone.look_up(self._light, high) - light_low, 1e-7)
        moved = [np.clip((each - light_low) * ratio + new_low, 0, 1) for each in light]
        return np.asarray(cv2.merge([np.take(self._values, tone.index(np.sqrt(each))) for each in moved]))
