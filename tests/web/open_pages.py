"""Pages that are there by their name alone; the others are of one record or one proposal, which the address names."""

from truceline.services.session.pages import PAGES

OF_ONE = ("edit", "proposal")
OPEN = [name for name in PAGES if name not in OF_ONE]
