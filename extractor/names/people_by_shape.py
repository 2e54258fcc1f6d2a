"""People whose names are seen by their shape: a patronymic, initials, a nickname between two names.

The network learned from news, where the given name mostly comes first; courts, orders and lists put the family name
first («Пестерева Глеба Львовича», «Жуковой Л.Ф.»), and it then loses or parts it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from extractor.document import NameMention, Token
from extractor.language.geography import find_place, find_town
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import lemma, lemmas, parses
from extractor.language.patterns import compile_re
from extractor.names.bounds import heads
from extractor.names.couples import with_couples
from extractor.names.overlay import Context, apart, overlapping, overlay
from extractor.names.parts import (
    father_words,
    is_family_ending,
    is_father_word,
    is_name_word,
    is_patronymic,
    name_types,
)
from extractor.names.people import origins
from extractor.names.word_features import ALL_CASES, Gender

RULE = "names.person-shape"
# Heuristic, unmeasured: what has the shape of a full name and agrees in case is one.
SCORE = 0.9

SURE_PERSON = 0.8
"""Score from which two people in a row are two."""
SURE_ORGANIZATION = 0.8
"""Score from which an organization is not the family name of a person in capitals."""
SHORTEST_LOUD = 4
"""Letters of a family name in capitals beside a given name."""


MAX_WORDS = 4
"""Words of a full name on either side of its patronymic."""

INITIALS_BEHIND_RE = compile_re(
    r"([А-ЯЁ](?<![\w.-].)(?:[а-яё]+|[А-ЯЁ]{2,})(?:-[А-ЯЁ][А-ЯЁа-яё]+)?)[ \u00a0]([А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.)(?!\w)"
)
"""«Жуковой Л.Ф.»."""
NEXT_NAME_RE = compile_re(r"[ \u00a0]?[А-ЯЁ](?:[а-яё]{2,}|[А-ЯЁ]{2,})")
NICKNAME_RE = compile_re(r"[ \u00a0][«“„\"]([^«»“”„\"\n]{2,25})[»”“\"][ \u00a0]")
PREPOSITION_RE = compile_re(r"(?:С|СО|В|ВО|НА|О|ОБ|К|КО|ОТ|У|ИЗ|ЗА|ДЛЯ|ПО|ПРИ|И)[ \u00a0]+(?=[А-ЯЁ]{2})")
"""In front of a name in a line of capitals."""
PARTICLE_RE = compile_re(r"[до][’'`]")
"""«д’Артаньян»."""
FORMER = ("экс-", "вице-")
"""Beginnings of nouns that are no names."""
BEFORE_SENTENCE = (" - ", " – ", " — ", ". ", "! ", "? ", ": ")
"""After which a name may be as at the beginning of a sentence."""

CHARACTERS_BEFORE = 16
"""Characters before a name in which such a mark and line ends are looked for."""


def with_people_by_shape(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the people that patronymics, initials, nicknames and group nouns show, whole."""
    text = context.text
    names = [part for name in names for part in _bare(name, text, is_first=name.start in context.beginnings)]
    found = [*_around_words(context, names), *_with_initials(text, names, context.beginnings)]
    return with_couples(_with_nicknames(overlay(names, apart(found)), text), text)


def _bare(name: NameMention, text: str, *, is_first: bool) -> Iterator[NameMention]:
    """«С ПЕТРОВЫМ», «Братьям Стругалёвым» without what is before the name; «Андижана Дилшод Каримов» is two."""
    if name.kind != "person" or " " not in name.text:
        yield name
        return
    start = name.start
    if name.text.isupper() and (preposition := PREPOSITION_RE.match(text, start, name.end)):
        start = preposition.end()
    first, _, rest = text[start : name.end].partition(" ")
    is_first = is_first or text[max(0, start - CHARACTERS_BEFORE) : start].rstrip("\n").endswith(BEFORE_SENTENCE)
    if rest and _is_no_part(first, rest.split(), is_first=is_first):
        start += len(first) + 1
    words = text[start : name.end].split()
    if len(words) == 1 and start > name.start and _is_only_place(words[0]):  # «Экс-хокима Самарканда»
        yield name._replace(kind="location", start=start, text=words[0], rule=RULE)
        return
    if len(words) > 2 and _is_only_place(words[0]) and "Giv" in name_types(normalize_word(words[1])):
        yield name._replace(kind="location", start=start, end=start + len(words[0]), text=words[0], rule=RULE)
        start += len(words[0]) + 1
    yield name._replace(start=start, text=text[start : name.end]) if start > name.start else name


