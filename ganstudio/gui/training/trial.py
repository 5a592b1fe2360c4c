"""A model that is still being trained, tried on the photo that is open: it is lent to the tool's panel."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ganstudio.engine.modelfile import ModelInfo, name_of, read_info
from ganstudio.gui.panel.panel import ToolPanel
from ganstudio.gui.training.words import spaced
from ganstudio.i18n import _
from ganstudio.tools.by_model import params_with


def lent(path: Path, title: str) -> ModelInfo:
    """What the model in `path` says of itself, under a name of its own: other points of the same run are others."""
    info = read_info(path)
    step = int(path.stem) if path.stem.isdigit() else 0
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]  # words in other scripts leave no name
    told = _("{title}, step {n} (on trial)") if step else _("{title} (on trial)")
    return replace(info, name=f"trial-{name_of(title)[:32]}-{place}", title=told.format(title=title, n=spaced(step)))


def put(panel: ToolPanel, info: ModelInfo, *, previewed: bool) -> None:
    """Choose the model in `panel`, and what makes it count there; `previewed`: show what it does."""
    panel.put_params(params_with(panel.tool, panel.params, info))
    if previewed and panel.can_preview:
        panel.preview.setChecked(True)
