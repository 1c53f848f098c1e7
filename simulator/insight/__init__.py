"""Why: assessment of a given deal."""
