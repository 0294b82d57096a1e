"""Reports into incidents: candidate pairs, their likelihood, and groups of them."""
