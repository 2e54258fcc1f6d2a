"""Bytes to text: which encoding an article is in, and its characters."""

import codecs
import re
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractor.errors import DecodeError, UsageError
from extractor.language.lexicon import load_toml

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CODE_PAGES = (
    "windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "koi8-u", "kz1048", "windows-1252",
)  # fmt: skip
"""Of two that explain the bytes equally well the first is taken."""

SAMPLE_BYTES = 4096
"""Bytes outside ASCII by which a longer text is judged."""

LEAST_SCORE, LEAST_SCORE_ONCE = -3.4, -12
"""Bytes are no text in a code page whose score is under so much a byte and so much more once."""

PRIOR = {"iso8859-5": -1, "mac-cyrillic": -3, "koi8-u": -3, "kz1048": -5, "windows-1252": -2}
"""What speaks against a code page from the outset: it is rare."""

SMALL_AFTER_CAPITALS = -5
"""Added for each small letter after two capitals."""

MOST_DAMAGE = 0.02
"""Share of malformed sequences up to which a text is still UTF-8."""

NEIGHBOURS_RE = re.compile(rb"[^\x80-\xff]?[\x80-\xff]+(?:[^\x80-\xff][\x80-\xff]+)*[^\x80-\xff]?")
"""Words that are not ASCII, with one neighbour on either side."""

CONTROLS = bytes((*range(9), *range(14, 26), *range(28, 32), 127))
"""Control characters that a text seldom has; form feeds, escapes and DOS's end of file (0x1a) occur."""

MOST_CONTROLS = 0.01
"""Share of control characters in a text."""

OPENING, CLOSING, DASHES, QUOTES, NO_BREAK = "«№", "»”…", "—–•", "„“", "\xa0"
"""Typography: before a word, after a word, between words, and what is rare («“» opens in English, closes in German)."""

NEIGHBOURS = "іїєґўәғқңөұүһ"
"""Letters of Ukrainian, Belarusian and Kazakh."""

(
    _OTHER,
    _LATIN,
    _ACCENTED,
    _OPENING,
    _CLOSING,
    _DASH,
    _QUOTE,
    _SPACE,
    _SYMBOL,
    _CONTROL,
    _SLAVIC,
    _SLAVIC_CAPITAL,
    _RUSSIAN,
) = range(13)
_CAPITAL = _RUSSIAN + 33


class Decoded(NamedTuple):
    """The characters of some bytes."""

    text: str
    encoding: str
    damaged: int
    """How many malformed places were replaced by U+FFFD."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`, line ends and all else as they are, a byte order mark removed.

    Errors: DecodeError where the bytes are no text in `encoding`, or, where that is None, in any that we know.
    """
    name = encoding or detect_encoding(data)
    try:
        return Decoded(data.decode(name).removeprefix("\ufeff"), name, 0)
    except UnicodeDecodeError as error:
        if encoding or name != "utf-8":
            raise DecodeError(f"no {name} text: {error.reason} at byte {error.start}") from None
    text = data.decode(name, "replace").removeprefix("\ufeff")
    return Decoded(text, name, text.count("\ufffd"))


def check_encoding(name: str) -> str:
    """`name`, if it is an encoding of text that Python knows.

    Errors: UsageError where it is not.
    """
    try:
        "".encode(name)
    except (LookupError, ValueError):
        raise UsageError(f"unknown encoding {name!r}; known are utf-8, utf-16, {', '.join(CODE_PAGES)} …") from None
    return name


def detect_encoding(data: bytes) -> str:
    """The name of the encoding of `data`.

    Errors: DecodeError where the bytes are no text.
    """
    name = next((name for mark, name in BOMS if data.startswith(mark)), None) or detect_utf16(data)
    if name:
        return name
    sample = data[:SAMPLE_BYTES]
    if b"\0" in data or len(sample) - len(sample.translate(None, CONTROLS)) > MOST_CONTROLS * len(sample):
        raise DecodeError("binary data, no text")
    return "utf-8" if _is_utf8(data) else _best_code_page(data)


