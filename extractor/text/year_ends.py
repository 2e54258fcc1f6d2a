"""Whether a sentence ends after «г.» behind a year, where razdel never sees an end.

Of 45 such places before a capital in news 34 end a sentence: «родился в 1941 г. В 1960 г. окончил МГУ». The others
are a time that opens a clause («В 2008 г. Барак Обама стал первым») or precedes an initial («в 1976 г. С. Джобсом»).
"""

from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

YEAR_RE = compile_re(r"\d{3,4} ?г$")

CAPTION_YEAR_RE = compile_re(r", \d{4} ?г$")
"""«Принц Гарри на Арлингтонском кладбище в США, 2013 г. Сингапурский боец …»"""

OPENING_TIME_RE = compile_re(
    r"""(?:^|[,;:—–(])\s*(?:(?:[аи]|но|что)\s)?(?:во?|со?|ко?|до|после|на|от|по)\s(?:\S+\s){0,4}?\d{3,4}\s?г$""",
)
"""A time that opens a clause, whose subject comes next; matched in small letters."""

INITIAL_RE = compile_re(r"\s*[А-ЯЁA-Z]\.")
WORD_RE = compile_re(r"[а-яё]+")
CAPITALIZED_RE = compile_re(r"\s*([А-ЯЁ][а-яё]*)")

FUNCTION_WORDS = ("ADP", "CCONJ", "SCONJ", "PRON", "DET", "ADV")
"""Parts of speech with which no name begins: «В», «Он», «Этот», «Тогда»; of the particles «Ли» is a name, too."""


def ends_after_year(before: str, following: str) -> bool:
    """Whether a sentence `before` that ends in «1941 г» ends there; `following`: the characters after the stop."""
    if not YEAR_RE.search(before) or INITIAL_RE.match(following):
        return False
    word = CAPITALIZED_RE.match(following)
    if not word:
        return False
    if _is_function_word(word[1].lower()) or CAPTION_YEAR_RE.search(before):
        return True
    return not OPENING_TIME_RE.search(before.lower()) and _has_predicate(before)


def _is_function_word(word: str) -> bool:
    return any(parse.upos in FUNCTION_WORDS for parse in parses(word)[:1])


def _has_predicate(clause: str) -> bool:
    """«Решением от 5 мая 2013 г. Арбитражный суд удовлетворил иск» has none before the year."""
    return any(_is_predicate(word) for word in WORD_RE.findall(clause))


def _is_predicate(word: str) -> bool:
    """Whether a word is most probably a finite verb or a short participle."""
    found = parses(word)[:1]
    return any(
        parse.upos == "VERB" and (parse.feats.get("VerbForm", "Fin") == "Fin" or parse.feats.get("Variant") == "Short")
        for parse in found
    )
