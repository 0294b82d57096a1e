"""Change the code a little, many times, and see whether a test of its room notices: python benchmarks/mutations.py.

A room is a folder of `src/truceline`; its tests are in the folder of the same name in `tests`, and no others run, those
of the changed module first, until one fails. Of each room so many mutations are drawn from a seed, of all
kinds alike: a comparison turned round, a boundary moved by one, an operation replaced by its inverse, a number
changed, a boolean flipped, a returned value lost, a statement removed. Mutated is a copy of the repository in a
temporary folder, so that nothing is left behind. Texts, types, decorators and the strictness of `zip` are left alone.

    python benchmarks/mutations.py --each 20 --seed 1 generation siting

prints every survivor with its file, line and difference, and by room how many were killed, survived or ran out of time
(three times what the tests take, and ten seconds). A survivor may also be the same program: a person looks.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from py_compile import PycInvalidationMode
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("records", "solvers", "agreement", "statements", "coalition", "generation", "siting", "monitoring", "exercise")
TABLES = {
    "comparison": "Lt GtE, LtE Gt, Gt LtE, GtE Lt, Eq NotEq, NotEq Eq, In NotIn, NotIn In, Is IsNot, IsNot Is",
    "boundary": "Lt LtE, LtE Lt, Gt GtE, GtE Gt",
    "arithmetic": "Add Sub, Sub Add, Mult Div, Div Mult, FloorDiv Div, Mod Mult, Pow Mult, BitAnd BitOr, BitOr BitAnd",
    "boolean": "And Or, Or And",
}
OPERATORS = [
    (kind, *(getattr(ast, name) for name in pair.split())) for kind, text in TABLES.items() for pair in text.split(", ")
]
UNTOUCHED = ("annotation", "returns", "decorator_list")
OUTCOMES = ("killed", "survived", "out of time")


class Mutation(NamedTuple):
    """One change of one file: ``text`` is the whole file with it."""

    path: Path
    line: int
    kind: str
    before: str
    after: str
    text: bytes


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what may be mutated."""
    yield tree
    for name, value in ast.iter_fields(tree):
        for child in value if isinstance(value, list) and name not in UNTOUCHED else [value]:
            strict = isinstance(child, ast.keyword) and child.arg == "strict"
            if isinstance(child, ast.AST) and name not in UNTOUCHED and not strict | isinstance(child, ast.JoinedStr):
                yield from nodes(child)


def replaced(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield each kind of mutation of one node, with what takes its place."""
    operator = node.ops[0] if isinstance(node, ast.Compare) else getattr(node, "op", None)
    for kind, old, new in OPERATORS:
        if isinstance(operator, old):
            changed = deepcopy(node)
            if isinstance(changed, ast.Compare):
                changed.ops[0] = new()
            else:
                changed.op = new()
            yield kind, changed
    match node:
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            yield "boolean", operand
        case ast.Constant(value=bool(value)):
            yield "boolean", ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield "constant", ast.Constant(value + 1 if isinstance(value, int) else value * 1.1 or 0.1)
        case ast.Return(value=ast.expr()):
            yield "return", ast.Return(ast.Constant(None))
        case ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Expr(value=ast.Call()):
            yield "statement", ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield "statement", ast.Pass()


def mutations(path: Path) -> Iterator[Mutation]:
    """Yield all mutations of one file, in its order."""
    source, starts = path.read_bytes(), [0]
    for row in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(row))
    for node in nodes(ast.parse(source)):
        for kind, other in replaced(node):
            row = starts[node.lineno - 1]
            first, last = row + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            plain = isinstance(other, ast.stmt | ast.Constant)
            new = (ast.unparse(other) if plain else f"({ast.unparse(other)})").encode()
            text = source[:first] + new + source[last:]
            before, after = source[row : source.find(b"\n", last)], text[row : text.find(b"\n", first + len(new))]
            yield Mutation(path, node.lineno, kind, before.decode(), after.decode(), text)


def drawn(folder: Path, each: int, seed: int) -> list[Mutation]:
    """Draw so many mutations of a room, of all kinds alike as far as there are any."""
    by_kind: dict[str, list[Mutation]] = defaultdict(list)
    for mutation in (found for path in sorted(folder.rglob("*.py")) for found in mutations(path)):
        by_kind[mutation.kind].append(mutation)
    chance = random.Random(f"{seed} {folder.name}")  # noqa: S311  (no secret)
    piles = [chance.sample(by_kind[kind], len(by_kind[kind])) for kind in sorted(by_kind)]
    turns = sorted((n, pile) for pile, found in enumerate(piles) for n in range(len(found)))
    return [piles[pile][n] for n, pile in turns[:each]]


def outcome(copy: Path, room: str, module: str, seconds: float | None) -> str:
    """Run the tests of the module and then all of the room in the copy, and give one of ``OUTCOMES``."""
    command = [sys.executable, "-m", "pytest", "-qx", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
    surroundings = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    settings = {"cwd": copy, "env": surroundings, "capture_output": True, "check": False, "timeout": seconds}
    first = [str(path) for path in sorted((copy / "tests" / room).rglob(f"test_{module}.py"))]
    for tests in filter(None, (first, [f"tests/{room}"])):
        try:
            if subprocess.run([*command, "--hypothesis-seed=0", *tests], **settings).returncode:
                return "killed"
        except subprocess.TimeoutExpired:
            return "out of time"
    return "survived"


def run(copy: Path, room: str, each: int, seed: int) -> str:
    """Try a room's mutations one by one, print the survivors, and give its row of counts."""
    start, found = perf_counter(), dict.fromkeys(OUTCOMES, 0)
    if outcome(copy, room, "", None) != "survived":
        raise SystemExit(f"{room} | its tests fail before anything is changed; mend them first")
    limit = 3 * (perf_counter() - start) + 10
    for mutation in drawn(copy / "src" / "truceline" / room, each, seed):
        kept = mutation.path.read_bytes()
        mutation.path.write_bytes(mutation.text)
        what = outcome(copy, room, mutation.path.stem, limit)
        mutation.path.write_bytes(kept)
        found[what] += 1
        if what != "killed":
            where = f"{mutation.path.relative_to(copy)}:{mutation.line}"
            print(f"{where} {mutation.kind} {what}\n- {mutation.before}\n+ {mutation.after}\n", flush=True)
    return "".join(f"{cell:>13}" for cell in (room, sum(found.values()), *found.values(), int(perf_counter() - start)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Mutation run over rooms.")
    parser.add_argument("rooms", nargs="*", default=ROOMS)
    parser.add_argument("--each", type=int, default=20, help="mutations of each room [20]")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "runs"))
        compileall.compile_dir(copy / "src", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
        rows = [run(copy, room, asked.each, asked.seed) for room in asked.rooms]
    print("\n".join(["".join(f"{name:>13}" for name in ("room", "mutations", *OUTCOMES, "seconds")), *rows]))


if __name__ == "__main__":
    main()
