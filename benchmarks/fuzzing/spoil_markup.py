"""Mutations of markup (XML, KML, OSM, HTML): of elements, attributes, encodings and entities."""

from __future__ import annotations

import re
from random import Random
from xml.etree import ElementTree as ET

from benchmarks.fuzzing.spoil_bytes import flip_bits
from benchmarks.fuzzing.values import to_text, value


def xml_tree(data: bytes, chance: Random) -> bytes:
    try:
        root = ET.fromstring(data)  # noqa: S314  (our own samples)
    except (ET.ParseError, ValueError):
        return flip_bits(data, chance)
    elements = list(root.iter())
    one, other = chance.choice(elements), chance.choice(elements)
    what = "".join(c for c in value(chance)[1] if c.isprintable() or c == "\n").replace("\ud800", "")
    match chance.choice(["text", "attribute", "attribute", "gone", "twice", "tag", "deep"]):
        case "text":
            one.text = what
        case "attribute" if one.attrib:
            one.attrib[chance.choice(list(one.attrib))] = what
        case "gone":
            for child in list(one)[:1]:
                one.remove(child)
        case "twice":
            other.extend([ET.fromstring(ET.tostring(one))] * chance.choice([1, 50]))  # noqa: S314
        case "tag":
            one.tag = chance.choice(["a", "{urn:x}b", other.tag])
        case _:
            for _ in range(chance.choice([40, 400])):
                one = ET.SubElement(one, one.tag)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def xml_trick(data: bytes, chance: Random) -> bytes:
    bare = re.sub(rb"^<\?xml.*?\?>\s*", b"", data)
    entity = b'<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
    return chance.choice(
        [
            b'<?xml version="1.0" encoding="klingon"?>' + bare,
            b'<?xml version="1.0" encoding="shift_jis"?>' + bare,
            b'<?xml version="9.0"?>' + bare,
            entity + bare,
            ('<?xml version="1.0" encoding="utf-16"?>' + entity.decode() + to_text(bare)).encode("utf-16", "replace"),
            b"<!---->" * 40 + data,
            bare + b"<a " * 20_000,
            b"<a>" * 20_000,
            bare.replace(b">", b"> &#x1b; &#0; ", 1),
            b"<![CDATA[" + bare,
            bare.replace(b">", b" a='" + b"x" * 200_000 + b"'>", 1),
        ]
    )
