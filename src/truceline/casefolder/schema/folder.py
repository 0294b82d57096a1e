"""The files of a case folder, in the order in which they are read and documented."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.casefolder.schema import (
    agreements,
    attachments,
    casualties,
    compliance,
    documents,
    exercises,
    features,
    findings,
    ledger,
    monitoring,
    movement,
    offices,
    passages,
    pledges,
    settlements,
    tables,
)
from truceline.formats.shape import Shape


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of a case folder.

    ``shape`` is that of the whole document, of each row (CSV) or of each feature's properties (GeoJSON, whose
    features have the one ``geometry``). One for ``planning`` may be left out of a case for monitoring only.
    """

    name: str
    shape: type[Shape]
    geometry: str = ""
    optional: bool = False
    planning: bool = False


FILES = (
    CaseFile("case.toml", documents.CaseShape),
    CaseFile("sources.csv", ledger.SourceRow, planning=True),
    CaseFile("actors.csv", ledger.ActorRow),
    CaseFile("offices.csv", offices.OfficeRow, optional=True),
    CaseFile("topics.yaml", documents.TopicsShape, planning=True),
    CaseFile("statements.csv", ledger.StatementRow, planning=True),
    CaseFile("passages.csv", passages.PassageRow, optional=True),
    CaseFile("meetings.csv", ledger.MeetingRow, planning=True),
    CaseFile("capabilities.csv", tables.CapabilityRow, planning=True),
    CaseFile("assumptions.csv", tables.AssumptionRow, planning=True),
    CaseFile("pledges.yaml", pledges.PledgesShape, planning=True),
    CaseFile("pools.csv", tables.PoolRow, optional=True),
    CaseFile("scenarios.yaml", documents.ScenariosShape, planning=True),
    CaseFile("requirement.csv", tables.RequirementRow, planning=True),
    CaseFile("agreement.yaml", agreements.AgreementShape),
    CaseFile("line.geojson", features.LineProperties, geometry="LineString", optional=True),
    CaseFile("sectors.geojson", features.SectorProperties, geometry="MultiPolygon"),
    CaseFile("sites.geojson", features.SiteProperties, geometry="Point"),
    CaseFile("roads.geojson", features.RoadProperties, geometry="LineString", optional=True),
    CaseFile("settlements.csv", settlements.SettlementRow, optional=True),
    CaseFile("observations.csv", monitoring.ObservationRow, optional=True),
    CaseFile("reporting.csv", monitoring.ReportingRow, optional=True),
    CaseFile("coverage.csv", monitoring.CoverageRow, optional=True),
    CaseFile("patrols.csv", movement.PatrolRow, optional=True),
    CaseFile("claims.csv", monitoring.ClaimRow, optional=True),
    CaseFile("judgements.csv", tables.JudgementRow, optional=True),
    CaseFile("rulings.csv", findings.RulingRow, optional=True),
    CaseFile("findings.csv", findings.FindingRow, optional=True),
    CaseFile("evidence.csv", findings.EvidenceRow, optional=True),
    CaseFile("steps.csv", findings.StepRow, optional=True),
    CaseFile("casualties.csv", casualties.CasualtyRow, optional=True),
    CaseFile("compliance.csv", compliance.ComplianceRow, optional=True),
    CaseFile("attachments.csv", attachments.AttachmentRow, optional=True),
    CaseFile("exercise.yaml", exercises.ExerciseShape, optional=True),
    CaseFile("injects.csv", exercises.InjectRow, optional=True),
)
"""All files of a case folder."""
PLANS = ("pledges.yaml", "scenarios.yaml", "requirement.csv")
"""A case that has one of these is planned on, and needs all files for planning."""
