"""Mentions that mean the same thing in one article become one entity."""

from collections.abc import Sequence

from extractor.document import Document, Location, Mention, NameMention, Organization, Person


def group_names(doc: Document) -> tuple[tuple[Person, ...], tuple[Organization, ...], tuple[Location, ...]]:
    """The people, organizations and locations of `doc.names`, each in order of first mention.

    Needs `doc.sentences`, `doc.words` (of the sentences that hold a name) and `doc.names`.
    """
    groups: dict[tuple[str, str], list[NameMention]] = {}
    for mention in doc.names:
        groups.setdefault((mention.kind, mention.text.lower()), []).append(mention)
    people: list[Person] = []
    organizations: list[Organization] = []
    locations: list[Location] = []
    for (kind, key), found in groups.items():
        mentions = _mentions(found)
        name = found[0].text
        if kind == "person":
            people.append(Person(f"p{len(people) + 1}", key, name, (), None, None, name, mentions))
        elif kind == "organization":
            organizations.append(Organization(f"o{len(organizations) + 1}", key, name, (), None, mentions))
        else:
            locations.append(Location(f"l{len(locations) + 1}", key, name, (), mentions))
    return tuple(people), tuple(organizations), tuple(locations)


def _mentions(found: Sequence[NameMention]) -> tuple[Mention, ...]:
    return tuple(Mention(n.start, n.end, n.text, n.rule, n.score) for n in found)
