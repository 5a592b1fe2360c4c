"""The form of style: the styles as the photo looks in them, how strong, how large the strokes."""

from __future__ import annotations

from typing import Any

from ganstudio.gui.panel.form import Form
from ganstudio.gui.styles.gallery import StyleGallery
from ganstudio.gui.styles.strokes import StrokesEditor
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.tools.style import StyleParams


class StyleForm(Form):
    """A click on a style shows the photo in it."""

    def __init__(self, kind: type[StyleParams], **how: Any) -> None:
        super().__init__(kind, **how | {"make": {**(how.get("make") or {}), "strokes": StrokesEditor}})
        self._photo: Photo | None = None
        gallery = self.editors["model"]
        assert isinstance(gallery, StyleGallery)
        self.gallery = gallery
        self._rows.labelForField(gallery).hide()  # the panel's heading says it
        gallery.picked.connect(self._picked)

    @property
    def idle(self) -> str:
        return "" if self.gallery.tiles else _("There is no style yet. Add one above.")

    def show_photo(self, photo: Photo | None) -> None:
        self._photo = photo
        super().show_photo(photo)

    def _picked(self) -> None:
        if self._photo:
            self.preview_requested.emit()
