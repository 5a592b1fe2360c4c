"""What is given to a command beside the photos: a mask, a piece of another photo, dabs of colour."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ganstudio.errors import SettingsError
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Mask, check_size
from ganstudio.tools import dabs
from ganstudio.tools.dabs import DABS, Point
from ganstudio.tools.limited import MASK, PIECE
from ganstudio.tools.piece import piece_for
from ganstudio.tools.tool import Tool


@dataclass(frozen=True)
class Attached:
    """It is read once and counts for all photos."""

    mask: Mask | None = None
    piece: Photo | None = None
    name: str = ""
    """Of the mask's file."""
    dabs: tuple[Point, ...] = ()

    def to(self, photo: Photo) -> dict[str, Any]:
        """The attachments for `photo`; raises GanstudioError where the mask has another size, or a dab lies beside."""
        given: dict[str, Any] = {}
        name = photo.path.name if photo.path else ""
        if self.mask is not None:
            check_size(self.mask, photo.size, self.name, name)
            given[MASK] = self.mask
        if self.piece:
            given[PIECE] = piece_for(photo, self.piece)
        if self.dabs:
            given[DABS] = dabs.on(self.dabs, photo.size, name)
        return given


def add_attached(parser: argparse.ArgumentParser, tool: Tool) -> None:
    """The options for what `tool` can use."""
    if tool.masks != "none":
        text = _("picture of the photo's size that is white where to work, and black where the photo stays as it is")
        parser.add_argument("--mask", type=Path, metavar=_("PICTURE"), help=text)
    if PIECE in tool.needs:
        text = _("picture to insert; what is see-through in it is left out")
        parser.add_argument("--piece", type=Path, metavar=_("PICTURE"), help=text)
    if DABS in tool.takes:
        text = _('dabs of colour (JSON): a list like [{"x": 10, "y": 20, "colour": "#c08040"}], in pixels of the photo')
        parser.add_argument("--dabs", type=Path, metavar=_("FILE"), help=text)


def read_attached(arguments: argparse.Namespace, tool: Tool, limit_megapixels: int) -> Attached:
    """What the options say; raises GanstudioError for files that cannot be read, and where `tool` needs more."""
    from ganstudio.image.files import open_photo
    from ganstudio.masks import files

    paths: dict[str, Path | None] = {name: getattr(arguments, name, None) for name in (MASK, PIECE)}
    _check_needs(tool, paths)
    mask, piece = paths[MASK], paths[PIECE]
    read = files.load(mask, limit_megapixels=limit_megapixels) if mask else None
    if mask and read is not None and MASK in tool.needs and not read.any():
        raise SettingsError(_("{name} masks nothing: it must be white where to work.").format(name=mask.name))
    other = open_photo(piece, limit_megapixels=limit_megapixels) if piece else None
    points = getattr(arguments, DABS, None)
    return Attached(read, other, mask.name if mask else "", dabs.read(points) if points else ())


def _check_needs(tool: Tool, paths: dict[str, Path | None]) -> None:
    if MASK in tool.needs and not paths[MASK]:
        raise SettingsError(_("Say with --mask where to work: a picture of the photo's size that is white there."))
    if PIECE in tool.needs and not paths[PIECE]:
        raise SettingsError(_("Say with --piece which picture to insert."))
