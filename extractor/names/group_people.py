"""Mentions of people that are the same person, and the name each person gets."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractor.document import NameMention, Word
from extractor.language.patterns import compile_re
from extractor.names.given_names import are_short_forms
from extractor.names.parts import NamePart, Role, split_name
from extractor.names.people import GENDERS, Around, Gender, Tag, Votes, positions, read_words, readings
from extractor.names.spelling import capitalized, merge_yo, skeleton, spell

SAME = -5.0
"""Two words are forms of one name if a nominative that both may have is at least so likely."""
CLOSE = 1.0
"""Of several people a mention may mean, those this near to the likeliest are as good; the last named is taken."""
ABSENT = -8.0
"""What a word that cannot have a nominative says of it."""
VARIANT = -2.0
"""Weight of two spellings of a name."""
ALONE = 3
"""Family names alone that count when the gender of a person with a given name is decided."""
SHOUTED = 3
"""Letters up to which a word in capitals may be an abbreviation."""
SLIP_LENGTH = 7
"""Letters from which on a family name may be mistyped and still be told."""
MAX_SENTENCE = 200
"""Characters between two names of one sentence at most."""
SENTENCE_END_RE = compile_re(r"[.!?…\n]")
CONSIDERED = 16
"""People of one name, the last ones named, that are looked at for a mention."""


@dataclass(slots=True, eq=False)
class PersonMention:
    """A mention with its words read."""

    mention: NameMention
    parts: tuple[NamePart, ...]
    votes: tuple[Votes, ...]
    """What each part may be in the nominative; empty for initials."""
    rank: int = field(init=False)
    """How much of the name is there: words count before initials."""
    keys: tuple[str, ...] = field(init=False)
    """What the nominatives that its words may have are found by."""
    _words: dict[Role, list[int]] = field(init=False)
    _is_longer: bool = field(init=False)

    def __post_init__(self) -> None:
        self._words = {}
        self._is_longer = self.mention.name is not None and len(split_name(self.mention.text)) < len(self.parts)
        for i, part in enumerate(self.parts):
            if not part.is_initial:
                self._words.setdefault(part.role, []).append(i)
        roles = {part.role for part in self.parts}
        full = "family" in roles and "given" in roles
        self.rank = 100 * full + 10 * sum(map(len, self._words.values())) + len(self.parts)
        likely = [nominative for votes in self.votes for (nominative, _), weight in votes.items() if weight > SAME]
        self.keys = tuple(dict.fromkeys(map(skeleton, likely)))

    @property
    def text(self) -> str:
        """What the parts are in: the mention, or the longer name that a rule knows of it."""
        known = self.mention.name
        return self.mention.text if known is None or not self._is_longer else known

    def words(self, role: Role) -> Sequence[int]:
        """Indexes of the parts of a role that are words and can tell people apart."""
        return self._words.get(role, ())

    def initial(self, role: Role) -> str:
        """The first letter of the part of a role, empty if there is none."""
        return next((part.plain[0] for part in self.parts if part.role == role), "")


@dataclass(slots=True, eq=False)
class PersonGroup:
    """Mentions of one person."""

    mentions: list[PersonMention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Of the mentions, sorted."""
    with_family: list[tuple[int, int]] = field(default_factory=list)
    """Starts and ends of the mentions with a family name, sorted."""

    def add(self, reading: PersonMention) -> None:
        """Take a mention in."""
        if not self.mentions or _completeness(reading) > _completeness(self.best):
            self._best = reading
        self.mentions.append(reading)
        insort(self.starts, reading.mention.start)
        if reading.words("family"):
            insort(self.with_family, (reading.mention.start, reading.mention.end))

    _best: PersonMention | None = None

    @property
    def best(self) -> PersonMention:
        """The mention with most of the name, the first of equals; one in Cyrillic letters if there is any."""
        assert self._best is not None
        return self._best


def _completeness(reading: PersonMention) -> tuple[bool, int, int]:
    return not reading.mention.text[0].isascii(), reading.rank, -reading.mention.start


