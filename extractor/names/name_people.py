"""What a person is called: the nominative of the fullest mention, by the votes of all."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.names.compare_people import share_variant
from extractor.names.parts import NamePart
from extractor.names.people import Votes
from extractor.names.person_mentions import PersonGroup, PersonMention, completeness
from extractor.names.spelling import capitalized, key_of, merge_yo, skeleton, spell
from extractor.names.word_features import GENDERS, Gender

ABSENT = -8.0
"""What a word that cannot have a nominative says of it."""
ALONE = 3
"""Family names alone that count when the gender of a person with a given name is decided."""
SHOUTED = 3
"""Letters up to which a word in capitals may be an abbreviation."""


class PersonName(NamedTuple):
    """What a person is called."""

    name: str
    given: str | None
    patronymic: str | None
    family: str | None
    numeral: str | None
    """«II» of «Александр II»."""
    aliases: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for whoever is called so."""
        parts = [part for part in (self.given, self.patronymic, self.family, self.numeral) if part]
        return key_of(" ".join(parts) or self.name)


def name_person(group: PersonGroup) -> PersonName:
    """The nominative of the fullest mention, by the votes of all; the other forms of the name as aliases."""
    gender = _gender(group)
    best = _best_attested(group)
    aligned = [(reading, _align(reading, best)) for reading in group.mentions]
    slots = [_votes_for(best, i, aligned) for i in range(len(best.parts))]
    chosen = [_choose(votes, gender, part) for votes, part in zip(slots, best.parts, strict=True)]
    surfaces = [_surfaces(i, aligned) for i in range(len(best.parts))]
    words = [
        part.text if part.is_initial else merge_yo(spell(nominative, part.text), texts)
        for part, nominative, texts in zip(best.parts, chosen, surfaces, strict=True)
    ]
    is_loud = len(best.text) > 3 and best.text.isupper()
    words = [
        capitalized(word) if _is_loud(part, is_loud=is_loud) else word
        for part, word in zip(best.parts, words, strict=True)
    ]
    roles = {role: _part(best.parts, words, role) for role in ("given", "patronymic", "family")}
    name = _rebuild(best, words)
    aliases = dict.fromkeys(_alias(reading, places, chosen, words, gender) for reading, places in aligned)
    aliases.pop(name, None)
    numeral = next((part.text for part in best.parts if part.is_numeral), None)
    return PersonName(name, roles["given"], roles["patronymic"], roles["family"], numeral, tuple(aliases))


def _best_attested(group: PersonGroup) -> PersonMention:
    """Of the fullest mentions the commonest, of equals the first: not a slip («Джо Баден»)."""
    fullest = [m for m in group.mentions if completeness(m)[:2] == completeness(group.best)[:2]]
    counts = Counter(map(_likeliest, fullest))
    return max(fullest, key=lambda m: (counts[_likeliest(m)], -m.mention.start))


def _likeliest(reading: PersonMention) -> tuple[str, ...]:
    return tuple(
        max(votes, key=votes.__getitem__)[0] if votes else part.plain
        for part, votes in zip(reading.parts, reading.votes, strict=True)
    )


def _is_loud(part: NamePart, *, is_loud: bool) -> bool:
    """Whether a word is in capitals that say nothing: «ЛЫЖИН Сергей», all of a headline; not «Елизавета II»."""
    if part.is_initial or part.text.isascii():
        return False
    return is_loud or (len(part.text) > SHOUTED and part.text.isupper() and part.role != "suffix")


def _gender(group: PersonGroup) -> Gender:
    """The likeliest by all mentions; beside a given name many family names alone say no more than a few."""
    with_given = [reading for reading in group.mentions if reading.words("given")]
    others = [reading for reading in group.mentions if not reading.words("given")]
    share = min(1.0, ALONE / len(others)) if with_given and others else 1.0
    totals = dict.fromkeys(GENDERS, 0.0)
    for readings_, factor in ((with_given, 1.0), (others, share)):
        for reading in readings_:
            seen = [_weights_of_genders(votes) for votes in reading.votes if votes]
            for gender in GENDERS:
                totals[gender] += factor * min([weights.get(gender, ABSENT) for weights in seen], default=0.0)
    return max(GENDERS, key=totals.__getitem__)


def _weights_of_genders(votes: Votes) -> dict[Gender, float]:
    """The weight of the likeliest nominative of each gender that a word may have."""
    result: dict[Gender, float] = {}
    for (_, gender), weight in votes.items():
        if gender not in result or weight > result[gender]:
            result[gender] = weight
    return result


Aligned = Sequence[tuple[PersonMention, Sequence[int | None]]]
"""Mentions, each with its parts that are the same name as those of the fullest mention, one by one."""


def _align(reading: PersonMention, best: PersonMention) -> Sequence[int | None]:
    """For each part of the fullest mention the part of this one that is the same name; None where it has none."""
    places = range(len(best.parts))
    return places if reading is best else [_same_part(reading, best, i) for i in places]


def _same_part(reading: PersonMention, best: PersonMention, i: int) -> int | None:
    part = best.parts[i]
    found = [
        (share_variant(reading.votes[j], best.votes[i]), j)
        for j, other in enumerate(reading.parts)
        if not other.is_initial and (other.role == part.role or len(reading.parts) == 1)
    ]
    shared, j = max(found, default=(-100.0, -1))
    return j if shared > ABSENT else None


def _votes_for(best: PersonMention, i: int, aligned: Aligned) -> dict[tuple[str, Gender], float]:
    totals = dict(best.votes[i])
    if not totals:
        return totals
    for reading, places in aligned:
        j = places[i]
        if reading is best or j is None:
            continue
        votes = reading.votes[j]
        for key in votes.keys() - totals.keys():
            totals[key] = ABSENT
        for key in totals:
            totals[key] += max(votes.get(key, ABSENT), ABSENT)
    return totals


def _choose(votes: Votes, gender: Gender, part: NamePart) -> str:
    if part.is_initial or part.is_rigid:
        return part.plain
    found = [(weight, nominative) for (nominative, g), weight in votes.items() if g == gender]
    return max(found)[1] if found else part.plain


def _surfaces(i: int, aligned: Aligned) -> list[str]:
    return [reading.parts[j].text for reading, places in aligned if (j := places[i]) is not None]


def _part(parts: Sequence[NamePart], words: Sequence[str], role: str) -> str | None:
    return " ".join(word for part, word in zip(parts, words, strict=True) if part.role == role) or None


def _rebuild(reading: PersonMention, words: Sequence[str]) -> str:
    """The text of a mention with its words replaced."""
    pieces, end = [], 0
    for part, word in zip(reading.parts, words, strict=True):
        pieces += [reading.text[end : part.start], word]
        end = part.start + len(part.text)
    return " ".join("".join([*pieces, reading.text[end:]]).split())


def _alias(
    reading: PersonMention,
    places: Sequence[int | None],
    chosen: Sequence[str],
    words: Sequence[str],
    gender: Gender,
) -> str:
    """The nominative of a mention in its own words."""
    by_part = {j: i for i, j in enumerate(places) if j is not None}
    own = []
    for j, part in enumerate(reading.parts):
        if part.is_initial:
            own.append(part.text)
        elif j in by_part and skeleton(chosen[by_part[j]]) in {skeleton(n) for n, _ in reading.votes[j]}:
            own.append(words[by_part[j]])
        else:
            own.append(spell(_choose(reading.votes[j], gender, part), part.text))
    return _rebuild(reading, own)
