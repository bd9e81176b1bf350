"""Evidence -> draft, without a language model: figures, lists, yes and no, refusals and questions back."""
