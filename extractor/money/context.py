"""The surroundings of an amount: its modifier, the unit of a price, signs that a bare number is money."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.language import morphology
from extractor.language.lexicon import SPACES, load_toml, normalize_word
from extractor.language.modifiers import modifier_phrases
from extractor.language.patterns import compile_re

_DATA = Path(__file__).with_suffix(".toml")
_CHARACTERS_BEFORE = 96
"""How many characters before an amount are looked at."""
_MOD_WORDS = 8
"""How many words before an amount a modifier may begin in, prepositions and objects («отметку в») included."""
BETWEEN_EQUALS = 80
"""The most characters between an amount and the same sum in another currency."""
_S = f"[{SPACES}]"


class _Patterns(NamedTuple):
    mods: dict[str, str]
    mod_ends: frozenset[str]
    """Last words of the phrases; without one near an amount the costly `mod_re` need not be tried."""
    mod_re: re.Pattern[str]
    comparing: frozenset[str]
    become_re: re.Pattern[str]
    from_re: re.Pattern[str]
    after_re: re.Pattern[str]
    after: dict[str, str]
    money_cue_re: re.Pattern[str]
    count_cue_re: re.Pattern[str]
    result_re: re.Pattern[str]
    counted_re: re.Pattern[str]
    follows: frozenset[str]
    money_nouns: tuple[str, ...]
    other_sum_re: re.Pattern[str]
    same_sum_re: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = load_toml(_DATA)
    mods = modifier_phrases("money")
    links = data["mod_links"]
    after = _by_form(data["after"])
    return _Patterns(
        mods=mods,
        mod_ends=frozenset(phrase.split()[-1] for phrase in mods),
        mod_re=compile_re(
            rf"(?<![^\W_])(?P<phrase>{_written(mods)})(?P<object>(?:{_S}+(?:{_written(_phrases(links['objects']))}))?)"
            rf"(?P<link>(?:,?{_S}*(?:{_written(_phrases(links['between']))}))*)"
            rf"(?P<prep>(?:{_S}+(?:{_written(_phrases(links['prepositions']))}))?)"
            rf"(?:(?<=[~≈∼><≥≤=]){_S}*|{_S}+)[«\"„“]?$",
            re.IGNORECASE,
        ),
        comparing=frozenset(_phrases(links["comparing"])),
        become_re=compile_re(
            rf"(?<![^\W_])(?:{'|'.join(data['become']['stems'].split())})"
            rf"|(?:%|(?<![^\W_])(?:процент\w*|п\.{_S}?п\.|раза?)),?{_S}*(?:—{_S}*)?$",
            re.IGNORECASE,
        ),
        from_re=compile_re(rf"(?:{'|'.join(data['from']['stems'].split())})\w*{_S}*$", re.IGNORECASE),
        after_re=compile_re(rf"{_S}+({_written(after)})(?![^\W_])", re.IGNORECASE),
        after=after,
        money_cue_re=compile_re(rf"(?<![^\W_])(?:{'|'.join(data['money_cue']['stems'].split())})", re.IGNORECASE),
        count_cue_re=compile_re(rf"(?<![^\W_])(?:{'|'.join(data['count_cue']['stems'].split())})", re.IGNORECASE),
        result_re=compile_re(
            rf"(?:^|[\n:=)]|(?<![^\W_])(?:{'|'.join(data['result']['stems'].split())})\w*){_S}*$", re.IGNORECASE
        ),
        counted_re=compile_re(
            rf"(?<![^\W_])(?:(?:{'|'.join(data['counted']['stems'].split())})[а-яё]{{0,3}}{_S}+"
            rf"|(?:{'|'.join(data['counted']['short'].split())})\.{_S}*)$",
            re.IGNORECASE,
        ),
        follows=frozenset(data["follows"]["words"].split()),
        money_nouns=tuple(data["follows"]["money_nouns"].split()),
        other_sum_re=compile_re(rf"(?<![^\W_])(?:{_written(_phrases(data['equivalent']['other']))})", re.IGNORECASE),
        same_sum_re=compile_re(
            rf",?{_S}*\(?{_S}*(?:—{_S}*)?(?:{_written(_phrases(data['equivalent']['links']))})?", re.IGNORECASE
        ),
    )


class _RatePatterns(NamedTuple):
    """What makes an amount a price or a rate."""

    per_re: re.Pattern[str]
    times: dict[str, str]
    units: dict[str, str]
    periods: frozenset[str]
    adjective_re: re.Pattern[str]
    adjectives: dict[str, str]
    adjective_stems: tuple[str, ...]
    price_re: re.Pattern[str]


@cache
def _rate_patterns() -> _RatePatterns:
    data = load_toml(_DATA)
    times, adverbs = _by_form(data["per_time"]), _by_form(data["per_adverb"])
    units, persons = _by_form(data["per_unit"]), _by_form(data["per_person"])
    adjectives = {stem: unit for unit, text in data["per_adjective"].items() for stem in text.split()}
    return _RatePatterns(
        per_re=compile_re(
            rf"{_S}+в{_S}+(?P<time>{_written(times)})(?![^\W_])"
            rf"|{_S}+кажд(?:ый|ую|ое|ые){_S}+(?P<each>{_written(times)})(?![^\W_])"
            rf"|{_S}+(?P<adverb>{_written(adverbs)})(?![^\W_])"
            rf"|{_S}+(?P<person>{_written(persons)})(?![^\W_])"
            rf"|{_S}+за{_S}+(?:(?:1|один|одну|одно|кажд(?:ый|ую|ое|ые|ого)){_S}+)?(?P<unit>{_written(units)})(?![^\W_])"
            rf"|{_S}+за{_S}+(?:1|один|одну|одно|одного|кажд(?:ый|ую|ое|ого))(?P<any>(?:{_S}+[^\W\d_]+){{1,3}})"
            rf"|{_S}*(?:/|на{_S}+(?:1{_S}+)?){_S}*(?P<slash>{_written([*units, *times])})(?![^\W_])",
            re.IGNORECASE,
        ),
        times={**times, **adverbs, **persons},
        units=units,
        periods=frozenset(_phrases(data["per_period"]["units"])),
        adjective_re=compile_re(
            rf"(?<![^\W_])({'|'.join(sorted(adjectives, key=len, reverse=True))})[а-яё]{{1,3}}"
            rf"(?:{_S}+[^\W\d_]+){{1,4}}{_S}+$",
            re.IGNORECASE,
        ),
        adjectives=adjectives,
        adjective_stems=tuple(adjectives),
        price_re=compile_re(rf"(?<![^\W_])(?:{'|'.join(data['price']['stems'].split())})", re.IGNORECASE),
    )


def _by_form(rows: dict[str, str]) -> dict[str, str]:
    """The rows of a section «meaning: phrases» the other way round."""
    return {form: meaning for meaning, text in rows.items() for form in _phrases(text)}


def _phrases(text: str) -> list[str]:
    """The phrases of a data string, separated by `|` and newlines."""
    return [normalize_word(phrase.strip()) for phrase in text.replace("\n", "|").split("|") if phrase.strip()]


def _written(phrases: Iterable[str]) -> str:
    """An alternation of phrases, the longest first, with any spaces in them and «ё» for «е»."""
    ordered = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", f"{_S}+").replace("е", "[её]") for p in ordered)


def _normal(phrase: str) -> str:
    return " ".join(normalize_word(phrase).split())


def read_mod(text: str, start: int, end: int, sentence_start: int) -> str | None:
    """The TIMEX3 modifier of the amount at `start` to `end`, by the words before and after it."""
    patterns = _patterns()
    if following := patterns.after_re.match(text, end):
        return patterns.after[_normal(following[1])]
    before = text[max(sentence_start, start - _CHARACTERS_BEFORE) : start]
    if patterns.mod_ends.isdisjoint(_last_words(before, _MOD_WORDS)):
        return None
    match = patterns.mod_re.search(before)
    return _meaning_of(match, before[: match.start()]) if match else None


def _meaning_of(match: re.Match[str], ahead: str) -> str | None:
    """What a modifier found means after the words `ahead` of it."""
    patterns = _patterns()
    phrase, preposition = _normal(match["phrase"]), _normal(match["prep"])
    if phrase.startswith("не ") and _HOWEVER_RE.search(ahead):
        return None
    if phrase in patterns.comparing and preposition in ("на", "в") and "чем" not in match["link"].lower():
        return None
    if phrase == "до":
        return None if patterns.become_re.search(ahead) else "EQUAL_OR_LESS"
    if phrase == "от" and patterns.from_re.search(ahead):
        return None
    return patterns.mods[phrase]


_HOWEVER_RE = compile_re(rf"(?<![^\W_])тем{_S}+$", re.IGNORECASE)
"""«Тем не менее»: however."""


def read_per(text: str, start: int, end: int, sentence_start: int) -> str | None:
    """The unit of a price or rate, in the nominative; None where the amount is neither."""
    before = text[max(sentence_start, start - _CHARACTERS_BEFORE) : start]
    unit = _unit_after(text, end, before)
    return _unit_before(before) if unit is None else unit or None


def _unit_after(text: str, end: int, before: str) -> str | None:
    """«рублей в месяц», «долларов за баррель», «рублей за каждую карточку».

    None where nothing is said, empty where it is no rate whatever precedes it.
    """
    patterns = _rate_patterns()
    match = patterns.per_re.match(text, end)
    if match is None:
        return None
    kind = str(match.lastgroup)
    said = _normal(match[kind])
    if kind == "any":
        return _head_noun(match[kind]) or ""
    if kind == "time" and said in ("день", "год") and _is_named(text, match.end()):
        return ""
    if kind not in ("unit", "slash"):
        return patterns.times[said]
    unit = patterns.units.get(said) or patterns.times[said]
    # «выручка за год» is no rate, «цена за год» is
    is_rate = kind == "slash" or unit not in patterns.periods or patterns.price_re.search(before)
    return unit if is_rate else None


def _unit_before(before: str) -> str | None:
    """«ежемесячная выплата в 5 тысяч», «за каждую карточку платят 5 рублей»."""
    patterns = _rate_patterns()
    words = _last_words(before, _CHARACTERS_BEFORE)
    if any(word.startswith(patterns.adjective_stems) for word in words[-_MOD_WORDS:]) and (
        adjective := patterns.adjective_re.search(before)
    ):
        return patterns.adjectives[normalize_word(adjective[1])]
    if any(word.startswith("кажд") for word in words) and (each := _EACH_RE.search(before)):
        return _head_noun(each[1])
    return None


def _last_words(before: str, count: int) -> list[str]:
    """The last words of a text in lower case, without what opens a bracket or quotation before them."""
    return [normalize_word(word.strip('(«„"“,')) for word in before.split()[-count:]]


def _is_named(text: str, end: int) -> bool:
    """Whether a genitive follows a day, month or year and says which it is: «в день задержания», «в год 70-летия»."""
    match = _NEXT_RE.match(text, end)
    if not match or not (match[1] or match[2]):
        return False
    if match[2] or normalize_word(match[1]) in ("его", "ее", "их", "когда"):
        return True
    best = morphology.parses(match[1])[:1]
    return bool(best) and best[0].upos in ("NOUN", "ADJ") and best[0].feats.get("Case") == "Gen"


_EACH_RE = compile_re(rf"(?<![^\W_])за{_S}+кажд(?:ый|ую|ое|ого)((?:{_S}+[^\W\d_]+){{1,3}})[^.;:]*$", re.IGNORECASE)


def _head_noun(words: str) -> str | None:
    """The first noun of a phrase in the nominative: «карточка» of «американскую карточку»."""
    for word in words.split():
        noun = next((parse for parse in morphology.parses(word) if parse.upos == "NOUN"), None)
        if noun and morphology.parses(word)[0].upos != "ADJ":
            return noun.lemma
    return None


def is_money_clause(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` speak of money: «прибыль», «заработал» …, and not of a count."""
    patterns = _patterns()
    clause = text[max(start, end - _CHARACTERS_BEFORE) : end]
    return bool(patterns.money_cue_re.search(clause)) and not patterns.count_cue_re.search(clause)


