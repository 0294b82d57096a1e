"""A plan, its case and an exercise of it, as the tests of pages have them."""

from tests.render.conftest import case, plan, rehearsed

__all__ = ["case", "plan", "rehearsed"]
