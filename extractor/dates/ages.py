"""Whether an amount of time is somebody's age, or a lifetime: then it is no duration."""

from extractor.dates.contexts import has_stem, is_animate, is_term, stems
from extractor.dates.lexer import Tokens
from extractor.language.morphology import Parse, parses

_SENTENCE = 25
"""Tokens before an amount in which «возраст», «пенсия» show that a bound is an age."""

_OWNER = 4
"""Tokens before «по» in which those are whose age it is."""

_CLAUSE = 9
"""Tokens before an amount in which its owner is looked for: «Кандидатке на пост президента 54 года»."""

_NUMBERS = ("int31", "int", "card")
_CLOSING = ("comma", "lpar", "rpar", "dot", "dash", "and", "semicolon", "unquote", "colon", "")


def is_age(tok: Tokens, i: int, j: int) -> bool:
    """Whether the amount at tokens i to j is an age, or the time since the event of an anniversary."""
    if has_stem(tok, range(j, j + 2), stems("ages", "after")) or has_stem(tok, range(i - 3, i), stems("ages", "born")):
        return True
    if not any(tok.name(k) in ("year", "year_short") for k in range(i, j)):
        return False
    if (tok.word(j) == "со" and tok.word(j + 1) == "дня") or has_stem(tok, range(i - 3, i), stems("ages", "before")):
        return True
    if tok.word(i - 1) in stems("ages", "lived") or tok.word(i - 2) in stems("ages", "lived_to"):
        return True
    if has_stem(tok, range(i - _CLAUSE, i), ("возраст",)):
        return True
    return _is_placed_as_age(tok, i, j) or (_is_closed(tok, j) and (_is_apposition(tok, i, j) or _is_owned(tok, i)))


def _is_closed(tok: Tokens, j: int) -> bool:
    return tok.name(j) in _CLOSING or not tok.raw(j)


def _head(tok: Tokens, i: int) -> int:
    """The token before the amount, before numbers listed with it and words such as «всего»."""
    k, fillers = i - 1, stems("ages", "fillers")
    while True:
        beside = k + 1 if tok.word(k + 1) in fillers else k - 1
        between = tok.name(k) in ("and", "comma") and (tok.name(beside) in _NUMBERS or tok.word(beside) in fillers)
        if not (between or tok.name(k) in _NUMBERS or tok.word(k) in fillers):
            return k
        k -= 1


def _is_placed_as_age(tok: Tokens, i: int, j: int) -> bool:
    """«в 30 лет», «с пяти лет», «к 40 годам», «от 25 до 80 лет», «по 37 лет»."""
    k = _head(tok, i)
    match tok.name(k):
        case "v":
            return not tok.word(k - 1).startswith(stems("ages", "not_after"))
        case "s":
            return tok.name(j) != "do"
        case "later" | "earlier":
            return True
        case "po":
            return _is_closed(tok, j) and _is_age_of_each(tok, k, is_short=not is_term(tok, i, j))
        case "k":
            return not is_term(tok, i, j)
        case "do" | "dash":
            if is_term(tok, i, j):
                return False
            from_number = tok.name(k) == "do" and any(tok.name(n) == "ot" for n in range(k - 3, k))
            whose = tok.name(k) == "do" and (is_animate(tok.raw(k - 1)) or tok.raw(k) == "До")
            return from_number or whose or has_stem(tok, range(i - _SENTENCE, i), stems("ages", "inside"))
        case _:
            return tok.word(k) == "свои"


def _is_age_of_each(tok: Tokens, po: int, *, is_short: bool) -> bool:
    """«им по 21 году», «каждому из которых по 37 лет», whatever else is said of terms; not «суд дал каждому по 3 года».

    `is_short`: no term is spoken of, so that it is an age without an owner, too.
    """
    before = {tok.word(n) for n in range(max(0, po - _OWNER), po)}
    if not before.isdisjoint(stems("ages", "given")):
        return False
    return is_short or not before.isdisjoint(stems("ages", "owners"))


def _is_apposition(tok: Tokens, i: int, j: int) -> bool:
    """«Иван Петров, 34 года,», «(34 года)», «Бачелет — 54 года»."""
    before, ahead = tok.name(i - 1), tok.raw(i - 2)
    if before == "lpar":
        return tok.name(j) in ("rpar", "comma")
    named = ahead[:1].isupper() or ahead == ")" or _is_in_brackets(tok, i)
    return named and (before == "comma" or (before == "dash" and tok.name(j) == "comma"))


def _is_in_brackets(tok: Tokens, i: int) -> bool:
    brackets = [tok.name(k) for k in range(max(0, i - _CLAUSE), i) if tok.name(k) in ("lpar", "rpar")]
    return bool(brackets) and brackets[-1] == "lpar"


def _is_owned(tok: Tokens, i: int) -> bool:
    """«ему было всего 30 лет», «Кравцову 39 лет», «Кандидатке на пост президента 54 года»."""
    k = _head(tok, i)
    if tok.word(k) in ("было", "будет"):
        return True
    if tok.word(k) in ("был", "была", "стало"):
        k = _head(tok, k)
    if tok.word(k) in stems("ages", "owners"):
        return tok.word(k - 1) not in stems("ages", "given")
    return tok.name(k) in ("other", "unquote") and _is_owner(tok, k)


def _is_owner(tok: Tokens, k: int) -> bool:
    """Whether the words up to token k are whose age it is: one in the dative, or a name alone («, Иванов 39»)."""
    dative = False
    for n in range(k, k - _CLAUSE, -1):
        word = tok.raw(n)
        if not word or word in ".!?…—–,(:;»":
            return dative or (n == k - 1 and tok.raw(k)[:1].isupper())
        found = parses(word) if word.isalpha() else ()
        if found and found[0].upos in ("VERB", "AUX"):
            return False
        governed = tok.name(n - 1) in ("k", "po")
        dative = dative or (not governed and any(map(_is_dative, found[: 3 if n == k else 1])))
    return False


def _is_dative(parse: Parse) -> bool:
    return parse.upos in ("NOUN", "PROPN", "PRON") and parse.feats.get("Case") == "Dat"
