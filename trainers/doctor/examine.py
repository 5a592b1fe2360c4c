"""The examination: from `stats.jsonl` and the previews of a run to diagnoses. It never looks at settings; only what is
said to help does (`remedies`)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ganstudio.i18n import N_, _
from trainers import signals
from trainers.doctor.course import course, since
from trainers.doctor.diagnosis import Diagnosis, Illness
from trainers.doctor.looks import unchanged
from trainers.doctor.remedies import remedy
from trainers.doctor.rules import RULES
from trainers.doctor.treat import treat
from trainers.run import Run

__all__ = ["TITLES", "examine", "treat"]

TITLES = {
    Illness.NOT_A_NUMBER: N_("Numbers break down"),
    Illness.STILL_GENERATOR: N_("The generator stands still"),
    Illness.VANISHING_GRADIENT: N_("Vanishing gradient"),
    Illness.NO_CONVERGENCE: N_("No convergence"),
    Illness.MODE_COLLAPSE: N_("Mode collapse"),
    Illness.OVERFITTING: N_("The discriminator knows its pictures by heart"),
    Illness.STRONG_DISCRIMINATOR: N_("The discriminator overpowers the generator"),
    Illness.STRONG_GENERATOR: N_("The generator overpowers the discriminator"),
    Illness.COLOUR_INVERSION: N_("Colours are inverted"),
    Illness.IDENTITY: N_("The picture stays as it is"),
}
_EXPLAINS = {
    Illness.NO_CONVERGENCE: set(Illness),
    Illness.MODE_COLLAPSE: {Illness.VANISHING_GRADIENT, Illness.STILL_GENERATOR, Illness.STRONG_DISCRIMINATOR},
    Illness.VANISHING_GRADIENT: {Illness.STILL_GENERATOR, Illness.STRONG_DISCRIMINATOR},
    Illness.STILL_GENERATOR: {Illness.STRONG_DISCRIMINATOR, Illness.IDENTITY},
    Illness.OVERFITTING: {Illness.STRONG_DISCRIMINATOR},
}
"""An illness → less bad ones that are only its consequence, and not named beside it."""


_RECENT = 5000
"""Rows that are looked at: a long run is examined as quickly as a short one."""
_APART = 0.3
"""Between D(real) and D(fake): of pictures that are easily told from real ones."""


@dataclass(frozen=True)
class Sign:
    """An illness, since when, and the sentence that proves it."""

    illness: Illness
    step: int
    evidence: str
    signals: tuple[str, ...]


def examine(run: Run) -> tuple[Diagnosis, ...]:
    """What ails `run` now, the worst first; nothing where it is well or there is too little to tell."""
    return tuple(
        Diagnosis(
            sign.illness,
            sign.step,
            _(TITLES[sign.illness]),
            sign.evidence,
            remedy(run, sign.illness, sign.step),
            sign.signals,
        )
        for sign in _causes(_signs(run))
    )


def _causes(signs: list[Sign]) -> list[Sign]:
    """Those that are not explained by a worse one, the worst first."""
    order = list(Illness)
    left, explained = list[Sign](), set[Illness]()
    for sign in sorted(signs, key=lambda each: order.index(each.illness)):
        if sign.illness not in explained:
            left.append(sign)
            explained |= _EXPLAINS.get(sign.illness, set())
    return left


def _signs(run: Run) -> list[Sign]:
    rows = _with_probabilities(run.rows()[-_RECENT:])
    found: list[Sign] = []
    for rule in RULES:
        seen = course(rows, rule.needs)
        step = None if seen is None else since(seen.steps, rule.holds(seen), rule.rows)
        if seen is not None and step is not None and all(sign.illness is not rule.illness for sign in found):
            found.append(Sign(rule.illness, step, f"{_since(step)} {rule.says(seen)}", rule.needs))
    return [*_not_a_number(rows), *_still(run, rows), *found]


def _with_probabilities(rows: list[dict[str, float]]) -> list[dict[str, float]]:
    """`rows`, without what a Wasserstein critic says, which is no probability: of all losses only its goes below 0."""
    if all(row.get(signals.DISCRIMINATOR, 0) >= 0 for row in rows):
        return rows
    said = (signals.D_REAL, signals.D_FAKE, signals.D_HELD_OUT)
    return [{name: value for name, value in row.items() if name not in said} for row in rows]


def _since(step: int) -> str:
    return _("Since step {step}:").format(step=step)


def _not_a_number(rows: list[dict[str, float]]) -> list[Sign]:
    """Steps that were left out lately, or a last row that holds no number."""
    recent = rows[-20:]
    skipped = [row.get(signals.SKIPPED, 0) for row in recent]
    broken = [
        row for row in recent if any(isinstance(each, float) and not math.isfinite(each) for each in row.values())
    ]
    if not recent or (skipped[-1] - skipped[0] < 3 and not broken):
        return []
    step = int((broken or recent)[0].get("step", 0))
    text = _("{count} steps had to be left out lately: a number in them was infinite or none.")
    return [Sign(Illness.NOT_A_NUMBER, step, text.format(count=int(skipped[-1])), (signals.SKIPPED,))]


def _still(run: Run, rows: list[dict[str, float]]) -> list[Sign]:
    """Pictures that do not change although the generator is taught, by a discriminator that knows them well."""
    told = (signals.D_REAL, signals.D_FAKE, signals.GENERATOR_GRADIENT)
    # Of recipes that write neither, results are near their pictures from the start, and change little.
    seen = course(rows, (*told, signals.VARIETY)) or course(rows, (*told, signals.CHANGE))
    if seen is None or seen.smooth(signals.D_REAL)[-1] - seen.smooth(signals.D_FAKE)[-1] < _APART:
        return []
    step = unchanged(run, rows)
    if step is None:
        return []
    text = _("The previews have been the same since step {step}, though they are easily told from real pictures.")
    return [Sign(Illness.STILL_GENERATOR, step, text.format(step=step), seen.names)]
