"""What the network cut out of a word or a number: no name by any guideline."""

from collections.abc import Sequence

from extractor.document import NameMention
from extractor.language.patterns import compile_re
from extractor.names.forms import is_class
from extractor.names.overlay import Context
from extractor.names.quotations import CLOSING, OPENING

CHARACTERS_BEFORE = 40
"""Characters before a name in which the noun is that says what it is."""
LETTER_RE = compile_re(r"[^\W\d_]")
INITIAL_RE = compile_re(r"[^\W\d_]\.")
"""«С.» of «гепатит В и С.» at the end of a line."""
DOMAIN_RE = compile_re(r"\.[a-zа-яё]{2,5}(?![\w.])")
"""«фм» of «Сиб.фм»."""
IN_WORD_RE = compile_re(rf"(?<=[^\W\d_])[{CLOSING}]$")
QUOTED_RE = compile_re(rf"[{OPENING}\"]$")
NOUN_RE = compile_re(r"([А-Яа-яЁё-]{2,})[ \u00a0]$")


def without_fragments(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names without pieces of words and bare numbers."""
    return [name for name in names if not _is_fragment(name, context.text)]


def _is_fragment(name: NameMention, text: str) -> bool:
    if name.kind == "person" and (INITIAL_RE.fullmatch(name.text) or DOMAIN_RE.match(text, name.end)):
        return True
    is_small, is_number = name.text[0].islower(), LETTER_RE.search(name.text) is None
    if not (is_small or is_number):
        return False
    before = text[max(0, name.start - CHARACTERS_BEFORE) : name.start]
    return bool(is_small and IN_WORD_RE.search(before)) or (is_number and not _is_called(before))


def _is_called(before: str) -> bool:
    """Whether what stands before a number makes it a name: «телеканал 360», «издание «7x7»»."""
    noun = NOUN_RE.search(before)
    return bool(QUOTED_RE.search(before)) or (noun is not None and is_class(noun[1]))
