"""What looks like a name to the network and is none: standards, currencies, models, works, ships, strategies."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractor.document import NameMention, Span
from extractor.language.geography import is_country_code, titles
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemma, lemmas, parses
from extractor.language.patterns import compile_re
from extractor.names.overlay import Context, overlapping
from extractor.names.person_words import PersonWords
from extractor.names.quotations import noun_before

WORD_BEFORE_RE = compile_re(r"([А-Яа-яЁё-]+)[ \u00a0][«“\"]?$")
COUNT_BEFORE_RE = compile_re(r"(?:\bодн(?:а|ой|у|ого|ому|ом)|\bдв[ае]|\bтыс(?:яч[аи]?|\.)|\bмлн)[ \u00a0]$")
LISTED_MODEL_RE = compile_re(r"([А-Яа-яё]+)[ \u00a0][A-Z][\w-]*(?:,| и)[ \u00a0]$")
CODE_RE = compile_re(r"\([A-Z]{2}\)")
CHARACTERS_BEFORE = 40
"""Characters before a name in which the noun is that says what it is."""
CODES_RE = compile_re(
    r"(?:\b(?:Э[лЛ]|E[lL]|ПИ|ИА)\.?[ \u00a0]?)?(?:№|N)[ \u00a0]?(?:ФС|ТУ|FS)[ \u00a0-]?\d"  # «Эл № ФС77-68119»
    r"|\b(?:Ctrl|Alt|Shift|Cmd)[ \u00a0]?\+[ \u00a0]?\w+"
    r"|(?<!\w)@\w+"
)
"""Registrations of papers, keys and accounts: what is in them is no name."""
CODE_MARKS = ("ФС", "ТУ", "FS", "Ctrl", "Alt", "Shift", "Cmd", "@")
"""Of which each of them has one."""
NUMBER_RE = compile_re(r"(?<!COVID)-\d+$")
"""Of «СИЗО-1»."""
EVENT_RE = compile_re(r"\S+-(?:19|20)\d\d")
"""«Олимпиада-2024», «Евро-2024», «Экспо-2017»."""
SPEAKER_RE = compile_re(r"\.?[ \u00a0]?[:—–]")
COMPOUND_RE = compile_re(r"([A-ZА-ЯЁ]+|[A-Z][A-Za-z]+)-[а-яё]+")
EXIT_RE = compile_re(r"[А-ЯЁ][а-яё]{0,4}[еэ]к[сз]ит(?:а|у|ом|е)?|[A-Z][a-z]{0,4}exit")
"""«Брексит», «Grexit»: a country that leaves a union is nobody."""
ABSTRACT_RE = compile_re(
    r"[А-ЯЁ][а-яё-]{3,}(?:ость|остью|ости|ировани[еяюи]|ированием|[а-яё]ться|ировать"
    r"|(?:терапи|логи|пати|метри)[яиюей]{1,2}|диагностик[аиеу]|измом?)"
)
"""«Иммуногенность», «Гликозилирование», «Вакцинироваться», «Рефлексотерапия»: endings that no name of a person has."""
ALL_RE = compile_re(r"\bвсея[ \u00a0]$")
ADJECTIVE_RE = compile_re(r"\w+(?:ский|цкий|ской)")
_TITLE = r"[«“\"][^«»“”\"\n]{2,100}[»”\"]"
TITLES_RE = compile_re(rf"{_TITLE}(?:(?:,| и)[ \u00a0]{_TITLE})*")
"""One quotation or several."""
LONG_TITLE_RE = compile_re(r"[ \d]")


def without_non_names(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names without what is none; what was found by a list or by its shape is kept."""
    text = context.text
    titles = _titles(text)
    codes = _codes(text)
    kept: list[NameMention] = []
    end_of_thing = -1
    elsewhere = PersonWords(names, context.beginnings)
    for name in names:
        if (name.start in context.beginnings and _is_capital_of_sentence(name, elsewhere)) or _is_nobody(name, text):
            continue
        is_joined = end_of_thing >= 0 and text[end_of_thing : name.start] in (" и ", ", ")  # «модели Cobalt и Onix»
        if name.kind == "organization" and (_is_thing(name, text) or (is_joined and name.text.isascii())):
            end_of_thing = name.end
        elif not (overlapping(titles, name.start, name.end) or overlapping(codes, name.start, name.end)):
            kept.append(name)
    return kept