class PersonName(NamedTuple):
    """What a person is called."""

    name: str
    given: str | None
    patronymic: str | None
    family: str | None
    aliases: tuple[str, ...]


def read_person(
    mention: NameMention, words: Mapping[int, Word], around: Around, *, is_family: bool = False
) -> PersonMention:
    """The words of a mention; `words`: grammar by the start of the token; `is_family`: several people («братья»)."""
    parts = split_name(mention.text)
    if mention.name is not None and len(known := split_name(mention.name)) >= len(parts):
        return _read_known(mention, parts, known)
    read = [part for part in parts if not part.is_initial and not part.is_rigid]
    tags = tuple(_tag(words.get(mention.start + part.start)) for part in read)
    is_east_asian = parts[:1] and parts[0].role == "family" and parts[-1].role == "given" and not parts[-1].is_initial
    places = ("syllable",) * len(read) if is_east_asian and parts[0].is_rigid else positions(len(read))
    found = iter(read_words(tuple(part.plain for part in read), places, tags, around))
    votes = [{} if p.is_initial else _rigid(p.plain) if p.is_rigid else next(found) for p in parts]
    if is_family:
        votes = [_of_families(part.plain) or known for part, known in zip(parts, votes, strict=True)]
    return PersonMention(mention, parts, tuple(votes))


def _read_known(mention: NameMention, parts: Sequence[NamePart], known: Sequence[NamePart]) -> PersonMention:
    """A mention of which the nominative is given, perhaps with more words («Иван» of «Иван и Мария Зотовы»)."""
    if len(known) == len(parts):
        chosen = tuple(p._replace(role=k.role, is_rigid=k.is_rigid) for p, k in zip(parts, known, strict=True))
    else:
        chosen = tuple(known)
    return PersonMention(mention, chosen, tuple({} if p.is_initial else _rigid(p.plain) for p in known))


def _of_families(word: str) -> Votes:
    """The nominatives of several people that a word may have: «Соколовы» of «супругам Соколовым»."""
    found: dict[tuple[str, Gender], float] = {}
    for (gender, _), ways in readings(word, "only").items():
        for weight, nominative in ways if gender == "Plur" else ():
            found[nominative, gender] = max(weight, found.get((nominative, gender), weight))
    best = max(found.values(), default=0.0)
    return {key: weight - best for key, weight in found.items()}


def _tag(word: Word | None) -> Tag:
    if word is None:
        return "", "", ""
    return word.feats.get("Case", ""), word.feats.get("Gender", ""), word.feats.get("Number", "")


def _rigid(word: str) -> Votes:
    return {(word, gender): 0.0 for gender in GENDERS}


def group_people(mentions: Iterable[PersonMention], text: str) -> list[PersonGroup]:
    """The people of an article, in no order: full names first, then what is short for them."""
    ordered = sorted(mentions, key=lambda m: m.mention.start)
    originals = {b: a for a, b in pairwise(ordered) if _is_original(a.mention, b.mention, text)}
    index = _Index(text)
    for reading in (m for m in ordered if m.rank >= 120 and m not in originals):
        index.add(reading, index.find_full(reading))
    for reading in (m for m in ordered if 100 <= m.rank < 120 and m not in originals):
        index.add(reading, index.find_near(reading))
    for reading in (m for m in ordered if m.rank < 100 and m not in originals):
        index.add(reading, index.find_near(reading) or index.find_only(reading))
    for reading in (m for m in ordered if m in originals):
        index.add(reading, index.find_full(reading) or index.group_of(originals[reading]))
    return index.groups


def _is_original(a: NameMention, b: NameMention, text: str) -> bool:
    """«Барри Лоуэнкрон (Barry Lowenkron)»: the second is the first in Latin letters."""
    return (
        not a.text[0].isascii()
        and b.text[0].isascii()
        and text[a.end : b.start].strip() == "("
        and text[b.end : b.end + 1] in (")", ",", ";")
    )


