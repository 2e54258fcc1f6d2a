"""From annotated corpora to the weights of the name tagger; not part of the installed package."""
