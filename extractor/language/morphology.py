"""Lemmas, parses and forms of words; the only importer of rumorph (dictionary: OpenCorpora, CC BY-SA 4.0)."""

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from extractor.caches import load_once
from extractor.language.lexicon import load_toml, normalize_word

if TYPE_CHECKING:
    from rumorph import Analysis, Analyzer

CACHED_WORDS = 8_192
"""Distinct words whose parses are kept; an article of news has a few hundred."""


PREFIXES = ("экс", "вице")
"""Before a word of the supplement."""
LONGEST_ENDING, SHORTEST_STEM = 3, 3
"""Letters of a form of the supplement after its stem, and of the stem."""


class Features(dict[str, str]):
    """The features of a reading: of the few hundred sets that there are equal ones are one object.

    So they may be arguments of functions that are cached.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]


class Parse(NamedTuple):
    """One reading of a word, in the terms of Universal Dependencies."""

    lemma: str
    """Lower case, with ё where the dictionary has it."""
    upos: str
    feats: Features
    """Case, Gender, Number …; NameType is Giv, Pat, Sur or Geo for names."""
    score: float
    """Probability of this reading without context, 0 to 1."""
    source: Literal["dictionary", "rule", "guess"]
    """`rule` for numbers, Latin and abbreviations, `guess` by the ending."""
    word: str
    """As it was given."""
    analysis: "Analysis"


@load_once
def analyzer() -> "Analyzer":
    """The one analyzer of the process, loaded at first use."""
    from rumorph import Analyzer

    return Analyzer()


@lru_cache(maxsize=CACHED_WORDS)
def parses(word: str) -> tuple[Parse, ...]:
    """The readings of a word, the most probable first; case matters («Шаров», «шаров»), ё may be written е."""
    found = []
    for analysis in _supplemented(word) or analyzer().analyze(word):
        feats = analysis.feats
        key = (*feats, *feats.values())
        shared = _features.get(key) or _features.setdefault(key, Features(feats))
        found.append(Parse(analysis.lemma, analysis.pos, shared, analysis.prob, analysis.source, word, analysis))
    return tuple(found)


class _Modelled:
    """An analysis of a word that the dictionary does not have, by that of a word that declines like it."""

    source: Literal["dictionary"] = "dictionary"

    def __init__(self, analysis: "Analysis", stem: str, model: str) -> None:
        self._analysis, self._stem, self._model = analysis, stem, model
        self.pos, self.feats, self.prob = analysis.pos, analysis.feats, analysis.prob
        self.lemma = self._of_model(analysis.lemma)

    def inflect(self, **feats: str) -> str:
        """The form with these features. Errors: FormNotFoundError where there is none."""
        return self._of_model(self._analysis.inflect(**feats))

    def _of_model(self, form: str) -> str:
        return self._stem + form[len(self._model) :]


def _supplemented(word: str) -> list[Any]:
    """The analyses of a word of the supplement («хокимом», «экс-хокима»); empty for every other."""
    lower = word.lower()
    if lower[:SHORTEST_STEM] not in _supplemented_beginnings():
        return []
    prefix, hyphen, rest = lower.rpartition("-")
    start = f"{prefix}{hyphen}" if prefix in PREFIXES else ""
    plain = rest if start else lower
    for cut in range(len(plain), max(len(plain) - LONGEST_ENDING, SHORTEST_STEM) - 1, -1):
        if model := _supplement().get(plain[:cut]):
            found: list[Any] = [
                _Modelled(one, start + plain[:cut], model.stem)
                for one in analyzer().analyze(model.stem + plain[cut:])
                if one.source == "dictionary" and one.lemma == model.nominative and one.pos in ("NOUN", "PROPN")
            ]
            if found and word[0].isupper():  # «Аким» is a given name, too
                found += [one for one in analyzer().analyze(word) if one.source == "dictionary"]
            return found
    return []


class _Model(NamedTuple):
    """A word of the dictionary that one of the supplement declines like."""

    stem: str
    nominative: str


@cache
def _supplement() -> dict[str, _Model]:
    """Stems of the words that the dictionary does not have, and their models."""
    words = load_toml(Path(__file__).with_name("supplement.toml"))["words"]
    return {
        word.partition("'")[0]: _Model(model.partition("'")[0], model.replace("'", "")) for word, model in words.items()
    }


@cache
def _supplemented_beginnings() -> frozenset[str]:
    """First letters, by which most words are seen at once to be none of the supplement."""
    return frozenset(word[:SHORTEST_STEM] for word in (*_supplement(), *PREFIXES))


_features: dict[tuple[str, ...], Features] = {}


@lru_cache(maxsize=CACHED_WORDS)
def lemma(word: str) -> str:
    """The lemma of the most probable reading, in lower case."""
    found = parses(word)
    return found[0].lemma if found else word.lower()


@lru_cache(maxsize=CACHED_WORDS)
def lemmas(word: str) -> frozenset[str]:
    """The lemmas of all readings of a word."""
    return frozenset(parse.lemma for parse in parses(word)) or frozenset((word.lower(),))


def is_known(word: str) -> bool:
    """Whether the dictionary has the word in any case of letters."""
    return analyzer().is_known(word) or bool(_supplemented(word))


def inflect(word: str | Parse, **feats: str) -> str | None:
    """The form with these features (Case="Gen", Number="Plur"), others kept where possible; None if there is none.

    Of a string the most probable reading that has the form counts («США» has none: it does not change).
    Capitals stay where they were; ё is written where the dictionary has it.
    Errors: ValueError for a feature or a value that does not exist.
    """
    from rumorph import FormNotFoundError

    for parse in parses(word) if isinstance(word, str) else (word,):
        try:
            return like(parse.analysis.inflect(**feats), parse.word)
        except FormNotFoundError:
            continue
    return None


def like(form: str, word: str) -> str:
    """`form` of `word` with its capitals: «нью-йорк» of «Нью-Йорка» is «Нью-Йорк», «лев» of «ЛЬВА» is «ЛЕВ»."""
    if word.islower():
        return form.lower()
    if len(word) > 1 and word.isupper():
        return form.upper()
    forms, words = form.split("-"), word.split("-")
    if len(forms) == len(words) > 1:
        return "-".join(like(f, w) for f, w in zip(forms, words, strict=True))
    if word[1:].islower():
        return form.capitalize() if normalize_word(form[:1]) == normalize_word(word[:1]) else form.lower()
    letters = list(form.lower())
    for i, (letter, model) in enumerate(zip(letters, word, strict=False)):
        if normalize_word(letter) != normalize_word(model):
            break
        if model.isupper():
            letters[i] = letter.upper()
    return "".join(letters)
