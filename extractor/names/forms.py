"""Nominatives of organizations and places: the head and the words that agree with it decline, the rest stays.

«Высшего Межгосударственного совета» is «Высший Межгосударственный совет», «Министерством финансов России» is
«Министерство финансов России»; what is in quotation marks or after an abbreviation is left alone. Where the text
allows several nominatives each has a weight, and all mentions of an article vote (`extractor.names.coreference`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

from extractor.document import Word
from extractor.language.geography import find_place, find_town
from extractor.language.lexicon import load_toml
from extractor.language.morphology import Parse, inflect, lemmas, parses
from extractor.language.patterns import compile_re
from extractor.models.embeddings import forms

CYRILLIC_RE = compile_re(r"[А-Яа-яЁё]+(?:[-‐‑][А-Яа-яЁё]+)*")
ORDINAL_RE = compile_re(r"(\d+-)(?:го|му|м|й|ом|ым|ой|ю|я|ая|е|ое|ые|ых|ыми)")

CASE_SEEN = 3.0
"""Weight of the case that the morphology tagger saw."""
AGREES = 1.0
"""Weight of each other feature that it saw."""
GUESSED = -2.0
"""Weight of a reading that the dictionary does not have."""
FITS = {("location", "Geo"): 1.5, ("organization", "Com"): 1.0}
"""Weight of a name of the dictionary that is of the kind sought."""
WORST_WEIGHT = -12.0
"""Readings this much less likely than the best are not considered."""

USAGE = 0.7
"""What the logarithm of a nominative's count in news weighs, as for names of people."""
KNOWN_PLACE = 2.0
"""Weight of a place of the table: «Оше» is of «Ош», not «Оша»."""
UNDECLINED = -3.0
"""Weight of a word that is the same in all cases, against the best other reading."""
SHOUTED_FORM = -2.0
"""Weight of a name in capitals being another form of itself («АЛГОСЫ»)."""
A_FORM_RE = compile_re(r"([А-ЯЁ][а-яё]+[бвгджзклмнпрстфхцчшщ])(?:[ыиеу]|ой|ей)")
"""A form that a noun in -а may have."""
DECLINED_CAPITALS_RE = compile_re(r"[А-ЯЁ]{4,5}[ЫЕУ]")
NOUNS_IN_OM = ("атом", "дом", "хром", "слом")
"""Whose nominative looks like an instrumental."""
MAX_FOREIGN = 3
"""Letters of a foreign attribute."""
MAX_ABBREVIATION = 6
"""Letters of an abbreviation in capitals."""

MODIFIERS = frozenset(("ADJ", "DET", "NUM", "VERB"))
OBLIQUE_ADJECTIVE = ("ого", "его", "ому", "ему", "ым", "им", "ом", "ой", "ей", "ую", "юю", "ых", "их", "ыми", "ими")
JOINTS = frozenset((",", "и", "-", "—", "–"))
"""What may separate two modifiers."""

Tag = tuple[str, str, str, str]
"""Part of speech, case, gender and number as the morphology tagger saw them; empty where it saw none."""
NO_TAG: Tag = ("", "", "", "")

Agreement = tuple[str, str, str]
"""Case, number and gender; the gender of plurals is empty."""


Reading = tuple[float, Parse]
"""Weight, and what the dictionary says."""


class Candidate(NamedTuple):
    """A nominative that a phrase may have."""

    words: tuple[str, ...]
    """The tokens of the phrase, those that decline in the nominative."""
    weight: float


def tag_of(word: Word | None) -> Tag:
    """What of a word's grammar decides its nominative."""
    if word is None:
        return NO_TAG
    feats = word.feats
    return word.upos, feats.get("Case", ""), feats.get("Gender", ""), feats.get("Number", "")


