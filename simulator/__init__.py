"""Parley: a simulator of ceasefire negotiations."""
