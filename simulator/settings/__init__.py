"""What a user wishes once and for all, and what their terminal can show. Knows nothing of scenarios or of the app."""
