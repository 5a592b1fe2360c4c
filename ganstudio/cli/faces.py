"""`ganstudio faces PHOTO…`: where the faces of photos are."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio.cli.progress import watched
from ganstudio.cli.tool import engine_for
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.settings import Settings

if TYPE_CHECKING:
    from ganstudio.faces.find import Found
    from ganstudio.image.face import Floats

COMMAND = "faces"
Row = dict[str, Any]


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command `faces`."""
    parser = commands.add_parser(
        COMMAND,
        description=_("Lists the faces in photos, the largest first, by the numbers that --face takes."),
        parents=[common],
    )
    parser.add_argument("photos", nargs="+", type=Path, metavar=_("PHOTO"))
    parser.add_argument("--json", action="store_true", help=_("write what was found as JSON"))
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """A line on stdout for each face, or one list of all photos; a sentence on stderr for what cannot be opened."""
    from ganstudio.faces.find import find
    from ganstudio.image.files import open_photo

    engine = engine_for(settings)
    code, listed = 0, []
    for path in arguments.photos:
        try:
            with watched(path.name) as job:
                photo = open_photo(path, limit_megapixels=settings.limit_megapixels)
                faces = rows(find(photo, engine, job), photo.size)
        except GanstudioError as error:
            print(error, file=sys.stderr)
            code = 2
            continue
        listed.append({"photo": str(path), "width": photo.size[0], "height": photo.size[1], "faces": faces})
        if not arguments.json:
            _tell(path, faces)
    if arguments.json:
        print(json.dumps(listed, indent=2))
    return code


def rows(found: Sequence[Found], size: tuple[int, int]) -> list[Row]:
    """What there is to say of each face, in pixels of a photo of `size` (width, height)."""
    described = []
    for number, each in enumerate(found, 1):
        left, right, mouth = (_whole(spot) for spot in each.face.points(size))
        corners = each.face.square(size) @ _CORNERS
        box = [*_whole(corners.min(1)), *_whole(corners.max(1))]
        row: Row = {"number": number, "box": box, "eyes": [left, right], "mouth": mouth}
        described.append(row | {"size": round(each.face.side(size)), "sure": round(each.sure, 3)})
    return described


_CORNERS = ((0, 1, 0, 1), (0, 0, 1, 1), (1, 1, 1, 1))
"""Of the unit square: across, down, and 1 for the affine's shift."""


def _tell(path: Path, faces: Sequence[Row]) -> None:
    if not faces:
        print(_("No face was found in {name}.").format(name=path.name))
    for row in faces:
        text = _("{name}, face {number}: {size} pixels, box {box}, eyes {left} and {right}, mouth {mouth}, sure {sure}")
        left, right = row["eyes"]
        spots = {"left": _place(left), "right": _place(right), "mouth": _place(row["mouth"])}
        box = f"{_place(row['box'][:2])} – {_place(row['box'][2:])}"
        numbers = {"number": row["number"], "size": row["size"], "sure": f"{row['sure']:.2f}"}
        print(text.format(name=path.name, box=box, **numbers, **spots))


def _place(spot: Sequence[int]) -> str:
    return f"({spot[0]}, {spot[1]})"


def _whole(values: Floats) -> list[int]:
    return [round(float(value)) for value in values]
