"""What is worked out of several figures of one disclosure, or put in order; operands are kept and cited."""
