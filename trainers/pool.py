"""Earlier results of a generator, shown to its discriminator again (Shrivastava et al. 2017, section 2.3)."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor


class ImagePool:
    """Keeps up to `size` pictures. Half of what is asked for is an old one, whose place the new one takes."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.kept: list[Tensor] = []

    def exchange(self, pictures: Tensor, random: np.random.Generator) -> Tensor:
        """(N, C, H, W) → as many, some of them earlier ones; all new while the pool is filled, or of size 0."""
        return torch.stack([self._one(picture, random) for picture in pictures.detach()])

    def _one(self, picture: Tensor, random: np.random.Generator) -> Tensor:
        if len(self.kept) < self.size:
            self.kept.append(picture.clone())  # a view would keep its whole batch
            return picture
        if not self.kept or random.random() < 0.5:
            return picture
        place = int(random.integers(len(self.kept)))
        old, self.kept[place] = self.kept[place], picture.clone()
        return old
