"""XMP short enough for a JPEG's segment: editors keep their settings and a picture's history in it, however long."""

from __future__ import annotations

from xml.etree import ElementTree

from ganstudio.image import xmp

LIMIT = 60_000
"""The longest packet that libvips writes into a JPEG: a longer one it leaves out without a word."""

_AROUND = 500  # bytes; more than stands around the properties
_USEFUL = ("dc", "photoshop", "xmp", "xmpRights", "lr", "Iptc4xmpCore", "Iptc4xmpExt")
"""What people wrote, and what they are asked for, is said in these."""
_BULKY = {xmp.full("photoshop", name) for name in ("DocumentAncestors", "History")}


def fitting(packet: bytes) -> bytes:
    """The packet as it is, or, where it is too long, a new one of its properties, as many as there is room for: first
    those of use to people, and of those the short ones."""
    root = xmp.parsed(packet) if len(packet) > LIMIT else None
    if root is None:
        return packet
    short, about = xmp.described(None)
    room = LIMIT - _AROUND
    for _useless, length, each in sorted(map(_ranked, _properties(root)), key=lambda ranked: ranked[:2]):
        if length <= room:
            about.append(each)
            room -= length
    return xmp.written(short)


def _properties(root: ElementTree.Element) -> list[ElementTree.Element]:
    """All that is said of the picture; what is written as attributes, too, as elements."""
    found = []
    for element in root.iter(xmp.full("rdf", "RDF")):
        for about in element.findall(xmp.full("rdf", "Description")):
            for key in about.attrib:
                if key.startswith("{") and not key.startswith(xmp.full("rdf", "")):
                    found.append(ElementTree.Element(key))
                    found[-1].text = about.attrib[key]
            found += about
    return found


def _ranked(each: ElementTree.Element) -> tuple[bool, int, ElementTree.Element]:
    """Whether the property is of little use, how many bytes it takes at most, and itself."""
    each.tail = None
    useful = each.tag not in _BULKY and each.tag.startswith(tuple(xmp.full(prefix, "") for prefix in _USEFUL))
    try:
        return not useful, len(ElementTree.tostring(each, "utf-8")), each
    except RecursionError:  # no photo says anything so deep down
        return True, LIMIT, each
