"""Names of organizations or of places that mean the same though they read differently: abbreviations and short forms.

Every rule leads from a name to what it may be short for; two names become one only where exactly one is left, so that
of two ministries of the article «министерство» is neither.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractor.document import NameKind
from extractor.language.geography import find_adjective_places, find_place
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import lemma, parses
from extractor.language.patterns import compile_re
from extractor.names.abbreviations import PREFIX, WORD_RE, initials, is_abbreviation, is_compound, may_abbreviate
from extractor.names.spelling import QUOTES_RE, key_of, skeleton

QUOTED_RE = compile_re(r"[«“„\"]([^«»“”„\"]+)[»”“\"]")
BETWEEN_RE = compile_re(
    r"\s*[»”“\"]?\s*\(\s*(?:далее\s*(?:по тексту\s*)?[—–:-]?\s*|или\s+|сокращ[её]нно\s*[—–:-]?\s*)?[«“„\"]?"
)
LONGEST_NAME = 12
"""Words of a name whose beginnings may be short forms."""
MAX_COMPARED = 24
"""Names of the article that are considered for one short form."""

LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": None, "ы": "i", "ь": None, "э": "e", "ю": "u", "я": "a",
        "y": "i", "w": "v", "c": "k", "q": "k", "x": "ks", "j": "i",
    }
)  # fmt: skip


@dataclass(slots=True, eq=False)
class NamedGroup:
    """Mentions that read the same, with their nominative."""

    name: str
    spans: list[tuple[int, int]]
    """Of the mentions, in order."""
    words: tuple[str, ...] = ()
    """Lower case, without quotation marks and legal forms, countries by their code."""
    root: "NamedGroup | None" = field(default=None, repr=False)

    @property
    def is_joined(self) -> bool:
        """Whether the name is another's already: «Минздрав» that is «Минздрав РФ» is not the region's, too."""
        return self.root is not None

    def find(self) -> "NamedGroup":
        """The group that stands for all that were joined with this one."""
        group = self
        while group.root is not None:
            group = group.root
        return group


def join_names(groups: Sequence[NamedGroup], text: str, kind: NameKind) -> None:
    """Join the groups of one article that mean the same: afterwards they have the same `find()`."""
    if len(groups) < 2:
        return
    for group in groups:
        group.words = core_words(group.name)
    _join_equal(groups, kind)
    _join_bracketed(groups, text)
    if kind == "organization":
        _join_short(groups, _quoted, _as_quoted)
        _join_short(groups, lambda group: initials(group.name), _as_abbreviation)
        _join_short(groups, _kinds_of_body, _as_body)
        _join_short(groups, _without_country, _as_abbreviation)
        _join_compounds(groups)
        _join_short(groups, _beginnings, _as_phrase)
        _join_first_words(groups)
        _join_short(groups, _end, _as_phrase)
        _join_short(groups, _latin, _as_latin)
        _join_heads(groups)
    else:
        _join_short(groups, lambda group: initials(group.name), _as_abbreviation)


@lru_cache(maxsize=8_192)
def core_words(name: str) -> tuple[str, ...]:
    """The words of a name that count: «Минсельхоз РФ» and «российский Минсельхоз» are one."""
    words = []
    for word in WORD_RE.findall(QUOTES_RE.sub(" ", name)):
        if word not in _legal_forms():
            words.append(_country_code(word) or normalize_word(word))
    if len(words) > 1 and not is_country_code(words[0]) and not words[0].startswith("русск"):
        places = find_adjective_places(words[0])
        if len(places) == 1 and places[0].is_country:
            words = [*words[1:], f"@{places[0].country}"]
    return tuple(words) or (key_of(name),)


@lru_cache(maxsize=4_096)
def _country_code(word: str) -> str | None:
    """«РФ» and «России» are one; None for what is no country."""
    if not word[0].isupper():
        return None
    place = find_place(word) or find_place(lemma(word))
    return f"@{place.country}" if place and place.is_country else None


def is_country_code(word: str) -> bool:
    """Whether a word of `core_words` is a country by its code, not a word of the text."""
    return word.startswith("@")


def _join(a: NamedGroup, b: NamedGroup) -> None:
    first, second = a.find(), b.find()
    if first is not second:
        second.root = first


def _join_equal(groups: Sequence[NamedGroup], kind: NameKind) -> None:
    """The same words but for legal forms, or names that are the same everywhere."""
    seen: dict[str, NamedGroup] = {}
    for group in groups:
        for key in (" ".join(group.words), *known_names(kind).get(key_of(group.name), ())):
            _join(seen.setdefault(key, group), group)
        if kind == "location":
            place = find_place(group.name.removeprefix("Республика "))
            if place is None and len(group.words) == 2 and group.words[0] == "республика":  # «Турецкая республика»
                code = group.words[1]
            else:
                code = f"@{place.country}" if place and place.is_country else ""
            if is_country_code(code):
                _join(seen.setdefault(code, group), group)


def _join_bracketed(groups: Sequence[NamedGroup], text: str) -> None:
    """«Международный валютный фонд (МВФ)», «ООО «Ромашка» (далее — «Ромашка»)»."""
    spans = sorted(((*span, group) for group in groups for span in group.spans), key=lambda s: s[0])
    for (_, end, group), (start, after, other) in pairwise(spans):
        between = text[end:start]
        if len(between) > 30 or not BETWEEN_RE.fullmatch(between) or text[after : after + 1] not in ')»”"“,;':
            continue
        # «Международная амнистия (Amnesty International)»
        is_original = other.name[0].isascii() and not group.name[0].isascii()
        if (
            is_original
            or "далее" in between
            or may_abbreviate(group.name, other.name)
            or may_abbreviate(other.name, group.name)
        ):
            _join(group, other)


Keys = Callable[[NamedGroup], Iterable[str]]


def _join_short(groups: Sequence[NamedGroup], long_keys: Keys, short_keys: Keys) -> None:
    """Join each group with the only other one of which a long key is one of its short keys."""
    wanted = [(group, keys) for group in groups if (keys := list(short_keys(group)))]
    if not wanted:
        return
    index = _index(groups, long_keys, {key for _, keys in wanted for key in keys})
    for group, keys in wanted:
        for key in keys:
            roots = {id(g.find()): g for g in index.get(key, ()) if g is not group and not _are_known_apart(g, group)}
            if len(roots) == 1:
                _join(next(iter(roots.values())), group)
                break


def _are_known_apart(one: NamedGroup, other: NamedGroup) -> bool:
    """«Европейский совет» is no «ЕС»: both are names of the list, of other sets; «ЦБ» may be any central bank."""
    known = known_names("organization")
    first, second = known.get(key_of(one.name), ()), known.get(key_of(other.name), ())
    is_any = any(key_of(group.name) in short for group in (one, other) for short, _ in _bodies())
    return bool(first and second) and not set(first) & set(second) and not is_any


def _index(groups: Sequence[NamedGroup], keys: Keys, wanted: set[str]) -> dict[str, list[NamedGroup]]:
    """The groups by those of their keys that are wanted; of very many the first."""
    index: dict[str, list[NamedGroup]] = {}
    for group in groups:
        for key in wanted.intersection(keys(group)):
            found = index.setdefault(key, [])
            if len(found) < MAX_COMPARED:
                found.append(group)
    return index


def _as_whole(group: NamedGroup) -> Iterable[str]:
    return (" ".join(group.words),)


def _as_quoted(group: NamedGroup) -> Iterable[str]:
    """Not «АО «Полёт»», another company than «ООО «Торговый дом «Полёт»»."""
    return () if group.name.split()[0] in _legal_forms() else _as_whole(group)


def _as_phrase(group: NamedGroup) -> Iterable[str]:
    return (" ".join(group.words),) if len(group.words) > 1 else ()


def _quoted(group: NamedGroup) -> Iterator[str]:
    """«Технопарк «Астана Хаб»» by "астана хаб"."""
    for quoted in QUOTED_RE.findall(group.name):
        yield " ".join(core_words(quoted))


def _as_abbreviation(group: NamedGroup) -> Iterable[str]:
    return (group.name.lower(),) if is_abbreviation(group.name) else ()


def _kinds_of_body(group: NamedGroup) -> Iterator[str]:
    """«Банк России», «ЦБ Узбекистана» by what articles of any country call it: «ЦБ»."""
    of_country = is_country_code(group.words[-1])
    for i, (short, full) in enumerate(_bodies()):
        if key_of(group.name) in full or (of_country and " ".join(group.words[:-1]) in short):
            yield f"#{i}"


def _as_body(group: NamedGroup) -> Iterator[str]:
    for i, (short, _) in enumerate(_bodies()):
        if key_of(group.name) in short:
            yield f"#{i}"


def _without_country(group: NamedGroup) -> Iterator[str]:
    """«ЦИК РФ» by «цик»."""
    if len(group.words) > 1 and all(map(is_country_code, group.words[1:])):
        yield group.words[0]


def _beginnings(group: NamedGroup) -> Iterator[str]:
    """«Министерство финансов России» by «министерство финансов»."""
    for n in range(2, min(len(group.words), LONGEST_NAME)):
        yield " ".join(group.words[:n])


def _end(group: NamedGroup) -> Iterator[str]:
    """«Большая академия наук» by «академия наук»."""
    if len(group.words) > 2 and any(p.upos in ("ADJ", "VERB") for p in parses(group.words[0])):
        yield " ".join(group.words[1:])


def _join_first_words(groups: Sequence[NamedGroup]) -> None:
    """«Samsung» after «Samsung Electronics», «Реал» beside «Реал Мадрид»; not «Apple» with «Apple Music».

    What follows the first word says what the whole is («Electronics», a town), or it names a part or a daughter
    («Music», «Онлайн», «нефть»). Of other words the order decides: a name is given in full first.
    """
    _join_short(groups, _first_word, _as_proper_word)
    long = [group for group in groups if any(True for _ in _first_word_of_full(group))]
    for group in groups:
        for word in _as_proper_word(group):
            near = {id(g.find()): g for g in long if g.words[0] == word and g.find() is not group.find()}
            if len(near) == 1 and not group.is_joined and (full := next(iter(near.values()))).spans[0] < group.spans[0]:
                _join(full, group)


def _first_word(group: NamedGroup) -> Iterator[str]:
    """The first word of «Samsung Electronics», «Реал Мадрид»."""
    rest = _rest_of_name(group)
    if rest and all(word.lower() in _designators() or find_place(word) for word in rest):
        yield group.words[0]


def _first_word_of_full(group: NamedGroup) -> Iterator[str]:
    rest = _rest_of_name(group)
    if rest and rest[0][0].isupper() and not any(word.lower() in _branches() for word in rest):
        yield group.words[0]


def _rest_of_name(group: NamedGroup) -> list[str]:
    words = [word for word in WORD_RE.findall(QUOTES_RE.sub(" ", group.name)) if word not in _legal_forms()]
    return words[1:]


def _as_proper_word(group: NamedGroup) -> Iterable[str]:
    """A word that is no common noun and no place."""
    if len(group.words) != 1 or is_country_code(group.words[0]) or is_abbreviation(group.name):
        return ()
    word = group.words[0]
    common = any(p.source == "dictionary" and p.upos in ("NOUN", "ADJ") for p in parses(word))
    return () if (common and not QUOTES_RE.match(group.name)) or find_place(word) else (word,)


def _latin(group: NamedGroup) -> Iterable[str]:
    return _latin_key(group, latin=True)


def _as_latin(group: NamedGroup) -> Iterable[str]:
    return _latin_key(group, latin=False)


def _latin_key(group: NamedGroup, *, latin: bool) -> Iterable[str]:
    sounds = sounds_latin(group.words)
    return (sounds,) if sounds and "".join(group.words).isascii() == latin else ()


def sounds_latin(words: Sequence[str]) -> str | None:
    """How the words of a name sound in Latin letters («Яндекс» and «Yandex» alike); None if that says too little."""
    whole = "".join(words)
    if len(whole) < 4 or "@" in whole:
        return None
    return skeleton(whole.translate(LATIN)).replace("h", "").replace("ia", "a").replace("iu", "u")


def _join_compounds(groups: Sequence[NamedGroup]) -> None:
    """«Госдума», «Минфин», «Нацбанк Казахстана»."""
    wanted = [group for group in groups if len(group.words) <= 3 and len(group.words[0]) >= 5]
    long_groups = [group for group in groups if len(group.words) > 1]
    index = _index(long_groups, lambda g: (g.words[0][:PREFIX],), {group.words[0][:PREFIX] for group in wanted})
    for group in wanted:
        full = _only_compound(group, index.get(group.words[0][:PREFIX], ()))
        if full and not group.is_joined:
            _join(full, group)


def _only_compound(group: NamedGroup, near: Iterable[NamedGroup]) -> NamedGroup | None:
    """The only body that a compound is short for; «Минфин» beside «Минфин РФ» is not «Министерство финансов края»."""
    roots = {id(g.find()): g for g in near if g is not group and is_compound(g.words, group.words)}
    if len(roots) != 1 or any((g.words[0],) == group.words and id(g.find()) not in roots for g in near):
        return None
    return next(iter(roots.values()))


def _join_heads(groups: Sequence[NamedGroup]) -> None:
    """«Фонд» after the only fund of the article."""
    wanted = [group for group in groups if len(group.words) == 1 and _is_common(group.words[0])]
    long_groups = [group for group in groups if len(group.words) > 1]
    index = _index(long_groups, _heads, {group.words[0] for group in wanted}) if wanted else {}
    for group in wanted:
        near = index.get(group.words[0], ())
        found = [g for g in near if g.spans[0][0] < group.spans[0][0]]
        roots = {id(g.find()): g for g in near}
        if len(roots) == 1 and found and not group.is_joined:
            _join(found[0], group)


def _heads(group: NamedGroup) -> Iterator[str]:
    """The first noun of a name."""
    for word in group.words[:4]:
        if _is_common(word):
            yield word
            return


@lru_cache(maxsize=4_096)
def _is_common(word: str) -> bool:
    found = [p for p in parses(word) if p.source == "dictionary"]
    return bool(found) and found[0].upos == "NOUN" and normalize_word(found[0].lemma) == word


@cache
def known_names(kind: NameKind) -> dict[str, tuple[str, ...]]:
    """By the key of a name, the sets of names (`#` and a number) that mean the same everywhere and hold it."""
    rows = _data()["organizations" if kind == "organization" else "locations"]
    result: dict[str, tuple[str, ...]] = {}
    for i, row in enumerate(rows):
        for name in row:
            key = key_of(name)
            result[key] = (*result.get(key, ()), f"#{i}")
    return result


@cache
def _bodies() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Bodies that every country has: the keys of what articles call them, and of full names."""
    return tuple(
        (frozenset(map(key_of, row["short"])), frozenset(map(key_of, row["full"]))) for row in _data()["bodies"]
    )


@cache
def _legal_forms() -> frozenset[str]:
    data = load_toml(Path(__file__).with_name("legal_forms.toml"))
    return frozenset(word.rstrip(".") for word in (*data["before"], *data["after"]))


@cache
def _designators() -> frozenset[str]:
    return frozenset(_data()["designators"])


@cache
def _branches() -> frozenset[str]:
    return frozenset(_data()["branches"])


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("aliases.toml"))