def is_count_clause(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` count people or things («население», «тираж»)."""
    return bool(_patterns().count_cue_re.search(text[max(start, end - _CHARACTERS_BEFORE) : end]))


def is_result(before: str) -> bool:
    """Whether a number in brackets after `before` is a loss, as accountants write one."""
    return _patterns().result_re.search(before) is not None


def is_counted_thing(before: str) -> bool:
    """Whether `before` ends in what is numbered: «Этап», «лот»."""
    return _patterns().counted_re.search(before) is not None


_NEXT_RE = compile_re(rf"{_S}*(?:([^\W\d_]+)|([0-9%‰°$€£№-]))?")


def skip_word(text: str, end: int) -> int:
    """Where the word ends that follows the number which ends at `end`: what is counted."""
    match = _NEXT_RE.match(text, end + (text[end : end + 1] == "."))
    return match.end() if match and match[1] else end


def leaves_unit_out(text: str, end: int) -> bool:
    """Whether nothing that is counted follows the number that ends at `end`."""
    match = _NEXT_RE.match(text, end)
    if match and not match[0] and text[end : end + 1] == ".":
        # The dot of «тыс.», or that of the sentence.
        match = _NEXT_RE.match(text, end + 1)
        if match and match[1] and match[1][0].isupper():
            return True
    if not match or match[2]:
        return False
    if not match[1]:
        return True
    patterns = _patterns()
    word = normalize_word(match[1])
    if word in patterns.follows or word.startswith(patterns.money_nouns):
        return True
    if match[1][0].isupper():
        return False
    best = morphology.parses(match[1])[:1]
    return bool(best) and best[0].upos in ("VERB", "AUX", "ADV", "ADP", "CCONJ", "SCONJ", "PART", "PRON")


def is_same_sum(text: str, end: int, start: int) -> bool:
    """Whether what is between two amounts of different currencies says that they are one sum."""
    between = text[end:start]
    if len(between) >= BETWEEN_EQUALS or "\n" in between:
        return False
    patterns = _patterns()
    if between.lstrip().startswith("("):
        return ")" not in between and not patterns.other_sum_re.search(between)
    match = patterns.same_sum_re.match(between)
    rest = between[match.end() :] if match else between
    linked = bool(match and match[0].strip(" ,—"))
    return linked and (not rest.strip() or bool(patterns.mod_re.search(rest + " ")))


_CODE_ROW_RE = compile_re(rf"{_S}*(?P<code>[A-Z]{{3}}){_S}+[0-9][0-9.,]*{_S}*$")


def is_rate_row(text: str, start: int, end: int) -> bool:
    """Whether an amount is a line of a table of rates («USD 87.45⏎EUR 101.91»): what one unit costs in another."""
    own = _line(text, start, end)
    row = _CODE_ROW_RE.match(own) if own else None
    if not row:
        return False
    first = text.rfind("\n", 0, start)
    last = first + 1 + len(own)
    around = (_line(text, first, first) if first > 0 else "", _line(text, last + 1, last + 1))
    return any((near := _CODE_ROW_RE.match(line)) and near["code"] != row["code"] for line in around)


def _line(text: str, start: int, end: int) -> str:
    """The line from its break before `start` to that after `end`; empty where it is longer than a row of rates is.

    No break is looked for further away, since a text of one line may hold any number of amounts.
    """
    floor, ceiling = max(0, start - _CHARACTERS_BEFORE), end + _CHARACTERS_BEFORE
    first, last = text.rfind("\n", floor, start) + 1, text.find("\n", end, ceiling)
    if (not first and floor) or (last < 0 and ceiling < len(text)):
        return ""
    return text[first : last if last >= 0 else len(text)]
