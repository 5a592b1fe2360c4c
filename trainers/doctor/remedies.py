"""A cure as it is for one run: from its parameters to their new values, and from which checkpoint on."""

from __future__ import annotations

from typing import Any

from ganstudio.i18n import _
from ganstudio.params import Field, fields
from trainers import RECIPES
from trainers.doctor.cures import CURES
from trainers.doctor.diagnosis import Illness, Remedy
from trainers.run import Run


def remedy(run: Run, illness: Illness, step: int) -> Remedy | None:
    """What to change in `run`, ill since `step`; None where nothing that can be changed would help."""
    described = run.describe()
    name, params = str(described.get("recipe", "")), described.get("params", {})
    cure = CURES[illness].get(name)
    if cure is None or name not in RECIPES:
        return None
    changes = {
        field.name: _allowed(field, cure.changes[field.name](params[field.name], params))
        for field in fields(RECIPES[name].params)
        if field.name in cure.changes and field.name in params
    }
    changes = {field: value for field, value in changes.items() if value != params[field]}
    return Remedy(_(cure.title), changes, 0 if cure.anew else healthy(run, step)) if changes else None


def healthy(run: Run, step: int) -> int:
    """The last step before `step` from which `run` can go on; 0 is its beginning."""
    return max((kept.step for kept in run.kept() if kept.checkpoint and kept.step < step), default=0)


def _allowed(field: Field, value: Any) -> Any:
    """`value`, kept in the field's range."""
    if field.kind not in ("number", "integer") or field.low is None or field.high is None:
        return value
    kept = min(max(value, field.low), field.high)
    return round(kept) if field.kind == "integer" else kept
