"""One figure of one disclosure: look-up, its column in words, whose it is where several bear its name."""
