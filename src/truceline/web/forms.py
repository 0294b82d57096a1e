"""Forms that a page sends: read to a limit, never kept on a disk."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 64 * 1024
"""How long a form may be, in bytes."""

MOST_FIELDS = 200
"""How many fields a form may have."""


class Form:
    """The fields of a form; what was not sent is empty."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def __getitem__(self, name: str) -> str:
        return next((value for key, value in self._pairs if key == name), "")

    @property
    def fields(self) -> Mapping[str, str]:
        """The values of all fields by name: of one that is sent several times, the last."""
        return dict(self._pairs)

    def all(self, name: str) -> list[str]:
        """Return every value of a field that is sent several times."""
        return [value for key, value in self._pairs if key == name]


async def form_of(request: Request, *, largest: int = LARGEST, most: int = MOST_FIELDS) -> Form:
    """Read the form that a request holds, of so many bytes and fields at the most.

    Raises
    ------
    HTTPException
        If it is too long (413) or no form at all (400).
    """
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > largest:
            raise HTTPException(413)
    try:
        return Form(parse_qsl(data.decode(), keep_blank_values=True, max_num_fields=most, errors="strict"))
    except ValueError as error:
        raise HTTPException(400) from error
