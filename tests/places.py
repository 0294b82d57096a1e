"""Where things lie beside the tests, said once, so that a test may move from folder to folder."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"
"""Data of others beside the repository, where there is any."""
