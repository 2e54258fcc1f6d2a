"""Text to classes of words: each token becomes one character, so that rules are regular expressions over an article.

The class of a word is looked up once for each distinct word; a text without calendar words costs one scan.
"""

import re
from array import array
from bisect import bisect_left
from itertools import accumulate, islice
from typing import Any, NamedTuple

from extractor.caches import Kept
from extractor.dates.classes import CLASSES
from extractor.dates.words import length_adjective, lexicon
from extractor.language.lexicon import SPACES, normalize_word
from extractor.language.number_words import PREFIX_LENGTH
from extractor.language.numerals import is_abbreviation, may_be_number, read_number
from extractor.language.ordinals import read_ordinal, read_roman
from extractor.language.patterns import compile_re

KEPT_WORDS = 32_768
"""Distinct tokens whose class is kept."""

PORTION = 50_000
"""Characters, about, that are taken apart at a time: the pieces of a long text would take ten times its memory."""

ERA_ENDINGS = ("э", "эры")
DASHES = "-‐‑‒–—―−"

# Most words begin with a letter that begins nothing special, most numbers precede a word; they come first.
_TOKEN_RE = compile_re(
    rf"""(?:
      [абвегёжзийклмопруфхцчшщъыьэюяАБВГЕЁЖЗИЙКЛМОПРУФЦЧШЩЪЫЬЭЮЯ]\w*
    | [,.«»()—–-]
    | \d{{1,4}}(?=[{SPACES}][а-яё](?!/г))
    | [СсCc][ ](?:половиной|лишним|небольшим)(?!\w)
    | (?:[Дд]о[{SPACES}]+)?(?:[Нн]\.[{SPACES}]*[Ээ]\.?|нашей[{SPACES}]+эры)(?!\w)
    | [СсТт]\.[{SPACES}]?г\.
    | [IVXХ]{{1,6}}-(?:го|й|м|ом|е|х|ого|ый|ых|му)(?!\w)
    | [^\W\d_]\w*
    | \d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)(?!\d|[.,]\d)
    | \d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![\d/])
    | \d{{1,2}}-\d{{1,2}}-\d{{4}}(?!\d)
    | (?:0?[1-9]|[12]\d|3[01])\.[ ]?(?:0?[1-9]|1[0-2])\.[ ](?:19|20)\d\d(?![\d.])
    | (?:0?[1-9]|[12]\d|3[01])\.[ ](?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?![\d.])
    | \d{{1,2}}:[0-5]\d(?=(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d))
    | (?:[1-4](?:[QqКк]|кв)|[12](?:[HhПп]|пг)|(?:[2-9]|1[0-2])[MmМм])(?:['’]?(?:20)?\d\d)?(?!\w)
    | (?:[Qq][1-4]|[Hh][12])(?!\w) | [12](?:-[еймо]+)?[ ]?п/г(?!\w)
    | (?:0[1-9]|[12]\d|3[01])[ ](?:0[1-9]|1[0-2])[ ](?:19|20)\d\d(?!\d)
    | (?:19|20)\d\d[-./](?:0[1-9]|1[0-2])[-./](?:[0-2]\d|3[01])(?!\d)
    | (?:19|20)\d\d-(?:0?[1-9]|1[0-2])-(?:3[01]|[12]\d|0?[1-9])(?![\d-])
    | (?:0?[1-9]|1[0-2])[./](?:19|20)\d\d(?!\d|[.,/]\d)
    | \d+(?:\.\d+){{2,}}
    | \d+(?:-\d+){{2,}}
    | \d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}(?!\d))+
    | \d+[.,]\d+(?:-?[а-я]{{1,2}}(?!\w))?
    | \d+(?:-?(?:ти|и|х|мя|ми|а))?-?(?:летн|годичн|месячн|недельн|дневн|суточн)\w+
    | \d+-?(?:ый|ой|ого|ому|ом|ым|ые|ых|ыми|ая|ую|ое|его|ему|ти|ух|ех|мя|ми|го|му|[хемйяю])(?!\w)
    | \d+
    | .)[{SPACES}]*""",
    re.VERBOSE | re.DOTALL,
)
ROMAN_LETTERS = "IVXХІ"
_ROMAN_RE = compile_re(rf"[{ROMAN_LETTERS}]{{1,6}}(?:-\w+)?")
_ORDINAL_RE = compile_re(r"(\d+)-?([а-я]+)")
_PERIOD_SHORT_RE = compile_re(r"\d{1,2}(?:[qhmкпм]|кв|пг)|q[1-4]|h[12]|[12](?:-[еймо]+)? ?п/г")
_DIGIT_SHAPES = (
    (compile_re(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])"), "ddmm"),
    (compile_re(r"[1-9]\.(?:0[1-9]|1[0-2])"), "dm"),
    (compile_re(r"\d+:\d+"), "clock"),
    (compile_re(r"\d{1,2}(?:[qhmкпм]|кв|пг)['’]?(?:20)?\d\d"), "period"),
    (_PERIOD_SHORT_RE, "period_short"),
)
"""What a token that begins with a digit is by its looks; the first that fits."""

