"""An open photo as it is written down."""

from __future__ import annotations

from ganstudio.gui.page import Page
from ganstudio.projects.record import Kept, Record


def record_of(page: Page) -> Record:
    """All there is to know of `page` now; in the window's thread. Holding it keeps the pixels in memory."""
    moment = page.document.moment()
    return Record(
        title=page.title,
        original=moment.original,
        path=moment.path,
        steps=tuple(Kept(step.edit, step.size, photo) for step, photo in zip(moment.steps, moment.photos, strict=True)),
        position=moment.position,
        saved=moment.saved,
        mask=page.selection.mask,
        limited=tuple(sorted(page.limited)),
        set=dict(page.drafts),
        more=page.more,
    )
