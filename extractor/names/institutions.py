"""Institutions of a list (institutions.toml): those whose names read like a person's, unions, state bodies."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractor.document import NameMention, Token
from extractor.language.geography import is_region
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemmas, parses
from extractor.language.patterns import compile_re
from extractor.names.bounds import is_place
from extractor.names.forms import is_ministry
from extractor.names.listed import ListedName, ListedNames
from extractor.names.not_names import is_vehicle
from extractor.names.overlay import Context, apart, overlapping, overlay

# Heuristic, unmeasured: the annotated texts hardly speak of these institutions.
SCORE = 0.9
RULE = "names.institution"

SURE_SCORE = 0.9
"""Score from which a place or person is not a company of the same name."""
SHORTEST_COMPANY = 4
"""Letters of a company that is looked for by the dictionary."""
SHORTEST_COMPOUND = 8
"""Letters of a company named by what it does: «Мосбиржа»."""
LONGEST_UNION = 20
"""Letters of a union's name at most."""
LONGEST_WORD = 20
"""Letters of a word before a name at most."""
FULL_NAME_RE = compile_re(r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:ов|ев|ин)а?(?![\w-])")
WORD_BEFORE_RE = compile_re(r"[А-Яа-яЁё-]+[ \u00a0]$")


def with_institutions(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the listed institutions as organizations, unless they are part of an organization found."""
    text, sentences = context.text, context.sentences
    known, beginnings = _institutions()
    names = [part for name in names for part in _fitted_seat(name, text)]
    names = [name._replace(kind="organization") if _is_no_place(name) else name for name in names]
    names = overlay(names, _companies(names, context))
    if not beginnings.search(text):
        return names
    spoken = known.find(text, [s for s in sentences if beginnings.search(text, s.start, s.end)])
    found = apart(_whole(spoken, names, text))
    rest = [part for name in names if name.kind != "location" for part in _behind(name, found, text)]
    return overlay(overlay(names, overlay(rest, found)), list(_holders(found, names, text)))


def _whole(spoken: Sequence[NameMention], names: Sequence[NameMention], text: str) -> Iterator[NameMention]:
    """The listed institutions with what belongs to them: «Законодательной палаты Олий Мажлиса», cut too short."""
    organizations = [name for name in names if name.kind == "organization"]
    places = {name.start: name.end for name in names if name.kind == "location"}
    for name in spoken:
        longer = next(iter(overlapping(organizations, name.start - 2, name.end)), None)
        if longer is not None and (longer.start, longer.end) == (name.start, name.end):
            yield longer._replace(name=name.name)
        elif longer is None or (name.start <= longer.start and longer.end <= name.end):
            yield _with_end(name, places.get(name.end + 1, name.end), text)
        elif longer.start < name.start and longer.end < name.end:
            yield _institution(text, longer.start, name.end, None)


def _behind(name: NameMention, found: Sequence[NameMention], text: str) -> Iterator[NameMention]:
    """«Нурлан Ибраев» of «Мажлиса Нурлан Ибраев», taken for one person or organization."""
    for other in overlapping(found, name.start, name.end):
        if other.start <= name.start < other.end < name.end:
            start = other.end + 1
            if name.kind == "person" or FULL_NAME_RE.fullmatch(text, start, name.end):
                yield name._replace(kind="person", start=start, text=text[start : name.end])


def _holders(found: Sequence[NameMention], names: Sequence[NameMention], text: str) -> Iterator[NameMention]:
    """Who follows an institution where nothing else was found: «Сената Олий Мажлиса Фаррух Юсупов»."""
    for institution in found:
        match = FULL_NAME_RE.match(text, institution.end + 1)
        if match and not any(name.end > institution.end for name in overlapping(names, institution.end, match.end())):
            yield NameMention("person", *match.span(), match[0], RULE, SCORE)


def _is_no_place(name: NameMention) -> bool:
    """Whether a place or person is a union or a state body: «Евросоюз», «Минцифры», «АиФ»."""
    if name.kind == "organization":
        return False
    word = name.text
    if word.isalpha() and (is_ministry(word) or (len(word) > 2 and word[-1].isupper() and not word.isupper())):
        return True
    return _is_union(name)


def _fitted_seat(name: NameMention, text: str) -> Iterator[NameMention]:
    """«В Белом доме рассказали»: a house that stands for who sits in it, apart from that («Белый дом Трампа»).

    It is a place «на лужайке у Белого дома».
    """
    seat = _seat_re().match(name.text) if name.kind != "person" else None
    rest = name.text[seat.end() :].strip() if seat else ""
    if seat is None or (rest and is_place(rest)):
        yield name
        return
    word = WORD_BEFORE_RE.search(text, max(0, name.start - LONGEST_WORD), name.start)
    is_house = word is not None and not lemmas(word[0].strip().lower()).isdisjoint(_data()["near"])
    yield name._replace(kind="location" if is_house else "organization", end=name.start + seat.end(), text=seat[0])
    if rest.istitle():
        yield name._replace(kind="person", start=name.end - len(rest), text=rest)


def _companies(names: Sequence[NameMention], context: Context) -> list[NameMention]:
    """Companies of one word that the dictionary knows as such or the list has, where nothing surer was found."""
    found = []
    at = 0
    for tokens, i in context.capitals:
        token = tokens[i]
        if len(token.text) < SHORTEST_COMPANY or not _is_company(token.text):
            continue
        while at < len(names) and names[at].end <= token.start:
            at += 1
        known = names[at] if at < len(names) and names[at].start < token.end else None
        is_free = known is None or _is_surer(known, token)
        if is_free and not is_vehicle(context.text, token.start, token.end):
            found.append(_institution(context.text, token.start, token.end, _compound_nominative(token.text)))
    return found


def _is_surer(known: NameMention, token: Token) -> bool:
    """Whether a word is rather a company than the place or person that was found there."""
    if known.kind == "organization" or (known.start, known.end) != (token.start, token.end):
        return False
    return known.score < SURE_SCORE or _compound_nominative(token.text) is not None


def _compound_nominative(word: str) -> str | None:
    """«Мосбиржа» of «Мосбирже»; None for what is no such compound."""
    found = next((lemma for lemma in lemmas(word) if _ends_as_company(lemma)), None) if word.istitle() else None
    return found.capitalize() if found else None


@lru_cache(maxsize=4_096)
def _is_company(word: str) -> bool:
    """«Яндексу», «КамАЗ»: nothing but a company by the dictionary; «Сбере» by the list."""
    known = {word.lower(), *lemmas(word)}
    if not _companies_listed().isdisjoint(known) or any(map(_ends_as_company, known)):
        return True
    types = [p.feats.get("NameType") for p in parses(word) if p.source == "dictionary"]
    if "Com" not in types or not {"Giv", "Sur", "Pat", "Geo"}.isdisjoint(types):
        return False
    if any(map(is_region, (word, *lemmas(word)))):  # «Вермонт» is a company to the dictionary, too
        return False
    is_mixed = any(a.islower() and b.isupper() for a, b in pairwise(word))
    return is_mixed or types.count("Com") == len(types)


def _ends_as_company(lemma: str) -> bool:
    """«мосбиржа», «узпромстройбанк»: a compound of what it does; not «банк» alone, nor «Бербанк»."""
    return len(lemma) >= SHORTEST_COMPOUND and lemma.endswith(_company_endings())


def _is_union(name: NameMention) -> bool:
    if name.kind == "organization" or len(name.text) > LONGEST_UNION:
        return False
    if name.text.lower() in _unions():
        return True
    return name.text.isalpha() and not _unions().isdisjoint(map(str.lower, lemmas(name.text)))


def _with_end(name: NameMention, end: int, text: str) -> NameMention:
    """The institution with the place after it («Халк Маслахаты Туркменистана»)."""
    return _institution(text, name.start, end, f"{name.name}{text[name.end : end]}")


def _institution(text: str, start: int, end: int, nominative: str | None) -> NameMention:
    return NameMention("organization", start, end, text[start:end], RULE, SCORE, nominative)


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))


@cache
def _companies_listed() -> frozenset[str]:
    return frozenset(_data()["companies"])


@cache
def _company_endings() -> tuple[str, ...]:
    return tuple(_data()["company_endings"])


@cache
def _seat_re() -> re.Pattern[str]:
    return compile_re(rf"(?:{'|'.join(_data()['seats'])})(?!\w)")


@cache
def _unions() -> frozenset[str]:
    return frozenset(_data()["unions"])


@cache
def _institutions() -> tuple[ListedNames, re.Pattern[str]]:
    """The names, and what finds a text that may speak of one."""
    data = _data()
    names = [tuple(name.split()) for name in data["names"]]
    capitals = "".join(sorted({first[0] for first, *_ in names}))
    firsts = "|".join(sorted({first[1:4] for first, *_ in names}))
    seconds = "|".join(sorted({second[:3].lower() for _, second, *_ in names}))
    # looked for by the capital, which is much faster than by the beginnings of words
    pattern = compile_re(rf"[{capitals}](?<!\w.)(?i:{firsts})\w*\s+(?i:{seconds})")
    return ListedNames(ListedName("organization", words) for words in names), pattern
