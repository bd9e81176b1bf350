"""Running it for others: who may do what, how often, health, logs, and what staff see of the use."""
