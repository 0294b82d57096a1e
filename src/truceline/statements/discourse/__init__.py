"""Who agrees with whom on what: discourse networks and their communities."""
