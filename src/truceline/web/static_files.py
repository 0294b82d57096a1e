"""What pages share: scripts, styles and pictures, which browsers keep and of which they ask whether they are the same.

Each bears a hash of its bytes as its ETag, so that the same bytes are sent once, and others at once.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from truceline.services.session.workspace import asset

STATIC = Path(__file__).parent / "static"


class Shared(StaticFiles):
    """The files in the folder of what pages share."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)
        self._digests: dict[tuple[str, int, int], str] = {}

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with a file, or that it is the one that the browser has."""
        answer = FileResponse(full_path, status_code, stat_result=stat_result)
        return kept(answer, self._digest(full_path, stat_result), Headers(scope=scope))

    def _digest(self, path: str | os.PathLike[str], stat: os.stat_result) -> str:
        key = (os.fspath(path), stat.st_mtime_ns, stat.st_size)
        if key not in self._digests:
            self._digests[key] = hashlib.sha256(Path(path).read_bytes()).hexdigest()
        return self._digests[key]


async def shared_or_own(request: Request) -> Response:
    """Answer with a style or script that pages share with the brief, or with a file of our own."""
    name = request.path_params["name"]
    if (text := asset(name)) is None:
        found: Shared = request.app.state.shared
        return await found.get_response(name, request.scope)
    answer = Response(text, media_type="text/css" if name.endswith(".css") else "text/javascript")
    return kept(answer, hashlib.sha256(text.encode()).hexdigest(), request.headers)


def kept(answer: Response, digest: str, asked: Headers) -> Response:
    """Let the browser keep an answer and ask each time whether it is still the same, which takes no body to tell."""
    how = {"etag": f'"{digest}"', "cache-control": "no-cache"}
    known = [tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")]
    if how["etag"] in known or known == ["*"]:
        return Response(status_code=304, headers=how)
    answer.headers.update(how)
    if "last-modified" in answer.headers:
        del answer.headers["last-modified"]  # a time tells less than the hash, and goes back with older packages
    return answer
