"""The letters of a name: capitals, ё, and other ways to write the same name."""

from collections.abc import Iterable
from functools import lru_cache

from extractor.language.lexicon import normalize_word
from extractor.language.patterns import compile_re

QUOTES = '"«»“”„‟‹›'
QUOTES_RE = compile_re(f"[{QUOTES}]")
DOUBLED_RE = compile_re(r"([^\W\d_])\1")
VARIANTS = str.maketrans({"э": "е", "й": "и", "ь": None, "ъ": None, "’": None, "'": None, "`": None})


def spell(form: str, text: str) -> str:
    """`form` (lower case) with the capitals and the ё of `text`, another form of the same word."""
    forms, texts = form.split("-"), text.split("-")
    if len(forms) == len(texts) > 1:
        return "-".join(map(spell, forms, texts))
    letters = list(form)
    same = 0
    for letter, model in zip(form, text, strict=False):
        if letter != model and normalize_word(letter) != normalize_word(model):
            break
        letters[same] = model
        same += 1
    if same < len(letters) and len(text) > 1 and text.isupper():
        letters[same:] = [letter.upper() for letter in letters[same:]]
    elif not same and letters and text[:1].isupper():
        letters[0] = letters[0].upper()
    return "".join(letters)


def merge_yo(word: str, texts: Iterable[str]) -> str:
    """`word` with ё wherever one of `texts`, other forms of it, has it."""
    letters = list(word)
    for text in texts:
        if "ё" not in text and "Ё" not in text:
            continue
        for i, (letter, model) in enumerate(zip(word, text, strict=False)):
            if letter != model and normalize_word(letter) != normalize_word(model):
                break
            if model in "ёЁ":
                letters[i] = "Ё" if letter.isupper() else "ё"
    return "".join(letters)


def capitalized(word: str) -> str:
    """«МИРЗИЁЕВ», «КАСЫМ-ЖОМАРТ» as they are written within a sentence."""
    return "-".join(part.capitalize() for part in word.split("-"))


@lru_cache(maxsize=8_192)
def skeleton(word: str) -> str:
    """What other spellings of a foreign name have in common with it: «Мэттью», «Метью»."""
    plain = normalize_word(word).translate(VARIANTS)
    return DOUBLED_RE.sub(r"\1", plain) if DOUBLED_RE.search(plain) else plain


def key_of(name: str) -> str:
    """The name by which articles are grouped: lower case, е for ё, no quotation marks, single spaces."""
    return " ".join(normalize_word(QUOTES_RE.sub("", name)).split())
