"""Facts of past cases become scenarios, by one mapping for all: docs/encoding.md."""
