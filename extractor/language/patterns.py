"""Regular expressions that are costly to compile, compiled once for all processes of the user.

What the compiler of `re` makes is a row of numbers; it is kept in the cache directory, by interpreter. Where it cannot
be had the expressions are compiled as usual.
"""

import marshal
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from typing import Any

from extractor.language.resources import cached_bytes, keep_bytes

FORMAT = 1
MAX_PATTERNS = 500
"""Expressions; beyond that only those of this process are kept, older versions leave theirs there."""

_used: dict[tuple[str, int], Any] = {}
_new: list[tuple[str, int]] = []


def compile_re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`."""
    key = (pattern, int(flags))
    try:
        import _sre  # type: ignore[import-not-found, unused-ignore]

        made = _kept().get(key)
        if made is None:
            made = _compile(pattern, int(flags))
            _new.append(key)
        _used[key] = made
        all_flags, code, groups, names, indexes = made
        numbers = array("I", code).tolist()
        result: re.Pattern[str] = _sre.compile(pattern, all_flags, numbers, groups, dict(names), indexes)
        return result
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):  # another interpreter's `re`
        _used.pop(key, None)
        return re.compile(pattern, flags)


def words_like(alternatives: Iterable[str], *, any_case: bool = False, not_after: str = r"\w-") -> str:
    """A pattern of words, each alternative beginning with a letter or a class of letters: «[мМ]ажилис(?:а|у)».

    `any_case`: of alternatives in small letters also in capitals. `not_after`: before it there is none of this class.
    `re` runs to the next of some letters ten times as fast as to the next place that only a look back tells.
    """
    firsts: dict[str, None] = {}
    parts = []
    for one in alternatives:
        first = FIRST_RE.match(one)
        assert first is not None, one
        letters, rest = first["letters"] or first["letter"], one[first.end() :]
        if any_case:
            letters, rest = letters + letters.upper(), f"(?i:{rest})"
        firsts.update(dict.fromkeys(letters))
        parts.append(f"(?<=[{letters}]){rest}")
    return rf"[{''.join(firsts)}](?<![{not_after}].)(?:{'|'.join(parts)})"


FIRST_RE = re.compile(r"\[(?P<letters>[^\W\d_]+)\]|(?P<letter>[^\W\d_])")


def _compile(pattern: str, flags: int) -> tuple[Any, ...]:
    """What `re` gives to its engine, as `re._compiler.compile` does."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    names = parsed.state.groupdict
    indexes: list[str | None] = [None] * parsed.state.groups
    for name, index in names.items():
        indexes[index] = name
    return flags | parsed.state.flags, code, parsed.state.groups - 1, tuple(names.items()), tuple(indexes)


def keep_patterns() -> None:
    """Write down what this process has compiled, for the next one."""
    if _new:
        _new.clear()
        kept = {**_kept(), **_used}
        keep_bytes(_file(), marshal.dumps(kept if len(kept) <= MAX_PATTERNS else _used))


@cache
def _kept() -> dict[tuple[str, int], Any]:
    content = cached_bytes(_file())
    try:
        found = marshal.loads(content) if content is not None else {}
    except (ValueError, EOFError, TypeError):
        found = {}
    return found if isinstance(found, dict) else {}


def _file() -> str:
    return f"patterns-{FORMAT}-{sys.implementation.cache_tag}-{sys.hexversion:x}.bin"
