"""All kinds of facts that tell of people's lives."""

from collections.abc import Iterator, Sequence

from extractor.document import Fact
from extractor.facts.occupations.find import Occupation
from extractor.facts.people.awards import find_awards
from extractor.facts.people.births import find_births
from extractor.facts.people.charges import find_charges
from extractor.facts.people.deaths import find_deaths
from extractor.facts.people.educations import find_educations
from extractor.facts.people.family import find_relatives
from extractor.facts.people.foundings import find_foundings
from extractor.facts.people.memberships import find_memberships
from extractor.facts.tables import Trace
from extractor.sentence.cells import Rows

KINDS = (
    find_births,
    find_deaths,
    find_relatives,
    find_memberships,
    find_awards,
    find_charges,
    find_educations,
)


def find_people_facts(
    rows: Rows, occupations: Sequence[Occupation], traces: list[Trace] | None = None
) -> Iterator[Fact]:
    """Births, deaths, relatives, members, awards, charges, foundings and schools of an article."""
    for find in KINDS:
        yield from find(rows, traces)
    yield from find_foundings(rows, occupations, traces)
