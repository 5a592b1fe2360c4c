"""The licences of everything inside: each package, each library, nothing under the GPL."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from installer import folder as finished
from installer import gpl, licences
from installer.licences import origins, packages


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished folder in which there is nothing yet; what is inside is what a test says by `hold`."""
    place = tmp_path / "ganstudio"
    (place / "_internal").mkdir(parents=True)
    hold(monkeypatch)
    monkeypatch.setattr(origins, "_owners", lambda: {"libsystem.so.1": "libsystem1"})
    site = [str(tmp_path / "site")]
    monkeypatch.setattr(
        packages, "installed", lambda: sorted(metadata.distributions(path=site), key=lambda each: each.name)
    )
    return place


def hold(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Packages with these modules are inside."""
    monkeypatch.setattr(packages, "_module_names", lambda _folder: set(names))


def install(site: Path, name: str, facts: str = "License-Expression: MIT", **texts: str) -> None:
    """A package with one module, and the texts in its licenses/ (`__` is a slash)."""
    place = site / f"{name}-1.0.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{facts}\n")
    (site / f"{name}.py").touch()  # with `importlib_metadata` about, what is missing is not listed
    record = [f"{name}.py,,", f"{place.name}/METADATA,,"]
    for key, text in texts.items():
        file = place / "licenses" / key.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        record.append(f"{file.relative_to(site)},,")
    (place / "RECORD").write_text("\n".join(record))


def test_each_package_inside_is_told_with_all_its_texts_each_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"LICENSE": "First terms", "part__LICENSE": "Other terms", "again__COPYING": "First terms"}
    install(tmp_path / "site", "alpha", **texts, tests__LICENSE="Of a test", plates__license_data="Numbers")
    install(tmp_path / "site", "beta", LICENSE="Not inside")
    hold(monkeypatch, "alpha")
    said = licences.collect(folder)
    assert "alpha 1.0" in said and "MIT" in said and "--- part/LICENSE\n\nOther terms" in said
    assert said.count("First terms") == 1
    assert "Of a test" not in said and "Not inside" not in said


def test_what_a_wheel_carries_without_a_word_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("pyvips-binary", "PySide6_Essentials", "spandrel")
    for name in names:
        install(tmp_path / "site", name)
    hold(monkeypatch, *names)
    said = licences.collect(folder)
    for words in ("pango", "libimagequant, the branch under the BSD licence", "Joey Ballentine", "Qt Wayland"):
        assert words in said
    assert "Qt 1.0, PySide6" in said
    for text in ("LGPL-2.1", "LGPL-3", "GPL-3"):  # the last two go together
        assert f"{'=' * 100}\n{text}\n{'=' * 100}" in said
    assert "may be replaced" in said and "https://download.qt.io" in said


def test_every_text_of_ours_is_used_and_there() -> None:
    named = {text for texts in packages.CARRIED.values() for text in texts}
    assert named == {path.stem for path in packages.TEXTS.glob("[a-z]*.txt")}
    assert {path.stem for path in packages.TEXTS.glob("[A-Z]*.txt")} >= {"GPL-3", "LGPL-3", "LGPL-2.1"}


def test_a_package_without_any_text_is_refused(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "site", "alpha")
    hold(monkeypatch, "alpha")
    with pytest.raises(SystemExit, match="alpha brings no licence"):
        licences.put(folder)


def test_every_library_is_pythons_a_packages_or_debians(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", "alpha", LICENSE="Terms")
    hold(monkeypatch, "alpha")
    inside = folder / "_internal"
    (inside / "alpha.libs").mkdir()
    for name in ("alpha.libs/libcarried.so.2", "libsystem.so.1", "libstray.so.7"):
        (inside / name).write_bytes(b"\x7fELF")
    (inside / "libcarried.so.2").symlink_to("alpha.libs/libcarried.so.2")
    assert origins.unknown(folder) == [inside / "libstray.so.7"]
    with pytest.raises(SystemExit, match="libstray"):
        licences.put(folder)
    (inside / "libstray.so.7").unlink()
    licences.put(folder)
    assert "Terms" in (folder / licences.FILE).read_text() and "MIT" in (folder / "LICENSE").read_text()


def test_the_application_of_macos_gets_them_too(folder: Path) -> None:
    resources = folder.with_suffix(".app") / "Contents/Resources"
    resources.mkdir(parents=True)
    licences.put(folder)
    assert {path.name for path in resources.iterdir()} == {licences.FILE, "LICENSE"}


def test_python_itself_is_told(folder: Path) -> None:
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in licences.collect(folder).upper()


@pytest.mark.parametrize("sign", gpl.SIGNS)
def test_code_under_the_gpl_is_found_whatever_its_file_is_called(folder: Path, sign: bytes) -> None:
    finished.check(folder)
    (folder / "_internal" / "libharmless.so.1").write_bytes(b"\0" * 4096 + sign + b"\0")
    with pytest.raises(SystemExit, match="libharmless"):
        finished.check(folder)


def test_ffmpeg_under_the_lgpl_is_welcome(folder: Path) -> None:
    code = b"--enable-libvpx --enable-shared\0libavcodec license: LGPL version 2.1 or later\0x264 - core\0"
    (folder / "_internal" / "libavcodec.so.62").write_bytes(code)
    finished.check(folder)


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ("License: GPL-3.0-only", True),
        ("License-Expression: AGPL-3.0-or-later", True),
        ("License: GNU General Public License v2", True),
        ("Classifier: License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("License: LGPL-3.0-only OR GPL-2.0-only", False),
        ("License: GPLv2-or-later with a special exception which allows to use it for any program", False),
        ("License-Expression: Apache-2.0", False),
    ],
)
def test_packages_under_the_gpl_alone_are_refused(tmp_path: Path, facts: str, refused: bool) -> None:
    install(tmp_path, "alpha", facts)
    (package,) = metadata.distributions(path=[str(tmp_path)])
    assert bool(list(gpl.terms([package]))) is refused
