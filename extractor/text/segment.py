"""Sentences and tokens; the only importer of razdel.

The answers are razdel's, but for «род.» before a date, «г.» after a year and «долл. США». Its rules are asked only
where they can matter: for the end of a sentence, at marks that white space follows, but not between a word and a
capital; for tokens, at stretches without white space that are not plain words between quotation marks and punctuation.
Token splits are cached, for most stretches of an article have been seen before.
"""

import re
from collections.abc import Iterable, Iterator

from razdel import tokenize
from razdel.segmenters.punct import DASHES, ENDINGS
from razdel.segmenters.sentenize import DELIMITER, SentSplit, sentenize
from razdel.segmenters.sokr import INITIALS, PAIR_SOKRS, SOKRS

from extractor.caches import Kept
from extractor.document import Sentence, Token
from extractor.language.patterns import compile_re
from extractor.text.year_ends import ends_after_year

LONG_SENTENCE = 2000
"""Tokens; what is longer is no sentence and is cut."""

KEPT_STRETCHES = 20_000
"""Distinct stretches whose tokens are kept."""

WINDOW = 10
"""Characters on both sides of a mark that razdel's rules for sentences look at."""

BUFFER = 21
"""Characters of a sentence that show whether it may be the number of a list item, as razdel sees it: 20 at most."""

SEEN_BEFORE_YEAR = 300
"""Characters of a sentence before a year in which its predicate is looked for."""

LONG_STRETCH = 500
"""Characters; a longer stretch is parted in pieces of as many, for razdel takes the square of a run of dots."""

END_RE = compile_re(rf"{DELIMITER}(?=\s+\S)(?!\s+[а-яё]+(?![^\W\d]))")
"""A mark within a line that may end a sentence: white space follows it, and no word in small letters after that."""

GLUED_RE = compile_re(r"(?<=[а-яё]{4})\.(?=[А-ЯЁ][а-яё]+[ ,])(?!Ру|Реали|Инфо|Медиа|Онлайн|Ньюс)")
"""The same where the white space was left out: «мост.Власти молчат»; not «Грани.Ру»."""

SOLID_RE = compile_re(r"\S")

ABBREVIATIONS = {*SOKRS, *INITIALS, *(pair[0] for pair in PAIR_SOKRS)}
"""Words after whose dot a sentence may go on with a capital."""

_DASH = f"[{re.escape(DASHES)}]"
_ATOM = r"(?:[а-яё]+|[a-z]+|\d+)"
_CLOSING = r"[»”\")%]"
_MARK = r"[.,:;!?…]"
PLAIN_RE = compile_re(
    rf"""(?!.*yahoo!)
    [«“„"($№]*
    ({_ATOM}(?:{_DASH}{_ATOM}|(?<=\d)[.,/]\d+)*)
    (?:{_CLOSING}+ {_MARK}? | (?<!\d){_MARK} | [:;!?…])?[»”"]*""",
    re.I | re.X,
)
"""Words and numbers, also with dashes inside, between marks that razdel parts in any surroundings.

A comma or full stop after a digit is left to razdel: it looks across the space for another digit.
"""

Pieces = tuple[tuple[int, int, str], ...]
"""Start, end and text of each token of a stretch, counted from its start."""

_kept: Kept[str, Pieces] = Kept(KEPT_STRETCHES)


def segment(text: str, start: int = 0) -> tuple[Sentence, ...]:
    """The sentences of `text` from offset `start` on, with their tokens, in order.

    A line break always ends a sentence: newswire puts one paragraph on a line.
    """
    sentences = []
    offset = start
    for line in text[start:].splitlines(keepends=True):
        for first, last in _sentence_bounds(line):
            tokens = _tokens(line[first:last], offset + first)
            for part in range(0, len(tokens), LONG_SENTENCE):
                held = tuple(tokens[part : part + LONG_SENTENCE]) if len(tokens) > LONG_SENTENCE else tuple(tokens)
                sentences.append(Sentence(held[0].start, held[-1].end, held))
        offset += len(line)
    return tuple(sentences)


