"""The language model's part of an answer: reading what the rules cannot, and writing what is proven."""
