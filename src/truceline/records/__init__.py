"""Nouns that pass through more than one door: frozen, holding only their invariants."""