class _Index:
    """The people found so far by what their names may be in the nominative."""

    def __init__(self, text: str) -> None:
        self.groups: list[PersonGroup] = []
        self._text = text
        self._by_word: dict[str, list[PersonGroup]] = {}
        self._group_of: dict[PersonMention, PersonGroup] = {}

    def add(self, reading: PersonMention, group: PersonGroup | None) -> None:
        if group is None:
            group = PersonGroup()
            self.groups.append(group)
        group.add(reading)
        self._group_of[reading] = group
        for key in reading.keys:
            known = self._by_word.setdefault(key, [])
            if group not in known[-CONSIDERED:]:
                known.append(group)

    def group_of(self, reading: PersonMention) -> PersonGroup | None:
        """The person that a mention was added to."""
        return self._group_of.get(reading)

    def candidates(self, reading: PersonMention) -> list[PersonGroup]:
        found = [group for key in reading.keys for group in self._by_word.get(key, ())[-CONSIDERED:]]
        return list(dict.fromkeys(found))

    def find_full(self, reading: PersonMention) -> PersonGroup | None:
        """The person of the same given and family name."""
        scored = [
            (score, g)
            for g in self.candidates(reading)
            if (score := _compare(reading, g)) is not None and not (score < VARIANT and self._is_listed(reading, g))
        ]
        return max(scored, key=lambda pair: (pair[0], pair[1].starts[-1]))[1] if scored else None

    def find_near(self, reading: PersonMention) -> PersonGroup | None:
        """Of the people of the same family name the one named last before the mention, else the first after it."""
        scored = [
            (score, g)
            for g in self.candidates(reading)
            if (score := _compare(reading, g)) is not None and not self._is_beside(reading, g)
        ]
        if not scored:
            return None
        best = max(score for score, _ in scored)
        start = reading.mention.start
        return max((g for score, g in scored if score > best - CLOSE), key=lambda g: _nearness(g, start))

    def _is_listed(self, reading: PersonMention, group: PersonGroup) -> bool:
        """«Мария Иванова и Маша Иванова»: who are listed side by side are two."""
        return self._text[group.mentions[-1].mention.end : reading.mention.start] in (" и ", ", ")

    def _is_beside(self, reading: PersonMention, group: PersonGroup) -> bool:
        """«Анна Петровна и Анна Лосева спорили»: in one sentence nobody is named once so and once so."""
        if reading.words("family") or not reading.words("patronymic"):
            return False
        start, end = reading.mention.start, reading.mention.end
        spans = group.with_family
        at = bisect_left(spans, (start, start))
        before = self._text[spans[at - 1][1] : start] if at else None
        after = self._text[end : spans[at][0]] if at < len(spans) else None
        return any(
            between is not None and len(between) < MAX_SENTENCE and not SENTENCE_END_RE.search(between)
            for between in (before, after)
        )

    def find_only(self, reading: PersonMention) -> PersonGroup | None:
        """The only person of whose name a single word may be a part."""
        if len(reading.parts) != 1:
            return None
        found = []
        for group in self.candidates(reading):
            for known in _telling(group):
                words = (*known.words("given"), *known.words("family"))
                if known.rank >= 100 and any(_share(reading.votes[0], known.votes[i]) > SAME for i in words):
                    found.append(group)
                    break
        return found[0] if len(found) == 1 else None


def _nearness(group: PersonGroup, start: int) -> tuple[bool, int]:
    at = bisect_left(group.starts, start)
    return (True, group.starts[at - 1]) if at else (False, -group.starts[0])


def _share(a: Votes, b: Votes) -> float:
    """How likely the likeliest nominative is that two words share, 0 at best."""
    return max([weight + b[key] for key, weight in a.items() if key in b], default=-100.0)


def _share_variant(a: Votes, b: Votes) -> float:
    """The same for other spellings of one name."""
    shared = _share(a, b)
    if shared > SAME or not a or not b:
        return shared
    first, second = max(a, key=a.__getitem__), max(b, key=b.__getitem__)
    return VARIANT if first[1] == second[1] and skeleton(first[0]) == skeleton(second[0]) else shared


