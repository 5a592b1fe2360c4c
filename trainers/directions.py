"""Directions in the space of codes along which one label changes and the others stay.

A direction is how codes differ, on the average, where a label differs and all others are alike: the regression of codes
on labels (its "pattern": Haufe et al. 2014, "On the interpretation of weight vectors"). The reverse regression, of a
label on codes, tells a label well, but a face that is moved along it hardly changes. It is the judge here: directions
are made such that by its judgement each moves its own label only.
"""

from __future__ import annotations

import torch
from torch import Tensor

SWING = 2.0
"""Standard deviations of its label that a slider moves from 0 to 1."""
_RIDGE = 0.1
"""In parts of the number of faces; codes are standardised."""


def standardised(values: Tensor) -> Tensor:
    """(F, K) with mean 0 and deviation 1 of what is known; what is not (NaN) becomes 0, the mean."""
    there = ~values.isnan()
    count = there.sum(0).clamp(min=1)
    apart = torch.where(there, values - values.nan_to_num().sum(0) / count, 0.0)
    return apart / (apart.square().sum(0) / count).sqrt().clamp(min=1e-6)


def readers(codes: Tensor, labels: Tensor) -> Tensor:
    """(n, K): how labels (F, K), standardised, are told from codes (F, n) less their mean (ridge regression)."""
    scale = codes.std(0).clamp(min=1e-6)
    x = (codes - codes.mean(0)) / scale
    gram = x.T @ x
    gram.diagonal().add_(_RIDGE * len(x))
    found: Tensor = torch.linalg.solve(gram, x.T @ labels) / scale[:, None]
    return found


def directions(codes: Tensor, labels: Tensor, told: Tensor) -> Tensor:
    """(K, n): for each label (F, K) the code to be added to move it by SWING deviations, the others held.

    `told` are `readers`. What a pattern moves of other labels by their judgement is taken out by the others' patterns.
    """
    pattern: Tensor = torch.linalg.lstsq(labels, codes - codes.mean(0)).solution
    moves = pattern @ told
    alone = moves.diagonal().diag() @ torch.linalg.pinv(moves, rtol=1e-3)
    found: Tensor = SWING * alone @ pattern
    return found
