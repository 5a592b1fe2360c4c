"""What IPTC's older metadata says, said in XMP: for files that have no place for the older one."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from ganstudio.image import iptc, xmp

_PROPERTIES = {
    5: ("dc", "title", "Alt"),
    10: ("photoshop", "Urgency", ""),
    15: ("photoshop", "Category", ""),
    25: ("dc", "subject", "Bag"),
    40: ("photoshop", "Instructions", ""),
    55: ("photoshop", "DateCreated", "date"),
    80: ("dc", "creator", "Seq"),
    85: ("photoshop", "AuthorsPosition", ""),
    90: ("photoshop", "City", ""),
    92: ("Iptc4xmpCore", "Location", ""),
    95: ("photoshop", "State", ""),
    100: ("Iptc4xmpCore", "CountryCode", ""),
    101: ("photoshop", "Country", ""),
    103: ("photoshop", "TransmissionReference", ""),
    105: ("photoshop", "Headline", ""),
    110: ("photoshop", "Credit", ""),
    115: ("photoshop", "Source", ""),
    116: ("dc", "rights", "Alt"),
    120: ("dc", "description", "Alt"),
    122: ("photoshop", "CaptionWriter", ""),
}
"""Datasets of the second record: which property says the same, and in which kind of list ("": none; or a date).
IPTC Photo Metadata Standard 2023.1, "IPTC Core"."""


def completed(packet: bytes | None, block: bytes) -> bytes | None:
    """The packet, or a new one, also saying what the block of datasets says; what it says itself stays."""
    texts = iptc.texts(block)
    root, about = xmp.described(packet)
    said = {name for element in root.iter() for name in (element.tag, *element.attrib)}
    new = [number for number in _PROPERTIES if number in texts and xmp.full(*_PROPERTIES[number][:2]) not in said]
    for number in new:
        _add(about, number, texts[number])
    return xmp.written(root) if new else packet


def _add(about: ElementTree.Element, number: int, texts: Sequence[str]) -> None:
    prefix, name, kind = _PROPERTIES[number]
    element = ElementTree.SubElement(about, xmp.full(prefix, name))
    if kind in ("", "date"):
        element.text = "-".join((texts[0][:4], texts[0][4:6], texts[0][6:8])) if kind else texts[0]
        return
    members = ElementTree.SubElement(element, xmp.full("rdf", kind))
    for text in texts[:1] if kind == "Alt" else texts:
        item = ElementTree.SubElement(members, xmp.full("rdf", "li"))
        item.text = text
        if kind == "Alt":
            item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
