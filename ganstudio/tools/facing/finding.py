"""The faces of a photo, found once for as long as its pixels live."""

from __future__ import annotations

from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.tools.keeping import Kept
from ganstudio.tools.tool import Context

_kept: Kept[tuple[Face, ...]] = Kept()


def faces(photo: Photo, context: Context) -> tuple[Face, ...]:
    """The largest first. Raises ModelError, OutOfMemory, Cancelled."""
    from ganstudio.faces.find import find

    def work() -> tuple[Face, ...]:
        found = find(photo, context.engine, context.job.part(0, 0.3), background=context.background)
        return tuple(each.face for each in found)

    return _kept.get(photo.pixels, "", work)
