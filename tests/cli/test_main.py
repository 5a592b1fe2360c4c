"""Which command is meant, which language is spoken, and what is not imported for it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from ganstudio import settings, system
from ganstudio.cli import main
from ganstudio.settings import Settings
from tests.cli.conftest import Command


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """What was opened in a window, which is none."""
    calls: list[list[Path]] = []
    app = ModuleType("ganstudio.gui.app")
    app.main = lambda paths: calls.append(paths) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ganstudio.gui.app", app)
    monkeypatch.setattr(system, "missing", lambda libraries: [])
    return calls


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ([], []),
        (["photo.png"], ["photo.png"]),
        (["photo.png", "absent.png"], ["photo.png", "absent.png"]),
        (["open", "absent.png"], ["absent.png"]),
        (["--device", "cpu", "photo.png"], ["photo.png"]),
        (["--language=es"], []),
        (["--", "-odd.png"], ["-odd.png"]),
        (["./upscale"], ["upscale"]),
    ],
)
def test_without_a_command_the_window_opens(
    command: Command,
    opened: list[list[Path]],
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    files: list[str],
) -> None:
    monkeypatch.chdir(photo.parent)
    Path("upscale").touch()
    assert command(*words).code == 0
    assert opened == [[Path(file) for file in files]]


def test_options_count_for_the_window_too(
    command: Command, opened: list[list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Settings] = []
    sys.modules["ganstudio.gui.app"].main = lambda paths: seen.append(settings.load()) or 0  # type: ignore[attr-defined]
    assert command("--device", "cpu", "--precision", "float32", "--language", "es").code == 0
    assert seen == [replace(Settings(), device="cpu", precision="float32", language="es")]
    assert settings.load() == Settings()


def test_a_mistyped_command_opens_no_window(command: Command, opened: list[list[Path]]) -> None:
    said = command("upscal", "photo.png")
    assert said.code == 2
    assert "upscal" in said.err and "--help" in said.err
    assert opened == []


def test_no_display_is_a_sentence(command: Command, opened: list[list[Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(system, "has_display", lambda: False)
    assert "no display" in command().err
    assert opened == []


def test_missing_system_libraries_are_a_sentence(
    command: Command, opened: list[list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "missing", lambda libraries: ["libegl1"])
    said = command()
    assert said.code == 2
    assert "apt-get install -y libegl1" in said.err
    assert opened == []


def test_missing_qt_is_a_sentence(command: Command, opened: list[list[Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    class NoQt:
        def __getattr__(self, name: str) -> None:
            raise ModuleNotFoundError("No module named 'PySide6'", name="PySide6")

    monkeypatch.setitem(sys.modules, "ganstudio.gui.app", NoQt())
    said = command()
    assert said.code == 2
    assert "pip install PySide6" in said.err


HEAVY = "torch cv2 pyvips PIL PySide6 tqdm lightning_fabric safetensors ganstudio.networks".split()


@pytest.mark.parametrize("words", [["--help"], ["upscale", "--help"], ["train", "upscale", "--help"], ["models"]])
def test_help_and_lists_import_nothing_heavy(words: list[str]) -> None:
    code = f"import sys\nfrom ganstudio.cli import main\ncode = main({words!r})\n"
    code += f"print([name for name in {HEAVY!r} if name in sys.modules], code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[] 0", done.stderr


def test_every_command_has_help(command: Command) -> None:
    told = command("--help").out
    for name in ("upscale", "info", "models", "train", "open"):
        assert name in told
        assert command(name, "--help").code == 0
    assert "--adversarial-weight" in command("train", "upscale", "--help").out


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language in which all is upper case: what stays small was not translated."""
    import gettext

    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            words = message.split("{")
            return "{".join([words[0].upper(), *words[1:]]) if "%" not in message else message

    monkeypatch.setattr(gettext, "translation", lambda *_a, **_k: Shouting())


@pytest.mark.usefixtures("shouting")
def test_help_and_argparses_own_words_are_translated(command: Command) -> None:
    told = command("upscale", "--help").out
    for text in ("USAGE:", "OPTIONS:", "SHOW THIS HELP MESSAGE AND EXIT", "ENLARGE A PHOTO", "STRENGTH: BLEND"):
        assert text in told
    assert "EXPECTED ONE ARGUMENT" in command("upscale", "x", "-o").err


def test_the_language_is_the_one_asked_for_then_the_settings(command: Command) -> None:
    from ganstudio.i18n import language

    settings.save(replace(Settings(), language="es"))
    command("models")
    assert language() == "es"
    command("--language", "en", "models")
    assert language() == "en"
    command("models", "--language=en")
    assert language() == "en"
    assert command("--language", "xx", "models").code == 2


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    code = "import sys\nfrom ganstudio.cli import main\nsys.exit(main(['--help']))"
    program = subprocess.Popen(
        [sys.executable, "-u", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout and program.stderr
    program.stdout.close()
    assert program.wait(60) == 0
    assert program.stderr.read() == ""
    program.stderr.close()


def test_names_that_cannot_be_shown_are_no_error(tmp_path: Path) -> None:
    code = (
        f"import sys\nfrom ganstudio.cli import main\nsys.exit(main(['info', {str(tmp_path)!r} + '/\\udcff日本.png']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONIOENCODING": "ascii", "PATH": ""}, capture_output=True, timeout=60
    )
    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr


def test_version(command: Command) -> None:
    assert command("--version").out.startswith("ganstudio ")


def test_called_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "ganstudio", "--version"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_main_takes_the_programs_own_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["ganstudio", "models"])
    assert main() == 0
    assert capsys.readouterr().out


def test_a_program_without_a_console_does_its_work(
    opened: list[list[Path]], photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the window's program on Windows, which has no streams at all; nor may what it starts need them."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main([str(photo)]) == 0 and opened == [[photo]]
    assert main(["flip", str(photo), "-o", str(photo.with_name("turned.png"))]) == 0
    assert main(["flip", "absent.png", "-o", str(photo.with_name("never.png"))]) == 2