_SHAPES = (
    (compile_re(f"[{DASHES}]"), "dash"),
    (_PERIOD_SHORT_RE, "period_short"),
    (compile_re(r"с (?:половин|лишн|небольш).*", re.DOTALL), "and_more"),
    (compile_re(r"[ст]\..*г\.", re.DOTALL), "this_year"),
    (compile_re(r"до.*(?:э|эры|э\.)", re.DOTALL), "bce"),
    (compile_re(r"(?:н\.|наш).*(?:э|эры|э\.)", re.DOTALL), "ce"),
)
"""The same for other tokens."""

_DECIMAL_RE = compile_re(r"[^.-]*[., \u00a0\u202f][^.-]*")
_LENGTH_STEM_RE = compile_re("летн|годичн|годов|месячн|недельн|дневн|суточн")
_FULL_RES = (
    (compile_re(r"(?P<d>\d{1,2})([ ./-])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d\d)"), "fulldate"),
    (compile_re(r"(?P<y>\d{4})([./-])(?P<m>\d\d)\2(?P<d>\d\d)"), "fulldate"),
    (compile_re(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"), "fulldate"),
    (compile_re(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})"), "fulldate"),
    (compile_re(r"(?P<m>\d{1,2})[./](?P<y>\d{4})"), "monthyear"),
)


def _classify(raw: str) -> str:
    """The class of a token; what is in no list and begins no number, as most words, is decided first."""
    if not raw:
        return "other"
    if raw[0].isdigit():
        return _classify_digits(normalize_word(raw))
    word = normalize_word(raw)
    may_be_roman = raw[0] in ROMAN_LETTERS
    known = lexicon()
    if word[:PREFIX_LENGTH] in known.beginnings:
        if found := known.classes.get(word):
            return found
    elif word.isalpha() and not may_be_roman and not may_be_number(word):
        return "other"
    if word.isalpha() and not may_be_roman and not word.endswith(ERA_ENDINGS):
        return _classify_word(word)
    return _classify_odd(raw, word)


def _classify_odd(raw: str, word: str) -> str:
    """Marks, abbreviations, Roman numerals and words that look like one."""
    if found := _class_of_shape(word, _SHAPES):
        return found
    if raw[0] in ROMAN_LETTERS and _ROMAN_RE.fullmatch(raw) and read_roman(raw, 0):
        return "roman"
    return _classify_word(word) if word.isalpha() else "other"


def _class_of_shape(word: str, shapes: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    return next((name for shape, name in shapes if shape.fullmatch(word)), None)


def _classify_word(word: str) -> str:
    if is_abbreviation(word):
        return "multiplier"
    if may_be_number(word):
        number = read_number(word, 0)
        if number and number.end == len(word):
            return "vague" if number.value is None and not number.bare else "card"
        ordinal = read_ordinal(word, 0)
        if ordinal and ordinal.end == len(word):
            return _ordinal_class(ordinal.value, ordinal.ending)
    if _LENGTH_STEM_RE.search(word) and length_adjective(word):
        return "length"
    return "other"


def _ordinal_class(value: int, ending: str) -> str:
    if ending in ("ые", "ых", "ыми", "ьи", "ьих", "ьими") or (ending == "ым" and value >= 20 and value % 10 == 0):
        return "plural_ordinal"
    return "ordf" if ending in ("ая", "ой", "ую", "ою", "ья", "ьей", "ью", "ьею") else "ordw"


def _classify_digits(word: str) -> str:
    if word.isdecimal():
        return _classify_integer(word)
    for pattern, name in _FULL_RES:
        if full := pattern.fullmatch(word):
            fits = 1 <= int(full["m"]) <= 12 and (name == "monthyear" or 1 <= int(full["d"]) <= 31)
            return name if fits else "other"
    if found := _class_of_shape(word, _DIGIT_SHAPES):
        return found
    if length_adjective(word):
        return "length"
    if ordinal := _ORDINAL_RE.fullmatch(word):
        return _classify_ordinal(ordinal[1], ordinal[2])
    return "dec" if _DECIMAL_RE.fullmatch(word) else "other"


def _classify_integer(word: str) -> str:
    if len(word) == 4:
        return "year4" if 1000 <= int(word) < 3000 else "big"
    if len(word) < 3 and 1 <= int(word) <= 31:
        return "int31"
    return "int" if len(word) < 4 else "big"


def _classify_ordinal(digits: str, ending: str) -> str:
    """«90-е», «2020-й», «15-го», «5-ти»."""
    if len(digits) > 4 or ending in ("ти", "ух", "ех", "мя"):
        return "int" if len(digits) < 4 else "other"
    value = int(digits)
    is_year = 1000 <= value < 3000
    if ending in ("х", "е", "ые", "ых", "ми", "ыми") and value % 10 == 0 and (is_year or len(digits) == 2):
        return "decade"
    if len(digits) == 4:
        return "ordyear" if is_year else "other"
    if ending == "х":
        return "int"
    if not 1 <= value <= 31:
        return "ordn"
    return "go31" if ending == "го" and len(digits) == 2 else "ord31"


_CODE_OF: Kept[str, str] = Kept(KEPT_WORDS, lambda part: CLASSES.code(_classify(part.rstrip())))
"""Token with the spaces after it: the character of its class."""

_WORD_OF: Kept[str, str] = Kept(KEPT_WORDS, lambda part: normalize_word(part.rstrip()))
"""Token with the spaces after it: the token in lower case with «е» for «ё»."""

_NAME_OF = CLASSES.names


class Tokens(NamedTuple):
    """A text as tokens, where each starts, and one character of class for each; spaces belong to the token before."""

    text: str
    starts: "array[int]"
    """One more than there are tokens: the last is the end of the text."""
    codes: str

    def part(self, i: int) -> str:
        """The token with the spaces after it."""
        return self.text[self.starts[i] : self.starts[i + 1]]

    def word(self, i: int) -> str:
        """The token in lower case with «е» for «ё»; empty outside the text."""
        return _WORD_OF[self.text[self.starts[i] : self.starts[i + 1]]] if 0 <= i < len(self.codes) else ""

    def raw(self, i: int) -> str:
        """The token as written, without the spaces after it; empty outside the text."""
        return self.text[self.starts[i] : self.starts[i + 1]].rstrip() if 0 <= i < len(self.codes) else ""

    def is_spaced(self, i: int) -> bool:
        """Whether spaces follow the token."""
        return self.part(i)[-1:].isspace()

    def name(self, i: int) -> str:
        """The class of the token; empty outside the text."""
        return _NAME_OF[self.codes[i]] if 0 <= i < len(self.codes) else ""

    def value(self, i: int) -> Any:
        """What the data file says of the word."""
        return lexicon().values.get(self.word(i))

    def end(self, i: int) -> int:
        """Where the token ends, without the spaces after it."""
        return self.starts[i] + len(self.raw(i))

    def at(self, offset: int, first: int) -> int:
        """The first token from `first` on that starts at `offset` or after."""
        return bisect_left(self.starts, offset, first)


def tokenize(text: str, start: int = 0) -> Tokens:
    """The tokens of `text` from offset `start` on."""
    lexicon()
    starts = array("I", (start,))
    codes = []
    while start < len(text):
        # no token goes beyond the end of a line
        end = text.find("\n", start + PORTION)
        parts = _TOKEN_RE.findall(text, start, len(text) if end < 0 else end)
        codes.append("".join(map(_CODE_OF.__getitem__, parts)))
        starts.extend(islice(accumulate(map(len, parts), initial=start), 1, None))
        start = starts[-1]
    return Tokens(text, starts, "".join(codes))
