"""The location models by their standard names, each with a proven bound."""
