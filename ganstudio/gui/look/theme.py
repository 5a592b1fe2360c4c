"""Dark and light, from one set of tokens: a palette for all that Qt draws, a small stylesheet for the rest.

Greys carry no tint, so that the photo's colours are judged rightly beside them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ganstudio.paths import resource

Group = QPalette.ColorGroup
Role = QPalette.ColorRole


@dataclass(frozen=True)
class Tokens:
    """The colours of a theme, each by what it is for."""

    window: str
    """Panels, bars."""
    deep: str
    """Lists, text fields: a step back."""
    raised: str
    """Buttons: a step forth."""
    hover: str
    line: str
    text: str
    muted: str
    faint: str
    """Text that is disabled."""
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    """The accent as text or line, readable on `window`."""
    chosen: str
    """Behind what is chosen in a list."""
    danger: str
    danger_ground: str
    good: str
    good_ground: str


DARK = Tokens(
    window="#232325",
    deep="#1a1a1c",
    raised="#333336",
    hover="#3f3f43",
    line="#3a3a3e",
    text="#ececee",
    muted="#a2a2a8",
    faint="#66666c",
    accent="#3d7eff",
    accent_hover="#5a92ff",
    on_accent="#ffffff",
    link="#7aa7ff",
    chosen="#2c3d5e",
    danger="#ff8a80",
    danger_ground="#43282a",
    good="#7fd1a0",
    good_ground="#22382c",
)
LIGHT = Tokens(
    window="#f3f3f4",
    deep="#ffffff",
    raised="#ffffff",
    hover="#e6e6e9",
    line="#d3d3d8",
    text="#1b1b1e",
    muted="#63636b",
    faint="#a8a8ae",
    accent="#2563eb",
    accent_hover="#1d54d0",
    on_accent="#ffffff",
    link="#1f5fe0",
    chosen="#d9e5fd",
    danger="#b3261e",
    danger_ground="#fbe4e2",
    good="#1d7a46",
    good_ground="#dff3e6",
)


def is_dark(choice: str) -> bool:
    """Whether `choice` ("system", "light", "dark") means dark here and now."""
    if choice == "system":
        return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return choice == "dark"


def tokens(choice: str) -> Tokens:
    """The colours `choice` means here and now."""
    return DARK if is_dark(choice) else LIGHT


def apply_theme(app: QApplication, choice: str) -> None:
    """Give the whole program the look of `choice`."""
    chosen = tokens(choice)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")  # the same on every system, and the only one whose colours are all ours
    app.setPalette(_palette(chosen))
    app.setStyleSheet(stylesheet(chosen))


def stylesheet(chosen: Tokens) -> str:
    """The stylesheet with the tokens filled in."""
    source = (resource("theme") / "ganstudio.qss").read_text(encoding="utf-8")
    return Template(source).substitute(asdict(chosen), theme=resource("theme").as_posix())


def heading(font: QFont, size: float = 1.25) -> QFont:
    """`font` for a heading, `size` times as large."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * size)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def _palette(chosen: Tokens) -> QPalette:
    palette = QPalette()
    colours = {
        Role.Window: chosen.window,
        Role.WindowText: chosen.text,
        Role.Base: chosen.deep,
        Role.AlternateBase: chosen.window,
        Role.Text: chosen.text,
        Role.Button: chosen.raised,
        Role.ButtonText: chosen.text,
        Role.BrightText: chosen.on_accent,
        Role.ToolTipBase: chosen.raised,
        Role.ToolTipText: chosen.text,
        Role.PlaceholderText: chosen.muted,
        Role.Highlight: chosen.accent,
        Role.HighlightedText: chosen.on_accent,
        Role.Accent: chosen.accent,
        Role.Link: chosen.link,
        Role.LinkVisited: chosen.link,
        Role.Mid: chosen.line,
        Role.Midlight: chosen.hover,
        Role.Light: chosen.hover,
        Role.Dark: chosen.line,
        Role.Shadow: "#000000",
    }
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(Group.Disabled, role, QColor(chosen.faint))
    palette.setColor(Group.Disabled, Role.Highlight, QColor(chosen.line))
    return palette
