"""A stream looked at before it is read: its first bytes decide how, and none of them is lost."""

from __future__ import annotations

import io
from typing import BinaryIO

HEAD = 1 << 16
"""Bytes that are looked at."""


def look_ahead(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first ``HEAD`` bytes of a stream, fewer where it is shorter, and a stream of all of it."""
    head = stream.read(HEAD)
    return head, io.BufferedReader(_Joined(head, stream))


class _Joined(io.RawIOBase):
    """What was read already, then the rest; closing it leaves the rest open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        """Say that it can be read from."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # all that BufferedReader gives
        """Read some bytes."""
        if not self._head:
            part = self._rest.read(len(buffer))
            buffer[: len(part)] = part
            return len(part)
        count = min(len(buffer), len(self._head))
        buffer[:count] = self._head[:count]
        self._head = self._head[count:]
        return count
