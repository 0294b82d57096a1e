"""A bulletin on paper: its marks stand at the head and the foot of every page."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.browser.conftest import QUIET
from truceline.casefolder.cases import find_case, read_case
from truceline.monitoring.coverage_log import Period
from truceline.render.bulletin import bulletin_html
from truceline.services.record import read_record
from truceline.workflow.monitor import monitor

DAY = Period(datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))


def test_draft_and_marking_stand_at_the_head_and_foot_of_every_page(chromium, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext here; install poppler-utils to run this test")
    folder = find_case("two-rivers").folder
    case = read_case(folder)
    made = monitor(replace(case, marking="MISSION USE ONLY"), read_record(folder, case).record, DAY, version="0")
    (tmp_path / "page.html").write_text(bulletin_html(made), encoding="utf-8")
    pdf, profile = tmp_path / "page.pdf", f"--user-data-dir={tmp_path / 'profile'}"
    printing = [chromium, *QUIET, profile, "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    subprocess.run([*printing, (tmp_path / "page.html").as_uri()], capture_output=True, timeout=120, check=True)
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, timeout=60, check=True).stdout
    pages = [page.split("\n") for page in told.decode().split("\f")[:-1]]

    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page if line.strip()]
        assert lines[0] == lines[-2] == "DRAFT · MISSION USE ONLY"
        assert re.fullmatch(rf"Two Rivers: 2031-03-21 00:00 +{number} */ *{len(pages)}", lines[-1])
    assert "As the monitors wrote it" in told.decode()  # folded on the screen, and part of what is signed
    assert "Every claim once" in told.decode()
