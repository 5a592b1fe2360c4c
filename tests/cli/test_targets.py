"""Where results go."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio.cli.targets import targets
from ganstudio.errors import FileError

A = Path("a/x.jpg")


def paths(sources: list[Path], output: Path | None, format: str = "") -> list[tuple[str, str]]:
    return [(str(each.path), each.format) for each in targets(sources, output, format, "upscale")]


def test_one_photo_to_a_file(tmp_path: Path) -> None:
    assert paths([A], tmp_path / "big.webp") == [(str(tmp_path / "big.webp"), "webp")]
    assert paths([A], tmp_path / "odd.name", "tiff") == [(str(tmp_path / "odd.name"), "tiff")]


def test_beside_the_photo() -> None:
    assert paths([A, Path("b/y.bmp")], None) == [("a/x-upscale.jpg", "jpeg"), ("b/y-upscale.png", "png")]


def test_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    assert paths([A, Path("y.cr2")], folder) == [(str(folder / "x.jpg"), "jpeg"), (str(folder / "y.png"), "png")]
    assert folder.is_dir()
    assert paths([A], folder, "avif") == [(str(folder / "x.avif"), "avif")]


def test_no_two_results_share_a_name(tmp_path: Path) -> None:
    names = [Path(path).name for path, _format in paths([A, Path("b/x.jpg"), Path("b/x.jpeg")], tmp_path)]
    assert names == ["x.jpg", "x-2.jpg", "x-3.jpg"]


def test_an_ending_that_is_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"big\.xyz"):
        targets([A], tmp_path / "big.xyz", "", "upscale")


def test_several_photos_do_not_go_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "there.png"
    file.touch()
    with pytest.raises(FileError, match="must be a folder"):
        targets([A, A], file, "", "upscale")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="cannot be made"):
        targets([A, A], tmp_path / "file" / "folder", "", "upscale")


def test_several_photos_do_not_make_a_folder_called_like_a_picture(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="must be a folder"):
        paths([A, Path("y.png")], tmp_path / "one.png")
    assert not list(tmp_path.iterdir())


def test_a_name_that_promises_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="promises JPEG, but the format asked for is PNG"):
        paths([A], tmp_path / "big.jpg", "png")


def test_names_are_never_too_long(tmp_path: Path) -> None:
    """83 signs of three bytes and ".jpg" are a name that a file may have; with "-upscale" it would be too long."""
    first, second = "写" * 83, "写" * 82 + "真"
    found = [Path(path).name for path, _ in paths([tmp_path / f"{first}.jpg", tmp_path / f"{second}.jpg"], None)]
    assert all(len(name.encode()) <= 255 for name in found) and len(set(found)) == 2
    assert found[0].endswith("写-upscale.jpg") and found[1].endswith("写-upscale-2.jpg")


def test_a_name_in_no_encoding_stays_as_it_is() -> None:
    assert paths([Path("a/sch\udcf6n.jpg")], None) == [("a/sch\udcf6n-upscale.jpg", "jpeg")]
