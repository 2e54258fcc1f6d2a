"""The pairs of a sentence that may belong together."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from extractor.facts.participants.relations import RELATIONS, all_triggers, triggers_of, words_of
from extractor.sentence.cells import Cells
from extractor.sentence.genders import owner_gender
from extractor.sentence.items import Item, ItemKind
from extractor.sentence.scene import OPENING
from extractor.sentence.subjects import may_be_subject

MOST_NAMES = 14
"""Names of a sentence of which pairs are made; a longer list is a table of results."""

MOST_BEFORE = 4
"""Names of the sentence before that are looked at."""

TO_CRIME = 10
"""Tokens from a word of a charge to the preposition of the crime: «по обвинению в»."""

How = Literal[
    "named", "pronoun", "possessive", "post", "left-out", "before", "topic", "phrase", "quoted", "governed", "in-name"
]
"""How a sentence has one of the two: `before`, as the sentence before names it; `topic`, as whom the article is about;
`phrase`, by a word of the list; `quoted`, ««За отвагу»»; `governed`, by a preposition; `in-name`, inside a name."""


class End(NamedTuple):
    """One of the two that may belong together, where the sentence has it."""

    kind: ItemKind | Literal["phrase"]
    id: str
    """Empty for a phrase."""
    first: int
    """Tokens; -1 where the sentence does not have it."""
    last: int
    how: How
    is_subject: bool = False
    """Of the sentence before: whether it is its subject."""


class Candidate(NamedTuple):
    """Two that may belong together, and the word that may join them."""

    relation: str
    who: End
    other: End
    cue: int
    """A token."""


def find_candidates(row: Cells, topic: str | None) -> Iterator[Candidate]:
    """The pairs of a sentence, of all relations; most sentences have no word for any.

    `topic`: the id of the person whom the article is about.
    """
    present = row.present(all_triggers())
    names = [name for name in RELATIONS if not present.isdisjoint(triggers_of(name))] if present else ()
    ends: list[End] | None = None
    for name in names:
        cues = _cues(row, name)
        phrases = [] if RELATIONS[name].other or not cues else _phrases(row, name, cues)
        if not cues or not (phrases or RELATIONS[name].other):
            continue
        ends = ends_of(row, topic) if ends is None else ends
        if len(ends) <= MOST_NAMES:
            yield from _pairs(name, ends, phrases, cues)


def _cues(row: Cells, name: str) -> list[int]:
    """The tokens of no name that tell of a relation."""
    wanted, scene = words_of(name).cues, row.scene
    if not row.has_any(wanted):
        return []
    return [t for t, word in enumerate(scene.words) if not wanted.isdisjoint(word.lemmas) and scene.may_be_noun(t)]


def _pairs(name: str, ends: Sequence[End], phrases: Sequence[End], cues: Sequence[int]) -> Iterator[Candidate]:
    relation = RELATIONS[name]
    for one in [end for end in ends if end.kind in relation.who]:
        for other in phrases or [end for end in ends if end.kind in relation.other]:
            cue = _nearest_cue(cues, one, other) if _may_be_two(one, other, either=relation.either) else None
            if cue is not None:
                yield Candidate(name, one, other, cue)


def _may_be_two(one: End, other: End, *, either: bool) -> bool:
    """Whether two are not the same and one of them is in the sentence; of two without order each pair once."""
    if one.id == other.id or max(one.first, other.first) < 0:
        return False
    return not either or (one.first, one.how) <= (other.first, other.how)


def _nearest_cue(cues: Sequence[int], one: End, other: End) -> int | None:
    """The word that is nearest to both; not one of them, unless there is no other."""
    outside = [t for t in cues if t != other.first]
    free = [t for t in outside if not one.first <= t < one.last] or outside
    return min(free, key=lambda t: (abs(t - one.first) + abs(t - other.first), abs(t - other.first)), default=None)


# --- the two ---


def ends_of(row: Cells, topic: str | None) -> list[End]:
    """The names of a sentence and who else it means, then the names of the sentence before, then the topic."""
    found = [end for cell in range(len(row)) if (end := _end_at(row, cell)) is not None]
    known = {end.id for end in found}
    previous = row.previous
    if previous is not None:
        before = [item for item in previous.of("person", "organization") if item.id not in known]
        subject = next((item.id for item in before if may_be_subject(previous, item)), None)
        unique = list({item.id: item for item in before}.values())[-MOST_BEFORE:]
        found += [End(item.kind, item.id, -1, -1, "before", item.id == subject) for item in unique]
        known.update(item.id for item in unique)
    if topic is not None and topic not in known:
        found.append(End("person", topic, -1, -1, "topic"))
    return found


def _end_at(row: Cells, cell: int) -> End | None:
    first, last = row.bounds[cell]
    item = row.name(cell)
    if item is not None:
        return End(item.kind, item.id, first, last, _how(row, first, item)) if item.kind in ENDS else None
    who = _possessor(row, first) if row.scene.cover[first] < 0 else None
    return None if who is None else End("person", who, first, last, "possessive")


ENDS = ("person", "organization", "date")


def _how(row: Cells, first: int, item: Item) -> How:
    number = row.scene.cover[first]
    if number < 0:
        return "left-out" if item.first == item.last else "pronoun"
    return "post" if row.scene.items[number].kind == "position" else "named"


def _possessor(row: Cells, t: int) -> str | None:
    """Whose something is: «его жена», «со своей женой»."""
    if owner_gender(row.scene.tokens[t].text) is not None:
        return row.antecedents.of_pronoun(row.scene, t)
    return row.antecedents.person_before(row.scene, t) if row.scene.words[t].lemma == "свой" else None


# --- phrases ---


def _phrases(row: Cells, name: str, cues: Sequence[int]) -> list[End]:
    """Where a phrase of a relation may begin."""
    heads = words_of(name).heads
    found = []
    for t, word in enumerate(row.scene.words):
        how: How | None = None
        if not word.lemmas.isdisjoint(heads):
            how = "phrase" if row.scene.may_be_noun(t) else "in-name"
        elif name == "award" and _opens_quotation(row, t):
            how = "quoted"
        elif name == "crime" and _is_governed(row, t, cues):
            how = "governed"
        if how is not None:
            found.append(End("phrase", "", t, t + 1, how))
    return found


def _opens_quotation(row: Cells, t: int) -> bool:
    """««За заслуги перед Отечеством»»."""
    tokens = row.scene.tokens
    return t > 0 and tokens[t].text == "За" and tokens[t - 1].text[-1] in OPENING


def _is_governed(row: Cells, t: int, cues: Sequence[int]) -> bool:
    """Whether a noun is after a preposition not far behind a word of a charge: «обвинён в неуплате налогов»."""
    scene = row.scene
    if scene.words[t].upos != "NOUN" or scene.cover[t] >= 0:
        return False
    n = t - 1
    while n >= 0 and scene.cover[n] < 0 and scene.words[n].upos in ("ADJ", "ADV", "DET"):
        n -= 1
    return n > 0 and scene.tokens[n].text.lower() in BEFORE_CRIME and any(0 < n - cue < TO_CRIME for cue in cues)


BEFORE_CRIME = frozenset(("в", "во", "за", "о", "об", "на"))
