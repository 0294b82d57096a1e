"""Link six reports into incidents, and see why."""

from pathlib import Path

import truceline

reports = truceline.read_reports(Path(__file__).parent / "reports.csv")
found = truceline.link(reports)

for name, incident in zip(reports.id, found.incident, strict=True):
    print(f"{name}: incident {incident}")
for a, b, place, time, odds in zip(
    found.links.a, found.links.b, found.links.place, found.links.time, found.links.log_odds, strict=True
):
    print(f"{reports.id[a]} and {reports.id[b]}: place {place:+.1f}, time {time:+.1f}, log odds {odds:+.1f}")
