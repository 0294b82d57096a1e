"""Who would come, under which conditions, and which condition unlocks most."""
