"""From the text as given to the text as analysed: what only decorates or breaks it is ignored, and mapped back."""