@lru_cache(maxsize=8_192)
def nominatives(tokens: tuple[str, ...], tags: tuple[Tag, ...], kind: str) -> tuple[Candidate, ...]:
    """The nominatives that a phrase may have, the likeliest first; at least one. `kind`: organization or location."""
    if (special := _shouted(tokens, kind) or _named_after_person(tokens, kind) or _town(tokens, kind)) is not None:
        return special
    if kind == "location" and _is_adjective_behind(tokens, tags):
        turned = nominatives(tokens[::-1], tags[::-1], kind)
        return tuple(Candidate(candidate.words[::-1], candidate.weight) for candidate in turned)
    declined = _declined(tokens, tags, kind)
    if not declined:
        return (Candidate(tokens, 0.0),)
    head = declined[-1]
    options = [_readings(tokens[i], tags[i], i == head, kind) for i in declined]
    found = _agreeing(tokens, declined, options)
    if not found:
        return (Candidate(tokens, 0.0),)
    if kind == "location":
        _weigh_known_places(found)
    _weigh_usage(found, tokens, head)
    best = max(found.values())
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return tuple(Candidate(words, weight - best) for words, weight in ranked if weight - best > WORST_WEIGHT)


def _is_adjective_behind(tokens: tuple[str, ...], tags: tuple[Tag, ...]) -> bool:
    """«Ростове Великом»: a town and an adjective behind it in the same case, which declines as well."""
    if len(tokens) != 2 or tags[1][0] != "ADJ" or tags[0][0] == "ADJ" or tags[0][1] != tags[1][1]:
        return False
    return tokens[1].istitle() and any(p.source == "dictionary" and p.upos == "ADJ" for p in parses(tokens[1]))


def _agreeing(
    tokens: tuple[str, ...], declined: Sequence[int], options: Sequence[Mapping[Agreement, Reading]]
) -> dict[tuple[str, ...], float]:
    """The nominatives of a phrase and their weights: for each case, number and gender that all words may have."""
    found: dict[tuple[str, ...], float] = {}
    for agreement in options[-1]:
        chosen = [option.get(agreement) for option in options]
        if not all(chosen):
            continue
        weight = sum(reading[0] for reading in chosen if reading)
        words = list(tokens)
        for i, reading in zip(declined, chosen, strict=True):
            if reading and agreement[0] != "Nom":
                words[i] = _nominative(tokens[i], reading[1], agreement)
        key = tuple(words)
        if weight > found.get(key, -1e9):
            found[key] = weight
    return found


def _weigh_known_places(found: dict[tuple[str, ...], float]) -> None:
    for words in found:
        if find_place(" ".join(words)):
            found[words] += KNOWN_PLACE


def _shouted(tokens: tuple[str, ...], kind: str) -> tuple[Candidate, ...] | None:
    """«АЛГОСЫ»: as it is written, or less likely of «АЛГОСА», which the article may have as well."""
    if kind != "organization" or len(tokens) != 1 or not DECLINED_CAPITALS_RE.fullmatch(tokens[0]):
        return None
    return Candidate(tokens, 0.0), Candidate((f"{tokens[0][:-1]}А",), SHOUTED_FORM)


def _town(tokens: tuple[str, ...], kind: str) -> tuple[Candidate, ...] | None:
    """«Исфана» of «Исфане», «Балыкчы»: a town of the table that the dictionary does not have."""
    town = find_town(tokens[0]) if kind == "location" and len(tokens) == 1 and not tokens[0].isupper() else None
    return None if town is None else (Candidate((town,), 0.0),)


def _named_after_person(tokens: tuple[str, ...], kind: str) -> tuple[Candidate, ...] | None:
    """«Салавате Юлаеве»: a club or company with the full name of a person, both words of which decline."""
    if kind != "organization" or len(tokens) != 2 or not all(token.istitle() for token in tokens):
        return None
    families = parses(tokens[1])
    if any(parse.feats.get("Case") in ("Nom", None) for parse in families):
        return None
    both = next(_full_names(tokens[0], families), None)
    if both is None:
        return None
    return (Candidate(tuple(inflect(parse, Case="Nom", Number="Sing") or parse.word for parse in both), 0.0),)


def _full_names(given: str, families: Sequence[Parse]) -> Iterator[tuple[Parse, Parse]]:
    """The readings of a given and a family name that agree in case."""
    for parse in parses(given):
        if parse.source == "dictionary" and parse.feats.items() >= _GIVEN:
            case = parse.feats.get("Case")
            yield from ((parse, p) for p in families if p.feats.get("Case") == case and p.feats.items() >= _FAMILY)


_GIVEN = {"NameType": "Giv", "Number": "Sing"}.items()
_FAMILY = {"NameType": "Sur"}.items()


