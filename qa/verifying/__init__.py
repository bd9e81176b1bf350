"""The parts of the gate: numerals, what evidence prints, formulas, and the claims that words make."""
