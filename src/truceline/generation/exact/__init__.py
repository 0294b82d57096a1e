"""The exact programme of force generation, solved stage by stage."""
