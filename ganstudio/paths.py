"""Where things live: bundled resources, the user's models, runs, settings and caches."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resource(name: str) -> Path:
    """A bundled file or folder, e.g. `resource("models")`: in the source tree, the wheel or the frozen program."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    # A wheel carries the resources inside the package, the source tree beside it.
    root = Path(frozen) if frozen else package if (package / "resources").is_dir() else package.parent
    return root / "resources" / name


def home(kind: str) -> Path:
    """The user's folder of that kind: "config", "data" or "cache". Made by whoever writes into it.

    `GANSTUDIO_HOME` moves all of them under one folder (tests, portable installations).
    """
    override = os.environ.get("GANSTUDIO_HOME")
    if override:
        return Path(override) / kind
    try:
        import platformdirs
    except ImportError:  # where only training runs
        return Path.home() / ".ganstudio" / kind

    place = {"config": platformdirs.user_config_path, "data": platformdirs.user_data_path}
    return place.get(kind, platformdirs.user_cache_path)("ganstudio", appauthor=False)


def models_folder() -> Path:
    """The user's own models (the bundled ones are `resource("models")`)."""
    return home("data") / "models"


def runs_folder() -> Path:
    """Training runs, one folder each."""
    return home("data") / "runs"


def workflows_folder() -> Path:
    """The user's workflows, one file each."""
    return home("data") / "workflows"


def presets_folder() -> Path:
    """The user's presets, one file for each tool."""
    return home("data") / "presets"


def catalogues_folder() -> Path:
    """The user's lists of models that can be downloaded, one file each."""
    return home("data") / "catalogues"


def downloads_folder() -> Path:
    """Where what comes from the network lies until it is adopted."""
    return home("cache") / "downloads"


def batches_folder() -> Path:
    """The journals of the window's batches."""
    return home("data") / "batches"


def settings_file() -> Path:
    """The user's settings."""
    return home("config") / "settings.json"


def spill_folder() -> Path:
    """Where undo steps go that do not fit into the memory budget."""
    return home("cache") / "history"


def recovery_folder() -> Path:
    """Where open photos are kept while they are worked on, one folder for each running program."""
    return home("data") / "recovery"


def log_file() -> Path:
    """Where bugs are written down with their tracebacks."""
    return home("data") / "ganstudio.log"


def crash_file() -> Path:
    """Where Python writes what went on when the process is ended by a crash."""
    return home("data") / "crash.txt"
