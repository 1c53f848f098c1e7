"""What a negotiation is, on paper: the YAML format, and how it is read, checked and adjusted."""
