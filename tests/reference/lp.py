"""A programme as text, for eyes and for golden files."""

import math


def lp_text(milp, names):
    """Write a programme in the LP format: gain, rows, bounds, whole numbers; zeros are left out."""
    lines = ["maximise", f"  {terms(enumerate(milp.gain.tolist()), names) or '0'}", "subject to"]
    for row in range(milp.matrix.shape[0]):
        start, stop = milp.matrix.indptr[row : row + 2]
        cells = zip(milp.matrix.indices[start:stop].tolist(), milp.matrix.data[start:stop].tolist(), strict=True)
        if text := terms(sorted(cells), names):
            lines.append(f"  {limits(milp.row_low[row], text, milp.row_high[row])}")
    lines.append("bounds")
    lines += [f"  {limits(low, n, up)}" for low, n, up in zip(milp.column_low, names, milp.column_high, strict=True)]
    lines += ["whole numbers", f"  {' '.join(n for n, w in zip(names, milp.integer, strict=True) if w)}"]
    return "\n".join(lines) + "\n"


def terms(cells, names):
    parts = [f"{'-' if value < 0 else '+'} {abs(value):g} {names[column]}" for column, value in cells if value]
    return " ".join(parts)


def limits(low, text, high):
    left = "" if math.isinf(low) else f"{low:g} <= "
    right = "" if math.isinf(high) else f" <= {high:g}"
    return f"{left}{text}{right}"
