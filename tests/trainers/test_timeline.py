"""What a run keeps of its past."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.trainers.learners import Counter, go
from trainers.run import Run
from trainers.timeline import Keeping, Timeline, best, spare_of


def steps(run: Run) -> tuple[list[int], list[int]]:
    """Those of which there is a model, and those that can be gone on from."""
    return [each.step for each in run.kept()], [each.step for each in run.kept() if each.checkpoint]


def test_every_report_leaves_a_model_and_every_nth_a_checkpoint(tmp_path: Path) -> None:
    run = Run(tmp_path)
    go(Counter(), run, 12, keeping=Keeping(every=2, nth=3, disk=1e9))
    assert steps(run) == ([2, 4, 6, 8, 10, 12], [6, 12])


def test_the_best_can_always_be_gone_on_from_and_only_the_best(tmp_path: Path) -> None:
    run = Run(tmp_path)
    scores = {2: 1.0, 4: 3.0, 6: 2.0, 8: 2.0, 10: 2.0}
    go(Counter(scores=scores), run, 10, keeping=Keeping(every=2, nth=4, disk=1e9, metric=("score", True)))
    assert steps(run)[1] == [4, 8]


def test_the_best_is_known_after_a_stop(tmp_path: Path) -> None:
    run = Run(tmp_path)
    keeping = Keeping(every=2, nth=100, disk=1e9, metric=("score", False))
    go(Counter(scores={2: 1.0, 4: 3.0}), run, 4, keeping=keeping)
    go(Counter(scores={6: 2.0, 8: 0.5}), run, 8, keeping=keeping)
    assert steps(run)[1] == [8]


def test_a_kept_checkpoint_is_that_of_its_step(tmp_path: Path) -> None:
    run = Run(tmp_path)
    go(Counter(), run, 8, keeping=Keeping(every=2, nth=1, disk=1e9))
    run.checkpoint.write_bytes(run.checkpoint_at(4).read_bytes())
    later = Counter()
    go(later, run, 6)
    assert later.seen == [0, 1, 2, 3, 4, 5]


def test_it_is_thinned_out_evenly_within_its_room(tmp_path: Path) -> None:
    run = Run(tmp_path)
    go(Counter(), run, 32, keeping=Keeping(every=2, nth=100, disk=5500))
    kept = steps(run)[0]
    gaps = [later - earlier for earlier, later in pairwise(kept)]
    assert len(kept) == 5 and kept[0] == 2 and kept[-1] == 32
    assert max(gaps) <= 4 * min(gaps)


def test_a_point_to_go_on_from_keeps_its_model_by_which_it_is_known(tmp_path: Path) -> None:
    run = Run(tmp_path)
    go(Counter(), run, 16, keeping=Keeping(every=2, nth=2, disk=1))
    kept = [int(path.stem) for path in sorted((tmp_path / "checkpoints").iterdir())]
    assert kept == steps(run)[1] == [4, 16]


def test_what_is_held_is_never_spare() -> None:
    assert spare_of([0, 1, 2, 10], set()) == [1]
    assert spare_of([0, 1, 2, 10], {1}) == [2]
    assert spare_of([0, 1], set()) == []


def test_the_best_of_rows() -> None:
    rows = [{"step": 1, "x": 2.0}, {"step": 2}, {"step": 3, "x": float("nan")}, {"step": 4, "x": 5.0}]
    assert best(rows, ("x", True)) == (4, 5.0)
    assert best(rows, ("x", False)) == (1, 2.0)
    assert best(rows, ("y", True)) is None


def test_a_better_point_without_a_checkpoint_of_its_own_takes_none_away(tmp_path: Path) -> None:
    """As on a disk that has room for the model alone."""
    run = Run(tmp_path)
    run.checkpoint.write_bytes(b"a checkpoint")
    timeline = Timeline(run, Keeping(1000, 5, 1e9, ("score", True)), lambda path: path.write_bytes(b"a model"))
    timeline.keep(1000, {"score": 20.0}, True)
    timeline.keep(2000, {"score": 21.0}, False)
    assert run.checkpoint_at(1000).exists()
    assert timeline.wants_checkpoint(3000, {"score": 20.5}), "it is the best that can be gone on from"


def test_what_was_forgotten_is_no_more_the_best(tmp_path: Path) -> None:
    run = Run(tmp_path)
    for step, score in ((1000, 20.0), (2000, 21.0)):
        run.stats(step, {"score": score})
    timeline = Timeline(run, Keeping(1000, 5, 1e9, ("score", True)), lambda path: path.write_bytes(b"a model"))
    run.forget_after(1900)
    assert timeline.wants_checkpoint(2000, {"score": 21.0})
