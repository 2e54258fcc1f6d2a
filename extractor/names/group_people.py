"""Mentions of people that are the same person."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from extractor.document import NameMention
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemma
from extractor.language.patterns import compile_re
from extractor.names.compare_people import VARIANT, compare, share, telling
from extractor.names.parts import name_types
from extractor.names.person_mentions import FULL, FULL_IN_WORDS, SAME_WORD, PersonGroup, PersonMention

CLOSE_WEIGHT = 1.0
"""Of several people a mention may mean, those this near to the likeliest are as good; the last named is taken."""
MAX_SENTENCE = 200
"""Characters between two names of one sentence at most."""
LONGEST_BEFORE = 40
"""Letters before a mention that are looked at."""
WORDS_BEFORE_RE = compile_re(r"[А-ЯЁа-яё]+(?: [А-ЯЁа-яё]+){0,2} $")
"""Up to three words directly before a mention: «его младшую сестру»."""
SENTENCE_END_RE = compile_re(r"[.!?…\n]")
CONSIDERED = 16
"""People of one name, the last ones named, that are looked at for a mention."""


def group_people(mentions: Iterable[PersonMention], text: str) -> list[PersonGroup]:
    """The people of an article, in no order: full names first, then what is short for them."""
    ordered = sorted(mentions, key=lambda m: m.mention.start)
    originals = {b: a for a, b in pairwise(ordered) if _is_original(a.mention, b.mention, text)}
    index = _Index(text)

    def turn(reading: PersonMention) -> int:
        if reading in originals:
            return 4
        return 0 if reading.rank >= FULL_IN_WORDS else 1 if reading.rank >= FULL else 2 if len(reading.parts) > 1 else 3

    for reading in sorted(ordered, key=turn):
        if reading in originals:
            group = index.find_full(reading) or index.group_of(originals[reading])
        elif reading.rank >= FULL_IN_WORDS:
            group = index.find_full(reading)
        elif reading.rank >= FULL:
            group = index.find_near(reading)
        else:
            group = index.find_near(reading) or index.find_only(reading)
        index.add(reading, group)
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
        group.is_relative = group.is_relative or (
            reading.rank >= FULL and _is_introduced_as_relative(self._words_before(reading))
        )
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
            if (score := compare(reading, g)) is not None and not (score < VARIANT and self._is_listed(reading, g))
        ]
        return max(scored, key=lambda pair: (pair[0], pair[1].starts[-1]))[1] if scored else None

    def find_near(self, reading: PersonMention) -> PersonGroup | None:
        """Of the people of the same name the one named last before the mention, else the first after it.

        A family name alone is that of whom the article is about: who is named most, a relative of somebody hardly.
        """
        start = reading.mention.start
        is_family = len(reading.parts) == 1 and reading.parts[0].role == "family"
        scored = [
            (score, g)
            for g in self.candidates(reading)
            if (score := compare(reading, g)) is not None
            and not self._is_beside(reading, g)
            and not self._is_own_name(reading, g)
        ]
        if not scored:
            return None
        best = max(score for score, _ in scored)
        close = (g for score, g in scored if score > best - CLOSE_WEIGHT)
        return max(close, key=lambda g: ((_weight(g), not g.is_relative) if is_family else (), _nearness(g, start)))

    def _is_own_name(self, reading: PersonMention, group: PersonGroup) -> bool:
        """Whether a given name alone is not short for a full one: «пророк Мухаммед»."""
        best = group.best
        is_given = len(reading.parts) == 1 and any(
            share(reading.votes[0], best.votes[i]) > SAME_WORD for i in best.words("given")
        )
        words = self._words_before(reading) if is_given and group.with_family else []
        return bool(words) and lemma(words[-1]) in _words("known_by_given_name")

    def _words_before(self, reading: PersonMention) -> list[str]:
        start = reading.mention.start
        found = WORDS_BEFORE_RE.search(self._text, max(0, start - LONGEST_BEFORE), start)
        return found[0].split() if found else []

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
        """The only person of whose name a single word may be a part: «Оскарович» of «Пётр Оскарович»."""
        if len(reading.parts) != 1:
            return None
        found = []
        by_father = name_types(reading.parts[0].plain) == {"Pat"}
        for group in self.candidates(reading):
            if self._is_own_name(reading, group):
                continue
            for known in telling(group):
                words = known.words("patronymic") if by_father else (*known.words("given"), *known.words("family"))
                is_told = known.rank >= 100 or by_father
                if is_told and any(share(reading.votes[0], known.votes[i]) > SAME_WORD for i in words):
                    found.append(group)
                    break
        return found[0] if len(found) == 1 else None


def _is_introduced_as_relative(words: Sequence[str]) -> bool:
    """«его сына», «своей младшей сестры» before a name."""
    is_somebodys = any(word.lower() in _words("possessives") for word in words[:-1])
    return is_somebodys and lemma(words[-1]) in _words("relatives", "families")


@cache
def _words(kind: str, table: str = "beside") -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_name("parts.toml"))[table][kind])


def _weight(group: PersonGroup) -> float:
    """How much an article is about a person."""
    return len(group.mentions) / 2 if group.is_relative else len(group.mentions)


def _nearness(group: PersonGroup, start: int) -> tuple[bool, int]:
    at = bisect_left(group.starts, start)
    return (True, group.starts[at - 1]) if at else (False, -group.starts[0])
