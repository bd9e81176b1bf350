"""Question -> Reading: what was typed, which department and year, which words ask for what."""
