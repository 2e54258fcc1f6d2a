"""Words beside a break that cannot be apart, whatever the lines are: «в Нижнем⏎Новгороде», «12 345⏎678 рублей»."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

LAST_WORD_RE = compile_re(r"[^\W_]+(?:-[^\W_]+)*\Z")
FIRST_WORD_RE = compile_re(r"[«„“\"(]?([^\W_]+(?:-[^\W_]+)*)")
GROUPED_RE = compile_re(r"(?<=\s)(?<!№ )\d{1,3}(?: \d{3})*\Z")
NEXT_GROUP_RE = compile_re(r"\d{3}(?!\d)")
YEAR_RE = compile_re(r"(?:1[5-9]|20)\d\d(?!\d)")
INITIAL_RE = compile_re(r"(?:^|[\s(«])(?:[А-ЯЁ]\.\s?){1,2}\Z")
LEGAL_FORM_RE = compile_re(r"(?:^|\s)[А-ЯЁ]{2,5}\Z|(?:^|\s)ОсОО\Z")
SIGN_BEFORE_NUMBER_RE = compile_re(r"(?:[$€£¥₽₸₴№+]|\d[-–—])\s*\Z")
SURNAME_RE = compile_re(r"[А-ЯЁ][а-яё]{2,}(?:[оеё]в|[иы]н|[сц]кий)а?")
CAPITALS_ONLY_RE = compile_re(r"(?:[«\"(]?[А-ЯЁA-Z][^\s]*(?:\s+|\Z))+")
LIST_ITEM_RE = compile_re(r"(?:\d{1,2}[.)]|[•*·▪◦●■►✓○–—-]|[а-яa-z][.)])\s")
END_MARKS = frozenset(".!?…:;")
CLOSING = "»”\"')]"


def belongs_together(line: str, following: str) -> bool:
    """Whether the words beside a break cannot be apart, whatever the lines are."""
    if INITIAL_RE.search(line):
        return following[0].isupper()
    if abbreviation := _abbreviation_re().search(line):
        after_number = line[: abbreviation.start()].rstrip()[-1:].isdigit()
        return following[0].islower() or following[0].isdigit() or (following[0].isupper() and not after_number)
    if line.rstrip(CLOSING)[-1:] in END_MARKS or LIST_ITEM_RE.match(following) or LIST_ITEM_RE.match(line):
        return False
    first = following[0]
    if (line.endswith(",") and not first.isupper()) or _opens(line, following):
        return True
    if first.islower():
        return "а" <= first <= "ё"
    if first.isdigit():
        return _takes_number(line, following)
    return _takes_capital(line, following)


def _takes_number(line: str, following: str) -> bool:
    """A number after a break that goes with what is before it: «12 345⏎678», «до⏎7 млн», «5 марта⏎2024 года»."""
    if SIGN_BEFORE_NUMBER_RE.search(line) or last_upos(line) in ("ADP", "CCONJ"):
        return True
    last = LAST_WORD_RE.search(line)
    if last and last[0].lower() in _words("before_numbers"):
        return True
    if NEXT_GROUP_RE.match(following) and GROUPED_RE.search(line):
        return True
    return bool(last and YEAR_RE.match(following) and _is_before_year(last[0]))


def _takes_capital(line: str, following: str) -> bool:
    """A capital after a break that goes on: «в Нижнем⏎Новгороде», «директор Пётр⏎Ломов», «ООО⏎«Рассвет»»."""
    last, first = LAST_WORD_RE.search(line), FIRST_WORD_RE.match(following)
    if last is None or first is None:
        return False
    if last_upos(line) in ("ADP", "CCONJ"):
        return True
    if following[0] in '«"„“':
        return bool(LEGAL_FORM_RE.search(line))
    if CAPITALS_ONLY_RE.fullmatch(line):
        return _is_full_name(last[0], following) or (
            " " in line and not _may_be_given(first[1]) and _agrees(last[0], first[1])
        )
    before = line[: last.start()].split()[-1:]
    if not before:
        return False
    if (is_named(last[0], "Giv") and before[0][0].islower()) or is_named(last[0], "Pat"):
        return _may_be_surname(first[1])
    return (last[0][0].isupper() or last_upos(before[0]) == "ADP") and _agrees(last[0], first[1])


def _opens(line: str, following: str) -> bool:
    """Whether a quotation mark or bracket is opened before the break and closed after it."""
    for opening, closing in ("«»", "()"):
        if line.rfind(opening) > line.rfind(closing):
            close, again = following.find(closing), following.find(opening)
            if close >= 0 and (again < 0 or close < again):
                return True
    return False


def last_upos(line: str) -> str:
    """The part of speech of the last word of a line, where it is in small letters and the dictionary knows it."""
    last = LAST_WORD_RE.search(line)
    if last is None or not last[0].islower():
        return ""
    found = parses(last[0])
    return found[0].upos if found and found[0].source == "dictionary" else ""


def _is_before_year(word: str) -> bool:
    """«Март», «квартал», «лето»: what a year belongs to."""
    return any(parse.lemma in _words("before_years") for parse in parses(word.lower()))


def is_named(word: str, kind: str) -> bool:
    """Whether the dictionary knows a capitalized word, or its last part, as a given name or patronymic (Giv, Pat)."""
    last = word.rpartition("-")[2]
    return last[:1].isupper() and any(
        parse.feats.get("NameType") == kind and parse.source == "dictionary" for parse in parses(last)
    )


def _may_be_surname(word: str) -> bool:
    return SURNAME_RE.fullmatch(word) is not None or (
        word[0].isupper()
        and any(parse.feats.get("NameType") in ("Sur", "Pat") or parse.source == "guess" for parse in parses(word))
    )


def _may_be_given(word: str) -> bool:
    """Whether a word is a given name or one that the dictionary does not have, as those of a list of people."""
    return any(parse.source == "guess" or parse.feats.get("NameType") == "Giv" for parse in parses(word))


def _is_full_name(last: str, following: str) -> bool:
    """«Владимир Фёдорович⏎Коробейников приехал», not a list of given names and patronymics."""
    first, *others = following.split()
    is_surname = FIRST_WORD_RE.fullmatch(first) is not None and _may_be_surname(first) and not is_named(first, "Giv")
    return is_named(last, "Pat") and is_surname and bool(others) and others[0][0].islower()


def _agrees(word: str, noun: str) -> bool:
    """Whether an adjective in an oblique case has its noun after the break."""
    forms = {_form(p.feats) for p in parses(word) if p.upos in ("ADJ", "DET") and p.source == "dictionary"}
    forms = {form for form in forms if form[0] not in ("", "Nom")}
    return bool(forms) and any(p.upos in ("NOUN", "PROPN") and _form(p.feats) in forms for p in parses(noun))


def _form(feats: Mapping[str, str]) -> tuple[str, str, str]:
    """Case, number and, in the singular, gender."""
    number = feats.get("Number", "Sing")
    return feats.get("Case", ""), number, feats.get("Gender", "") if number == "Sing" else ""


@cache
def _abbreviation_re() -> re.Pattern[str]:
    """Abbreviations whose full stop ends no sentence, at the end of a line."""
    return re.compile(rf"(?:^|[\s(«])(?:{'|'.join(map(re.escape, _words('abbreviations')))})\Z")


@cache
def _words(name: str) -> frozenset[str]:
    words: list[str] = load_toml(Path(__file__).with_name("words.toml"))[name]
    return frozenset(words)
