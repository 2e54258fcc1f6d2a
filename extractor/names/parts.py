"""Which word of a person's name is the given name, the patronymic, the family name."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

Role = Literal["given", "patronymic", "family", "suffix", "nickname"]

WORD_RE = compile_re(r"(?:[^\W\d_]|[’'`](?=[^\W\d_]))+(?:[-‐‑](?:[^\W\d_]|[’'`])+)*\.?")
INITIAL_RE = compile_re(r"(?:[^\W\d_]|Дж|Дз|Ал|Вл|Евг|Ник|Конст|Ст|Вяч|Ю|Я)\.|[А-ЯЁA-Z]")
RIGID_ENDINGS = ("-заде", "-оглы", "-кызы")
"""Of family names that do not decline: «Мустафа-заде»."""
ROMAN_RE = compile_re(r"[IVXLХ]+")
QUOTED_RE = compile_re(r"[«“„\"][^«»“”„\"]+[»”“\"]")

PATRONYMIC_RE = compile_re(
    r".{2,}(?:(?:ов|ев|ь)ич(?:а|у|ем|е|и|ей|ам|ами)?|(?:ов|ев|ин)н(?:а|ы|е|у|ой|ою)|ичн(?:а|ы|е|у|ой|ою))"
)
DAUGHTER_RE = compile_re(r".{2,}ичн(?:а|ы|е|у|ой|ою)")
SHORT_PATRONYMIC_RE = compile_re(r"(?:иль|кузьм|лук|никит|фом|савв|фок)ич(?:а|у|ем|ом|е)?")


class NamePart(NamedTuple):
    """A word of a name."""

    start: int
    """Offset in the name."""
    text: str
    """Without the dot of an abbreviation unless it is an initial."""
    role: Role
    is_initial: bool = False
    is_rigid: bool = False
    """Does not decline: particles, East Asian family names before the given name, Roman numerals."""

    @property
    def plain(self) -> str:
        """Lower case, ё as е."""
        return normalize_word(self.text)

    @property
    def is_numeral(self) -> bool:
        """«II» of «Александр II»."""
        return self.role == "suffix" and ROMAN_RE.fullmatch(self.text) is not None


def is_name_word(word: str) -> bool:
    """Whether a word is written like one of a name: a capital, then letters and hyphens."""
    return len(word) > 1 and word[0].isupper() and word.replace("-", "").isalpha() and not word.isascii()


@lru_cache(maxsize=8_192)
def split_name(text: str) -> tuple[NamePart, ...]:
    """The words of a person's name with their roles, in the order of the text; empty if there is no word."""
    words = _words(text)
    initials = [i for i, word in enumerate(words) if word.is_initial]
    names = [i for i, word in enumerate(words) if not word.is_initial]
    beside = _beside(words, names)
    rest = [i for i in names if i not in beside]
    roles: dict[int, Role] = {**dict.fromkeys(initials, "given"), **beside}
    rigid = {i for i in names if words[i].is_rigid(is_first=i == names[0])}
    if initials:
        _roles_beside_initials(initials, rest, roles)
    else:
        plain = [words[i].plain for i in rest]
        roles.update(zip(rest, _roles(plain), strict=True))
        rigid.update(rest[k] for k in _rigid_beside_others(plain))
    return tuple(NamePart(word.start, word.text, roles[i], word.is_initial, i in rigid) for i, word in enumerate(words))


def _beside(words: Sequence["_Word"], names: Sequence[int]) -> dict[int, Role]:
    """The suffixes and nicknames among the words that are no initials."""
    found: dict[int, Role] = {i: "suffix" for i in names[1:] if words[i].is_suffix}
    found.update((i, "nickname") for i in names[1:-1] if words[i].is_in_quotes)
    return found


class _Word(NamedTuple):
    """A word of a name before its role is known."""

    start: int
    text: str
    is_initial: bool
    is_in_quotes: bool
    """«Серый» of «Сергей «Серый» Карасёв»."""

    @property
    def plain(self) -> str:
        return normalize_word(self.text)

    @property
    def is_roman(self) -> bool:
        return ROMAN_RE.fullmatch(self.text) is not None

    @property
    def is_suffix(self) -> bool:
        """«мл.», «III»."""
        return self.is_roman or self.plain in _particles("suffixes")

    def is_rigid(self, *, is_first: bool) -> bool:
        """«фон», «III», «Мустафа-заде»."""
        return (not is_first and (self.plain in _all_particles() or self.is_roman)) or self.plain.endswith(
            RIGID_ENDINGS
        )


