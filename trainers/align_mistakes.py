"""What is no face and yet taken for one: by the cascades, and by a network that has learnt already."""

from __future__ import annotations

import numpy as np
import torch

from ganstudio.faces.look import cut
from ganstudio.faces.squares import Squares, moved, scanned
from ganstudio.networks.align import Aligner
from trainers.align_data import by_cascades
from trainers.data import Image

_SMALLEST = 36
"""Pixels of the smallest squares that are looked at."""
_DOUBTED = -1.0
"""Logit from which on a square is worth learning from."""


class Mistakes:
    """The mistakes of the cascades and of `network`, in a photo in which everything is one."""

    def __init__(self, network: Aligner) -> None:
        self._network = network.eval()

    def __call__(self, photo: Image) -> Squares:
        given = np.concatenate([by_cascades(photo), scanned((photo.shape[1], photo.shape[0]), _SMALLEST)])
        shown = torch.from_numpy(cut(photo, given, self._network.size)).permute(0, 3, 1, 2)  # NHWC → NCHW
        with torch.inference_mode():
            told = (
                torch.cat([self._network.look(part.float() / 255) for part in torch.split(shown, 64)]).double().numpy()
            )
        # Both as it was looked at first, and as it would be looked at again.
        worth = told[:, 0] > _DOUBTED
        return np.concatenate([given[worth], moved(given, told[:, 1:])[worth]])
