"""Words before an amount of money or time, or before a date, that say how exact it is: TIMEX3 `mod`."""

from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal

from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import inflect

Kind = Literal["money", "length", "point"]

_CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
_GENDERS = ({"Gender": "Masc"}, {"Gender": "Fem"}, {"Gender": "Neut"})


@cache
def modifier_phrases(kind: Kind) -> dict[str, str]:
    """Phrase, in lower case with «е» for «ё», and its modifier: of an amount of money, a length of time, a date."""
    data = load_toml(Path(__file__).with_suffix(".toml"))
    shared = ["amount", kind] if kind != "point" else [kind]
    found = {phrase: mod for section in shared for mod, text in data[section].items() for phrase in _split(text)}
    if kind == "point":
        return {**dict.fromkeys(_split(data["amount"]["APPROX"]), "APPROX"), **found}
    for mod, text in data["declined"].items():
        found.update((form, mod) for phrase in _split(text) for form in _forms(phrase))
    return found


def _split(text: str) -> list[str]:
    """The phrases of a data string, separated by `|` and newlines."""
    return [normalize_word(phrase.strip()) for phrase in text.replace("\n", "|").split("|") if phrase.strip()]


def _forms(phrase: str) -> list[str]:
    """All forms of a phrase that ends in a participle: «не превышающую», «не превышающими».

    Always in the same order: a pattern made of them is compiled once for all processes.
    """
    *before, word = phrase.split()
    features = [{**gender, "Number": "Sing"} for gender in _GENDERS] + [{"Number": "Plur"}]
    forms = dict.fromkeys(inflect(word, Case=case, **rest) for case, rest in product(_CASES, features))
    return [" ".join((*before, normalize_word(form))) for form in forms if form]
