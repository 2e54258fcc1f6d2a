"""The user's own names: a list in the nominative, found in all their forms.

A line is a kind and a name («person Ли Кей», «organization «Тенге банк»», «location Новый Ташкент»), parted by spaces,
a tab or a comma; empty lines and what follows a `#` at the beginning of a line do not count.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from extractor.document import NameKind, NameMention, Sentence, Token
from extractor.language.lexicon import normalize_word
from extractor.language.morphology import inflect, lemmas, parses
from extractor.names.people import origins
from extractor.names.spelling import QUOTES, QUOTES_RE

KINDS: Mapping[str, NameKind] = {"person": "person", "organization": "organization", "location": "location"}
RULE = "names.listed"
STEM = 3
"""Shared prefix of the forms of a word, in letters, at least."""


class ListedName(NamedTuple):
    """A name of the list."""

    kind: NameKind
    words: tuple[str, ...]
    """As written, in the nominative, without quotation marks."""


class ListedNames:
    """A list of names, ready to be looked for."""

    def __init__(self, names: Iterable[ListedName]) -> None:
        self._by_beginning: dict[str, list[ListedName]] = {}
        for name in names:
            self._by_beginning.setdefault(_beginning(name.words[0]), []).append(name)
        for found in self._by_beginning.values():
            found.sort(key=lambda name: -len(name.words))

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[NameMention]:
        """The mentions of the listed names, in order, without overlap; the longest name wins."""
        result: list[NameMention] = []
        for sentence in sentences:
            tokens = [token for token in sentence.tokens if token.text not in QUOTES]
            at = 0
            while at < len(tokens):
                found = self._at(tokens, at)
                if found is None:
                    at += 1
                    continue
                start, end = tokens[at].start, tokens[at + len(found.words) - 1].end
                start, end = _with_quotes(text, start, end)
                result.append(NameMention(found.kind, start, end, text[start:end], RULE, 1.0, " ".join(found.words)))
                at += len(found.words)
        return result

    def _at(self, tokens: Sequence[Token], at: int) -> ListedName | None:
        for name in self._by_beginning.get(_beginning(tokens[at].text), ()):
            words = tokens[at : at + len(name.words)]
            if len(words) == len(name.words) and all(
                _is_form(token.text, word, name.kind) for token, word in zip(words, name.words, strict=True)
            ):
                return name
        return None


def read_names(lines: Iterable[str], segment: Callable[[str], Iterable[Sentence]]) -> list[ListedName]:
    """The names of a list; `segment` cuts texts into sentences.

    Errors: ValueError, with the number of the line, for a line without a kind or a name.
    """
    names = []
    for number, line in enumerate(lines, 1):
        content = line.strip().lstrip("\ufeff")
        if not content or content.startswith("#"):
            continue
        kind, _, name = content.replace("\t", " ").replace(",", " ", 1).partition(" ")
        sentences = segment(QUOTES_RE.sub(" ", name).strip())
        words = tuple(token.text for sentence in sentences for token in sentence.tokens)
        if kind.lower() not in KINDS or not words:
            raise ValueError(f"line {number}: wanted `person`, `organization` or `location` and a name: {content!r}")
        names.append(ListedName(KINDS[kind.lower()], words))
    return names


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the closing quotation mark of a quoted part that ends the name («Центр «Азия»»)."""
    inner = text[start:end]
    if end < len(text) and text[end] in "»”“" and any(mark in inner for mark in "«“„"):
        return start, end + 1
    return start, end


def _beginning(word: str) -> str:
    return normalize_word(word)[:STEM] if len(word) > STEM else normalize_word(word)[:2]


def _is_form(form: str, nominative: str, kind: NameKind) -> bool:
    """Whether a word may be a form of the other; both begin with a capital or neither."""
    plain, wanted = normalize_word(form), normalize_word(nominative)
    if form[0].isupper() != nominative[0].isupper() and not form.isupper():
        return False
    if plain == wanted:
        return True
    if kind == "person":
        return any(origin.nominative == wanted for origin in origins(plain))
    if wanted in map(normalize_word, lemmas(form)):
        return True
    return any(
        normalize_word(inflect(parse, Case="Nom") or "") == wanted for parse in parses(form) if parse.upos != "VERB"
    )
