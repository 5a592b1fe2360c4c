"""Which of the files that PyInstaller's hooks bring along whole are of use here. One list holds for all systems."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PureWindowsPath

Entry = tuple[str, str, str]
"""Of PyInstaller's lists: place within the folder, file (of a SYMLINK: the place it leads to), kind."""
SUPERFLUOUS = {
    "torch/include/": "C++ headers",
    "torch/share/": "for CMake",
    "torch/test/": "torch's own tests",
    "torch/bin/": "torch's own tests, and protoc",
    "torch/lib/libtorchbind_test": "torch's own tests",
    "torch/lib/libjitbackend_test": "torch's own tests",
    "torch/lib/libbackend_with_compiler": "torch's own tests",
    "torch/lib/libaoti_custom_ops": "torch's own tests",
    "torchvision/_C": "detection, which nothing here asks for; built for CUDA it asks for libraries of NVIDIA's",
    "torchvision/image": "pictures are read by libvips and Pillow",
    "torchvision.libs/": "what those two ask for",
    "torchvision/.dylibs/": "what those two ask for, on macOS",
    "torchvision/lib": "what those two ask for, on Windows",
    "torchvision/jpeg8": "what those two ask for, on Windows",
    "torchvision/zlib": "what those two ask for, on Windows",
    "cv2/opencv_videoio_ffmpeg": "no videos here",
    "libreadline": "for typing at Python's own prompt, and under the GPL",
    "lib-dynload/readline": "for typing at Python's own prompt, and under the GPL",
    "PySide6/opengl32sw": "nothing is drawn by OpenGL",
    "PySide6/qml/": "no QML here",
    "PySide6/plugins/qmltooling/": "no QML here",
    "PySide6/plugins/platformthemes/qgtk3": "the program has themes of its own, and GTK is large",
    "PySide6/plugins/sqldrivers/": "no databases here",
    "PySide6/plugins/egldeviceintegrations/": "no windows without a window system",
    "PySide6/plugins/tls/": "downloads are Python's",
    "PySide6/plugins/networkinformation/": "downloads are Python's",
    "PySide6/plugins/platforminputcontexts/qtvirtualkeyboard": "no on-screen keyboard here",
    "PySide6/plugins/imageformats/qpdf": "no PDF here",
    "PySide6/QtQml": "no QML here",
    "PySide6/QtQuick": "no QML here",
    "PySide6/QtVirtualKeyboard": "no on-screen keyboard here",
    "PySide6/QtPdf": "no PDF here",
}
"""Part of a path, as `plain` tells it → why it is of no use."""
NEEDED = ("torch/bin/torch_shm_manager",)
"""What stands among the superfluous and is asked for at the start."""
LANGUAGES = ("en", "es")


def plain(place: str) -> str:
    """The path without what is different on each system: there Qt lies in PySide6/Qt/lib/libQt6Core.so.6, in
    PySide6/Qt/lib/QtCore.framework or in PySide6\\Qt6Core.dll, its plugins with `lib` before their names or without."""
    path = PureWindowsPath(place).as_posix()
    path = re.sub(r"PySide6/Qt/lib/(libQt6|Qt)|PySide6/Qt6", "PySide6/Qt", path)
    path = path.replace("PySide6/Qt/", "PySide6/")
    return re.sub(r"(PySide6/plugins/\w+/)lib", r"\1", path)


def wanted(place: str) -> bool:
    """Whether the file at `place`, within the finished folder, is of use."""
    path = plain(place)
    if "PySide6/translations/" in path:
        return path.endswith(tuple(f"_{language}.qm" for language in LANGUAGES))
    return path.endswith(NEEDED) or not any(part in path for part in SUPERFLUOUS)


def kept(entries: list[Entry]) -> list[Entry]:
    """Those `wanted`; of links those that lead to such a file."""
    return [entry for entry in entries if wanted(entry[0]) and (entry[2] != "SYMLINK" or wanted(entry[1]))]


def asked_for(binaries: list[Entry], imports: Callable[[str], set[str]]) -> list[Entry]:
    """Those `wanted`, without the libraries of the system that only the others had asked for.

    `imports` tells the names of the libraries that a file asks for. What the starter loads by itself is nobody's: that
    stays.
    """
    left = [entry for entry in binaries if not wanted(entry[0])]
    system = {_name(place): file for place, file, kind in binaries if kind == "BINARY" and _lies_at_the_top(place)}
    others = [entry for entry in kept(binaries) if not _lies_at_the_top(entry[0])]
    needless = _reached(left, system, imports) - _reached(others, system, imports)
    return [entry for entry in kept(binaries) if not (_lies_at_the_top(entry[0]) and _name(entry[0]) in needless)]


def _reached(entries: list[Entry], libraries: dict[str, str], imports: Callable[[str], set[str]]) -> set[str]:
    """Which of `libraries` (name → file) these files ask for, and those in turn."""
    found: set[str] = set()
    waiting = [file for _place, file, kind in entries if kind != "SYMLINK"]
    while waiting:
        names = {_name(name) for name in imports(waiting.pop())}
        new = (names & libraries.keys()) - found
        found |= new
        waiting += [libraries[name] for name in new]
    return found


def _lies_at_the_top(place: str) -> bool:
    return len(PureWindowsPath(place).parts) == 1


def _name(place: str) -> str:
    """Without folders, and in lower case: Windows asks for VCRUNTIME140.dll and means vcruntime140.dll."""
    return PureWindowsPath(place).name.lower()
