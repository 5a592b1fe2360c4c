"""Pictures in quarantine: no training takes them, and nothing happens to the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import FileError
from tests.trainers.clinic.pictures import kinds, names, some, the
from trainers.clinic import quarantine
from trainers.clinic.check import check
from trainers.data import Pictures, find
from trainers.recipe import Needs

FEW = Needs(enough=2)


def test_no_training_takes_what_is_in_quarantine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = some(tmp_path / "a", 4)
    monkeypatch.chdir(tmp_path)
    quarantine.add([Path("a/01.png"), place / "03.png"])  # wherever one stands
    assert [path.name for path in find((place,))] == ["00.png", "02.png"]
    assert [path.name for path in Pictures((Path("a"),), 8).paths] == ["00.png", "02.png"]
    assert (place / "01.png").exists()
    quarantine.remove([place / "01.png"])
    assert [path.name for path in find((place,))] == ["00.png", "01.png", "02.png"]
    assert quarantine.below((place,)) == (place / "03.png",) and quarantine.below((tmp_path / "b",)) == ()


def test_the_check_passes_it_over_and_says_so(tmp_path: Path) -> None:
    place = some(tmp_path / "a", 4)
    (place / "broken.png").write_text("no picture")
    quarantine.add(the(check((place,), FEW, Job()), "unreadable").leave_out)
    report = check((place,), FEW, Job())
    assert kinds(report) == {"in-quarantine"} and names(the(report, "in-quarantine")) == [("broken.png",)]


def test_a_picture_whose_name_is_in_no_encoding_can_be_put_aside() -> None:
    path = Path("/photos/sch\udcf6n.jpg").absolute()
    quarantine.add([path])
    assert quarantine.below((path.parent,)) == (path,)


@pytest.mark.parametrize("text", ["", "{}", "[1, null]", "[", '["x"'])
def test_a_damaged_list_stays_and_is_told(tmp_path: Path, text: str) -> None:
    quarantine.file().parent.mkdir(parents=True, exist_ok=True)
    quarantine.file().write_text(text)
    with pytest.raises(FileError, match=r"quarantine\.json.*cannot be read"):
        find((tmp_path,))
    with pytest.raises(FileError, match="cannot be read"):
        quarantine.add([tmp_path / "a.png"])
    assert quarantine.file().read_text() == text


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("GANSTUDIO_HOME", str(tmp_path / "file"))
    with pytest.raises(FileError, match="cannot be written"):
        quarantine.add([tmp_path / "a.png"])
