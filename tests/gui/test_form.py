"""Forms: every kind of field, what counts, and the language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from ganstudio.gui.look.words import say_again
from ganstudio.gui.panel.factor import FactorEditor
from ganstudio.gui.panel.form import Form
from ganstudio.i18n import set_language
from ganstudio.image.export import ExportOptions
from ganstudio.params import choice, flag, integer, number, text
from ganstudio.settings import Settings
from ganstudio.tools.upscale import UpscaleParams


@dataclass(frozen=True)
class Everything:
    """One field of each kind."""

    share: float = number(0.5, low=0, high=1, step=0.05, title="Share")
    size: float = number(2.5, low=0.1, high=16, step=0.5, title="Size")
    count: int = integer(3, low=1, high=10, title="Count")
    long: int = integer(2000, low=100, high=1_000_000, title="Long")
    kind: str = choice("b", {"a": "Alpha", "b": "Beta"}, title="Kind")
    extra: int = integer(7, low=0, high=9, title="Extra", when={"kind": ("a",)})
    sure: bool = flag(True, title="Sure")
    name: str = text("x", title="Name")


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(Everything)
    qtbot.addWidget(made)
    made.show()
    return made


def test_starts_from_the_defaults(form: Form) -> None:
    assert form.params == Everything()


def test_what_is_set_is_read_and_told_to_nobody(qtbot: QtBot, form: Form) -> None:
    values = Everything(0.15, 0.7, 9, 123_456, "a", 2, False, "ñ")
    with qtbot.assertNotEmitted(form.changed):
        form.set_params(values)
    assert form.params == values


def test_the_user_changes_each(qtbot: QtBot, form: Form) -> None:
    def inside(name: str, kind: type) -> Any:
        found = form.editors[name].findChild(kind)
        assert found is not None
        return found

    with qtbot.waitSignals([form.changed] * 6):
        inside("share", QSlider).setValue(13)
        inside("count", QSpinBox).setValue(5)
        inside("kind", QComboBox).setCurrentIndex(0)
        inside("extra", QSpinBox).setValue(1)
        inside("sure", QCheckBox).click()
        line = inside("name", QLineEdit)
        line.clear()
        qtbot.keyClicks(line, "abc")
    assert form.params == replace(Everything(), share=0.65, count=5, kind="a", extra=1, sure=False, name="abc")


def test_a_share_is_shown_in_per_cent(form: Form) -> None:
    assert form.editors["share"].findChild(QSpinBox).text() == "50 %"


def test_no_slider_where_it_would_be_too_coarse(form: Form) -> None:
    assert form.editors["count"].findChild(QSlider)
    assert form.editors["long"].findChild(QSlider) is None


def test_only_what_counts_is_shown(form: Form) -> None:
    assert not form.editors["extra"].isVisible()
    form.set_params(replace(Everything(), kind="a"))
    assert form.editors["extra"].isVisible()


def test_the_wheel_scrolls_and_changes_nothing_by_chance(qtbot: QtBot, form: Form) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    box = form.editors["kind"].findChild(QComboBox)
    form.editors["name"].findChild(QLineEdit).setFocus()
    at = QPointF(box.rect().center())
    how = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(box, QWheelEvent(at, box.mapToGlobal(at), QPoint(), QPoint(0, 120), *how))
    assert form.params.kind == "b"


@pytest.mark.parametrize("kind", [UpscaleParams, ExportOptions, Settings])
def test_every_declaration_of_the_program_makes_a_form(qtbot: QtBot, kind: type) -> None:
    models = [name for name in ("model", "upscale_model") if hasattr(kind(), name)]
    form = Form(kind, skip=tuple(models))
    qtbot.addWidget(form)
    assert form.params == kind()


def test_titles_and_choices_follow_the_language(qtbot: QtBot) -> None:
    form = Form(ExportOptions)
    qtbot.addWidget(form)
    box = form.editors["depth"].findChild(QComboBox)
    english = [label.text() for label in form.findChildren(QLabel)], box.itemText(0)
    set_language("es")
    say_again(form)
    spanish = [label.text() for label in form.findChildren(QLabel)], box.itemText(0)
    assert "Formato" in spanish[0] and english != spanish
    assert form.params == ExportOptions()


def test_the_usual_factors_are_one_click_away(qtbot: QtBot) -> None:
    form = Form(UpscaleParams, make={"scale": FactorEditor}, skip=("model",))
    qtbot.addWidget(form)
    editor = form.editors["scale"]
    assert isinstance(editor, FactorEditor)
    with qtbot.waitSignal(form.changed):
        editor._chips.button(2).click()
    assert form.params.scale == 2.0
    editor.set_value(2.7)
    assert not any(chip.isChecked() for chip in editor._chips.buttons()) and form.params.scale == 2.7
