"""The numbers of a run, as its plots show them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np

from ganstudio.gui.training.groups import GRADIENTS, JUDGED, LOSSES, grouped
from ganstudio.gui.training.record import MOST, Curve, Record
from trainers import signals


def write(folder: Path, *rows: object, more: str = "") -> None:
    with (folder / "stats.jsonl").open("a", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows) + more)


def curve(*values: float) -> Curve:
    return Curve(np.arange(1.0, len(values) + 1), np.array(values))


def test_a_record_reads_on_and_leaves_half_a_line_for_later(tmp_path: Path) -> None:
    record = Record(tmp_path)
    assert not record.read()  # there is no file yet
    write(tmp_path, {"step": 10, "loss": 1.0}, more='{"step": 20, "lo')
    assert record.read() and list(record.curves()["loss"].values) == [1.0]
    write(tmp_path, more='ss": 0.5}\n')
    assert record.read() and list(record.curves()["loss"].values) == [1.0, 0.5]
    assert not record.read()


def test_what_came_after_the_checkpoint_a_run_went_on_from_is_forgotten(tmp_path: Path) -> None:
    record = Record(tmp_path)
    write(tmp_path, *({"step": step, "loss": 1.0} for step in (10, 20, 30)))
    record.read()
    write(tmp_path, {"step": 20, "loss": 7.0})
    record.read()
    assert list(record.curves()["loss"].steps) == [10, 20]
    assert record.curves()["loss"].values[-1] == 7.0


def test_a_file_that_was_written_anew_is_read_from_its_start(tmp_path: Path) -> None:
    record = Record(tmp_path)
    write(tmp_path, {"step": 10, "loss": 1.0}, {"step": 20, "loss": 1.0})
    record.read()
    (tmp_path / "new").write_text(json.dumps({"step": 10, "loss": 3.0}) + "\n" * 80, encoding="utf-8")
    (tmp_path / "new").replace(tmp_path / "stats.jsonl")
    assert record.read() and list(record.curves()["loss"].values) == [3.0]


def test_damaged_lines_and_what_is_no_number_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"step": 10, "loss": math.nan, "note": "x"}, "nonsense", {"loss": 1.0}, {"step": 20, "loss": 2.0})
    record = Record(tmp_path)
    record.read()
    curves = record.curves()
    assert list(curves) == ["loss"]
    assert math.isnan(curves["loss"].values[0]) and curves["loss"].values[1] == 2.0


def test_a_smoothed_curve_is_calmer_and_bridges_what_is_no_number() -> None:
    noisy = curve(*(1.0 + (-1) ** place * 0.5 for place in range(200)))
    noisy.values[100] = math.nan
    assert np.abs(noisy.smooth.values - 1).max() < 0.2 and np.isfinite(noisy.smooth.values).all()


def test_a_long_curve_is_smoothed_by_its_means() -> None:
    steps = np.arange(1.0, 50_001.0)
    smooth = Curve(steps, 3 * steps).smooth
    assert len(smooth.values) <= MOST
    middle = slice(100, -100)
    assert np.allclose(smooth.values[middle], 3 * smooth.steps[middle], rtol=0.01)


def test_a_thinned_curve_keeps_its_spikes() -> None:
    values = np.zeros(50_000)
    values[31_337] = 9.0
    thin = Curve(np.arange(50_000.0), values).thin
    assert len(thin.values) <= 2 * MOST and thin.values.max() == 9.0


def test_a_curve_tells_its_value_at_a_step_and_its_best() -> None:
    told = curve(3.0, 5.0, math.nan, 1.0)
    assert math.isnan(told.at(0.5)) and told.at(2.5) == 5.0
    assert told.best(more=True) == (2.0, 5.0) and told.best(more=False) == (4.0, 1.0)


def test_plots_group_what_belongs_together_and_lead_with_the_measure() -> None:
    steps = np.arange(10.0, 510.0, 10.0)
    names = (signals.GENERATOR, signals.D_REAL, signals.D_FAKE, signals.GENERATOR_GRADIENT, signals.SKIPPED)
    curves = {name: Curve(steps, np.ones(50)) for name in names}
    curves |= {name: Curve(steps[9::10], np.ones(5)) for name in ("odd measure", "psnr")}
    plots = grouped(curves, ("psnr", True))
    assert [group.title for group, _own in plots] == ["psnr", LOSSES, JUDGED.title, GRADIENTS.title, "odd measure"]
    assert [group.more for group, _own in plots] == [True, None, None, None, None]
    assert list(plots[1][1]) == [signals.GENERATOR]


def test_losses_of_different_sizes_are_drawn_by_their_logarithms() -> None:
    alike = grouped({"a": curve(1.0, 1.0), "b": curve(2.0, 2.0)}, ("", True))
    unequal = grouped({"a": curve(1.0, 1.0), "b": curve(0.001, 0.002)}, ("", True))
    below = grouped({"a": curve(1.0, 1.0), "b": curve(-0.001, 0.002)}, ("", True))
    assert [plots[0][0].logarithmic for plots in (alike, unequal, below)] == [False, True, False]
