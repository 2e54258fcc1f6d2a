"""All kinds of facts that tell of people's lives."""

from collections.abc import Sequence

from extractor.document import Fact
from extractor.facts.occupations.find import Occupation
from extractor.facts.people.awards import find_awards
from extractor.facts.people.births import find_births
from extractor.facts.people.charges import as_stages, find_charges
from extractor.facts.people.deaths import find_deaths
from extractor.facts.people.educations import find_educations
from extractor.facts.people.family import find_relatives
from extractor.facts.people.foundings import find_foundings, once_founded
from extractor.facts.people.learned import find_learned
from extractor.facts.people.memberships import find_memberships
from extractor.facts.people.siblings import find_siblings
from extractor.facts.tables import Trace
from extractor.sentence.cells import Rows

KINDS = (
    find_births,
    find_deaths,
    find_relatives,
    find_awards,
    find_charges,
    find_educations,
)


def find_people_facts(rows: Rows, occupations: Sequence[Occupation], traces: list[Trace] | None = None) -> list[Fact]:
    """Births, deaths, relatives, members, awards, charges, foundings and schools of an article.

    First by the rules, then the pairs that only the model of participants finds.
    """
    found = [fact for find in KINDS for fact in find(rows, traces)]
    found += find_memberships(rows, occupations, traces)
    found += find_foundings(rows, occupations, traces)
    learned = find_learned(rows, found, traces)
    found = _united([*found, *learned]) if learned else found
    return [*found, *find_siblings(rows, [fact for fact in found if fact.kind == "family"])]


def _united(facts: Sequence[Fact]) -> list[Fact]:
    """Facts with those of one stage of a case, or of one founding, as one."""
    charges = as_stages(fact for fact in facts if fact.kind == "charge")
    foundings = once_founded(fact for fact in facts if fact.kind == "founding")
    return [*(fact for fact in facts if fact.kind not in ("charge", "founding")), *charges, *foundings]