def _words(text: str) -> list[_Word]:
    found = [(match.start(), match.group()) for match in WORD_RE.finditer(text)]
    initials = [len(found) > 1 and INITIAL_RE.fullmatch(word) is not None for _, word in found]
    quoted = [match.span() for match in QUOTED_RE.finditer(text)]
    return [
        _Word(start, word if is_initial else word.rstrip("."), is_initial, any(a < start < b for a, b in quoted))
        for (start, word), is_initial in zip(found, initials, strict=True)
    ]


def _rigid_beside_others(plain: list[str]) -> Iterator[int]:
    """The father of «Гейдар оглы», all but the last word of «Си Цзиньпин»."""
    yield from (k for k, (_, after) in enumerate(pairwise(plain)) if after in _particles("after_father"))
    if is_east_asian(tuple(plain)):
        yield from (k for k, word in enumerate(plain[:-1]) if k or word in _east_asian())


def _roles_beside_initials(initials: list[int], names: list[int], roles: dict[int, Role]) -> None:
    """«В. В. Путин», «Путин В. В.», «Джордж У. Буш»."""
    if len(initials) > 1:
        roles[initials[1]] = "patronymic"
    for position, i in enumerate(names):
        before = i < initials[0]
        roles[i] = "family"
        if before and position == 0 and len(names) > 1:
            roles[i] = "given"
            if len(initials) == 1:
                roles[initials[0]] = "patronymic"


def _roles(words: list[str]) -> list[Role]:
    count = len(words)
    if count == 1:
        types = name_types(words[0])
        return ["given" if "Giv" in types and "Sur" not in types else "family"]
    if is_east_asian(tuple(words)):
        return ["family", *["given"] * (count - 1)]  # type: ignore[list-item]
    fathers = _father_words(words)
    if fathers:
        return _around_father(words, fathers)
    if count == 2:
        return _two_roles(*words)
    start = next((i for i in range(1, count) if words[i] in _all_particles()), count - 1)
    return ["given" if i < start else "family" for i in range(count)]


def _two_roles(first: str, second: str) -> list[Role]:
    """Of «Владимир Путин», «Путин Владимир», «Абрамович Роман», «Григорьевна Мария»."""
    types = name_types(first)
    if "Giv" in types:
        return ["given", "family"]
    if is_patronymic(first) and not is_family_ending(second):
        is_daughter = "ич" not in first[-5:] or DAUGHTER_RE.fullmatch(first)
        return ["patronymic" if is_daughter and "Sur" not in types else "family", "given"]
    is_reversed = name_types(second) == {"Giv"} and (is_family_ending(first) or FOREIGN_FAMILY_RE.fullmatch(first))
    return ["family", "given"] if is_reversed else ["given", "family"]


def _father_words(words: Sequence[str]) -> list[int]:
    """The words that make the patronymic."""
    for i, word in enumerate(words):
        if word in _particles("after_father") and i > 0:
            return [i - 1, i]
        if word in _particles("before_father") and 0 < i < len(words) - 2:
            return [i, i + 1]
    for i, word in enumerate(words[1:], 1):
        if is_patronymic(word) and (len(words) > 2 or _is_only_patronymic(words[0], word)):
            return [i]
    return []


def _around_father(words: Sequence[str], fathers: Sequence[int]) -> list[Role]:
    """The given name is the word before the patronymic, the family name what is left."""
    given = fathers[0] - 1
    if given < 0:
        given = next((i for i in range(len(words)) if i not in fathers), -1)
    return ["patronymic" if i in fathers else "given" if i == given else "family" for i in range(len(words))]


def is_patronymic(word: str) -> bool:
    """Whether a word (lower case) looks like a patronymic in some form."""
    if "ич" not in word and "н" not in word[-4:]:
        return False
    return "Pat" in name_types(word) or bool(PATRONYMIC_RE.fullmatch(word) or SHORT_PATRONYMIC_RE.fullmatch(word))


