"""Hundreds of disclosures looked through for one question, without reading each of them whole."""
