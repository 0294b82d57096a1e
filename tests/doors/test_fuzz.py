"""A small fuzz of every door, from a seed; the long one is ``python -m benchmarks.fuzz --count 10000``."""

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from benchmarks.fuzzing.mutations import mutate

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")
COUNT = 40


def fuzz(*words):
    command = [sys.executable, "-m", "benchmarks.fuzz", *words]
    surroundings = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)


def test_no_spoilt_input_ends_in_a_traceback_hangs_takes_too_much_or_leaves_something_half_written():
    done = fuzz("--count", f"{COUNT}", "--seed", "20")

    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert re.search(rf"^{COUNT} inputs, \d+ commands", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.yaml", "a.toml", "a.xml", "a.jsonl", "a.tif"])
def test_the_same_seed_spoils_a_file_in_the_same_way(name, tmp_path):
    texts = {".csv": "a,b\n1,2\n", ".yaml": "a: 1\nb: [2]\n", ".toml": "a = 1\n", ".xml": "<a b='1'><c/></a>"}
    path, found = tmp_path / name, []
    for n in (*range(60), *range(60)):
        path.write_text(texts.get(path.suffix, '{"a": [1, "b"]}\n'))
        how = mutate(path, Random(n))  # noqa: S311  (no secret)
        found.append((how, path.read_bytes() if path.is_file() and path.stat().st_size < 10**6 else None))
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)

    assert found[:60] == found[60:]
    assert len({how for how, _ in found}) > 10
