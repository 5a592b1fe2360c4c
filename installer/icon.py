"""The program's icon in the forms that Windows and macOS want."""

from __future__ import annotations

import io
import os
from pathlib import Path

SOURCE = Path("resources/icons/ganstudio.svg")
_SIDE = 1024


def make(place: Path) -> dict[str, str]:
    """Write ganstudio.png, .ico and .icns into `place`; platform (as `sys.platform` says it) → file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawn = QImage(_SIDE, _SIDE, QImage.Format.Format_ARGB32)
    drawn.fill(0)
    painter = QPainter(drawn)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")  # type: ignore[call-overload]  # its stubs know no text
    place.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(buffer.data().data()))
    picture.save(place / "ganstudio.ico", sizes=[(side, side) for side in (16, 24, 32, 48, 64, 128, 256)])
    picture.save(place / "ganstudio.icns")
    picture.save(place / "ganstudio.png")
    return {"win32": str(place / "ganstudio.ico"), "darwin": str(place / "ganstudio.icns")}
