"""``python -m truceline``."""

from truceline.cli import main

main(prog_name="truceline")
