"""The sentences that prove a diagnosis: what was measured last."""

from __future__ import annotations

from ganstudio.i18n import _
from trainers.doctor.course import Course
from trainers.signals import CHANGE, D_FAKE, D_HELD_OUT, D_REAL, DISCRIMINATOR, GENERATOR_GRADIENT, LIKENESS, VARIETY


def _last(seen: Course, name: str) -> float:
    return float(seen.smooth(name)[-1])


def certain(seen: Course) -> str:
    """It is never in doubt."""
    return _(
        "The discriminator gives real pictures {real:.2f} and made ones {fake:.2f} of 1: it is never in doubt."
    ).format(real=_last(seen, D_REAL), fake=_last(seen, D_FAKE))


def stalled(seen: Course) -> str:
    """It tells apart what does not get beyond its start."""
    return _(
        "The discriminator always tells real pictures ({real:.2f} of 1) from made ones ({fake:.2f}), and those still "
        "differ by only {share:.2f} of what real ones do."
    ).format(real=_last(seen, D_REAL), fake=_last(seen, D_FAKE), share=_last(seen, VARIETY))


def vanishing(seen: Course) -> str:
    """Nothing is left of the gradient."""
    gradient = seen.smooth(GENERATOR_GRADIENT)
    return _(
        "The generator's gradient is {now:.2g}, where it was {most:.2g}; made pictures get {fake:.3f} of 1."
    ).format(now=gradient[-1], most=gradient.max(), fake=_last(seen, D_FAKE))


def blind(seen: Course) -> str:
    """It tells nothing apart."""
    return _(
        "The discriminator gives real pictures {real:.3f} and made ones {fake:.3f} of 1: it does not tell them apart."
    ).format(real=_last(seen, D_REAL), fake=_last(seen, D_FAKE))


def fooled(seen: Course) -> str:
    """It takes one for the other."""
    return _("The discriminator gives made pictures {fake:.2f} and real ones only {real:.2f} of 1.").format(
        real=_last(seen, D_REAL), fake=_last(seen, D_FAKE)
    )


def collapse(seen: Course) -> str:
    """All made pictures are alike."""
    return _("Made pictures differ from one another by {share:.2f} of what real ones do.").format(
        share=_last(seen, VARIETY)
    )


def overfitting(seen: Course) -> str:
    """It knows only what it has learnt from."""
    return _(
        "Real pictures that it learns from get {real:.2f} of 1, real ones that it has never seen {held:.2f}, made ones "
        "{fake:.2f}."
    ).format(real=_last(seen, D_REAL), held=_last(seen, D_HELD_OUT), fake=_last(seen, D_FAKE))


def diverging(seen: Course) -> str:
    """It is worse than guessing."""
    return _("The discriminator's loss leaps to {loss:.1f}, far worse than guessing would be.").format(
        loss=seen.raw(DISCRIMINATOR)[-15:].max()
    )


def tossed(seen: Course) -> str:
    """Time and again it is worse than guessing."""
    lately = seen.raw(DISCRIMINATOR)[-15:]
    return _(
        "In {count} of {all} reports the discriminator was far more wrong than guessing would be, its loss up to "
        "{loss:.1f}."
    ).format(count=int((lately > 2).sum()), all=len(lately), loss=lately.max())


def inverted(seen: Course) -> str:
    """Light became dark."""
    return _("Where pictures are light, results are dark: they correlate by {likeness:.2f}.").format(
        likeness=_last(seen, LIKENESS)
    )


def unchanged(seen: Course) -> str:
    """Results are their pictures."""
    return _(
        "Results differ from their pictures by {change:.3f} of what those vary, and are easily told apart."
    ).format(change=_last(seen, CHANGE))
