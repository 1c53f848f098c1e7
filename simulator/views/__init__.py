"""Summaries into words, tables and JSON."""
