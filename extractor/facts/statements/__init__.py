"""Who said what.

`rules` is the table of the ways in which an article says it, each with an example and the function that finds it:
quotations (`quotations`), reported clauses (`reports`), sources (`sources`) and turns of a dialogue (`turns`). They ask
`speakers` who speaks and `content` where what is said begins and ends; `find` keeps one statement of each passage.
"""
