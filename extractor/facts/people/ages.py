"""How old somebody was: «в возрасте 90 лет», «на 91-м году жизни», «87-летний писатель», «(31 год)»."""

from collections.abc import Sequence

from extractor.document import TextSpan
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import token_span
from extractor.language.lexicon import normalize_word
from extractor.language.numerals import read_number
from extractor.language.ordinals import read_ordinal, split_compound
from extractor.language.patterns import compile_re
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene

OLDEST = 130
"""Years; more is no age."""

WORDS_OF_NUMBER = 2
"""Tokens of a number in words: «девяносто один»."""

_OLD_RE = compile_re(r"(\d{1,3})-?летн\w+")
"""«87-летний»; words of one letter are read as they are written."""


def age_in(scene: Scene, tokens: range, people: Sequence[Item] = ()) -> TextSpan | None:
    """The first age among some tokens, its name in whole years; «25-летний» only before one of some people."""
    found = (
        _age_at(scene, t, tokens.start)
        for t in tokens
        if scene.cover[t] < 0 and ("летн" not in scene.tokens[t].text or _is_before(scene, t, people))
    )
    return next((age for age in found if age is not None), None)


def _age_at(scene: Scene, t: int, first: int) -> TextSpan | None:
    """The age whose last word, or whose adjective, is at a token."""
    word = normalize_word(scene.tokens[t].text)
    words = people_words("ages")
    if word in words["years"]:
        return _in_years(scene, t, first, words["before"])
    if word in words["year_of"]:
        return _year_of_life(scene, t, first)
    if "летн" in word:
        return _span(scene, t, t + 1, _years_of_adjective(word))
    return None


def _years_of_adjective(word: str) -> int:
    """How old somebody is by an adjective: «25-летний», «двадцатипятилетний»; 0 where it says no age: «летний»."""
    if old := _OLD_RE.fullmatch(word):
        return int(old[1])
    compound = split_compound(word)
    return int(compound[0]) if compound and compound[1].startswith("летн") else 0


def _is_before(scene: Scene, t: int, people: Sequence[Item]) -> bool:
    """Whether the first person or post after a token is one of some people."""
    following = next((i for i in scene.items if i.first > t and i.kind in ("person", "position")), None)
    return following is not None and (following.kind == "position" or following.id in {one.id for one in people})


def _in_years(scene: Scene, t: int, first: int, before: frozenset[str]) -> TextSpan | None:
    """«В возрасте 90 лет», «было девяносто лет», «(90 лет)»."""
    for n in range(t - 1, max(t - 1 - WORDS_OF_NUMBER, first - 1, 0), -1):
        number = read_number(scene.doc.text, scene.tokens[n].start, scene.tokens[t - 1].end)
        if number is None or number.value is None or number.end != scene.tokens[t - 1].end:
            continue
        if normalize_word(scene.tokens[n - 1].text) in before:
            return _span(scene, n, t + 1, int(number.value))
    return None


def _year_of_life(scene: Scene, t: int, first: int) -> TextSpan | None:
    """«На 91-м году жизни»: ninety years old."""
    for n in range(t - 1, max(t - 1 - WORDS_OF_NUMBER, first - 1, 0), -1):
        value = _ordinal_between(scene, n, t)
        if value and scene.tokens[n - 1].text.lower() == "на":
            has_life = t + 1 < len(scene.tokens) and scene.tokens[t + 1].text.lower() == "жизни"
            return _span(scene, n, t + 2 if has_life else t + 1, value - 1) if value <= OLDEST else None
    return None


def _ordinal_between(scene: Scene, first: int, last: int) -> int:
    """The ordinal that some tokens are, also in mere figures: «девяносто первом», «75»; 0 where they are none."""
    end = scene.tokens[last - 1].end
    ordinal = read_ordinal(scene.doc.text, scene.tokens[first].start, end)
    if ordinal and ordinal.value and ordinal.end == end:
        return ordinal.value
    is_figure = first == last - 1 and scene.tokens[first].text.isdigit()
    return int(scene.tokens[first].text) if is_figure else 0


def _span(scene: Scene, first: int, last: int, years: int) -> TextSpan | None:
    return token_span(scene, first, last, str(years)) if 0 < years <= OLDEST else None
