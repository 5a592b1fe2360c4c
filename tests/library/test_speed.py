"""How long a model takes: measured, kept, told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.library import speed
from tests.engine import small


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(speed, "SIDES", (16, 24))
    small.save(tmp_path, "one")
    small.save(tmp_path, "same", seed=1)
    small.save(tmp_path, "other", blocks=3)
    return Engine(Store([tmp_path]), "cpu", "float32")


def test_measured_once_for_all_networks_of_a_kind(engine: Engine) -> None:
    one, same, other = (engine.store.find(name) for name in ("one", "same", "other"))
    assert not speed.known(engine.device)
    found = speed.measure(one, engine, Job())
    kept = speed.known(engine.device)
    assert kept == {speed.kind_of(same): (pytest.approx(found.seconds, rel=0.01), 1)}
    assert speed.kind_of(other) not in kept
    assert not speed.known(replace(engine.device, precision="bfloat16"))  # another way, another speed
    assert speed.known(replace(engine.device, title="Procesador")) == kept, "in another language it is the same machine"


def test_the_best_of_several_times_counts_until_it_counts_no_more(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = engine.store.find("one")
    took = iter([3e-4, 1e-4, 2e-4, 5e-4])
    monkeypatch.setattr(speed, "_timed", lambda *_: next(took))
    monkeypatch.setattr(speed, "SIDES", (1000,))
    told = [speed.measure(one, engine, Job(), anew=anew) for anew in (False, False, False, True)]
    assert told == [(pytest.approx(seconds), times) for seconds, times in ((3e-4, 1), (1e-4, 2), (1e-4, 3), (5e-4, 1))]
    assert speed.known(engine.device)[speed.kind_of(one)] == (5e-4, 1)


def test_a_damaged_file_is_measured_anew(engine: Engine) -> None:
    one = engine.store.find("one")
    speed.measure(one, engine, Job())
    place, kind = speed._machine(engine.device), speed.kind_of(one)
    wrong = [json.dumps({place: {kind: value}}) for value in (0.5, [0.5], [0, 1], [0.5, 0], ["0.5", 1], [1e9, 1])]
    for damage in ("{", "[1]", '{"x": 3}', "", *wrong):
        speed._file().write_text(damage, encoding="utf-8")
        assert not speed.known(engine.device)
    speed.measure(one, engine, Job())
    assert speed.known(engine.device)


def test_numbers_are_told_no_finer_than_is_of_use(engine: Engine) -> None:
    one = engine.store.find("one")
    told = [speed.words(one, seconds) for seconds in (0.0234, 0.8, 4.26, 75.4)]
    assert told == [f"{n} s per megapixel" for n in ("0.023", "0.8", "4.3", "75")]
    assert speed.words(replace(one, task="colorize"), 0.3) == "0.3 s per photo"
