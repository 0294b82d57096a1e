"""Tiny base maps in PMTiles, version 3 (github.com/protomaps/PMTiles, spec/v3), of one tile for the whole world."""

import json
import struct
import zlib

SHAPES, PICTURES = 1, 2
"""Types of tiles: MVT and PNG."""


def varint(number):
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(red, green, blue, side=256):
    """A PNG of one colour."""
    rows = (b"\0" + bytes([red, green, blue]) * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def shape(layer, extent=4096):
    """A vector tile (Mapbox, version 2.1) with one polygon in a layer: all of the tile."""
    side, back = extent * 2, extent * 2 - 1  # zigzag of the extent, and of its negative
    drawn = b"".join(map(varint, [9, 0, 0, 26, side, 0, 0, side, back, 0, 15]))
    feature = b"\x18\x03" + field(4, drawn)
    return field(3, field(1, layer.encode()) + field(2, feature) + b"\x28" + varint(extent) + b"\x78\x02")


def tiles(kind, tile, layers=()):
    """One tile at zoom 0 as a PMTiles file."""
    root = b"".join(map(varint, [1, 0, 1, len(tile), 1]))
    about = json.dumps({"vector_layers": [{"id": layer, "fields": {}} for layer in layers]}).encode()
    starts = [127, 127 + len(root), 127 + len(root) + len(about)]
    sizes = [starts[0], len(root), starts[1], len(about), starts[2], 0, starts[2], len(tile), 1, 1, 1]
    world = [-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000]
    head = b"PMTiles\x03" + struct.pack("<11Q6B4iB2i", *sizes, 1, 1, 1, kind, 0, 0, *world, 0, 0, 0)
    return head + root + about + tile
