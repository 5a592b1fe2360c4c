"""Which files of libraries come into the package, on each system."""

from __future__ import annotations

import pytest

from installer.wanted import Entry, asked_for, kept, plain, wanted

LINUX, MACOS, WINDOWS = "linux", "macos", "windows"


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml",
        r"PySide6\Qt6Qml.dll",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/plugins/imageformats/libqpdf.dylib",
        r"PySide6\plugins\imageformats\qpdf.dll",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.dylib",
        r"PySide6\plugins\tls\qopensslbackend.dll",
        r"PySide6\opengl32sw.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        r"PySide6\translations\qtbase_de.qm",
        "torch/bin/protoc",
        r"torch\include\ATen\ATen.h",
        "torchvision/_C.so",
        r"torchvision\_C.pyd",
        r"cv2\opencv_videoio_ffmpeg4140_64.dll",
        "torchvision.libs/libcudart.faf08d9a.so.13",
    ],
)
def test_what_is_of_no_use_stays_out_on_every_system(place: str) -> None:
    assert not wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/QtWidgets.framework/Versions/A/QtWidgets",
        r"PySide6\Qt6Gui.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        r"PySide6\plugins\platforms\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/QtOpenGL.abi3.so",
        "PySide6/Qt/translations/qtbase_es.qm",
        r"PySide6\translations\qtbase_es.qm",
        "torch/bin/torch_shm_manager",
        "torch/lib/libtorch_cpu.so",
        r"torch\lib\torch_cpu.dll",
        "torchvision/io/image.py",
        "libpython3.11.so.1.0",
    ],
)
def test_what_is_of_use_stays_on_every_system(place: str) -> None:
    assert wanted(place)


def test_one_name_for_the_same_library_of_each_system() -> None:
    places = ("PySide6/Qt/lib/libQt6Qml.so.6", "PySide6/Qt/lib/QtQml.framework/QtQml", r"PySide6\Qt6Qml.dll")
    assert {plain(place).split(".")[0] for place in places} == {"PySide6/QtQml"}


def test_no_link_is_left_that_leads_nowhere() -> None:
    links: list[Entry] = [
        ("libQt6Qml.so.6", "PySide6/Qt/lib/libQt6Qml.so.6", "SYMLINK"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ]
    assert kept(links) == links[1:]


def binary(place: str) -> Entry:
    return place, f"/site/{place}", "BINARY"


@pytest.mark.parametrize("system", [LINUX, WINDOWS])
def test_libraries_of_the_system_come_only_for_what_is_inside(system: str) -> None:
    """The theme of GTK stays out, and with it what it alone asks for, even through another; what both ask for stays,
    and so does what nobody asks for: the starter loads Python's library by itself."""
    if system == LINUX:
        left, stays = "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/lib/libQt6Core.so.6"
        gtk, pango, shared, pythons = "libgtk-3.so.0", "libpango.so.0", "libz.so.1", "libpython3.11.so.1.0"
    else:
        left, stays = r"PySide6\plugins\tls\qopensslbackend.dll", r"PySide6\Qt6Core.dll"
        gtk, pango, shared, pythons = "ssleay.dll", "pango.dll", "VCRUNTIME140.dll", "python311.dll"
    asks = {left: {gtk, shared}, gtk: {pango}, stays: {shared.lower() if system == WINDOWS else shared}}
    entries = [binary(place) for place in (left, stays, gtk, pango, shared, pythons)]
    found = asked_for(entries, lambda file: asks.get(file.removeprefix("/site/"), set()))
    assert [place for place, _file, _kind in found] == [stays, shared, pythons]
