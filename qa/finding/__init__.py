"""Reading -> evidence: the cells and sentences of a disclosure that answer, with their scores."""
