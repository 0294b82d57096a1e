"""Freedom of movement, obligations and attachments of a bulletin as plain data."""

from __future__ import annotations

from truceline.documents.numbers import number
from truceline.documents.shapes.movement import (
    AttachmentPart,
    HinderedPatrolPart,
    MovementPart,
    ObligationPart,
    SectorMovementRow,
)
from truceline.monitoring.attachments import Attached
from truceline.monitoring.compliance import ObligationState
from truceline.monitoring.movement import Movement, PatrolEntry, SectorMovement


def movement_part(found: Movement) -> MovementPart:
    """Write which patrols were planned, and what became of them."""
    return {"sectors": [_sector(row) for row in found.sectors], "hindered": [_patrol(row) for row in found.hindered]}


def obligation_part(found: ObligationState) -> ObligationPart:
    """Write where an obligation stands."""
    obligation = found.obligation
    shown_by = dict.fromkeys(name for row in found.rows for name in row.shown_by)
    return {
        "obligation": obligation.id,
        "actor": found.actor,
        "deadline": obligation.deadline.isoformat() if obligation.deadline else None,
        "state": found.state,
        "verified_by": obligation.verified_by,
        "rows": [row.id for row in found.rows],
        "shown_by": list(shown_by),
    }


def attachment_part(found: Attached) -> AttachmentPart:
    """Write which file belongs to which row, by its hash; who put it on record does not leave."""
    record = found.record
    return {
        "id": record.id,
        "of": record.of,
        "incident": found.incident,
        "file": record.file,
        "sha256": record.sha256,
        "what": record.word,
    }


def _sector(row: SectorMovement) -> SectorMovementRow:
    return {
        "sector": row.sector,
        "planned": row.planned,
        "done": row.states["done"],
        "delayed": row.states["delayed"],
        "denied": row.states["denied"],
        "called_off": row.states["called-off"],
        "not_known": row.states["planned"],
        "restricted_post_hours": number(row.restricted_hours),
    }


def _patrol(row: PatrolEntry) -> HinderedPatrolPart:
    return {
        "id": row.id,
        "base": row.base,
        "sector": row.sector,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "route": row.route,
        "state": row.state,
        "hindered_by": row.hindered_by,
        "note": row.note,
    }
