"""XMP packets (RDF in XML): kept byte for byte unless something in them would be wrong or shall not be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from xml.etree import ElementTree

PREFIXES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "exifEX": "http://cipa.jp/exif/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "crs": "http://ns.adobe.com/camera-raw-settings/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
}
for _prefix, _uri in PREFIXES.items():
    ElementTree.register_namespace(_prefix, _uri)  # else they are written as ns0, ns1, …, which simple readers miss

_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_TAIL = b'\n<?xpacket end="w"?>'
_STALE = {"Thumbnails", "HasExtendedXMP"}
_PLACES = {"City", "State", "Country", "CountryCode", "Location", "LocationShown", "LocationCreated", "Sublocation"}

_EMPTY = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="%s"><rdf:Description rdf:about=""/></rdf:RDF></x:xmpmeta>'
)
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SOURCES = {"edited": "compositeWithTrainedAlgorithmicMedia", "made": "trainedAlgorithmicMedia"}
"""IPTC NewsCodes, "Digital Source Type": what a network changed, and what it made."""

Verdict = Callable[[str], str | None]
"""Name of a property → its new value, "" to take it out, None to leave it."""


def parsed(packet: bytes) -> ElementTree.Element | None:
    """The packet as a tree; None for what is no XMP."""
    if b"<!" in packet.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        return None  # XMP has no document types; what has one is out to expand entities
    try:
        return ElementTree.fromstring(packet.strip(b"\0 \r\n\t"))
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def written(root: ElementTree.Element) -> bytes:
    """The tree as a packet."""
    text: bytes = ElementTree.tostring(root, encoding="utf-8")
    return _HEAD + text.removeprefix(b"<?xml version='1.0' encoding='utf-8'?>\n") + _TAIL


def described(packet: bytes | None) -> tuple[ElementTree.Element, ElementTree.Element]:
    """A tree to add properties to, and the element they belong in: the packet's, or, where it has none, a new one."""
    root = parsed(packet or b"")
    about = None if root is None else root.find(f".//{full('rdf', 'Description')}")
    if root is None or about is None:
        root = ElementTree.fromstring(_EMPTY % PREFIXES["rdf"])
        about = next(root.iter(full("rdf", "Description")))
    return root, about


def full(prefix: str, name: str) -> str:
    """The name of a property as a tree has it."""
    return f"{{{PREFIXES[prefix]}}}{name}"


def with_source(packet: bytes | None, ai: Literal["edited", "made"]) -> bytes:
    """The packet, or a new one, saying that a network changed or made the picture, in the place of what it said of its
    source (IPTC Photo Metadata Standard 2023.1, "Digital Source Type"). What a network has made once stays that."""
    key = full("Iptc4xmpExt", "DigitalSourceType")
    root, about = described(packet)
    told = [element for element in root.iter() if element.tag == full("rdf", "Description")]
    said = [each.attrib.pop(key, "") for each in told] + [each.text or "" for each in root.iter(key)]
    for each in told:
        for old in each.findall(key):
            each.remove(old)
    made = any(text.strip().endswith(f"/{_SOURCES['made']}") for text in said)
    ElementTree.SubElement(about, key).text = _SOURCE_TYPES + _SOURCES["made" if made else ai]
    try:
        return written(root)
    except RecursionError:
        return with_source(None, ai)


def settled(packet: bytes, size: tuple[int, int]) -> bytes | None:
    """The packet for upright pixels of `size` (width, height); None for one that is no XMP."""
    width, height = str(size[0]), str(size[1])
    values = {"Orientation": "1", "PixelXDimension": width, "PixelYDimension": height}
    values |= {"ImageWidth": width, "ImageLength": height}
    return _edited(packet, lambda name: "" if name in _STALE else values.get(name))


def without_location(packet: bytes) -> bytes | None:
    """The packet without where the photo was taken; None for one that is no XMP."""
    return _edited(packet, lambda name: "" if name in _PLACES or name.lower().startswith("gps") else None)


def _edited(packet: bytes, verdict: Verdict) -> bytes | None:
    root = parsed(packet)
    if root is None:
        return None
    try:
        return written(root) if _walk(root, verdict) else packet
    except RecursionError:
        return None


def _walk(element: ElementTree.Element, verdict: Verdict) -> bool:
    """Apply `verdict` to properties below `element`, written as attributes or as elements; whether anything changed."""
    changed = False
    for key in list(element.attrib):
        value = verdict(_name(key)) if key.startswith("{") else None
        if value is not None and value != element.attrib[key]:
            changed = True
            if value:
                element.attrib[key] = value
            else:
                del element.attrib[key]
    for child in list(element):
        value = verdict(_name(child.tag))
        if value == "":
            element.remove(child)
            changed = True
        elif value is not None:
            changed = changed or child.text != value
            child.text = value
        else:
            changed = _walk(child, verdict) or changed
    return changed


def _name(key: str) -> str:
    return key.rpartition("}")[2]
