"""What a question states and asks to be confirmed: tested against the figures, answered yes or no first."""
