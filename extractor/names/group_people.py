"""Mentions of people that are the same person."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from extractor.document import NameMention
from extractor.language.patterns import compile_re
from extractor.names.compare_people import VARIANT, compare, share, telling
from extractor.names.person_mentions import FULL, FULL_IN_WORDS, SAME_WORD, PersonGroup, PersonMention

CLOSE_WEIGHT = 1.0
"""Of several people a mention may mean, those this near to the likeliest are as good; the last named is taken."""
MAX_SENTENCE = 200
"""Characters between two names of one sentence at most."""
SENTENCE_END_RE = compile_re(r"[.!?…\n]")
CONSIDERED = 16
"""People of one name, the last ones named, that are looked at for a mention."""


def group_people(mentions: Iterable[PersonMention], text: str) -> list[PersonGroup]:
    """The people of an article, in no order: full names first, then what is short for them."""
    ordered = sorted(mentions, key=lambda m: m.mention.start)
    originals = {b: a for a, b in pairwise(ordered) if _is_original(a.mention, b.mention, text)}
    index = _Index(text)

    def turn(reading: PersonMention) -> int:
        return 3 if reading in originals else 0 if reading.rank >= FULL_IN_WORDS else 1 if reading.rank >= FULL else 2

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

        A family name alone is that of whom the article is about: who is named most.
        """
        scored = [
            (score, g)
            for g in self.candidates(reading)
            if (score := compare(reading, g)) is not None and not self._is_beside(reading, g)
        ]
        if not scored:
            return None
        best = max(score for score, _ in scored)
        start = reading.mention.start
        is_alone = len(reading.parts) == 1
        close = (g for score, g in scored if score > best - CLOSE_WEIGHT)
        return max(close, key=lambda g: (len(g.mentions) if is_alone else 0, _nearness(g, start)))

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
            for known in telling(group):
                words = (*known.words("given"), *known.words("family"))
                if known.rank >= 100 and any(share(reading.votes[0], known.votes[i]) > SAME_WORD for i in words):
                    found.append(group)
                    break
        return found[0] if len(found) == 1 else None


def _nearness(group: PersonGroup, start: int) -> tuple[bool, int]:
    at = bisect_left(group.starts, start)
    return (True, group.starts[at - 1]) if at else (False, -group.starts[0])
