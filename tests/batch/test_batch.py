"""A batch: results, failures, what exists, the journal, progress."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganstudio.batch import work
from ganstudio.batch.batch import Batch, stopped
from ganstudio.batch.item import Item, State
from ganstudio.batch.plan import Plan
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError, ModelError
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.tools.workflow import Workflow
from tests.batch.folders import DONE, FAILED, SKIPPED, WAITING, files, photos
from tests.batch.rooms import FLIP, GATED, Gate, bomb, found, picture, plan, read, run, states

__all__ = ["photos"]


def test_results_are_in_their_files(photos: Path, tmp_path: Path) -> None:
    picture(photos / "sub" / "x.jpg", size=(20, 10))
    told: list[Item] = []
    batch = found(plan(photos, output=tmp_path / "out", recursive=True), tmp_path / "j")
    run(batch, told.append)
    assert files(tmp_path / "out") == [*(f"{index}.png" for index in range(6)), "sub/x.jpg"]
    assert np.array_equal(read(tmp_path / "out" / "3.png"), read(photos / "3.png")[:, ::-1])
    last = batch.items[-1]
    assert (last.state, last.size, last.target) == (DONE, (20, 10), tmp_path / "out" / "sub" / "x.jpg")
    assert last.seconds > 0
    assert batch.finished
    assert sorted(each.state for each in told) == [*[DONE] * 7, *[State.WORKING] * 7]
    assert not (tmp_path / "j.lock").exists()


def test_a_bad_file_is_recorded_and_the_rest_goes_on(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photos / "empty.png").write_bytes(b"")
    (photos / "cut.png").write_bytes((photos / "1.png").read_bytes()[:60])
    (photos / "text.jpg").write_text("no photo")
    (photos / "gone.png").symlink_to("absent")
    (photos / "blocked").mkdir()
    picture(photos / "blocked" / "x.png")
    bomb(photos / "bomb.png")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "blocked").write_text("a file where a folder would be")
    (tmp_path / "out" / "2.png").mkdir()
    batch = run(found(plan(photos, output=tmp_path / "out", recursive=True, existing="replace"), tmp_path / "j"))
    reasons = {item.source.name: item.reason for item in batch.items if item.state is FAILED}
    expected = {
        "empty.png": "is empty",
        "cut.png": "damaged",
        "text.jpg": "not a picture",
        "gone.png": "does not exist",
        "x.png": "cannot be made",
        "bomb.png": "too large",
        "2.png": "folder",
    }
    assert reasons.keys() == expected.keys()
    for name, words in expected.items():
        assert words in reasons[name]
    assert batch.finished and list(states(batch).values()).count(DONE) == 5


def test_a_bug_in_a_tool_costs_one_photo(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    edit = work.edit

    def wrong(photo: Photo, *rest: object) -> Photo:
        if photo.path and photo.path.name == "2.png":
            raise RuntimeError("what nobody thought of")
        if photo.path and photo.path.name == "3.png":
            raise MemoryError
        return edit(photo, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "edit", wrong)
    batch = run(found(plan(photos, output=tmp_path / "out"), tmp_path / "j"))
    reasons = {item.source.name: item.reason for item in batch.items if item.state is FAILED}
    assert reasons.keys() == {"2.png", "3.png"}
    assert "what nobody thought of" in reasons["2.png"] and "memory" in reasons["3.png"]
    assert "Traceback" in (home / "data" / "ganstudio.log").read_text()


def test_a_photo_that_a_step_cannot_do_fails_before_it_is_read(photos: Path, tmp_path: Path) -> None:
    far = Workflow("far", (Edit("upscale", {"size_mode": "width", "size": 99_000}),))
    batch = run(found(plan(photos, output=tmp_path / "out", workflow=far), tmp_path / "j"))
    assert all("99000 pixels" in item.reason for item in batch.items)
    small = Workflow("small", (Edit("upscale", {"size_mode": "width", "size": 128, "strength": 0.0}),))
    webp = plan(picture(tmp_path / "long.png", size=(128, 8000)), output=tmp_path / "out", workflow=small)
    wide = Plan(webp.inputs, webp.output, Workflow("x3", (Edit("upscale", {"scale": 3.0}),)), webp.options)
    from dataclasses import replace

    options = replace(wide.options, format="webp")
    batch = run(found(replace(wide, options=options), tmp_path / "j2"))
    assert "16383" in batch.items[0].reason


def test_sources_are_never_overwritten(photos: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in photos.iterdir()}
    for existing in ("replace", "number", "skip"):
        for output in (None, photos):
            run(
                found(
                    plan(photos / "1.png", photos, output=output, existing=existing),
                    tmp_path / f"{existing}{output is None}",
                )
            )
    assert {name: (photos / name).read_bytes() for name in before} == before
    assert "1-2.png" in files(photos)


@pytest.mark.parametrize(
    ("existing", "state", "written"),
    [("skip", SKIPPED, []), ("replace", DONE, ["1.png"]), ("number", DONE, ["1-2.png"])],
)
def test_results_that_exist(photos: Path, tmp_path: Path, existing: str, state: State, written: list[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "1.png").write_bytes(b"there")
    batch = run(found(plan(photos / "1.png", output=out, existing=existing), tmp_path / "j"))
    (item,) = batch.items
    assert item.state is state
    assert [name for name in files(out) if (out / name).read_bytes() != b"there"] == written
    assert [item.target.name] == (written or ["1.png"])
    assert ("exists already" in item.reason) == (state is SKIPPED)


def test_a_journal_that_exists_is_gone_on_with(photos: Path, tmp_path: Path) -> None:
    made = plan(photos, output=tmp_path / "out")
    batch = run(found(made, tmp_path / "j"))
    picture(photos / "new.png")
    for again in (Batch(made, tmp_path / "j"), Batch(None, tmp_path / "j")):
        again.find(Job())
        assert again.items == batch.items, "what came later does not belong to it"
        assert again.plan == made
    with pytest.raises(GanstudioError, match="other photos or settings"):
        Batch(plan(photos, output=tmp_path / "elsewhere"), tmp_path / "j")
    with pytest.raises(GanstudioError, match="no journal"):
        Batch(None, tmp_path / "absent")
    assert stopped(tmp_path / "j") is None and stopped(tmp_path / "absent") is None


def test_failed_photos_are_tried_again(photos: Path, tmp_path: Path) -> None:
    good = (photos / "2.png").read_bytes()
    (photos / "2.png").write_bytes(b"")
    batch = run(found(plan(photos, output=tmp_path / "out"), tmp_path / "j"))
    assert states(batch)["2.png"] is FAILED
    (photos / "2.png").write_bytes(good)
    run(batch)
    assert states(batch)["2.png"] is FAILED, "only when asked"
    batch.retry(batch.items)
    assert states(batch)["2.png"] is WAITING and not batch.finished
    again = stopped(tmp_path / "j")
    assert again and again.items == batch.items
    run(batch)
    assert set(states(batch).values()) == {DONE}
    assert len(files(tmp_path / "out")) == 6


def test_progress_tells_photos_speed_and_time(photos: Path, tmp_path: Path, gate: Gate) -> None:
    said: list[tuple[float, str]] = []
    gate.open.set()
    batch = found(plan(photos, output=tmp_path / "out", workflow=GATED), tmp_path / "j")
    batch.run(Engine(Store()), Job(lambda *news: said.append(news)), lambda _item: None, lambda _said: None)
    assert said[-1] == (1.0, "6 of 6")
    shares = [share for share, _text in said]
    assert shares == sorted(shares)


def test_pace() -> None:
    from ganstudio.batch import pace

    class Clock:
        settled, share = 100, 0.25

        class record:
            items = range(300)

    measured = pace.Pace(Clock)  # type: ignore[arg-type]
    measured._seconds = 60
    Clock.settled, Clock.share = 150, 0.5
    assert measured.text(0.5) == "150 of 300  ·  50 photos a minute  ·  2 minutes left"
    Clock.settled = 220
    assert measured.text(0.5).startswith("220 of 300  ·  2 photos a second")


def test_models_of_the_start_count(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ganstudio.tools import workflow

    plain = Workflow("w", (Edit("upscale", {"scale": 1.0, "strength": 0.0}),))
    batch = run(found(plan(photos, output=tmp_path / "out", workflow=plain), tmp_path / "j"))
    run(batch)
    monkeypatch.setattr(workflow, "models", lambda *_asked: {"upscale-x2-faithful": "other weights"})
    with pytest.raises(ModelError, match="upscale-x2-faithful is not the one this batch began with"):
        run(batch)


def test_a_workflow_that_cannot_be_done_is_told_before_the_work(photos: Path, tmp_path: Path) -> None:
    for steps in (Edit("unheard-of"), Edit("upscale", {"scale": 99}), Edit("upscale", {"model": "absent"})):
        output = tmp_path / steps.tool
        with pytest.raises(GanstudioError, match="Step 1"):
            run(found(plan(photos, output=output, workflow=Workflow("w", (steps,))), tmp_path / f"{steps.params}"))
        assert not output.exists()


def test_without_steps_photos_are_written_anew(photos: Path, tmp_path: Path) -> None:
    only = Workflow("convert")
    batch = run(found(plan(photos / "1.png", output=tmp_path / "out", workflow=only, format="tiff"), tmp_path / "j"))
    assert files(tmp_path / "out") == ["1.tif"]
    assert np.array_equal(read(batch.items[0].target), read(photos / "1.png"))
    assert FLIP.name == "mirror"