def _is_capital_of_sentence(name: NameMention, elsewhere: PersonWords) -> bool:
    """Whether what begins a sentence is a common word: of nobody, of a board, of any place."""
    if _is_common_word(name) and name.text not in elsewhere:
        return True
    return name.text.lower() in _nouns("boards") or _is_ground(name)


def _is_ground(name: NameMention) -> bool:
    """«Границу с КНР откроют», «Раис Согдийской области»: a word for any place or its head with a capital."""
    return (
        name.kind == "location"
        and name.text[1:].islower()
        and not lemmas(name.text.lower()).isdisjoint(_nouns("ground"))
    )


def _is_nobody(name: NameMention, text: str) -> bool:
    is_event_or_channel = name.kind != "person" and (
        EVENT_RE.fullmatch(name.text) is not None or _is_channel(name.text)
    )
    return (
        is_event_or_channel
        or EXIT_RE.fullmatch(name.text) is not None
        or _is_speaker(name, text)
        or _is_of_title(name, text)
    )


def _is_channel(name: str) -> bool:
    """«Телеграм-канале», «Ютуб-каналом»: where somebody writes, and no name of it."""
    _, hyphen, noun = name.rpartition("-")
    return bool(hyphen) and noun.islower() and not lemmas(noun).isdisjoint(_nouns("channels"))


def _is_speaker(name: NameMention, text: str) -> bool:
    """«КОРР.: Здравствуйте»."""
    return name.text.lower().rstrip(".") in _nouns("speakers") and SPEAKER_RE.match(text, name.end) is not None


def _codes(text: str) -> list[Span]:
    """The registrations, keys and accounts, which few articles have."""
    if not any(mark in text for mark in CODE_MARKS):
        return []
    return [Span(*match.span()) for match in CODES_RE.finditer(text)]


def _is_of_title(name: NameMention, text: str) -> bool:
    """Whether a place is what a title is called by: «Патриарх Московский и всея Руси», «герцогиня Кембриджская»."""
    if name.kind != "location":
        return False
    before = text[max(0, name.start - CHARACTERS_BEFORE) : name.start]
    if ALL_RE.search(before):
        return True
    match = WORD_BEFORE_RE.search(before)
    if not match or lemmas(match[1].lower()).isdisjoint(titles()):
        return False
    return name.text.isalpha() and all(p.upos == "ADJ" or ADJECTIVE_RE.fullmatch(p.lemma) for p in parses(name.text))


def _is_common_word(name: NameMention) -> bool:
    """Whether a person of one word is a common one by the dictionary or its ending: «Осуждённая отрицала вину»."""
    if name.kind != "person":
        return False
    if ABSTRACT_RE.fullmatch(name.text):
        return True
    if not name.text.isalpha():
        return False
    readings = parses(name.text)
    return bool(readings) and all(
        p.source == "dictionary"
        and "NameType" not in p.feats
        and not (p.upos == "NOUN" and p.feats.get("Animacy") == "Inan")  # «Макрон», «Токаев» are no such words
        for p in readings
    )


def _titles(text: str) -> list[Span]:
    """The quotations that are titles of works, names of ships, goods and events: «фильмы «Машенька», «Дядя Ваня»»."""
    return [
        Span(*match.span())
        for match in TITLES_RE.finditer(text)
        if (noun := noun_before(text, match.start()))
        and (not lemmas(noun.lower()).isdisjoint(_titled()) or _is_plan(text, match, noun))
    ]