def _sentence_bounds(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a line, without the white space around it."""
    first = 0
    for match in _marks(line):
        start, end = match.span()
        split = SentSplit(line[max(0, start - WINDOW) : start], match[0], line[end : end + WINDOW])
        split.buffer = line[max(first, start - BUFFER) : start]
        if _ends_plainly(split) or _ends_after_year(line, first, start) or not _joins(split):
            yield _stripped(line, first, end)
            first = end
    yield _stripped(line, first, len(line))


def _marks(line: str) -> Iterable[re.Match[str]]:
    """The marks that may end a sentence, in order."""
    glued = list(GLUED_RE.finditer(line)) if "." in line else []
    marks = END_RE.finditer(line)
    return sorted((*marks, *glued), key=re.Match.start) if glued else marks


def _ends_plainly(split: SentSplit) -> bool:
    """Whether a word that is no abbreviation precedes a mark that ends sentences, and a capital follows it."""
    word = split.left.rpartition(" ")[2]
    return (
        split.delimiter in ENDINGS
        and len(word) > 1
        and word.isalpha()
        and not word.isupper()
        and word.lower() not in ABBREVIATIONS
        and split.right.lstrip()[:1].isupper()
    )


def _ends_after_year(line: str, first: int, mark: int) -> bool:
    """Whether a sentence that begins at `first` ends in «1941 г.», whose stop is at `mark`."""
    if line[mark - 1 : mark + 1] != "г.":
        return False
    return ends_after_year(line[max(first, mark - SEEN_BEFORE_YEAR) : mark], line[mark + 1 : mark + BUFFER])


def _joins(split: SentSplit) -> bool:
    """Whether the sentence goes on."""
    return _is_before_year(split) or _is_before_country(split) or bool(sentenize.join(split))


def _is_before_country(split: SentSplit) -> bool:
    """Whether a dot is that of «100 млн долл. США»."""
    return bool(split.left.endswith("долл") and split.right.lstrip().startswith("США"))


def _is_before_year(split: SentSplit) -> bool:
    """Whether a dot is that of «(род. 24 мая 1941)» or «(ум. 1916)», which razdel does not know."""
    is_born: bool = split.left.endswith(("(род", " род", "(ум", " ум"))
    return is_born and split.right.lstrip()[:1].isdigit()


def _stripped(line: str, first: int, last: int) -> tuple[int, int]:
    part = line[first:last]
    first += len(part) - len(part.lstrip())
    return first, first + len(part.strip())


def _tokens(text: str, offset: int) -> list[Token]:
    """The tokens of a sentence that begins at `offset`."""
    tokens: list[Token] = []
    at = 0
    for stretch in text.split():
        at = text.index(stretch, at)
        base = offset + at
        pieces = _kept.get(stretch) or _pieces(stretch) or _pieces_in_context(text, at, stretch)
        for start, end, piece in pieces:
            tokens.append(Token(base + start, base + end, piece))
        at += len(stretch)
    return tokens


def _pieces(stretch: str) -> Pieces | None:
    """The tokens of a stretch in any surroundings; None if it is not plain."""
    first, last, end = 0, len(stretch), len(stretch)
    if end > 1:
        match = PLAIN_RE.fullmatch(stretch)
        if match is None:
            return None
        first, last = match.span(1)
    pieces: Pieces = ((first, last, stretch[first:last]),)
    if first:
        pieces = (*((i, i + 1, stretch[i]) for i in range(first)), *pieces)
    if last < end:
        pieces = (*pieces, *((i, i + 1, stretch[i]) for i in range(last, end)))
    _keep(stretch, pieces)
    return pieces


def _keep(stretch: str, pieces: Pieces) -> None:
    if len(stretch) <= LONG_STRETCH:
        _kept.keep(stretch, pieces)


def _pieces_in_context(text: str, at: int, stretch: str) -> Pieces:
    """The tokens of the stretch at an offset, between the last character before it and the first after it."""
    last = at - 1
    while last >= 0 and text[last].isspace():
        last -= 1
    before = text[last] if last >= 0 else ""
    following = SOLID_RE.search(text, at + len(stretch))
    after = following[0] if following else ""
    key = f"{before} {stretch} {after}"  # no stretch has a space in it
    pieces = _kept.get(key)
    if pieces is None:
        base = len(before) + 1
        end = base + len(stretch)
        pieces = tuple(
            (first + token.start - base, first + token.stop - base, token.text)
            for first in range(0, len(key), LONG_STRETCH)
            for token in tokenize(key[first : first + LONG_STRETCH])
            if base <= first + token.start and first + token.stop <= end
        )
        _keep(key, pieces)
    return pieces
