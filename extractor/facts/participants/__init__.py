"""Who takes part in what, learned: pairs of names, or of a name and a phrase, and what joins them."""
