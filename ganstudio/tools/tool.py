"""What a tool is: one declaration from which the panel, the command and the history step are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo

if TYPE_CHECKING:  # the declarations must not import torch
    from ganstudio.engine.engine import Engine
    from ganstudio.engine.store import ModelInfo, Store

Size = tuple[int, int]
"""(width, height) in pixels."""
Area = tuple[int, int, int, int]
"""(left, top, width, height) in pixels."""
GROUPS = {
    "network": N_("Networks"),
    "retouch": N_("Retouch"),
    "light": N_("Light and colour"),
    "detail": N_("Detail"),
    "frame": N_("Frame"),
}
"""Where a tool stands in the window, in this order: id → marked title."""


def _unchanged(_size: Size, params: Any, _area: Area) -> Any:
    return params


def same_size(size: Size, _params: Any) -> Size:
    """The `output_size` of tools that change colours only."""
    return size


@dataclass(frozen=True)
class Context:
    """What a tool is handed beside the photo and its parameters."""

    engine: Engine
    job: Job
    seed: int = 0
    background: bool = False
    """Whether work started by hand goes first; to be handed on to the engine."""
    attachments: Mapping[str, Any] = field(default_factory=dict)
    """What a person has drawn or added, as in `Edit.attachments`: "mask", "piece" …"""


@dataclass(frozen=True)
class Tool:
    """`run(photo, params, context)` gives a new photo, or raises GanstudioError or Cancelled; its input stays as it is.

    `output_size((width, height), params)` tells the size of the result beforehand.
    `title`, `summary` are marked with `N_`.
    """

    id: str
    title: str
    summary: str
    icon: str
    params: type[Any]
    run: Callable[[Photo, Any, Context], Photo]
    output_size: Callable[[Size, Any], Size]
    group: str = "network"
    """A key of GROUPS."""
    model: Callable[[Size, Any, Store], ModelInfo | None] | None = None
    """`model((width, height), params, store)`: the model that `run` uses; None where it uses none, or never one."""
    instrument: str = ""
    """What lies on the canvas while the tool is chosen: a key of `gui.instruments.INSTRUMENTS`."""
    instant: bool = False
    """It takes no longer than a click: previewed without being asked, and neutral again once it is applied. The
    parameters as declared then change nothing."""
    follows: bool = False
    """Its preview takes no longer than a blink, though it is no instant tool: it follows the hand."""
    preview: Literal["part", "whole", "none"] = "part"
    """What a live preview runs it on: what is visible; the whole photo, reduced; or nothing, where the instrument shows
    enough."""
    halo: int = 0
    """How many pixels around a region its result depends on: a live preview has that much around what is visible."""
    in_part: Callable[[Size, Any, Area], Any] = _unchanged
    """`in_part((width, height), params, area)`: the parameters that do to `area` of such a picture what `params` do to
    the whole; a live preview hands these to `run`."""
    reduced: Callable[[Any, float], Any] | None = None
    """`reduced(params, scale)`: the parameters that do to a picture reduced by `scale` in (0, 1] what `params` do to
    the whole, as far as that shows: a preview of a large photo then works at the screen's size. None: at full size."""
    masks: Literal["limits", "reads", "corrects", "none"] = "limits"
    """A mask limits what it does (`tools.limited.do` sees to that); it reads the mask itself; it finds by itself where
    to work, and a mask takes the place of that; or it knows none, since it changes the shape of the photo."""
    takes: tuple[str, ...] = ()
    """Names of the attachments, beside a mask, that it can use."""
    needs: tuple[str, ...] = ()
    """Names of the attachments of an edit without which it cannot be done again, as a mask that a person draws."""

    @property
    def quick(self) -> bool:
        """Whether a preview can be finished though something else is wished by now."""
        return self.instant or self.follows
