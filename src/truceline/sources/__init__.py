"""What other programs and people made, taken in: articles, networks, shapes of lines, roads, heights."""
