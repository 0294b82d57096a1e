"""The range that stated inputs allow each headline of a plan, and which inputs drive it."""
