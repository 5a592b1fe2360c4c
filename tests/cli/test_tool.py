"""A command made from a tool's declaration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio import settings
from ganstudio.image.export import ExportOptions
from ganstudio.image.files import save_photo
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Tool
from tests.cli.conftest import Command
from tests.image import pictures

pytestmark = pytest.mark.usefixtures("copy_tool")


def read(path: Path) -> np.ndarray:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_UNCHANGED))


def test_the_result_is_written_and_told(command: Command, photo: Path, tmp_path: Path) -> None:
    target = tmp_path / "big.png"
    said = command("copy", photo, "-o", target, "--times", "2", "--mirror")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{photo} → {target} (8 × 6)\n"
    assert np.array_equal(read(target), np.tile(read(photo)[:, ::-1], (2, 2, 1)))


def test_a_file_that_is_there_is_replaced_only_when_asked(command: Command, photo: Path, tmp_path: Path) -> None:
    target = tmp_path / "there.png"
    target.write_bytes(b"precious")
    said = command("copy", photo, "-o", target)
    assert said.code == 2
    assert "--overwrite" in said.err
    assert target.read_bytes() == b"precious"
    assert command("copy", photo, "-o", target, "--overwrite").code == 0
    assert read(target).shape == (3, 4, 3)


def test_the_photo_itself_is_not_overwritten_unasked(command: Command, photo: Path) -> None:
    before = photo.read_bytes()
    assert command("copy", photo, "-o", photo).code == 2
    assert photo.read_bytes() == before


def test_export_options_arrive(command: Command, photo: Path, tmp_path: Path) -> None:
    assert command("copy", photo, "-o", tmp_path / "deep.png", "--depth", "16").code == 0
    assert read(tmp_path / "deep.png").dtype == np.uint16
    sizes = []
    for quality in ("5", "100"):
        target = tmp_path / f"{quality}.jpg"
        assert command("copy", photo, "-o", target, "--times", "20", "--quality", quality).code == 0
        sizes.append(target.stat().st_size)
    assert sizes[0] < sizes[1]


def test_limits_of_the_format_are_told_before_the_work(command: Command, photo: Path, tmp_path: Path) -> None:
    said = command("copy", photo, "-o", tmp_path / "big.webp", "--times", "5000", "--mode", "bug")
    assert said.code == 2
    assert "16383" in said.err
    assert not (tmp_path / "big.webp").exists()


@pytest.mark.parametrize("output", ["missing/big.png", "big.xyz"])
def test_a_target_that_cannot_be_written_is_told_before_the_work(
    command: Command, photo: Path, tmp_path: Path, output: str
) -> None:
    said = command("copy", photo, "-o", tmp_path / output, "--mode", "bug")
    assert said.code == 2
    assert Path(output).name in said.err


def test_one_bad_photo_does_not_stop_the_rest(command: Command, photo: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    said = command("copy", photo, bad, tmp_path / "absent.png", photo, "-o", tmp_path / "out")
    assert said.code == 2
    assert len(said.err.splitlines()) == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["photo-2.png", "photo.png"]


def test_a_failure_is_a_sentence(command: Command, photo: Path, tmp_path: Path) -> None:
    said = command("copy", photo, "-o", tmp_path / "x.png", "--mode", "fail")
    assert (said.code, said.out, said.err) == (2, "", "It did not work out.\n")
    assert not (tmp_path / "x.png").exists()


def test_a_bug_is_a_sentence_with_its_traceback_in_the_log(
    command: Command, photo: Path, tmp_path: Path, home: Path
) -> None:
    said = command("copy", photo, "-o", tmp_path / "x.png", "--mode", "bug")
    log = home / "data" / "ganstudio.log"
    assert said.code == 1
    assert "what nobody thought of" in said.err and str(log) in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--strength", "7"], "Strength must be a number from 0 to 1"),
        (["--times", "x"], "x is not a whole number"),
        (["--mode", "x"], "invalid choice"),
        (["--device", "warp"], "warp"),
        (["--precision", "float7"], "invalid choice"),
        (["--unheard-of"], "unrecognized"),
    ],
)
def test_wrong_options(command: Command, photo: Path, words: list[str], told: str) -> None:
    said = command("copy", photo, *words)
    assert said.code == 2
    assert told in said.err
    assert len(list(photo.parent.iterdir())) == 1


def test_the_limit_of_the_settings_counts(
    command: Command, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.png"
    cv2.imwrite(str(large), np.zeros((1100, 1000, 3), np.uint8))
    settings.save(replace(Settings(), limit_megapixels=1))
    said = command("copy", large, "-o", tmp_path / "x.png")
    assert said.code == 2
    assert "too large" in said.err


def test_options_stand_before_the_command_or_after_it(command: Command, photo: Path, tmp_path: Path) -> None:
    assert command("--device", "cpu", "copy", photo, "-o", tmp_path / "a.png").code == 0
    assert command("copy", "--device", "cpu", photo, "-o", tmp_path / "b.png").code == 0
    assert command("--device", "warp", "copy", photo, "-o", tmp_path / "c.png").code == 2


def test_percent_signs_in_declarations_do_no_harm(command: Command, copy_tool: Tool) -> None:
    said = command("copy", "--help")
    assert said.code == 0
    assert copy_tool.summary in said.out
    assert "In 100 % of cases" in said.out


def test_an_option_that_would_be_passed_over_is_refused(command: Command, photo: Path) -> None:
    said = command("upscale", photo, "--size", "3840")
    assert said.code == 2
    assert said.err == "--size counts only with --size-mode width or height or long.\n"


def test_metadata_are_left_out_and_ai_is_told_where_that_is_asked(
    command: Command, monkeypatch: pytest.MonkeyPatch, copy_tool: Tool, tmp_path: Path
) -> None:
    told, bare, plain = (tmp_path / name for name in ("told.jpg", "bare.jpg", "plain.jpg"))
    source = tmp_path / "source.jpg"
    save_photo(pictures.photo(), source, ExportOptions(format="jpeg"))
    command("copy", source, "-o", plain, "--ai-note", "--mirror")
    network = replace(copy_tool, model=lambda _size, _params, store: store.list("upscale")[0])
    monkeypatch.setitem(TOOLS, "copy", network)
    assert command("copy", source, "-o", told, "--ai-note", "--no-keep-metadata", "--mirror").code == 0
    command("copy", source, "-o", bare, "--no-keep-metadata", "--mirror")
    note = b"compositeWithTrainedAlgorithmicMedia"
    assert note in told.read_bytes() and b"Ana" not in told.read_bytes()
    assert note not in bare.read_bytes() and b"Ana" not in bare.read_bytes()
    assert note not in plain.read_bytes() and b"Ana" in plain.read_bytes()
