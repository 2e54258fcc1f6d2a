"""Mentions of people with their words read, and those that are one person."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.document import NameMention, Word
from extractor.names.parts import NamePart, Role, split_name
from extractor.names.people import Around, Position, Tag, Votes, positions, read_words, readings
from extractor.names.spelling import skeleton
from extractor.names.word_features import GENDERS, Gender

FULL = 100
"""Rank of a mention with a given and a family name, from there on."""
FULL_IN_WORDS = FULL + 20
"""The same where both are words: «Иван Орлов», not «И. Орлов»."""
PLURALS = {
    "ь": ("и", "ей", "ям", "ями", "ях"),
    **{last: tuple(last + ending for ending in ("и", "ей", "ам", "ами", "ах")) for last in "жшчщ"},
    "": ("ы", "ам", "ами", "ах"),
}
"""Endings that only several people of a family have, by the last letter of its name; not «Иванов» of Иван."""
SAME_WORD = -5.0
"""Two words are forms of one name if a nominative that both may have is at least so likely."""


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
        self.rank = FULL * full + 10 * sum(map(len, self._words.values())) + len(self.parts)
        likely = [nominative for votes in self.votes for (nominative, _), weight in votes.items() if weight > SAME_WORD]
        self.keys = tuple(dict.fromkeys(map(skeleton, likely)))

    @property
    def text(self) -> str:
        """What the parts are in: the mention, or the longer name that a rule knows of it."""
        known = self.mention.name
        return self.mention.text if known is None or not self._is_longer else known

    def words(self, role: Role) -> Sequence[int]:
        """Indexes of the parts of a role that are words and can distinguish people."""
        return self._words.get(role, ())

    @property
    def numeral(self) -> str:
        """The number of a ruler: «ii» of «Александр II»."""
        return next((part.plain.replace("х", "x") for part in self.parts if part.is_numeral), "")

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
    is_relative: bool = False
    """Whether introduced as somebody's relative («его сын Хантер Байден»)."""

    def add(self, reading: PersonMention) -> None:
        """Take a mention in."""
        if not self.mentions or completeness(reading) > completeness(self.best):
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


def completeness(reading: PersonMention) -> tuple[bool, int, int]:
    """How much a mention says of a name: in Cyrillic letters, more of it, earlier."""
    return not reading.mention.text[0].isascii(), reading.rank, -reading.mention.start


def read_person(
    mention: NameMention, words: Mapping[int, Word], around: Around, *, is_family: bool = False
) -> PersonMention:
    """The words of a mention; `words`: grammar by the start of the token; `is_family`: several people («братья»)."""
    parts = split_name(mention.text)
    if mention.name is not None and len(known := split_name(mention.name)) >= len(parts):
        return _read_known(mention, parts, known)
    declined = [part for part in parts if not part.is_initial and not part.is_rigid]
    tags = tuple(_tag(words.get(mention.start + part.start)) for part in declined)
    places = _places(parts, len(declined))
    read = iter(read_words(tuple(part.plain for part in declined), places, tags, around))
    votes = [{} if p.is_initial else _rigid(p.plain) if p.is_rigid else next(read) for p in parts]
    if is_family:
        votes = [_of_families(part.plain) or known for part, known in zip(parts, votes, strict=True)]
    return PersonMention(mention, parts, tuple(votes))


def _places(parts: Sequence[NamePart], count: int) -> tuple[Position, ...]:
    """The positions of the `count` words that decline."""
    is_east_asian = parts[:1] and parts[0].role == "family" and parts[-1].role == "given" and not parts[-1].is_initial
    if is_east_asian and parts[0].is_rigid:
        syllables: list[Position] = ["syllable"] * count
        return tuple(syllables)
    return positions(count)


def family_names(readings_: Iterable[PersonMention]) -> frozenset[str]:
    """The likeliest family names of the people named with a given name."""
    return frozenset(
        max(reading.votes[i], key=reading.votes[i].__getitem__)[0]
        for reading in readings_
        if reading.rank >= FULL
        for i in reading.words("family")
        if reading.votes[i]
    )


def as_plural(reading: PersonMention, families: frozenset[str]) -> PersonMention:
    """«Скрипалей», «Трампами» beside Сергей Скрипаль, Дональд Трамп: a plural that is no form of the singular."""
    word = reading.parts[0].plain
    for last, endings in PLURALS.items():
        for ending in endings if len(reading.parts) == 1 else ():
            if word.endswith(ending) and (stem := word.removesuffix(ending)) + last in families:
                return PersonMention(reading.mention, reading.parts, ({(stem + endings[0], "Plur"): 0.0},))
    return reading


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