def _weigh_usage(found: dict[tuple[str, ...], float], tokens: tuple[str, ...], head: int) -> None:
    """Add to the nominatives of a word that the dictionary does not have how usual each is in news.

    «Росатом» is no «Росат» in the instrumental, «Фенербахче» no «Фенербахч»; «Минцифры» is a genitive already.
    """
    word = tokens[head]
    if any(parse.source == "dictionary" for parse in parses(word)):
        return
    if is_ministry(word):
        found.clear()
        found[tokens] = 0.0
        return
    found.setdefault(tokens, max(found.values()) + UNDECLINED)
    if nominative := _commoner_in_a(word):
        found[(*tokens[:head], nominative, *tokens[head + 1 :])] = max(found.values())
    counts = forms().embeddings.vocabulary.counts_of([words[head].lower() for words in found])
    for words, count in zip(list(found), counts, strict=True):
        found[words] += USAGE * log(1 + count)
    if compound := _compound_nominative(word):
        found[(*tokens[:head], compound, *tokens[head + 1 :])] = max(found.values()) + 1.0


def _commoner_in_a(word: str) -> str | None:
    """«Невада» of «Неваде»: a nominative in -а that news has more often than the form, and that is no genitive."""
    form = A_FORM_RE.fullmatch(word)
    if form is None:
        return None
    words = [word.lower(), form[1].lower(), f"{form[1]}а".lower()]
    of_form, of_stem, of_nominative = forms().embeddings.vocabulary.counts_of(words)
    return f"{form[1]}а" if of_nominative > of_form and not of_stem else None


def is_ministry(word: str) -> bool:
    """«Минцифры», «Минприроды»: the ministry's word in the genitive, which does not decline."""
    rest = word[3:]
    return (
        word.startswith("Мин")
        and rest.endswith(("ы", "и"))
        and any(p.source == "dictionary" and p.upos == "NOUN" and p.feats.get("Case") == "Gen" for p in parses(rest))
    )


def _compound_nominative(word: str) -> str | None:
    """«Аквадом» of «Аквадом»: what ends with a noun in -ом that is in the nominative."""
    last = next((noun for noun in NOUNS_IN_OM if word.endswith(noun) and len(word) > len(noun) + 2), None)
    return word if last else None


def _declined(tokens: Sequence[str], tags: Sequence[Tag], kind: str) -> list[int]:
    """The words that decline, the head last; none where the phrase begins with what does not."""
    result: list[int] = []
    for i, (token, tag) in enumerate(zip(tokens, tags, strict=True)):
        if token in JOINTS and result:
            continue
        if _is_attribute(token, tokens[i + 1 :]):
            continue
        if not _may_decline(token, kind):
            return result
        if _is_modifier(token, tag):
            result.append(i)
        else:
            return [*result, i]
    return result


def _is_modifier(token: str, tag: Tag) -> bool:
    if ORDINAL_RE.fullmatch(token):
        return True
    found = parses(token)
    if not any(p.upos in MODIFIERS for p in found):
        return False
    return tag[0] in MODIFIERS or not any(p.upos in ("NOUN", "PROPN") and p.source == "dictionary" for p in found)


def _is_attribute(token: str, following: Sequence[str]) -> bool:
    """«Тенге» of «Тенге банка»: a name that does not decline before a general word that does."""
    if following and (token.lower() in _rigid_words() or _is_foreign_attribute(token, following[0])):
        return True
    if not following or following[0][:3].lower() not in _general_beginnings():
        return False
    if not lemmas(following[0]) & _general_words():
        return False
    if _is_declined_noun(token):
        return len(following) == 1 and following[0].istitle() and _is_brand(token)
    return not token.endswith(OBLIQUE_ADJECTIVE)


def _is_brand(token: str) -> bool:
    """«Ренессанс» of «Ренессанс Капитала», «ВТБ»: a noun that keeps its nominative, and says no kind («Фонд»)."""
    if token.isupper():
        return True
    if not token.istitle() or is_class(token) or not lemmas(token.lower()).isdisjoint(_general_words()):
        return False
    found = [p for p in parses(token) if p.source == "dictionary"]
    return all(p.upos in ("NOUN", "PROPN") for p in found) and any(p.feats.get("Case") == "Nom" for p in found)