def _is_no_part(first: str, rest: Sequence[str], *, is_first: bool) -> bool:
    return (is_first and _heads_place(first.lower(), rest)) or _is_noun_of_person(first, rest, is_first=is_first)


def _is_noun_of_person(first: str, rest: Sequence[str], *, is_first: bool) -> bool:
    """Whether a capitalized word before a name is none of it.

    «Мужу Биби», «Христианка Асия Биби», «Снимала Ольга ЗИМИНА», «Книга д’Артаньяна», «Экс-хокима …».
    """
    plain = normalize_word(first)
    if plain.startswith(FORMER) or (is_first and (plain in group_nouns() or lemmas(plain) & relatives())):
        return _is_common(first)
    if is_first and rest[0][0].islower() and PARTICLE_RE.match(rest[0]):
        return _is_common(first)
    if not is_first or len(rest) < 2 or "Giv" not in name_types(normalize_word(rest[0])):
        return False
    return _is_common(first) and any(
        p.upos == "VERB" or (p.upos == "NOUN" and p.feats.get("Animacy") == "Anim") for p in parses(plain)
    )


def _heads_place(word: str, rest: Sequence[str]) -> bool:
    """«Акимом Костаная»."""
    return len(rest) == 1 and not lemmas(word).isdisjoint(heads()) and _is_only_place(rest[0])


