"""Who holds which post, and where; who works where.

`find` puts occupations together from pairs of items that the models of `pairs` score by `features`; `implied` adds the
people whom a sentence means without naming, `workplaces` the places that it does not name, `phases` the beginnings and
ends.
"""
