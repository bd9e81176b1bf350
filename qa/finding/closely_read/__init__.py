"""The narrative by the words of its own clauses: figures, causes and uses that no label names."""
