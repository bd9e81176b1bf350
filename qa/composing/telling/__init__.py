"""Answers in words: reasons, lists, terms, yes and no."""