def _around_words(context: Context, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """The names that a word with a capital shows, or «кызы» and the like."""
    for tokens, i in (*context.capitals, *_father_words(context)):
        bounds = _name_around(tokens, i)
        if bounds is None:
            continue
        start, end = tokens[bounds[0]].start, tokens[bounds[1]].end
        known = overlapping(names, start, end)
        if not _is_known(known, start, end, are_sure=not is_father_word(tokens[i].text)):
            score = max([SCORE, *(name.score for name in known if name.kind == "person")])
            yield NameMention("person", start, end, context.text[start:end], RULE, score)


def _father_words(context: Context) -> list[tuple[Sequence[Token], int]]:
    """The tokens «кызы», «оглы» in small letters, which few articles have."""
    if not any(word in context.text for word in father_words()):
        return []
    return [(s.tokens, i) for s in context.sentences for i, t in enumerate(s.tokens) if is_father_word(t.text)]


def _name_around(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The first and last token of a name that the word at `at` shows: a patronymic, «кызы», a given name, «братьев»."""
    word = tokens[at].text
    if is_father_word(word):
        return _around_father_word(tokens, at)
    if not word[0].isupper():
        return None
    if at and normalize_word(tokens[at - 1].text) in group_nouns() and _is_of_family(word):
        return at, at
    if at and is_patronymic(normalize_word(word)):
        return _around_patronymic(tokens, at)
    return _given_and_family(tokens, at) if at + 1 < len(tokens) else None


def _is_of_family(word: str) -> bool:
    """Whether a word after «братьев», «супругам» is a family name of several people."""
    plain = normalize_word(word)
    return is_name_word(word) and is_family_ending(plain) and any(o.gender == "Plur" for o in origins(plain))


def _is_known(known: Sequence[NameMention], start: int, end: int, *, are_sure: bool) -> bool:
    """Whether the name was found whole, or is part of something else, or surely two (`are_sure`: that may be)."""
    if are_sure and len(known) > 1 and all(name.kind == "person" and name.score >= SURE_PERSON for name in known):
        return True
    for name in known:
        if name.kind == "person":
            if name.start <= start and end <= name.end:
                return True
        elif (
            (name.start < start or end < name.end)  # «Театр имени Петра Ильича Чайковского»
            or (name.score >= SURE_ORGANIZATION and not _is_loud_family_name(name.text))  # «ГРУ Сергея Скрипаля»
        ):
            return True
    return False


def _is_loud_family_name(word: str) -> bool:
    """«СОЛНЦЕВУ» of «СОЛНЦЕВУ Инну Андреевну»."""
    return len(word) > SHORTEST_LOUD and word.isupper() and is_family_ending(normalize_word(word))


def _around_patronymic(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The given name before a patronymic, and the family name before or after both."""
    given = at - 1
    if not is_name_word(tokens[given].text) or not _may_be_given(normalize_word(tokens[given].text)):
        return None
    cases = _cases(tokens[given].text) & _cases(tokens[at].text)
    if not cases or "Sur" in name_types(normalize_word(tokens[at].text)):  # «Виктор Янукович»
        return None
    if at + 1 < len(tokens) and _is_family_name(tokens[at + 1].text, cases, begins=False):
        return given, at + 1
    family = given - 1
    is_before = family >= 0 and _is_family_name(tokens[family].text, cases, begins=_begins(tokens, family))
    if is_before and family and lemma(tokens[family - 1].text.lower()) in relatives():
        is_before = False  # «вдова Ельцина Наина Иосифовна»
    return (family if is_before else given), at


def _around_father_word(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """«Аида Изатбек кызы», «Алиевой Лейлы Рашид кызы», «Лейлы Самед кызы Алиевой»."""
    first = at
    while first and at - first < MAX_WORDS - 1 and is_name_word(tokens[first - 1].text):
        first -= 1
    if at - first < 2 or (at - first == MAX_WORDS - 1 and _is_common(tokens[first].text)):
        first += at - first >= 2
    if first >= at:
        return None
    while first < at - 2 and _begins(tokens, first) and _is_common(tokens[first].text):
        first += 1
    last = at
    if at + 1 < len(tokens) and is_name_word(tokens[at + 1].text) and not _is_common(tokens[at + 1].text):
        last += 1
    return first, last


def _given_and_family(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """«Лариса ЗАЙЦЕВА», «ЛЫЖИН Сергей»; «Милана Громова» at the beginning of a sentence, in the nominative."""
    one, other = tokens[at].text, tokens[at + 1].text
    if not (is_name_word(other) and is_name_word(one)):
        return None
    loud = [word for word in (one, other) if len(word) >= SHORTEST_LOUD and word.isupper()]
    if len(loud) == 1:
        given, family = (other, one) if loud[0] is one else (one, other)
        if family is one and at + 2 < len(tokens) and is_name_word(tokens[at + 2].text):
            return None  # «ИАТА Дэвид Пауэлл»
        is_person = "Giv" in name_types(normalize_word(given)) and _is_family_name(family, _cases(given), begins=False)
    else:
        is_person = not loud and _begins(tokens, at) and _is_full_name(normalize_word(one), normalize_word(other))
    return (at, at + 1) if is_person else None


def _is_full_name(given: str, family: str) -> bool:
    """Whether two words (lower case) are a given and a family name in the nominative, of one gender."""
    if not (_may_be_given(given) and is_family_ending(family)):
        return False
    gender: Gender = "Fem" if family.endswith(("а", "я")) else "Masc"
    return _is_given_name(given, gender) and any(
        o.nominative == family and "Nom" in o.cases and o.gender == gender for o in origins(family)
    )


def _may_be_given(plain: str) -> bool:
    """Whether a word (lower case) may be a given name: by the dictionary, or a common word of the list («Мая»)."""
    return "Giv" in name_types(plain) or plain in _given_words()


@cache
def _given_words() -> dict[str, str]:
    """Genders of given names that are common words."""
    return dict(load_toml(Path(__file__).with_name("parts.toml"))["given_words"])


def _is_given_name(plain: str, gender: str) -> bool:
    if plain in _given_words():
        return _given_words()[plain] == gender
    return any(
        p.feats.get("NameType") == "Giv" and p.feats.get("Case") == "Nom" and p.feats.get("Gender") in (gender, None)
        for p in parses(plain.capitalize())
    )


def _with_initials(text: str, names: Sequence[NameMention], firsts: frozenset[int]) -> Iterator[NameMention]:
    """Family names with initials after them, unless these are of the name that follows; `firsts`: of sentences."""
    for match in INITIALS_BEHIND_RE.finditer(text):
        start, end = match.span()
        if NEXT_NAME_RE.match(text, end):
            continue
        known = overlapping(names, start, end)
        if any(name.kind == "organization" and name.start < start for name in known):
            continue
        if any(name.kind == "person" and name.start <= start and end <= name.end for name in known):
            continue
        if _may_be_family_name(match[1], is_first=start in firsts) or any(
            n.kind == "person" and n.end > match.end(1) - 2 for n in known
        ):
            yield NameMention("person", start, end, match[0], RULE, SCORE)


def _may_be_family_name(word: str, *, is_first: bool) -> bool:
    """Whether a word before initials may be a family name: also a common one that no sentence begins («Заяц Н.Н.»)."""
    plain = normalize_word(word)
    if word.isupper() and len(word) < 4:
        return False
    if "Sur" in name_types(plain) or is_family_ending(plain):
        return True
    if find_place(plain.capitalize()):
        return False
    if all(p.upos == "ADJ" for p in parses(plain)):  # «Тихая О.В.»
        return True
    if not any(p.source == "dictionary" for p in parses(plain)) or not _is_common(word):
        return True
    return not is_first and any(p.upos == "NOUN" and p.feats.get("Animacy") == "Anim" for p in parses(plain))


def _with_nicknames(names: Sequence[NameMention], text: str) -> list[NameMention]:
    """«Сергей «Серый» Карасёв»: two names of a person with a quotation between them are one."""
    result: list[NameMention] = []
    at = 0
    while at < len(names):
        name = names[at]
        match = _nickname_after(name, text)
        following = next((n for n in names[at + 1 : at + 3] if match and n.start == match.end()), None)
        if (
            match
            and following
            and following.kind == "person"
            and _is_nicknamed(text[name.start : match.start()].split(), following.text)
        ):
            end = following.end
            score = round(min(name.score, following.score), 3)
            result.append(name._replace(end=end, text=text[name.start : end], rule=RULE, score=score))
            while at < len(names) and names[at].start < end:
                at += 1
            continue
        result.append(name)
        at += 1
    return result


def _nickname_after(name: NameMention, text: str) -> re.Match[str] | None:
    """The nickname in quotation marks after a given name, or taken along with it."""
    if name.kind != "person":
        return None
    end = name.end if name.text[-1] not in '»”"' else name.start + name.text.find(" ")
    return NICKNAME_RE.match(text, end)


def _is_nicknamed(given: list[str], family: str) -> bool:
    """A given name, with a patronymic or none, before the nickname, no other after it.

    Not «гендиректор компании Петра Котова «Гранит» Игорь Лапшин».
    """
    if "Giv" not in name_types(normalize_word(given[0])) or "." in family:
        return False
    is_whole = len(given) == 1 or is_patronymic(normalize_word(given[1]))
    first, *more = family.split()
    return is_whole and not (more and "Giv" in name_types(normalize_word(first)))


def _is_family_name(word: str, cases: frozenset[str], *, begins: bool) -> bool:
    """Whether a word may be the family name beside a given name in one of the cases; `begins`: a sentence with it."""
    if not is_name_word(word) or not _cases(word) & cases:
        return False
    plain = normalize_word(word)
    if (is_patronymic(plain) or _is_place_name(word)) and "Sur" not in name_types(plain):
        return False
    is_known = "Sur" in name_types(plain) or is_family_ending(plain)
    if is_known or (word.isupper() and len(word) >= SHORTEST_LOUD):
        return not _is_common(word) or is_known
    if "Giv" in name_types(plain):
        return False
    return not _is_common(word) and not begins


@lru_cache(maxsize=2_048)
def _cases(word: str) -> frozenset[str]:
    """The cases that a word may be in as a name."""
    plain = normalize_word(word)
    known = [p.feats["Case"] for p in parses(plain.capitalize()) if p.feats.get("NameType") and "Case" in p.feats]
    if known and name_types(plain):
        return frozenset(known)
    return frozenset(case for origin in origins(plain) for case in origin.cases if case in ALL_CASES)


@lru_cache(maxsize=2_048)
def _is_common(word: str) -> bool:
    """Whether the dictionary knows a word as a common one and not as a name."""
    readings = [p for p in parses(normalize_word(word)) if p.source == "dictionary"]
    return bool(readings) and not name_types(normalize_word(word))


def _is_only_place(word: str) -> bool:
    return _is_place_name(word) and not name_types(normalize_word(word))


def _is_place_name(word: str) -> bool:
    if any(p.feats.get("NameType") == "Geo" and p.source == "dictionary" for p in parses(word)):
        return True
    return find_town(word) is not None or any(find_place(lemma) for lemma in lemmas(word))


def _begins(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or all(not t.text[0].isalnum() for t in tokens[:at])


@cache
def relatives() -> frozenset[str]:
    """Nouns for a relative of whoever is named in the genitive after them."""
    return frozenset(load_toml(Path(__file__).with_name("parts.toml"))["families"]["relatives"])


@cache
def group_nouns() -> frozenset[str]:
    """Words for several people of one family («братья», «супругам»), in all forms."""
    return frozenset(load_toml(Path(__file__).with_name("parts.toml"))["families"]["nouns"])
