"""What is installed: the wheel carries the packages and the resources, and finds them there."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the backend itself, so that no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.split()[-1]


def tracked(folder: str) -> set[str]:
    """The files below `folder` that belong to the project and are there."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout of the repository")
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_wheel_carries_everything(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert tracked("ganstudio") | tracked("trainers") <= names
    assert {f"ganstudio/{name}" for name in tracked("resources")} <= names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"ganstudio", "trainers"}


def test_sources_that_are_passed_on_are_complete() -> None:
    """All that is needed to run the tests, build the wheel and make the packages, and the README's pictures."""
    from hatchling.builders.sdist import SdistBuilder

    names = {Path(file.distribution_path).as_posix() for file in SdistBuilder(str(ROOT)).recurse_included_files()}
    assert tracked(".") <= names
    assert not {name for name in names if name.startswith(("data/", "runs/", "build/", "dist/"))}


def test_installed_program_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from ganstudio.i18n import _, set_language; from ganstudio.paths import resource; import ganstudio\n"
    code += "set_language('es'); print(ganstudio.__file__, resource('models').is_dir(), _('Model'), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    place, models, word = done.stdout.splitlines()
    assert Path(place).is_relative_to(tmp_path.resolve())
    assert (models, word) == ("True", "Modelo")


def test_tested_set_is_pinned_within_the_ranges() -> None:
    """Every requirement has its tested version in constraints.txt, and that version is one the range allows."""
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    for text in wanted:
        requirement = Requirement(text)
        assert requirement.name in pinned, f"{requirement.name} has no tested version"
        assert pinned[requirement.name] in requirement.specifier, text


def test_all_that_comes_along_is_pinned_too() -> None:
    """On each system: what the requirements require, and those in turn, unless they name one version themselves."""
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.split("==")[0]) for line in lines if "==" in line}
    assert len(pinned) == sum("==" in line for line in lines)
    texts = [text for part in (project["dependencies"], *project["optional-dependencies"].values()) for text in part]
    assert along(texts) - pinned == set()


def along(texts: list[str]) -> set[str]:
    """The names of all packages that these requirements bring on Linux, Windows or macOS."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found: set[tuple[str, str]] = set()
    waiting = [(Requirement(text), extra) for text in texts for extra in ("", *Requirement(text).extras)]
    while waiting:
        wanted, extra = waiting.pop()
        if (canonicalize_name(wanted.name), extra) in found:
            continue
        found.add((canonicalize_name(wanted.name), extra))
        try:
            required = [Requirement(text) for text in metadata.requires(wanted.name) or []]
        except metadata.PackageNotFoundError:  # of another system, or of an extra that the tests do without
            continue
        needed = [each for each in required if comes(each, extra) and "==" not in str(each.specifier)]
        waiting += [(each, name) for each in needed for name in ("", *each.extras)]
    return {name for name, _extra in found}


def comes(requirement: Requirement, extra: str) -> bool:
    """Whether it counts on any system."""
    systems = (("linux", "Linux", "posix"), ("win32", "Windows", "nt"), ("darwin", "Darwin", "posix"))
    names = ("sys_platform", "platform_system", "os_name")
    places = [{**dict(zip(names, system, strict=True)), "extra": extra} for system in systems]
    return requirement.marker is None or any(requirement.marker.evaluate(place) for place in places)


def test_version_stands_in_one_place() -> None:
    """In ganstudio/__init__.py; beside it only the list of changes knows it, with the newest on top."""
    from ganstudio import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "ganstudio/__init__.py"
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changes.split("\n## ")[1].startswith(f"{__version__}, ")
    names = ["pyproject.toml", "Makefile", "ganstudio.spec", "README.md", *tracked("installer"), *tracked(".github")]
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in names if "/texts/" not in name}
    assert [name for name, text in texts.items() if __version__ in text] == []
