"""What a request is about: the workspace, who asks, and what is asked for."""

from __future__ import annotations

from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request

from truceline.services.session.workspace import Asked, Workspace


def workspace_of(request: Request) -> Workspace:
    """Return the workspace that is served."""
    found: Workspace = request.app.state.workspace
    return found


def person(request: Request) -> str:
    """Return who is signed in; "" for who works alone, and for nobody."""
    return getattr(request.state, "person", "")


def instant(request: Request) -> datetime:
    """Return the instant at which a request is answered."""
    found: datetime = request.app.state.clock()
    return found


def asked_by(request: Request) -> Asked:
    """Return what a request asks for.

    Raises
    ------
    HTTPException
        If there is no such session, or who asks is no member of it (404).
    CaseError, MisuseError
        If it cannot be asked so.
    """
    found = workspace_of(request).asked(request.path_params["session"], request.query_params, person(request))
    if found is None:
        raise HTTPException(404)
    request.state.asked = found
    return found