def detect_utf16(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where `data` without a byte order mark is that, else None."""
    sample = data[:SAMPLE_BYTES]
    pairs = len(sample) // 2
    if not pairs:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        is_likely = sum(high.count(byte) for byte in b"\0\4\x20\x21") > 0.8 * pairs and (high.count(0) or high.count(4))
        if is_likely and _is_text(sample[: 2 * pairs].decode(name, "replace")):
            return name
    return None


def _is_text(text: str) -> bool:
    """Whether wide characters are those of a text: bytes of a program or zeros give control characters, too."""
    return sum(char < " " and char not in "\t\n\f\r\x1a\x1b" for char in text) <= MOST_CONTROLS * len(text)


def _is_utf8(data: bytes) -> bool:
    """Whether `data` are UTF-8, a few damaged places and a cut end or beginning allowed."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        whole = sum(char > "\x7f" for char in text) - damaged
        return damaged <= MOST_DAMAGE * whole or (damaged == 1 and whole > 1 and "\ufffd" in (text[0], text[-1]))
    return True


def _best_code_page(data: bytes) -> str:
    """The code page in which the neighbours of the letters are most like those of Russian.

    Errors: DecodeError where they are like it in none.
    """
    import numpy as np

    words = islice((match[0] for match in NEIGHBOURS_RE.finditer(data)), SAMPLE_BYTES)
    sample = np.frombuffer(b"\n" + b" ".join(words)[:SAMPLE_BYTES] + b"\n", np.uint8)
    before, after = sample[:-1], sample[1:]
    scores = {}
    for page, (kinds, pairs) in _scores_of_bytes().items():
        capital, small = kinds >= _CAPITAL, (kinds >= _RUSSIAN) & (kinds < _CAPITAL)
        endings = capital[sample[:-2]] & capital[sample[1:-1]] & small[sample[2:]]
        scores[page] = (
            float(pairs[before, after].sum()) + SMALL_AFTER_CAPITALS * int(endings.sum()) + PRIOR.get(page, 0)
        )
    best = max(scores, key=scores.__getitem__)
    if scores[best] < LEAST_SCORE * len(sample) + LEAST_SCORE_ONCE:
        raise DecodeError("binary data, or text in an unknown encoding")
    return best


@cache
def _scores_of_bytes() -> "dict[str, tuple[NDArray[np.intp], NDArray[np.float32]]]":
    """By code page: the kinds of its bytes, and the score of a byte (column) after another (row)."""
    import numpy as np

    letters, scores = _scores_of_letters()
    tables = {}
    for page in CODE_PAGES:
        kinds = np.array([_kind(bytes([byte]).decode(page, "replace"), letters) for byte in range(256)])
        tables[page] = kinds, scores[np.ix_(kinds, kinds)]
    return tables


def _kind(char: str, letters: str) -> int:
    if char.lower() in letters:
        return _RUSSIAN + letters.index(char.lower()) + len(letters) * char.isupper()
    if char < "\x20" or char == "\ufffd" or "\x7f" <= char < "\xa0":
        return _OTHER if char in "\t\n\f\r" else _CONTROL
    if char < "\x7f":
        return _LATIN if char.isalpha() else _OTHER
    for kind, chars in zip(
        (_OPENING, _CLOSING, _DASH, _QUOTE, _SPACE), (OPENING, CLOSING, DASHES, QUOTES, NO_BREAK), strict=True
    ):
        if char in chars:
            return kind
    if char.lower() in NEIGHBOURS:
        return _SLAVIC_CAPITAL if char.isupper() else _SLAVIC
    return _ACCENTED if "À" <= char <= "ÿ" else _SYMBOL


def _scores_of_letters() -> "tuple[str, NDArray[np.float32]]":
    """The Russian letters, and how probable a kind of character (column) is after another (row), as a logarithm.

    Heuristic: the neighbours of Russian letters are counted (letters.toml), the fines for all else are set by hand.
    """
    import numpy as np

    data = load_toml(Path(__file__).with_name("letters.toml"))
    letters: str = data["letters"].removesuffix("#")
    size = len(letters)
    scores: NDArray[np.float32]
    counted = np.array([[int(digit) for digit in data["after"][letter]] for letter in data["letters"]], np.float32) - 9
    low, high = slice(_RUSSIAN, _RUSSIAN + size), slice(_RUSSIAN + size, _RUSSIAN + 2 * size)
    scores = np.zeros((high.stop, high.stop), np.float32)
    begins, ends = counted[size, :size], counted[:size, size:]
    slavic = slice(_SLAVIC, _SLAVIC_CAPITAL + 1)
    for column, fine in (
        (_ACCENTED, -4),
        (_OPENING, -3),
        (_CLOSING, -5),
        (_DASH, -4),
        (_QUOTE, -7),
        (_SPACE, -6),
        (_SYMBOL, -8),
        (_CONTROL, -12),
    ):
        scores[:, column] = fine
    for row, fine in (
        (_OTHER, 0),
        (_OPENING, 0),
        (_CLOSING, -8),
        (_DASH, -8),
        (_QUOTE, -4),
        (_SPACE, 0),
        (_SYMBOL, -6),
        (_CONTROL, -6),
    ):
        scores[row, low], scores[row, high] = begins + fine, np.maximum(begins, -6) + fine - 1
        scores[row, slavic] = fine - 5, fine - 6
    for row in (_LATIN, _ACCENTED):
        scores[row, _RUSSIAN:], scores[row, slavic] = -6, -8
    scores[_ACCENTED, _ACCENTED] = -8
    for rows, columns, capital in ((low, low, 0.0), (low, high, -7.0), (high, low, 0.0), (high, high, -0.5)):
        scores[rows, columns] = counted[:size, :size] + capital
    scores[high, high] = np.maximum(scores[high, high], -6)  # abbreviations join what words do not
    for rows in (low, high):
        scores[rows, [_OTHER, _SPACE, _CLOSING, _DASH, _OPENING]] = np.add(ends, [[0, -4, -2, -4, -6]])
        scores[rows, [_LATIN, _ACCENTED, _SYMBOL]] = -6, -10, -12
        scores[rows, slavic] = -5, -8
    scores[slavic, _RUSSIAN:], scores[slavic, slavic] = -4, -6
    scores[_SLAVIC, high], scores[_SLAVIC, _SLAVIC_CAPITAL] = -9, -9
    scores[slavic, _OTHER], scores[_SYMBOL, _OTHER] = (-3, -5), -5
    scores[_SYMBOL, _CLOSING], scores[_DASH, _SYMBOL] = -9, -12
    return letters, scores
