"""A turn of a conversation: what it leaves out, what it brings of its own, and turns that ask nothing."""
