"""What the words of its sentence say of the case of a person's name."""

from collections.abc import Sequence

from extractor.document import Token, Word
from extractor.names.people import Around

SUBJECTS = frozenset(("NOUN", "PROPN", "PRON"))
SEPARATORS = (",", "и")
MAX_LIST = 24
"""Tokens of a list of names before its verb that are looked at."""


def look_around(before: Word | None, after: Word | None) -> Around:
    """What the words beside a name say of its case; None where there is no word."""
    verb = after is not None and _is_finite(after) and after.feats.get("Number") == "Sing"
    return Around(
        is_first=before is None,
        is_after_preposition=before is not None and before.upos == "ADP",
        verb_after=after.feats.get("Gender", "") if after is not None and verb else None,
    )


def look_at_sentence(tokens: Sequence[Token], grammar: Sequence[Word], first: int, last: int) -> Around:
    """The same for the tokens from `first` to before `last` of a sentence, with verbs that are further away."""
    before = grammar[first - 1] if 0 < first <= len(grammar) else None
    after = grammar[last] if last < len(grammar) else None
    around = look_around(before, after)
    if around.verb_after == "Fem" and not around.is_after_preposition and _is_only_woman(grammar, first, last):
        return around._replace(is_subject=True)
    if around.verb_after is not None or around.is_after_preposition or len(grammar) < len(tokens):
        return around
    gender = _gender_of_verb_before(grammar, first)
    if gender is None and (_begins_list(tokens, grammar, first, last) or _is_signature(tokens, first, last)):
        gender = ""
    return around if gender is None else around._replace(is_first=True, verb_after=gender, is_subject=True)


def _gender_of_verb_before(grammar: Sequence[Word], first: int) -> str | None:
    """«Золото взяла Алуа Темирбекова»: the gender of a past verb right before, whose subject nothing else can be."""
    verb = grammar[first - 1] if first else None
    if verb is None or not _is_finite(verb) or verb.feats.get("Number") != "Sing":
        return None
    gender = verb.feats.get("Gender")
    if gender not in ("Masc", "Fem"):
        return None
    for word in grammar[: first - 1]:
        feats = word.feats
        if word.upos in SUBJECTS and feats.get("Case") == "Nom" and feats.get("Gender", gender) == gender:
            return None
    return gender


def _is_only_woman(grammar: Sequence[Word], first: int, last: int) -> bool:
    """«Саида Мирзиёева открыла форум»: whether nothing else is the subject («Саида Каримова арестовала полиция»)."""
    return not any(word.upos in SUBJECTS for word in grammar[:first]) and not any(
        word.upos in SUBJECTS and word.feats.get("Case") == "Nom" and word.feats.get("Gender", "Fem") == "Fem"
        for word in grammar[last:]
    )


def _begins_list(tokens: Sequence[Token], grammar: Sequence[Word], first: int, last: int) -> bool:
    """«Афанасьева, Емельянова и Степанова уехали»: a list of names from the beginning to a verb in the plural."""
    separator = tokens[first - 1] if first else tokens[last] if last < len(tokens) else None
    if separator is None or separator.text not in SEPARATORS:
        return False
    if not all(token.text[0].isupper() or token.text in (*SEPARATORS, ".") for token in tokens[:first]):
        return False
    for i in range(last, min(len(tokens), last + MAX_LIST)):
        text = tokens[i].text
        if _is_finite(grammar[i]):
            return grammar[i].feats.get("Number") == "Plur"
        if not (text[0].isupper() or text in (*SEPARATORS, ".")):
            return False
    return False


def _is_signature(tokens: Sequence[Token], first: int, last: int) -> bool:
    """«Н. Каримова, УзА.», «/Азиза Юнусова - УзА/»: a name that nothing governs."""
    rest = [token.text for token in tokens[last:]]
    if first == 1 and tokens[0].text == "/":
        return rest[:1] in (["-"], ["–"], ["—"])
    return first == 0 and rest[:1] == [","] and 2 <= len(rest) <= 3 and rest[1][0].isupper()


def _is_finite(word: Word) -> bool:
    return word.upos == "VERB" and word.feats.get("VerbForm") == "Fin"