def _is_plan(text: str, quoted: re.Match[str], noun: str) -> bool:
    """«Стратегия развития «Узбекистан-2030»»; one word may be the company's («Стратегия развития «Севергаза»»)."""
    if not LONG_TITLE_RE.search(quoted[0]):
        return False
    head = noun_before(text, quoted.start() - len(noun) - 1)
    is_genitive = any(p.upos == "NOUN" and p.feats.get("Case") == "Gen" for p in parses(noun))
    return bool(head) and is_genitive and not lemmas(head.lower()).isdisjoint(_nouns("plans"))


def _is_thing(name: NameMention, text: str) -> bool:
    if NUMBER_RE.sub("", name.text) in _abbreviations() or _is_compound(name, text) or _is_event(name.text):
        return True
    if is_country_code(name.text) and CODE_RE.match(text, name.start - 1):
        return True
    return _is_headed_by_thing(name.text) or _is_called_thing(name, text)


def _is_called_thing(name: NameMention, text: str) -> bool:
    """Whether the words before it say what it is: «индекс РТС», «модели Cobalt и Onix», «одна Gentra»."""
    before = text[max(0, name.start - CHARACTERS_BEFORE) : name.start]
    match = WORD_BEFORE_RE.search(before)
    noun = lemma(match[1].lower()) if match else ""
    if noun in _nouns("indices") or is_vehicle(text, name.start, name.end):
        return True
    if name.text.isascii() and (noun in _nouns("models") or COUNT_BEFORE_RE.search(before)):
        return True
    listed = LISTED_MODEL_RE.search(before)  # «модели Cobalt и Onix» of which the first was not found
    return name.text.isascii() and listed is not None and lemma(listed[1].lower()) in _nouns("models")


def is_vehicle(text: str, start: int, end: int) -> bool:
    """Whether what may be a company is a car or lorry: «с грузовиком КамАЗ», «за рулём «КамАЗа»»."""
    make = text[start:end].lower()
    if not make.isalpha() or _nouns("makes").isdisjoint({make, *lemmas(make)}):
        return False
    match = WORD_BEFORE_RE.search(text, max(0, start - CHARACTERS_BEFORE), start)
    return match is not None and not _nouns("vehicles").isdisjoint(lemmas(match[1].lower()))


def _is_event(name: str) -> bool:
    """«Omsk Digital Week»: the last of several words in Latin letters says what it is."""
    return name.isascii() and " " in name and name.split()[-1] in _nouns("events")


def _is_compound(name: NameMention, text: str) -> bool:
    """«IT-компаний», «Telegram-канале», «S-белок»: what is said of a Latin word or a letter; «B» of «B- и T-клеток»."""
    if len(name.text) == 1:
        return text[name.end : name.end + 1] == "-"
    match = COMPOUND_RE.fullmatch(name.text)
    if match is None:
        return False
    is_latin_word = match[1].isascii() and not match[1].isupper()
    return is_latin_word or len(match[1]) == 1 or match[1] in _abbreviations()


def _is_headed_by_thing(name: str) -> bool:
    """«Национальной стратегии развития», «Чистая прибыль Компании», «Интернет»."""
    if name.isalpha() and not lemmas(name.lower()).isdisjoint(_nouns("words")):
        return True
    for word in name.split()[:4]:
        if not word.isalpha() or word.isupper():
            return False
        if lemmas(word.lower()) & _nouns("heads"):
            return " ".join(lemma(w) for w in name.lower().split()) not in _organizations()
        if not any(p.upos in ("ADJ", "NUM") for p in parses(word)):
            return False
    return False


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_data()["abbreviations"])


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(_data()[kind])


@cache
def _titled() -> frozenset[str]:
    return _nouns("titled") | _nouns("rubrics") | _nouns("plans")


@cache
def _organizations() -> frozenset[str]:
    return frozenset(" ".join(map(lemma, name.split())) for name in _data()["organizations"])


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))
