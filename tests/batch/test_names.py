"""What results are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ganstudio.batch.names import LONGEST, Names, check_pattern, clean, example
from ganstudio.batch.plan import Plan
from ganstudio.batch.walk import Found
from ganstudio.errors import SettingsError
from ganstudio.image.edit import Edit
from ganstudio.tools.workflow import Workflow
from tests.batch.rooms import FLIP, picture, plan

OUT = Path("/nowhere/out")
DAY = "2031-12-24"


def named(sources: list[str], output: Path | None = OUT, **options: object) -> list[str]:
    """The results' paths below `output`, or below the photos' folder."""
    paths = [Path("/photos") / source for source in sources]
    return _named(plan(*paths, output=output, **options), output or Path("/photos"))


def _named(plan: Plan, base: Path) -> list[str]:
    names = Names(plan, DAY, plan.inputs)
    return [str(names.planned(Found(path), number).relative_to(base)) for number, path in enumerate(plan.inputs, 1)]


def test_all_placeholders(tmp_path: Path) -> None:
    photo = picture(tmp_path / "trip" / "a.b.png")
    steps = Workflow("w", (Edit("upscale", {"scale": 1.5}), Edit("flip")))
    pattern = "{number} {date} {parent} {name} {tool} {scale} {{x}}"
    made = plan(photo, output=OUT, workflow=steps, pattern=pattern)
    assert _named(made, OUT) == ["1 2031-12-24 trip a.b upscale-flip x1.5 {x}.png"]
    assert example(plan(output=OUT, pattern="{name}_{tool}"), photo) == "a.b_flip.png"
    assert example(plan(output=OUT, workflow=steps, pattern="{scale}"), Path("absent.png")) == "x1.5.png"


def test_numbers_sort() -> None:
    assert named([f"{index}.png" for index in range(10)], pattern="{number}")[:2] == ["01.png", "02.png"]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{nme}", "{nme}"),
        ("{}", "{}"),
        ("{name.stem}", "{name.stem}"),
        ("{name!r}", "not known"),
        ("{number:3}", "not known"),
        ("{name", "brace"),
        ("name}", "brace"),
        ("{name}/x", "folder"),
        ("..\\{name}", "folder"),
        ("  ", "empty"),
    ],
)
def test_patterns_that_are_not_right(pattern: str, told: str) -> None:
    with pytest.raises(SettingsError, match="pattern") as refusal:
        check_pattern(pattern)
    assert told in str(refusal.value)


def test_formats() -> None:
    sources = ["a.JPEG", "b.tif", "c.cr2", "d.gif", "e"]
    assert named(sources) == ["a.jpg", "b.tif", "c.png", "d.png", "e.png"]
    assert named(sources, format="webp") == ["a.webp", "b.webp", "c.webp", "d.webp", "e.webp"]


def test_no_two_results_are_alike() -> None:
    assert named(["a.jpg", "a.png", "x/a.jpg"], format="png") == ["a.png", "a-2.png", "a-3.png"]
    assert named(["A.png", "a.png"]) == ["A.png", "a-2.png"], "some file systems take them for one"
    assert named(["\u00f1.png", "n\u0303.png"]) == ["\u00f1.png", "n\u0303-2.png"], "and these"
    assert named(["a.png", "a-2.png", "x/a.png"]) == ["a.png", "a-2.png", "a-3.png"]
    assert named(["a.png", "b.png"], pattern="same") == ["same.png", "same-2.png"]


def test_beside_the_photos_no_photo_is_hit() -> None:
    assert named(["a.png", "a-2.png", "b.gif", "b.png"], output=None) == ["a-3.png", "a-2-2.png", "b-2.png", "b-3.png"]


def test_names_in_all_scripts() -> None:
    names = ["año en 日本.png", "  spaces  .png", "emoji 👩‍👧.png"]
    assert named(names) == ["año en 日本.png", "spaces.png", "emoji 👩‍👧.png"]


def test_what_some_file_system_refuses() -> None:
    assert named(["two\nlines.png", 'a:b*c?"<>|\\.png', "CON.png", "nul.x.png", "\udcff.png"]) == [
        "two_lines.png",
        "a_b_c______.png",
        "_CON.png",
        "_nul.x.png",
        "_.png",
    ]
    assert clean(" ") == "_"


def test_long_names_are_shortened_and_unique() -> None:
    long = "日" * 83 + "ab"  # 251 bytes
    first, second, third = named(
        [f"{long}.png", f"{long}.webp", f"x/{long}.png"], pattern="{name}_{tool}", format="png"
    )
    for name in (first, second, third):
        assert len(os.fsencode(name)) <= LONGEST
        assert name.startswith("日" * 79)
    assert first.endswith("日_flip.png"), "what the pattern adds is kept, characters are whole"
    assert second.endswith("-2.png") and third.endswith("-3.png")


def test_the_tree_is_mirrored() -> None:
    names = Names(plan(Path("/in"), output=OUT), DAY, [])
    found = Found(Path("/in/a/ñ:/b.png"), Path("a/ñ:"))
    assert names.planned(found, 1) == OUT / "a" / "ñ_" / "b.png"
    odd = Found(Path("/in/../b.png"), Path("..", "...", "c. "))
    assert names.planned(odd, 1) == OUT / "_" / "_" / "c" / "b.png", "nothing leads out of the output folder"


@pytest.mark.parametrize(("existing", "name"), [("number", "a-3.png"), ("replace", "a.png"), ("skip", None)])
def test_results_that_exist(tmp_path: Path, existing: str, name: str | None) -> None:
    for there in ("a.png", "a-2.png"):
        (tmp_path / there).write_bytes(b"there")
    names = Names(plan(output=tmp_path, existing=existing), DAY, [Path("/in/a.png")])
    planned = names.planned(Found(Path("/in/a.png")), 1)
    assert planned == tmp_path / "a.png"
    assert names.final(planned) == (tmp_path / name if name else None)
    assert names.final(tmp_path / "free.png") == tmp_path / "free.png"


def test_a_link_to_a_photo_is_not_replaced(tmp_path: Path) -> None:
    photo = picture(tmp_path / "in" / "a.png")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.png").symlink_to(photo)
    names = Names(plan(output=tmp_path / "out", existing="replace"), DAY, [photo])
    assert names.final(names.planned(Found(photo), 1)) == tmp_path / "out" / "a-2.png"


def test_two_thousand_alike() -> None:
    """Numbers are not counted from the beginning each time."""
    names = Names(plan(output=OUT, workflow=FLIP), DAY, [])
    last = [names.planned(Found(Path(f"/in/{index}/a.png")), index).name for index in range(2_000)][-1]
    assert last == "a-2000.png"
