"""What has been chosen so far. It knows no window; going back loses nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ganstudio.engine.store import ModelInfo, Store
from ganstudio.errors import GanstudioError
from ganstudio.gui.training.wizard.starts import models, shaped
from ganstudio.i18n import _
from ganstudio.params import fields, from_json, to_json
from trainers.clinic.report import Report
from trainers.estimate import Estimate
from trainers.recipe import Needs, Preset, Recipe

Paths = tuple[Path, ...]
_PROBE = 12345
"""Steps that no recipe has as a default: what changes with them says how long a run is."""


@dataclass
class Plans:
    """What was chosen for one recipe; kept when another is looked at."""

    preset: str = ""
    own: dict[str, Any] = field(default_factory=dict)
    """Settings changed by hand."""
    start: str | None = None
    """The model to start from; "" for none, None where that was not chosen yet."""
    title: str = ""


@dataclass
class Measured:
    """What was found out, and about what."""

    of: object
    what: Any


class Draft:
    """A training that is being prepared."""

    def __init__(self, recipes: tuple[Recipe, ...], store: Store) -> None:
        self.store = store
        self.recipes = tuple(recipe for recipe in recipes if recipe.goal)
        self.recipe: Recipe | None = None
        self.slots: list[list[Path]] = [[], []]
        """The folders, of each kind."""
        self.counts: list[int | None] = [None, None]
        """Pictures in them; None while that is not known."""
        self.devices = 1
        self._plans: dict[str, Plans] = {}
        self._checked: Measured | None = None
        self._estimated: Measured | None = None

    # What the pages ask

    @property
    def plans(self) -> Plans:
        """Those for the recipe of now."""
        assert self.recipe
        return self._plans.setdefault(self.recipe.id, Plans())

    @property
    def preset(self) -> Preset | None:
        """The one that is chosen: at first the first, which is the quickest."""
        assert self.recipe
        presets = self.recipe.presets
        return next((each for each in presets if each.id == self.plans.preset), presets[0] if presets else None)

    @property
    def start(self) -> ModelInfo | None:
        """The model to start from: where none was chosen, the task's own."""
        assert self.recipe
        there = models(self.recipe, self.store)
        if self.plans.start is None:
            return there[0] if there else None
        return next((info for info in there if info.name == self.plans.start), None)

    @property
    def needs(self) -> Needs:
        """What the recipe needs with the settings of now."""
        assert self.recipe
        return self.recipe.needs(self.params)

    @property
    def data(self) -> Paths:
        """The folders that count."""
        return tuple(path for slot in self.slots[: max(1, len(self.needs.folders))] for path in slot)

    @property
    def params(self) -> Any:
        """The settings, but for how long."""
        return self._params(self.plans.own)

    def said(self, own: dict[str, Any]) -> Any:
        """The settings with `own` in place of what was changed by hand."""
        return self._params(own)

    @property
    def validation(self) -> Path | None:
        """Pictures to measure on, where the settings name a folder."""
        name = getattr(self.params, "validation", "")
        return Path(name) if name else None

    @property
    def usual_title(self) -> str:
        """What the model is called if it is given no name: after the folder it learnt from."""
        assert self.recipe
        folder = next((path for slot in self.slots for path in slot), None)
        return f"{_(self.recipe.title)} – {folder.name}" if folder else _(self.recipe.title)

    def clear(self) -> None:
        """Begin anew."""
        self.recipe = None
        self.slots, self.counts = [[], []], [None, None]
        self.devices = 1
        self._plans = {}
        self._checked = self._estimated = None

    # How long

    @property
    def lasting(self) -> set[str]:
        """The names of the settings that say how long a run is."""
        assert self.recipe
        if not self.recipe.lasting:
            return set()
        usual = self.recipe.params()
        probes = (to_json(self.recipe.lasting(usual, steps)) for steps in (_PROBE, 2 * _PROBE))
        return {name for probe in probes for name, value in probe.items() if value != getattr(usual, name)}

    @property
    def by_hand(self) -> bool:
        """Whether the number of steps was set by hand, or there is no preset to set it."""
        return (
            self.recipe is None or not self.recipe.lasting or not self.preset or bool(self.lasting & {*self.plans.own})
        )

    def steps(self, estimate: Estimate) -> int:
        """How many there will be."""
        if self.by_hand or not self.preset:
            return sum(int(getattr(self.params, name)) for name in _counted(self.params))
        return estimate.steps(self.preset.minutes)

    def lasting_params(self, estimate: Estimate) -> Any:
        """The settings, as they will be trained with."""
        assert self.recipe
        if self.by_hand or not self.recipe.lasting:
            return self.params
        return self.recipe.lasting(self.params, self.steps(estimate))

    # What was found out

    @property
    def report(self) -> Report | None:
        """What the check has said of just these folders."""
        report: Report | None = self._known(self._checked, self.check_key)
        return report

    def keep_report(self, report: Report) -> None:
        """The check of the folders of now."""
        self._checked = Measured(self.check_key(), report)

    def forget_report(self) -> None:
        """The pictures have changed."""
        self._checked = self._estimated = None

    @property
    def estimate(self) -> Estimate | None:
        """What was measured with just these settings."""
        estimate: Estimate | None = self._known(self._estimated, self.estimate_key)
        return estimate

    def keep_estimate(self, estimate: Estimate) -> None:
        """The estimate of now."""
        self._estimated = Measured(self.estimate_key(), estimate)

    def check_key(self) -> object:
        """What a check depends on."""
        return self.data, self.needs, self.validation

    def estimate_key(self) -> object:
        """What an estimate depends on: not on a name, and not on how long it goes on."""
        assert self.recipe
        idle = {"title", "terms", "limits", *self.lasting}
        values = {name: value for name, value in to_json(self.params).items() if name not in idle}
        return self.recipe.id, repr(values), self.data

    @staticmethod
    def _known(kept: Measured | None, key: Callable[[], object]) -> Any:
        return kept.what if kept and kept.of == key() else None

    # Whether it can be

    @property
    def gather_obstacle(self) -> tuple[int, ...]:
        """The places of the folders that are still missing."""
        return tuple(place for place in range(max(1, len(self.needs.folders))) if not self.slots[place])

    @property
    def problem(self) -> str:
        """Why these settings cannot be, as a sentence; empty where they can."""
        try:
            params = self.params
        except GanstudioError as error:
            return str(error)
        problem: Callable[[Any, Paths], str] | None = getattr(self.recipe, "problem", None)
        return problem(params, self.data) if problem else ""

    def _params(self, own: dict[str, Any]) -> Any:
        assert self.recipe
        kind = self.recipe.params
        known = {each.name for each in fields(kind)}
        preset = dict(self.preset.params) if self.preset else {}
        values = {**preset, **own}
        if "devices" in known:
            values["devices"] = self.devices
        if self.plans.title and "title" in known:
            values["title"] = self.plans.title
        params = from_json(kind, values)
        return shaped(params, self.start) if self.start else params


def _counted(params: Any) -> list[str]:
    """The settings that count steps of learning."""
    return [each.name for each in fields(params) if each.name in ("steps", "pixel_steps", "gan_steps")]


def with_title(params: Any, title: str) -> Any:
    """`params` for a model called `title`."""
    return replace(params, title=title) if any(each.name == "title" for each in fields(params)) else params
