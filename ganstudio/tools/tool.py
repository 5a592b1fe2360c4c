"""What a tool is: one declaration from which the panel, the command and the history step are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ganstudio.engine.job import Job
from ganstudio.image.photo import Photo

if TYPE_CHECKING:  # the declarations must not import torch
    from ganstudio.engine.engine import Engine
    from ganstudio.engine.store import ModelInfo, Store

Size = tuple[int, int]


def _unchanged(_size: Size, params: Any) -> Any:
    return params


@dataclass(frozen=True)
class Context:
    """What a tool is handed beside the photo and its parameters."""

    engine: Engine
    job: Job
    seed: int = 0


@dataclass(frozen=True)
class Tool:
    """`run(photo, params, context)` gives a new photo, or raises GanstudioError or Cancelled; its input stays as it is.

    `output_size((width, height), params)` tells the size of the result beforehand.
    `halo` is how many pixels around a region its result depends on: a live preview runs the tool on what is visible
    plus that much. `title`, `summary` are marked with `N_`.
    """

    id: str
    title: str
    summary: str
    icon: str
    params: type[Any]
    run: Callable[[Photo, Any, Context], Photo]
    output_size: Callable[[Size, Any], Size]
    halo: int = 0
    in_part: Callable[[Size, Any], Any] = _unchanged
    """`in_part((width, height), params)`: the parameters that do to a part of such a picture what `params` do to
    the whole; a live preview hands these to `run`."""
    model: Callable[[Size, Any, Store], ModelInfo] | None = None
    """`model((width, height), params, store)`: the model that `run` uses; None where it uses none."""