def _is_slip(a: Votes, b: Votes) -> bool:
    """Whether two family names differ by one letter inside, as slips do: where the given name is the same."""
    if not a or not b:
        return False
    (first, gender), (second, other) = max(a, key=a.__getitem__), max(b, key=b.__getitem__)
    if gender != other or min(len(first), len(second)) < SLIP_LENGTH:
        return False
    if first[0] != second[0] or first[-2:] != second[-2:]:  # «Захаров» is not «Сахаров»
        return False
    start = next((i for i, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), SLIP_LENGTH)
    return first[start + 1 :] in (second[start + 1 :], second[start:]) or first[start:] == second[start + 1 :]


def _is_short(a: Votes, b: Votes) -> bool:
    """Whether one given name may be short for the other: «Джо Байден» and «Джозеф Байден» of one article."""
    return bool(a and b) and are_short_forms(max(a, key=a.__getitem__)[0], max(b, key=b.__getitem__)[0])


def _compare(reading: PersonMention, group: PersonGroup) -> float | None:
    """How well a mention fits a person, 0 at best; None if it cannot be."""
    scores = [_compare_mentions(reading, known) for known in _telling(group)]
    if any(score is None for score in scores):
        return None
    return max(score for score in scores if score is not None)


def _telling(group: PersonGroup) -> list[PersonMention]:
    """The mentions that a new one has to fit: the fullest and the last."""
    best, last = group.best, group.mentions[-1]
    return [best] if best is last or last.rank < 100 else [best, last]


def _compare_mentions(a: PersonMention, b: PersonMention) -> float | None:
    """The same for two mentions: part by part, or as the beginning of a longer name."""
    score = _compare_parts(a, b)
    if score is None and min(len(a.parts), len(b.parts)) > 1 and len(a.parts) != len(b.parts):
        shared = [_share(x, y) for x, y in zip(a.votes, b.votes, strict=False)]
        if min(shared) > SAME:
            return min(shared)
    return score


def _compare_parts(a: PersonMention, b: PersonMention) -> float | None:
    score = 0.0
    compared = False
    for role in ("family", "given", "patronymic"):
        first, second = a.words(role), b.words(role)
        if first and second:
            if len(first) > len(second):
                first, second, x, y = second, first, b, a
            else:
                x, y = a, b
            for i in first:
                shared = max(_share_variant(x.votes[i], y.votes[j]) for j in second)
                if shared <= SAME and role == "family" and _have(a, b, "given"):
                    shared = max(VARIANT * 2 if _is_slip(x.votes[i], y.votes[j]) else shared for j in second)
                if shared <= SAME and role == "given" and _have(a, b, "family"):
                    shared = max(VARIANT * 2 if _is_short(x.votes[i], y.votes[j]) else shared for j in second)
                if shared <= SAME:
                    return None
                score = min(score, shared)
            compared = compared or role == "family" or (role == "given" and not _have(a, b, "family"))
        elif (letter := a.initial(role)) and (other := b.initial(role)) and letter != other:
            return None
    return score if compared else None


def _have(a: PersonMention, b: PersonMention, role: Role) -> bool:
    """Whether both mentions have a word of the role."""
    return len(a.words(role)) > 0 and len(b.words(role)) > 0


def name_person(group: PersonGroup) -> PersonName:
    """The nominative of the fullest mention, by the votes of all; the other forms of the name as aliases."""
    gender = _gender(group)
    best = group.best
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
        capitalized(word) if _is_loud(part, is_loud) else word for part, word in zip(best.parts, words, strict=True)
    ]
    roles = {role: _part(best.parts, words, role) for role in ("given", "patronymic", "family")}
    name = _rebuild(best, words)
    aliases = dict.fromkeys(_alias(reading, places, chosen, words, gender) for reading, places in aligned)
    aliases.pop(name, None)
    return PersonName(name, roles["given"], roles["patronymic"], roles["family"], tuple(aliases))


def _is_loud(part: NamePart, is_loud: bool) -> bool:
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
        (_share_variant(reading.votes[j], best.votes[i]), j)
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
