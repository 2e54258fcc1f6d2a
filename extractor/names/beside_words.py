"""What the other words of a person's name say of its family name, beside the learnt weights."""

from collections.abc import Mapping, Sequence

from extractor.language.morphology import parses
from extractor.language.patterns import compile_re
from extractor.names.word_features import CASES, Gender, counts_of, dictionary_names

Agreement = tuple[Gender, str]
"""Gender and case that all words of a name share."""

Readings = Mapping[Agreement, Sequence[tuple[float, str]]]
"""What a word may be in each gender and case: weights and nominatives, the likeliest first."""

# Heuristic: the learnt weights know of no Прожога.
DECLINED = 3.0
"""What a declined given name takes from an unknown family name in -ги, -чи … that does not («Андрея Прожоги»)."""
ADJECTIVE = 2.0
"""What a known adjective takes from a family name in -а of the same instrumental."""
UNDECLINED_MAN = 4.0
"""What a man's family name with a consonant at its end that does not decline loses: «Камала Харрис» is of no Камал."""
GIVEN_IN_U_RE = compile_re(r"\w{3,}[бвгджзклмнпрстфхцчшщ]у")
CONSONANTS = tuple("бвгджзклмнпрстфцчшщ")
ADJECTIVE_ENDINGS = ("ой", "ей")
SIBILANT_I = ("ги", "жи", "хи", "чи", "ши", "щи")
OBLIQUE_MAN = frozenset(("Masc", case) for case in CASES[1:])


def with_words_beside(tables: list[Readings], words: Sequence[str]) -> list[Readings]:
    """The readings of the words of a name, the last of which follows others."""
    if len(words) < 2:
        return tables
    if GIVEN_IN_U_RE.fullmatch(words[0]):
        tables = [_without_undeclined(tables[0], words[0]), *tables[1:]]
    last = words[-1]
    if last.endswith(SIBILANT_I) and not counts_of((last,))[last]:
        return [*tables[:-1], _beside_declined(tables[-1], last, words[0])]
    if last.endswith(CONSONANTS):
        return [*tables[:-1], _of_man(tables[-1], last)]
    if last.endswith(ADJECTIVE_ENDINGS) and any(p.upos == "ADJ" and p.source == "dictionary" for p in parses(last)):
        return [*tables[:-1], _of_adjective(tables[-1])]
    return tables


def _without_undeclined(table: Readings, word: str) -> Readings:
    """The readings of a given name in -у, which is a dative: «Бауыржану Сейткалиеву» is of no woman Бауыржану."""
    return {
        agreement: sorted([(w - UNDECLINED_MAN * (n == word), n) for w, n in found])[::-1]
        for agreement, found in table.items()
    }


def _of_man(table: Readings, word: str) -> Readings:
    """The readings of a family name that a man's declines, so that undeclined it is a woman's."""
    return {
        agreement: sorted([(w - UNDECLINED_MAN * (agreement in OBLIQUE_MAN and n == word), n) for w, n in found])[::-1]
        for agreement, found in table.items()
    }


def _of_adjective(table: Readings) -> Readings:
    """The readings of a family name that is an adjective: «Анной Белой» is of Белая rather than of Бела."""
    return {
        agreement: sorted([(w - ADJECTIVE * (n.endswith("а") and agreement == ("Fem", "Ins")), n) for w, n in found])[
            ::-1
        ]
        for agreement, found in table.items()
    }


def _beside_declined(table: Readings, word: str, given: str) -> Readings:
    """The readings of a family name after a given name that declines, so that it probably does as well."""
    cases = {(gender, case) for name, gender, case, kind in dictionary_names(given) if kind == "Giv" and name != given}
    return {
        agreement: sorted([(w - DECLINED * (agreement in cases and name == word), name) for w, name in found])[::-1]
        for agreement, found in table.items()
    }