def _is_declined_noun(token: str) -> bool:
    return any(p.source == "dictionary" and "InflClass" not in p.feats for p in parses(token))


def _is_foreign_attribute(token: str, following: str) -> bool:
    """«Ак» of «Ак Барсу»: a short foreign word before a Russian one in an oblique case."""
    if len(token) > MAX_FOREIGN or not following.istitle() or _is_declined_noun(token):
        return False
    cases = {p.feats.get("Case") for p in parses(following) if p.source == "dictionary" and p.upos == "NOUN"}
    return bool(cases) and "Nom" not in cases


def is_class(word: str) -> bool:
    """Whether a word says what the quoted name after it is: «компания», in any form."""
    return not lemmas(word.lower()).isdisjoint(_classes())


@cache
def _classes() -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["classes"])


@cache
def _rigid_words() -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["rigid"])


@cache
def _general_words() -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["general"])


@cache
def _general_beginnings() -> frozenset[str]:
    return frozenset(word[:3] for word in _general_words())


def _may_decline(token: str, kind: str) -> bool:
    if ORDINAL_RE.fullmatch(token):
        return True
    return bool(CYRILLIC_RE.fullmatch(token)) and not _is_abbreviation(token, kind)


def _is_abbreviation(token: str, kind: str) -> bool:
    """A short word in capitals; not «МОСКВЕ»."""
    if len(token) < 2 or not token.isupper() or len(token) > MAX_ABBREVIATION:
        return False
    return kind != "location" or not is_declined_place(token)


def is_declined_place(word: str) -> bool:
    """Whether the dictionary knows a word as a place that has cases: «МОСКВЕ», not «США»."""
    return any(
        p.source == "dictionary" and p.feats.get("NameType") == "Geo" and "Case" in p.feats for p in parses(word)
    )


@lru_cache(maxsize=16_384)
def _readings(token: str, tag: Tag, is_head: bool, kind: str) -> Mapping[Agreement, Reading]:  # noqa: FBT001 (cached)
    """The best reading of a word in each case, number and gender."""
    result: dict[Agreement, Reading] = {}
    for parse in parses(token):
        if parse.upos not in (("NOUN", "PROPN", "ADJ", "VERB") if is_head else MODIFIERS):
            continue
        weight = _weight(parse, tag, kind, is_head=is_head)
        for agreement in _agreements(parse):
            seen = CASE_SEEN * (agreement[0] == tag[1]) + AGREES * (agreement[1] == tag[3])
            seen += AGREES * (agreement[2] == tag[2]) if agreement[2] else 0.0
            if agreement not in result or weight + seen > result[agreement][0]:
                result[agreement] = weight + seen, parse
    return result


def _agreements(parse: Parse) -> Iterator[Agreement]:
    case, number = parse.feats.get("Case"), parse.feats.get("Number", "Sing")
    if case is None:
        return
    gender = parse.feats.get("Gender", "") if number == "Sing" else ""
    yield case, number, gender


def _weight(parse: Parse, tag: Tag, kind: str, *, is_head: bool) -> float:
    weight = log(max(parse.score, 1e-4)) + GUESSED * (parse.source == "guess")
    if is_head and parse.upos in ("ADJ", "VERB"):
        weight -= 2.0
    return weight + FITS.get((kind, parse.feats.get("NameType", "")), 0.0)


def _lemma_of_two(token: str, parse: Parse) -> str | None:
    """«Школа-студия» of «Школу-студию», which the dictionary reads without declining it; None for a single word."""
    if "-" not in parse.lemma:
        return None
    return parse.lemma[0].upper() + parse.lemma[1:] if token[0].isupper() else parse.lemma


def _nominative(token: str, parse: Parse, agreement: Agreement) -> str:
    _, number, gender = agreement
    if number == "Sing" and parse.upos in ("NOUN", "PROPN"):
        return inflect(parse, Case="Nom", Number="Sing") or _lemma_of_two(token, parse) or token
    if number == "Plur":
        return inflect(parse, Case="Nom", Number="Plur") or token
    return inflect(parse, Case="Nom", Number="Sing", Gender=gender) or token
