"""The terminal app of Parley, on Textual."""
