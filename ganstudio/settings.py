"""The user's choices, kept as JSON; the file holds only what differs from the defaults."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ganstudio import atomic
from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _
from ganstudio.params import check, choice, fields, integer, model, text, to_json
from ganstudio.paths import settings_file

_ITS_OWN = N_("Empty takes the one that comes with the program")
_log = logging.getLogger(__name__)
_this_run: dict[str, Any] = {}


@dataclass(frozen=True)
class Settings:
    """What the window and the command line start from. Change with `dataclasses.replace`, then `save`."""

    language: str = choice(
        "system", {"system": N_("As the system"), "en": "English", "es": "Español"}, title=N_("Language")
    )
    theme: str = choice(
        "system",
        {"system": N_("As the system"), "light": N_("Light colours"), "dark": N_("Dark colours")},
        title=N_("Theme"),
    )
    device: str = text("auto", title=N_("Device"), help=N_("Where networks run: auto, cpu, cuda, cuda:1, mps or xpu"))
    precision: str = choice(
        "auto",
        {"auto": N_("Automatic"), "float32": "float32", "bfloat16": "bfloat16", "float16": "float16"},
        title=N_("Precision"),
        help=N_("Automatic takes the fastest that changes no pixel by more than 2 of 255"),
    )
    history_budget_mb: int = integer(
        2000,
        low=100,
        high=1_000_000,
        step=100,
        title=N_("Memory for undo (MB)"),
        help=N_("Older steps of a photo are kept on disk beyond this"),
    )
    limit_megapixels: int = integer(
        500, low=1, high=100_000, step=50, title=N_("Largest photo (megapixels)"), help=N_("Larger files are refused")
    )
    upscale_model: str = model("upscale", title=N_("Super-resolution model"), help=_ITS_OWN)
    colorize_model: str = model("colorize", title=N_("Colouring model"), help=_ITS_OWN)
    style_model: str = model("style", title=N_("Style model"), help=_ITS_OWN)
    inpaint_model: str = model("inpaint", title=N_("Filling model"), help=_ITS_OWN)
    blend_model: str = model("blend", title=N_("Blending model"), help=_ITS_OWN)
    face_model: str = model("face", title=N_("Face model"), help=_ITS_OWN)
    face_restoration_model: str = model("face-restoration", title=N_("Face restoration model"), help=_ITS_OWN)

    def default_model(self, task: str) -> str:
        """The model the user prefers for `task`; empty where the program shall choose."""
        return str(getattr(self, _preference(task), ""))

    def with_default(self, task: str, name: str) -> Settings:
        """With the model called `name` preferred for `task`, or none where `name` is empty. Raises SettingsError where
        no tool asks for such models."""
        if not takes_default(task):
            raise SettingsError(_("No tool lets you choose models of the task {task}.").format(task=task))
        wanted: dict[str, Any] = {_preference(task): name}
        return replace(self, **wanted)


def takes_default(task: str) -> bool:
    """Whether the user may prefer a model for `task`."""
    return any(field.name == _preference(task) for field in fields(Settings))


def _preference(task: str) -> str:
    return f"{task.replace('-', '_')}_model"


@contextlib.contextmanager
def overridden(**values: Any) -> Iterator[None]:
    """Inside, `load` gives `values` instead of the saved ones, and `save` does not save them: options of a command."""
    before = dict(_this_run)
    _this_run.update(values)
    try:
        yield
    finally:
        _this_run.clear()
        _this_run.update(before)


def load() -> Settings:
    """The saved settings. A damaged file is set aside as `settings.damaged.json`; defaults replace what is wrong."""
    return replace(_saved(), **_this_run)


def _saved() -> Settings:
    try:
        settings, whole = _read()
    except OSError as error:
        _log.warning("The settings cannot be read: %s", error)
        return Settings()
    if not whole:
        with contextlib.suppress(SettingsError), _changing():
            settings = _mend()
    return settings


def _read() -> tuple[Settings, bool]:
    """What of the file makes sense, and whether that is all of it. Raises OSError where it is kept from us."""
    try:
        values = json.loads(settings_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), True
    except (ValueError, RecursionError):  # not JSON, or not text at all
        return Settings(), False
    return _fit(values)


def _mend() -> Settings:
    """Set a damaged file aside, unless another program was quicker, and keep what is right of it."""
    path = settings_file()
    settings, whole = _read()
    if not whole:
        _log.warning("The settings are damaged and were set aside: %s", path)
        others = _of_others()
        os.replace(path, path.with_name("settings.damaged.json"))
        _write(settings, others)
    return settings


def _of_others() -> dict[str, Any]:
    """What the file says under names that this version does not know: a newer one, installed again, finds it there."""
    try:
        values = json.loads(settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    known = vars(Settings())
    return {name: value for name, value in values.items() if name not in known} if isinstance(values, dict) else {}


def _fit(values: Any) -> tuple[Settings, bool]:
    """Settings from all values that fit, and whether all did. Unknown names, of other versions, are skipped."""
    if not isinstance(values, dict):
        return Settings(), False
    settings, whole = Settings(), True
    for field in fields(Settings):
        if field.name in values:
            try:
                settings = check(replace(settings, **{field.name: values[field.name]}))
            except SettingsError:
                whole = False
    return settings, whole


def save(settings: Settings, before: Settings | None = None) -> None:
    """Write `settings` whole; where `before` is given, from which they were made, what is the same in both stays as it
    is in the file: another window may have changed that meanwhile.

    Raises SettingsError where a value is out of range or the file cannot be written.
    """
    check(settings)
    same = _this_run if before is None else vars(before)
    changed = {name: value for name, value in vars(settings).items() if name not in same or same[name] != value}
    with _changing():
        now = replace(_mend(), **changed)
        _write(now, _of_others())


@contextlib.contextmanager
def _changing() -> Iterator[None]:
    path = settings_file()
    try:
        with atomic.changing(path):
            yield
    except OSError as error:
        raise SettingsError(
            _("The settings cannot be saved in {path}: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error


def _write(settings: Settings, others: Mapping[str, Any]) -> None:
    defaults = to_json(Settings())
    values = {name: value for name, value in to_json(settings).items() if value != defaults[name]}
    atomic.write_text(settings_file(), json.dumps({**values, **others}, indent=2, ensure_ascii=False) + "\n")
