"""Story: a person brightens a face alone, then brushes something away, corrects the mask, keeps the result."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.window import Window
from ganstudio.image.export import ExportOptions
from ganstudio.image.files import open_photo, save_photo
from ganstudio.image.photo import Photo
from ganstudio.tools.inpaint import InpaintParams
from ganstudio.tools.light import LightParams
from ganstudio.tools.limited import MASK
from tests.gui.hand import ALT, CONTROL, SHIFT, drag, drawn
from tests.gui.rooms import PATIENCE, finished, opened, save_picture


def apart(one: Photo, other: Photo) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """(height, width): where they are not the same, bit for bit."""
    return (one.pixels != other.pixels).any(axis=2)


def test_a_face_is_brightened_and_a_wire_removed(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, save_picture(photos[0].with_name("portrait.png"), 320, 240))
    page = window.session.current
    assert page
    original = page.document.photo

    # Only the face shall be lighter: an ellipse, one more for the hand, a corner taken away, soft at the edge.
    qtbot.keyClick(window, Qt.Key.Key_L)
    qtbot.keyClick(window, Qt.Key.Key_Q)
    qtbot.keyClick(window, Qt.Key.Key_M, SHIFT)
    drag(page.canvas, [(100, 40), (200, 140)])
    drag(page.canvas, [(40, 160), (90, 220)], SHIFT)
    qtbot.keyClick(window, Qt.Key.Key_M)
    drag(page.canvas, [(60, 150), (110, 190)], ALT)
    drawn(qtbot, window)
    window.menu_actions["mask_feather"].trigger()
    drawn(qtbot, window)
    mask = page.selection.mask
    assert mask is not None and mask[90, 150] == 255 and mask[210, 65] > 0 and not mask[170, 80]

    window.panel.put_params(LightParams(exposure=0.7))
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    finished(qtbot, window)
    lighter = page.document.photo
    changed = apart(original, lighter)
    assert changed[90, 150] and not changed[mask == 0].any()

    # Something shall go: another tool, a mask of its own.
    window.menu_actions["mask_none"].trigger()
    drawn(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_J)
    assert not window.panel.ready
    window.panel.put_params(InpaintParams(method="telea", feather=0))
    qtbot.keyClick(window, Qt.Key.Key_B)
    window.kit.put(size=8, hardness=1.0)
    drag(page.canvas, [(220, 30), (260, 120), (300, 200)])
    wire = page.selection.mask
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    finished(qtbot, window)
    assert page.document.position == 2 and page.selection.mask is None
    assert wire is not None and not apart(lighter, page.document.photo)[wire == 0].any()

    # Too little was masked: back, a little more, once again.
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert page.document.position == 1 and np.array_equal(page.selection.pixels, wire)
    window.kit.put(by=3)
    window.menu_actions["mask_grow"].trigger()
    drawn(qtbot, window)
    wider = page.selection.mask
    assert wider is not None and (wider > 0).sum() > (wire > 0).sum()
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    finished(qtbot, window)
    steps = page.document.steps
    assert [step.edit.tool for step in steps] == ["light", "inpaint"]
    assert np.array_equal(steps[1].edit.attachments[MASK], wider)
    removed = apart(lighter, page.document.photo)
    assert removed.any() and not removed[wider == 0].any()

    # What is saved is what is seen.
    target = photos[0].with_name("done.png")
    save_photo(page.document.photo, target, ExportOptions())
    assert np.array_equal(open_photo(target).pixels, page.document.photo.pixels)
