"""What the packages for Linux hold, tried with a folder that stands for the finished program."""

from __future__ import annotations

import configparser
import gzip
import os
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest

from ganstudio import __version__
from ganstudio.image.folder import SUFFIXES
from installer import folder as finished
from installer import licences
from installer.linux import deb, layout, tarball, words
from installer.linux.words import HERE

SHARE = Path("usr/share")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that is two lines long, one library, and the licences."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    place = tmp_path / "built" / "ganstudio"
    (place / "_internal").mkdir(parents=True)
    (place / "ganstudio").write_text('#!/bin/sh\necho "ganstudio $*"\n')
    (place / "ganstudio").chmod(0o755)
    (place / "_internal" / "libsmall.so.1").write_bytes(b"\x7fELF GLIBC_2.4 GLIBC_2.34 GLIBC_2.7")
    (place / licences.FILE).write_text("The licences of others")
    return place


def test_everything_lies_where_a_system_looks_for_it(folder: Path, tmp_path: Path) -> None:
    layout.lay_out(folder, tmp_path / "root", "1.2.3")
    root = tmp_path / "root"
    said = subprocess.run([root / "usr/bin/ganstudio", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout == "ganstudio --version\n"
    manual = gzip.decompress((root / SHARE / "man/man1/ganstudio.1.gz").read_bytes()).decode()
    assert "ganstudio 1.2.3" in manual and "@" not in manual
    assert b"# Changes" in gzip.decompress((root / SHARE / "doc/ganstudio/changelog.gz").read_bytes())
    told = (root / SHARE / "doc/ganstudio/copyright").read_text()
    assert "MIT" in told and "CC BY-SA" in told and "The licences of others" in told


def test_the_menu_entry_opens_files_of_every_kind_that_the_program_reads() -> None:
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read_string((HERE / "ganstudio.desktop").read_text())
    section = entry["Desktop Entry"]
    assert section["Exec"] == "ganstudio open %F" and section["StartupWMClass"] == "ganstudio"
    kinds = set(section["MimeType"].split(";"))
    assert {".png", ".jpg", ".webp", ".tif", ".avif"} <= SUFFIXES
    assert {"image/png", "image/jpeg", "image/webp", "image/tiff", "image/avif", "application/x-ganstudio"} <= kinds
    for name in ("GenericName", "Comment", "Keywords"):
        assert section[f"{name}[es]"]


def test_the_system_learns_projects_and_the_catalogue_of_programs_what_this_is() -> None:
    kind = xml.fromstring((HERE / "ganstudio-mime.xml").read_text())
    assert [each.get("pattern") for each in kind.iter() if each.tag.endswith("glob")] == ["*.ganstudio"]
    facts = xml.fromstring(words.filled("ganstudio.metainfo.xml", version=__version__))
    assert facts.findtext("launchable") == "ganstudio.desktop"
    assert [each.get("version") for each in facts.iter("release")] == [__version__]


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="not Debian")
def test_a_deb_says_what_it_needs(folder: Path, tmp_path: Path) -> None:
    made = deb.build(folder, tmp_path, "1.2.3")
    facts = subprocess.run(["dpkg-deb", "--field", made], capture_output=True, text=True, check=True).stdout
    assert "fontconfig-config" in facts  # without it a window has no letters
    assert "Version: 1.2.3" in facts and "libc6 (>= 2.34)" in facts and "@VERSION@" not in facts
    inside = subprocess.run(["dpkg-deb", "--contents", made], capture_output=True, text=True, check=True).stdout
    assert "./usr/bin/ganstudio -> ../lib/ganstudio/ganstudio" in inside
    assert all(line.split()[1] == "root/root" for line in inside.splitlines())


def test_the_same_folder_makes_the_same_tarball(folder: Path, tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("one", "two")]
    for place in places:
        place.mkdir()
        os.utime(folder / "ganstudio")
    first, second = (tarball.build(folder, place, "1.2.3") for place in places)
    assert first.read_bytes() == second.read_bytes()
    with tarfile.open(first) as packed:
        names = packed.getnames()
    assert "ganstudio-1.2.3/ganstudio" in names and "ganstudio-1.2.3/_internal/libsmall.so.1" in names


def test_code_under_the_gpl_is_refused(folder: Path) -> None:
    finished.check(folder)
    (folder / "_internal" / "libx265-1234.so.209").write_bytes(b"")
    with pytest.raises(SystemExit, match="libx265"):
        finished.check(folder)


def test_more_than_is_promised_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finished, "LARGEST", 10)
    with pytest.raises(SystemExit, match="promised"):
        finished.check(folder)


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
@pytest.mark.parametrize("script", sorted((HERE / "walk").glob("*.sh")), ids=lambda path: path.name)
def test_the_walk_is_written_without_a_slip(script: Path) -> None:
    said = subprocess.run(["bash", "-n", script], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
