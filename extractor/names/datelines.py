"""The city and the agency or paper of a dateline: «ТАШКЕНТ, 15 ноября — Sputnik.», «МОСКВА, 3 марта. /ТАСС/.»."""

import re

from extractor.document import NameMention
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

RULE = "names.dateline"
SCORE = 0.97
BEGINNING = 600
"""Characters of the article in which the dateline stands: after a header, a title, a line of time."""

DATELINE_RE = compile_re(
    r"^[ \t]*(?:date \d{4}-\d\d-\d\d[ \t]+)?"
    r"(?P<city>[А-ЯЁ]{3,}(?:[ -][А-ЯЁ]{2,}){0,3})"
    r"(?:[ \t]*\([^()\n]{2,30}\))?"
    r",?[ \t]+\d{1,2}(?:\.\d\d(?:\.\d{2,4})?|[ \t]+[а-я]{3,8}\.?)(?:[ \t]+\d{4})?(?:[ \t]*г(?:ода|\.))?"
    r"(?:[ \t]*[—–-][ \t]*[«“\"]?(?P<credit>[A-ZА-ЯЁ][^\n.,;:—–/«»“”\"]{1,40}(?:\.(?:ру|ru|com|kz|uz|kg))?)[»”\"]?"
    r"\.[ \t]+(?=[«“\"]?[A-ZА-ЯЁ\d])"
    r"|\.?[ \t]*[/(][ \t]*[«“\"]?(?P<slash>[A-ZА-ЯЁ][^\n/()«»“”\"]{1,40}?)[»”\"]?[ \t]*[/)])?",
    re.MULTILINE,
)
CREDIT_WORDS = 4
"""Words at most in the name of an agency or paper."""


def find_dateline(text: str) -> list[NameMention]:
    """The city, then the agency or paper, of the dateline of an article; empty if it has none."""
    match = DATELINE_RE.search(text[:BEGINNING])
    if match is None:
        return []
    found = [NameMention("location", *match.span("city"), match["city"], RULE, SCORE)]
    group = "slash" if match["slash"] else "credit"
    if match[group] and _is_name(match[group].split()):
        found.append(NameMention("organization", *match.span(group), match[group], RULE, SCORE))
    return found


def _is_name(words: list[str]) -> bool:
    """Not a sentence: few words, none a verb or a preposition but in a name («Спорт за день»)."""
    if len(words) > CREDIT_WORDS:
        return False
    for word in words:
        first = parses(word.lower())[:1]
        if first and first[0].upos == "VERB" and first[0].feats.get("VerbForm") == "Fin":
            return False
    return True
