"""The language model's part of an answer: reading what the rules do not, and writing what is already proven."""
