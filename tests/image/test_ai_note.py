"""The note that AI was used: only where it is asked for and true, among what the file says already. Pillow looks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pytest
from PIL import Image

from ganstudio.image import xmp
from ganstudio.image.export import FORMATS, ExportOptions
from ganstudio.image.files import open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from tests.image.pictures import cat, photo, profile

KEY = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
EDITED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
NOTE = ExportOptions(ai_note=True)
RDF = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF></x:xmpmeta>'


def sources(packet: bytes | None) -> list[str]:
    """All values of the property, however they are written."""
    root = ElementTree.fromstring(packet or b"<none/>")
    return [
        *(element.text or "" for element in root.iter(KEY)),
        *(each.attrib[KEY] for each in root.iter() if KEY in each.attrib),
    ]


def packet(attributes: str = "", inside: str = "") -> bytes:
    names = f'xmlns:I="{KEY[1:].partition("}")[0]}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return RDF.format(f"<rdf:Description {names} {attributes}>{inside}</rdf:Description>").encode()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("ai", "told"), [("edited", EDITED), ("made", MADE)])
def test_the_note_stands_among_what_the_photo_says(
    tmp_path: Path, form: str, ai: Literal["edited", "made"], told: str
) -> None:
    path = tmp_path / "out"
    save_photo(replace(photo(), ai=ai), path, replace(NOTE, format=form))
    kept = open_photo(path).meta.xmp
    assert sources(kept) == [told] and b"Ana" in (kept or b"")
    with Image.open(path) as image:
        image.load()
        assert told in str(image.info), "another reader finds it too"


@pytest.mark.parametrize("left_out", ["keep_metadata", "strip_personal"])
def test_it_is_all_that_is_told_where_the_rest_is_left_out(tmp_path: Path, left_out: str) -> None:
    options = replace(NOTE, format="jpeg", **{left_out: left_out != "keep_metadata"})
    save_photo(replace(photo(), ai="edited"), tmp_path / "out", options)
    content, meta = (tmp_path / "out").read_bytes(), open_photo(tmp_path / "out").meta
    assert sources(meta.xmp) == [EDITED] and meta.icc == profile("p3")
    assert not any(secret in content for secret in (b"Ana", b"serial-123", b"Springfield"))


def test_nothing_is_said_unasked_nor_where_no_network_was_at_work(tmp_path: Path) -> None:
    for name, shown, options in (
        ("unasked", Photo(cat(), ai="edited"), ExportOptions()),
        ("untouched", Photo(cat()), NOTE),
    ):
        save_photo(shown, tmp_path / name, options)
        assert open_photo(tmp_path / name).meta == Metadata()


@pytest.mark.parametrize(
    "before",
    [
        packet(f'I:DigitalSourceType="{EDITED.replace("composite", "x")}"'),
        packet(inside="<I:DigitalSourceType>http://old</I:DigitalSourceType><dc:title>Boat</dc:title>"),
        packet('I:DigitalSourceType="a"', "<I:DigitalSourceType>b</I:DigitalSourceType>"),
        None,
        b"no xml",
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        b"<a>" * 3000 + b"</a>" * 3000,
    ],
)
def test_an_older_word_on_the_source_is_replaced_and_what_is_no_xmp_goes(before: bytes | None) -> None:
    after = xmp.with_source(before, "edited")
    assert sources(after) == [EDITED]
    assert (b"Boat" in after) == (b"Boat" in (before or b""))


def test_what_a_network_has_made_stays_that() -> None:
    assert sources(xmp.with_source(packet(f'I:DigitalSourceType="{MADE}"'), "edited")) == [MADE]
    assert sources(xmp.with_source(xmp.with_source(None, "made"), "edited")) == [MADE]
