"""Words and numbers that the end of a line has broken: «Дроз-⏎дов», «мил¬⏎лион»."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from extractor.edits import Edit
from extractor.language.morphology import CACHED_WORDS, is_known, parses
from extractor.language.patterns import compile_re

HYPHEN_BREAK_RE = compile_re(r"[-–][ \t]*\r?\n")
BROKEN_RE = compile_re(r"(?P<before>[^\W\d_]+)(?P<hyphen>-)[ \t]*\r?\n[ \t]*(?P<after>[^\W\d_]+)(?P<rest>-[^\W\d_]+)?")
DIGITS_BROKEN_RE = compile_re(r"(?<=\d)([-–])[ \t]*\r?\n[ \t]*(?=[\w])")
CONJUNCTIONS = frozenset(("и", "или", "либо"))
"""After a hyphen that stands for a part of the next word: «Т-⏎и В-клетки»."""
SIGN_RE = compile_re(r"¬[ \t]*\r?\n[ \t]*(?=[^\W\d_])|(?<=[^\W\d_])¬(?=[^\W\d_])")


def broken_words(text: str) -> Iterator[Edit]:
    """The hyphens and breaks inside words: «Дроз-⏎дов»; of «Ростов-⏎на-Дону», «кто-⏎то» only the break.

    What the dictionary does not know goes with the others of the text: either all hyphens at ends of lines are of words
    that have one (a program has wrapped the lines), or most are not (a printer has).
    """
    if "¬" in text:
        yield from (Edit(*match.span(), "", "broken word") for match in SIGN_RE.finditer(text))
    if not HYPHEN_BREAK_RE.search(text):
        return
    joined = [
        (match, _is_one_word(match["before"], match["after"], match["rest"]))
        for match in BROKEN_RE.finditer(text)
        if match["after"] not in CONJUNCTIONS
    ]
    majority = Counter(answer for _, answer in joined if answer is not None)
    for match, answer in joined:
        if answer is None:
            answer = majority[True] >= majority[False] if majority else not _are_words(match["before"], match["after"])
        yield Edit(
            match.start("hyphen") + (not answer), match.start("after"), "", "broken word" if answer else "line break"
        )
    for match in DIGITS_BROKEN_RE.finditer(text):
        yield Edit(match.end(1), match.end(), "", "line break")


@lru_cache(CACHED_WORDS)
def _is_one_word(before: str, after: str, rest: str | None) -> bool | None:
    """Whether a word broken by a hyphen has none; None where the dictionary knows neither."""
    if after[0].isupper() and not (len(before) > 1 and before.isupper()):
        return False
    if is_known(before + after):
        return True
    return False if rest or is_known(f"{before}-{after}") else None


@lru_cache(CACHED_WORDS)
def _are_words(before: str, after: str) -> bool:
    """Whether both parts are words: «кафе-⏎бар», «казахско-⏎узбекский»; a syllable seldom is one."""
    if (
        before.endswith(("о", "е"))
        and len(before) > 4
        and any(p.upos == "ADJ" for p in parses(after) if p.source == "dictionary")
    ):
        return True
    return len(after) > 2 and is_known(before) and is_known(after)
