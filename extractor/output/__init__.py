"""Documents to bytes."""
