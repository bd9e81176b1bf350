"""Choosing disclosures out of thousands by typing: the same on every tab that needs one."""