def _is_only_patronymic(first: str, word: str) -> bool:
    """«Иван Иванович», but not «Роман Абрамович», «Виктор Янукович»."""
    types = name_types(word)
    return "Pat" in types and "Sur" not in types and "Giv" in name_types(first)


FAMILY_ENDING_RE = compile_re(
    r".{2,}(?:[оеё]в|[иы]н|ск|цк)(?:|а|у|ы[мх]?|ой|ом|ому|ого|е|ий|им|их|ая|ую|ыми)|.{2,}(?:енко|швили|дзе|ян|янц|чук)(?:|а|у|ом|е)"
)

FOREIGN_FAMILY_RE = compile_re(r".{2,}(?:штейн|фельд|берг|ман|кин|ович|евич)(?:|а|у|ом|е)")
"""Other endings of family names, which places and given names have as well."""


def is_father_word(word: str) -> bool:
    """«кызы», «оглы»: a word that makes a patronymic of the name before it."""
    return word in father_words()


def father_words() -> frozenset[str]:
    """All of them."""
    return _particles("after_father")


def is_family_ending(word: str) -> bool:
    """Whether a word (lower case) ends like a family name in some form and is no given name."""
    return bool(FAMILY_ENDING_RE.fullmatch(word)) and "Giv" not in name_types(word)


@lru_cache(maxsize=16_384)
def name_types(word: str) -> frozenset[str]:
    """Giv, Pat, Sur: what the dictionary says a word (lower case, any form) is as a name; empty if it is none."""
    known = [p.feats for p in parses(word.capitalize()) if p.source == "dictionary"]
    # «Азаматов» is a family name, not several people called Азамат
    found = [f.get("NameType") for f in known if f.get("NameType") != "Giv" or f.get("Number") != "Plur"]
    return frozenset(name for name in found if name in ("Giv", "Pat", "Sur"))


CHINESE_RE = compile_re(
    r"(?:(?:цз|чж|[бпмфдтнлгкхцчшжсзв])?(?:[аэияюу]нь?|[аэую]й|[ая]о|оу|эр|у(?:ань?|ай|а|о|э)|юэ|юань|[аоэеиуыюяё])){1,3}"
    r"(?:а|у|ом|ем|е|ю|я|и)?"
)
"""A Chinese given name of one to three syllables (Palladius), with or without a Russian ending."""
SYLLABLE_RE = compile_re(r"[^аеёиоуыэюя]{0,3}[аеёиоуыэюя]{1,2}[^аеёиоуыэюя]{0,2}(?:а|у|ом|ем|е|ю|я)?")
"""A Korean or Vietnamese given name is mostly two words of one syllable."""


@lru_cache(maxsize=4_096)
def is_east_asian(words: tuple[str, ...]) -> bool:
    """Whether a name of these words (lower case) begins with the family name and has no ending but at its end."""
    if not 2 <= len(words) <= 4 or not _may_be_east_asian(words[0], len(words)):
        return False
    given = [part for word in words[1:] for part in word.split("-")]
    if len(given) == 1:
        return bool(CHINESE_RE.fullmatch(given[0])) and not is_patronymic(given[0])
    return all(SYLLABLE_RE.fullmatch(word) and len(word) <= 7 and "Sur" not in name_types(word) for word in given)


def _may_be_east_asian(family: str, count: int) -> bool:
    """«Ким», and before two syllables «Кима», «Кимом» too."""
    if family in _east_asian():
        return True
    return count > 2 and any(
        family.endswith(ending) and family.removesuffix(ending) in _east_asian() for ending in ("а", "у", "ом", "е")
    )


@cache
def _east_asian() -> frozenset[str]:
    lists = _data()["east_asian"].values()
    return frozenset(normalize_word(word) for words in lists for word in words)


@cache
def _particles(kind: str) -> frozenset[str]:
    return frozenset(_data()["particles"][kind])


@cache
def _all_particles() -> frozenset[str]:
    return _particles("after_father") | _particles("before_father") | _particles("before_family")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return load_toml(Path(__file__).with_suffix(".toml"))
