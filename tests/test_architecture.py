"""The house stands as docs/architecture.md says: its floors, who knows Qt, and what starts without torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ganstudio.summaries import SUMMARIES
from ganstudio.tools import TOOLS

ROOT = Path(__file__).resolve().parent.parent

# Makes the named packages impossible to import, as on a computer that does not have them.
WITHOUT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
"""


def python(code: str) -> str:
    """What `code` prints in an interpreter of its own; fails with its traceback."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_floors() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_floors_are_checked(tmp_path: Path) -> None:
    """A core that imports the window is found: the check above can fail."""
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    for package in ("ganstudio", "trainers"):
        for source in (ROOT / package).rglob("*.py"):
            target = tmp_path / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    with (tmp_path / "ganstudio/image/photo.py").open("a", encoding="utf-8") as file:
        file.write("\nimport ganstudio.gui\n")
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode != 0
    assert "ganstudio.image.photo -> ganstudio.gui" in done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["upscale", "--help"], ["train", "--help"], ["models"]])
def test_command_line_starts_without_what_takes_long_to_load(arguments: list[str]) -> None:
    code = f"""
import sys
sys.argv = ["ganstudio", *{arguments!r}]
from ganstudio.__main__ import main
try:
    code = main()
except SystemExit as end:
    code = end.code
assert not code, code
found = {{"torch", "PySide6", "cv2", "pyvips"}} & set(sys.modules)
assert not found, found
"""
    assert python(code).strip()


def test_the_list_of_commands_imports_none_of_them() -> None:
    code = """
import sys
from ganstudio.cli import main
assert main(["--help"]) == 0
heavy = {"numpy", "cv2", "PIL", "torch", "PySide6", "trainers", "ganstudio.tools", "ganstudio.image"}
found = heavy & set(sys.modules)
assert not found, found
for name in ("batch", "check", "models", "runs", "tool", "train", "window"):
    assert f"ganstudio.cli.{name}" not in sys.modules, name
"""
    told = python(code)
    assert all(f"    {name} " in told for name in ("upscale", "batch", "train", "open"))


def test_the_list_of_commands_has_every_tool_in_its_order() -> None:
    assert list(SUMMARIES) == list(TOOLS)
    assert all(tool.summary == SUMMARIES[tool.id] for tool in TOOLS.values())


def test_declarations_import_no_torch() -> None:
    python("import sys, ganstudio.tools, trainers, ganstudio.engine.store; assert 'torch' not in sys.modules")


def test_window_is_declared_without_torch() -> None:
    """Torch comes after the first paint, what draws curves when they are first wanted."""
    python("import sys, ganstudio.gui.app; assert not {'torch', 'pyqtgraph'} & sys.modules.keys()")


def test_training_needs_neither_window_nor_pyvips() -> None:
    absent = ["PySide6", "shiboken6", "pyvips", "platformdirs", "psutil", "rawpy", "pillow_heif"]
    code = WITHOUT.format(absent=absent)
    code += """
import pkgutil, importlib, trainers
names = [module.name for module in pkgutil.walk_packages(trainers.__path__, "trainers.")]
assert "trainers.upscale" in names
for name in names:
    importlib.import_module(name)
"""
    python(code)
