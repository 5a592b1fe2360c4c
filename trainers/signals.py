"""Names of what every adversarial recipe writes into `stats.jsonl`, so that plots and the doctor know them.

D(real), D(fake): what the discriminator says of real and made pictures, as a probability: the sigmoid of a logit (mean
over places and pictures), the value itself, kept in [0, 1], with least squares. A relativistic discriminator, which
compares: how surely it takes the real one of two for the real one, and the made one. Gradient norms: the 2-norm of all
gradients of that network at that step, before the optimizer.
"""

from __future__ import annotations

D_REAL = "D(real)"
D_FAKE = "D(fake)"
D_HELD_OUT = "D(held out)"
"""Of real pictures that the discriminator never learnt from (Karras et al. 2020, section 3, for overfitting)."""
GENERATOR = "generator"
"""The generator's adversarial loss alone, unweighted."""
DISCRIMINATOR = "discriminator"
GENERATOR_GRADIENT = "generator gradient"
DISCRIMINATOR_GRADIENT = "discriminator gradient"
GRADIENT = "gradient"
"""Of the only network, where there is no other to play against."""
VARIETY = "variety"
"""Mean distance of two made pictures over that of two real ones (on small copies): near 0 with mode collapse."""
CHANGE = "change"
"""Of a translation: mean absolute difference of input and output over the spread of the input."""
LIKENESS = "likeness"
"""Of a translation: correlation of input's and output's luma: negative where light and dark changed places."""
SKIPPED = "skipped"
"""Steps left out so far because a number in them was none (NaN, infinity)."""
