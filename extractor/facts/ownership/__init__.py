"""Who owns what: a table of rules, and the posts and deals that imply it."""
