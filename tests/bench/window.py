"""How soon the window is there, and how long its thread stalls while a tool works: `python -m tests.bench.window`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.table import show

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GANSTUDIO_HOME", tempfile.mkdtemp())
SIZE = (6000, 4000)
TICK = 5  # milliseconds between two looks at the clock


def seconds_to_window() -> float:
    """From the start of the process to the end of the first paint; the best of three."""
    taken = []
    for _ in range(3):
        start = time.time()
        done = subprocess.run([sys.executable, "-m", __spec__.name, "paint"], stdout=subprocess.PIPE, check=True)
        taken.append(float(done.stdout.split()[-1]) - start)
    return min(taken)


def paint() -> None:
    """Show the window and print the time when it is painted."""
    from ganstudio import settings
    from ganstudio.gui.app import after_first_paint, make_app
    from ganstudio.gui.look.language import apply_language
    from ganstudio.gui.look.theme import apply_theme
    from ganstudio.gui.studio import Studio
    from ganstudio.gui.window import Window

    app = make_app()
    studio = Studio(settings.load())
    apply_language(app, studio.settings.language)
    apply_theme(app, studio.settings.theme)
    window = Window(studio)

    def painted() -> None:
        print(time.time(), flush=True)
        os._exit(0)

    after_first_paint(window, painted)
    window.show()
    app.exec()


def longest_stall(folder: Path) -> float:
    """Milliseconds the window's thread was away while a photo of 24 MP was enlarged ×2, from Run to shown."""
    import cv2
    import numpy as np
    from PySide6.QtCore import QEventLoop, QTimer

    from ganstudio import settings
    from ganstudio.gui.app import make_app
    from ganstudio.gui.studio import Studio
    from ganstudio.gui.window import Window
    from ganstudio.tools.upscale import UpscaleParams

    path = folder / "24mp.jpg"
    soft = np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    cv2.imwrite(str(path), cv2.resize(soft, SIZE, interpolation=cv2.INTER_CUBIC))
    app = make_app()
    window = Window(Studio(settings.load()))
    window.resize(1920, 1080)
    window.show()
    window.studio.find_device()
    window.session.open([path])
    while window.session.current is None or window.studio.device is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    page, over = window.session.current, QEventLoop()
    gaps, last = [0.0], [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now
        if page.document.steps and not page.busy:
            QTimer.singleShot(1000, over.quit)

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(TICK)
    window.work.start(page, window.panel.tool, UpscaleParams(model="upscale-x2-faithful", scale=2.0))
    over.exec()
    timer.stop()
    page.document.close()
    return max(gaps) * 1000


def main() -> None:
    """Both, as a table."""
    with tempfile.TemporaryDirectory() as folder:
        stall = longest_stall(Path(folder))
    show(
        "The window",
        [
            {"what": "first paint, from the start of the process", "seconds": seconds_to_window()},
            {"what": "longest stall of its thread, 24 MP ×2", "seconds": stall / 1000},
        ],
    )
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    paint() if sys.argv[1:] == ["paint"] else main()
