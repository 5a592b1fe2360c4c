"""What recipes of two stages have in common: first pixel loss alone, then against a discriminator as well."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.i18n import N_
from ganstudio.params import integer, number, text
from trainers.training import Training


@dataclass(frozen=True)
class StagedTraining(Training):
    """Steps are updates of the generator."""

    start: str = text(title=N_("Start from"), help=N_("Model file to start from; empty starts from random weights"))
    pixel_steps: int = integer(20000, low=0, high=10_000_000, title=N_("Pixel steps"), help=N_("Steps of stage 1"))
    gan_steps: int = integer(0, low=0, high=10_000_000, title=N_("Adversarial steps"), help=N_("Steps of stage 2"))
    learning_rate: float = number(
        2e-3, low=1e-6, high=0.1, step=1e-4, title=N_("Learning rate"), help=N_("Of the generator, in stage 1")
    )
    gan_learning_rate: float = number(
        5e-4,
        low=1e-6,
        high=0.1,
        step=1e-4,
        title=N_("Adversarial learning rate"),
        help=N_("Of the generator and, by another optimizer, of the discriminator, in stage 2"),
    )
    pixel_weight: float = number(
        1.0, low=0, high=100, step=0.1, title=N_("Pixel weight"), help=N_("Weight of the pixel loss in stage 2")
    )
    perceptual_weight: float = number(
        1.0, low=0, high=100, step=0.1, title=N_("Perceptual weight"), help=N_("Weight of the feature loss in stage 2")
    )
    adversarial_weight: float = number(1e-3, low=0, high=10, step=1e-3, title=N_("Adversarial weight"))
    detail_weight: float = number(
        0.0,
        low=0,
        high=100,
        step=0.1,
        title=N_("Detail weight"),
        help=N_("Weight of the difference in local strength of detail in stage 2"),
    )
