"""What makes the packages of systems that the tests do not run on: as far as it can be looked through."""

from __future__ import annotations

import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ganstudio import __version__, system
from ganstudio.image.folder import SUFFIXES
from installer import icon
from installer.__main__ import stamp

ROOT = Path(__file__).parents[2]
yaml = pytest.importorskip("yaml")
SCRIPT = (ROOT / "installer/windows/ganstudio.iss").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/package.yml").read_text(encoding="utf-8"))


def commands(job: str) -> str:
    """All that a job of the workflow runs."""
    return "\n".join(step.get("run", "") for step in WORKFLOW["jobs"][job]["steps"])


def values(key: str) -> list[str]:
    """Of a setting in Inno Setup's script, or of a parameter of its lines."""
    found = re.findall(rf'^{key}=(.*)$|\b{key}: "((?:[^"]|"")*)"', SCRIPT, re.MULTILINE)
    return [setting or parameter for setting, parameter in found]


# The spec


class Spec:
    """What ganstudio.spec asks PyInstaller for on a system, without PyInstaller."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
        self.programs: list[dict[str, Any]] = []
        self.bundle: dict[str, Any] = {}
        icons = {"win32": "ganstudio.ico", "darwin": "ganstudio.icns"}
        for name in ("PyInstaller", "PyInstaller.depend", "PyInstaller.utils"):
            monkeypatch.setitem(sys.modules, name, ModuleType(name))
        hooks, imports = ModuleType("hooks"), ModuleType("bindepend")
        hooks.collect_data_files = lambda *_words, **_more: []  # type: ignore[attr-defined]
        imports.get_imports = lambda _file: set()  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
        monkeypatch.setitem(sys.modules, "PyInstaller.depend.bindepend", imports)
        monkeypatch.setattr(icon, "make", lambda _place: icons)
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(sys, "path", list(sys.path))
        names = dict.fromkeys(("Analysis", "PYZ", "COLLECT"), self.take)
        code = compile((ROOT / "ganstudio.spec").read_text(encoding="utf-8"), "ganstudio.spec", "exec")
        exec(code, {"SPECPATH": str(ROOT), "EXE": self.exe, "BUNDLE": self.app, **names})

    def take(self, *_words: object, **_more: object) -> Any:
        """An analysis that has found nothing."""
        return type("Found", (), {"binaries": [], "datas": [], "pure": [], "scripts": []})()

    def exe(self, *_words: object, **more: Any) -> None:
        self.programs.append(more)

    def app(self, *_words: object, **more: Any) -> None:
        self.bundle = more


@pytest.mark.parametrize(
    ("platform", "programs", "picture"),
    [
        ("linux", {"ganstudio": True}, None),
        ("win32", {"ganstudio": False, "ganstudio-cli": True}, "ganstudio.ico"),
        ("darwin", {"ganstudio": False}, "ganstudio.icns"),
    ],
)
def test_which_programs_have_a_console(
    monkeypatch: pytest.MonkeyPatch, platform: str, programs: dict[str, bool], picture: str | None
) -> None:
    made = Spec(monkeypatch, platform)
    assert {each["name"]: each["console"] for each in made.programs} == programs
    assert {each["icon"] for each in made.programs} == {picture}
    assert bool(made.bundle) is (platform == "darwin")


def test_the_application_of_macos_opens_pictures_and_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = Spec(monkeypatch, "darwin").bundle
    assert bundle["version"] == __version__ and bundle["info_plist"]["NSHighResolutionCapable"]
    kinds = bundle["info_plist"]["CFBundleDocumentTypes"]
    assert ["public.image"] in [each.get("LSItemContentTypes") for each in kinds]
    assert ["ganstudio"] in [each.get("CFBundleTypeExtensions") for each in kinds]


# Windows


def test_windows_setup_takes_what_is_built_and_upgrades_what_is_there() -> None:
    assert values("AppId") == ["{{6E1B7C0B-2F0B-4B38-9C1B-0F5A7C6E9D11}"]  # another one would be another program
    assert values("AppVersion") == ["{#Version}"] and values("PrivilegesRequired") == ["lowest"]
    (licence,), (picture,) = values("LicenseFile"), values("SetupIconFile")
    assert (ROOT / "installer/windows" / licence.replace("\\", "/")).is_file()
    assert picture == r"..\..\build\ganstudio.ico"
    assert r"..\..\dist\ganstudio\*" in values("Source")
    assert re.findall(r"\[(InstallDelete|UninstallDelete)\]", SCRIPT) == ["InstallDelete", "UninstallDelete"]
    assert "userappdata" not in SCRIPT and "localappdata}\\ganstudio" not in SCRIPT  # what is the user's stays


def test_windows_opens_with_the_program_what_it_reads() -> None:
    kinds = {name for name in values("ValueName") if name.startswith(".")}
    assert kinds <= SUFFIXES and {".jpg", ".png", ".webp", ".tif", ".avif", ".dng", ".nef"} <= kinds
    opens = [value for value in values("ValueData") if "%1" in value]
    assert set(opens) == {'""{app}\\ganstudio.exe"" open ""%1""'} and len(opens) == 2


def test_every_line_of_the_windows_script_is_of_a_known_section() -> None:
    """Brackets, quotes and the parameters that each line must have."""
    wanted = {
        "Languages": "Name",
        "Tasks": "Name",
        "Files": "Source",
        "Icons": "Name",
        "Registry": "Root",
        "Run": "Filename",
    }
    wanted |= {"InstallDelete": "Type", "UninstallDelete": "Type"}
    section = ""
    for line in SCRIPT.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith((";", "#", " ")):
            assert line.count('"') % 2 == 0 and line.count("{") - line.count("{{") == line.count("}"), line
            start = r"\w+=" if section == "Setup" else f"{wanted[section]}: "
            assert re.match(start, line), line


# macOS


def test_the_disk_image_is_signed_after_the_licences_came_in_and_tried_before_it_is_made() -> None:
    path = ROOT / "installer/macos/dmg.sh"
    subprocess.run(["sh", "-n", path], check=True)
    script = path.read_text(encoding="utf-8")
    assert script.index("--sign -") < script.index("--verify") < script.index("--selftest") < script.index("hdiutil")
    assert "set -eu" in script and path.stat().st_mode & 0o100
    rights = plistlib.loads((ROOT / "installer/macos/entitlements.plist").read_bytes())
    assert rights["com.apple.security.cs.disable-library-validation"]


# The date


def test_sources_without_a_repository_have_a_date_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of their files, which are dated alike in every copy; Debian's tools refuse an empty one."""
    (tmp_path / "CHANGELOG.md").touch()
    os.utime(tmp_path / "CHANGELOG.md", (1_790_000_000.5, 1_790_000_000.5))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert stamp() == "1790000000"
    monkeypatch.setenv("PATH", "")
    assert stamp() == "1790000000"


# The workflow


def test_the_workflow_builds_and_tries_all_and_gathers_them_with_checksums() -> None:
    jobs = WORKFLOW["jobs"]
    assert set(jobs) == {"sources", "linux", "windows", "macos", "release"}
    assert set(jobs["release"]["needs"]) == set(jobs) - {"release"}
    assert "make package" in commands("linux")
    assert "python -m installer" in commands("windows") and "iscc " in commands("windows")
    assert "python -m installer" in commands("macos") and "dmg.sh" in commands("macos")
    assert "sha256sum" in commands("release") and WORKFLOW[True]["push"]["tags"] == ["v*"]  # `on` is a truth value


def test_the_workflow_brings_all_libraries_that_the_window_needs() -> None:
    needed = {*system.OFFSCREEN.values(), *system.X11.values(), *system.WAYLAND.values()}
    assert needed <= set(commands("linux").split())
    names = [step.get("uses", step.get("run", "")) for step in WORKFLOW["jobs"]["linux"]["steps"]]
    git = next(at for at, name in enumerate(names) if " git " in name)
    assert git < next(at for at, name in enumerate(names) if "checkout" in name)
