"""A real browser, where there is one."""

import shutil
import subprocess

import pytest

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


@pytest.fixture(scope="session")
def chromium():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium here; install the package chromium to run this test")
    return found


@pytest.fixture
def browse(chromium, tmp_path):
    """Open a page, let it run, and give its document as the browser then has it."""

    def run(address, *options):
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        command = [chromium, *QUIET, profile, "--virtual-time-budget=4000", *options, "--dump-dom", address]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout

    return run
