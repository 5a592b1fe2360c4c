"""What has been chosen so far. It knows no window; going back loses nothing of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ganstudio.engine.store import ModelInfo
from ganstudio.errors import GanstudioError
from ganstudio.gui.training.wizard.goal import Goal
from ganstudio.gui.training.wizard.kept import Kept, Plans
from ganstudio.i18n import _
from ganstudio.params import fields, from_json, to_json
from trainers.clinic.report import Report
from trainers.estimate import Estimate
from trainers.recipe import Needs, Preset, Recipe
from trainers.starts import fitting, started

Paths = tuple[Path, ...]
KINDS = 2
"""Of folders, at most."""
_PROBES = 12_345, 23_456
"""Steps that no recipe has as a default: what changes with them says how long a run is."""
_FAR = 1.3
_STEPS = ("steps", "pixel_steps", "gan_steps")


class Draft:
    """A training that is being prepared."""

    def __init__(self) -> None:
        self.goal: Goal | None = None
        self.slots: list[list[Path]] = [[] for _kind in range(KINDS)]
        """The folders, of each kind."""
        self.devices = 1
        self.count: int | None = None
        """Pictures to learn from, once that is known."""
        self._plans: dict[str, Plans] = {}
        self._models: dict[str, list[ModelInfo]] = {}
        self._checked, self._estimated = Kept[Report](), Kept[Estimate]()
        self._params = Kept[Any]()
        """They are asked for at every turn, and put together from many pieces."""

    def clear(self) -> None:
        """Begin anew."""
        self.goal = None
        self.slots = [[] for _kind in range(KINDS)]
        self.devices, self.count = 1, None
        self._plans.clear()
        self._checked, self._estimated = Kept(), Kept()

    @property
    def recipe(self) -> Recipe:
        """That of the goal, which there must be."""
        assert self.goal
        return self.goal.recipe

    @property
    def plans(self) -> Plans:
        """Those for the goal of now."""
        assert self.goal
        return self._plans.setdefault(self.goal.id, Plans())

    @property
    def preset(self) -> Preset | None:
        """The one that is chosen: at first the first, which is the quickest."""
        assert self.goal
        presets = self.goal.presets
        return next((each for each in presets if each.id == self.plans.preset), presets[0] if presets else None)

    # The pictures

    @property
    def needs(self) -> Needs:
        """What the recipe needs with the settings of now."""
        try:
            return self.recipe.needs(self.params)
        except GanstudioError:
            return self.recipe.needs(self.said({}))

    @property
    def kinds(self) -> int:
        """How many kinds of folders are needed."""
        return max(1, len(self.needs.folders))

    @property
    def data(self) -> Paths:
        """The folders that count."""
        return tuple(path for slot in self.slots[: self.kinds] for path in slot)

    @property
    def validation(self) -> Path | None:
        """Pictures to measure on, where the settings name a folder."""
        name = self.plans.own.get("validation", "")
        return Path(name) if name else None

    @property
    def usual_title(self) -> str:
        """What the model is called if it is given no name: after the folder it learns from."""
        folder = next((path for path in reversed(self.data)), None)
        return f"{_(self.recipe.title)} – {folder.name}" if folder and folder.name else _(self.recipe.title)

    # The settings

    @property
    def params(self) -> Any:
        """The settings, but for how long. Raises SettingsError where what was changed by hand cannot be."""
        plans, preset = self.plans, self.preset
        about = self.goal, preset and preset.id, plans.start, repr(plans.own), self.devices
        params = self._params.of(about)
        if params is None:
            params = self.said(plans.own)
            self._params.keep(about, params)
        return params

    def said(self, own: dict[str, Any]) -> Any:
        """The settings with `own` in place of what was changed by hand."""
        recipe, plans = self.recipe, self.plans
        known = {each.name for each in fields(recipe.params)}
        values = {**(self.preset.params if self.preset else {}), **own, "devices": self.devices}
        params = from_json(recipe.params, {name: value for name, value in values.items() if name in known})
        if plans.start is None or "start" not in known:
            return params
        return started(recipe, params, self.start)

    @property
    def models(self) -> list[ModelInfo]:
        """Those that it may start from."""
        if self.recipe.id not in self._models:
            self._models[self.recipe.id] = fitting(self.recipe, self.recipe.params())
        return self._models[self.recipe.id]

    def forget_models(self) -> None:
        """There are others."""
        self._models.clear()
        self._params.keep(None, None)

    @property
    def start(self) -> ModelInfo | None:
        """The model to start from."""
        name = self.plans.start
        if name is None and self.preset:
            name = str(self.preset.params.get("start", ""))
        return next((info for info in self.models if info.name == name), None)

    @property
    def settled(self) -> set[str]:
        """Names of the settings that the model to start from has settled: the size of its network."""
        start = self.start
        if start is None:
            return set()
        said = {"network", *self.recipe.networks.get(start.architecture, {}), *start.config}
        return {each.name for each in fields(self.recipe.params) if each.name in said}

    @property
    def problem(self) -> str:
        """Why there can be no training with these settings, as a sentence; empty where there can."""
        try:
            return self.recipe.problem(self.params, self.data)
        except GanstudioError as error:
            return str(error)

    # How long

    @property
    def lasting(self) -> set[str]:
        """The names of the settings that say how long a run is."""
        recipe = self.recipe
        if not recipe.lasting:
            return set()
        params = self.said({})
        runs = [to_json(recipe.lasting(params, steps)) for steps in _PROBES]
        return {name for name, value in runs[0].items() if name in _STEPS or value != runs[1][name]}

    @property
    def counted(self) -> bool:
        """Whether the number of steps is said, and not how long it may take."""
        return self.plans.counted or not self.recipe.lasting or not self.preset

    def seconds(self, estimate: Estimate) -> float:
        """How long it will take."""
        return estimate.seconds(self.steps(estimate))

    def slow(self, estimate: Estimate) -> bool:
        """Whether that is far longer than the preset has promised."""
        promised = 0 if self.counted or not self.preset else 60 * self.preset.minutes
        return 0 < _FAR * promised < self.seconds(estimate)

    def steps(self, estimate: Estimate) -> int:
        """How many there will be."""
        if self.counted or not self.preset:
            return sum(getattr(self.params, name, 0) for name in _STEPS)
        return estimate.steps(self.preset.minutes)

    def lasting_params(self, estimate: Estimate, title: str) -> Any:
        """The settings it is trained with, for a model called `title`."""
        params = self.params
        if not self.counted and self.recipe.lasting:
            steps = self.steps(estimate)
            params = replace(self.recipe.lasting(params, steps), every=estimate.every(steps))
        return replace(params, title=title)

    # What was found out

    @property
    def report(self) -> Report | None:
        """What the check has said of just these folders."""
        return self._checked.of(self._check_key())

    def keep_report(self, report: Report | None) -> None:
        """The check of the folders of now; None: they are to be checked anew."""
        self._checked.keep(self._check_key(), report)

    @property
    def estimate(self) -> Estimate | None:
        """What was measured with just these settings."""
        return self._estimated.of(self._estimate_key())

    def keep_estimate(self, estimate: Estimate | None) -> None:
        """What was measured now; None: it is to be measured anew."""
        self._estimated.keep(self._estimate_key(), estimate)

    def _check_key(self) -> object:
        """Presets may need somewhat larger pictures; what is smaller is passed over, and no reason to look again."""
        return self.goal, self.data, self.needs.shape, self.validation

    def _estimate_key(self) -> object:
        """Without names, and without how long it goes on unless that is said by hand."""
        idle = {"title", "terms", "limits", *(() if self.counted else self.lasting)}
        values = {name: value for name, value in to_json(self.params).items() if name not in idle}
        return self.recipe.id, repr(values), self.data
