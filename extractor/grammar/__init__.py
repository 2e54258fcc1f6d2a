"""A notation for patterns over classes of tokens and its matcher; knows no domain."""
