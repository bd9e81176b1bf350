"""What must be said, or must not: refusals, questions back, contradictions, what an answer leaves undone."""
