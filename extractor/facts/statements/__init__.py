"""Who said what.

`rules` has the tables of the ways in which an article says it: clauses, found by patterns of cells and read by
`reports`, `sources` and `turns`, and passages in quotation marks or dashes, read by `quotations` and `turns`. They ask
`speakers` who speaks and `content` where what is said begins and ends; `find` keeps one statement of each passage.
"""
