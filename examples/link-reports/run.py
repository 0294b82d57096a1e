"""Link six reports into incidents, and see why."""

from pathlib import Path

from truceline.formats.report_files import read_reports
from truceline.monitoring.linkage.link_reports import link

reports = read_reports(Path(__file__).parent / "reports.csv")
found = link(reports)

for name, incident in zip(reports.id, found.incident, strict=True):
    print(f"{name}: incident {incident}")
for a, b, place, time, odds in zip(
    found.links.a, found.links.b, found.links.place, found.links.time, found.links.log_odds, strict=True
):
    print(f"{reports.id[a]} and {reports.id[b]}: place {place:+.1f}, time {time:+.1f}, log odds {odds:+.1f}")
