"""Dates that only tell one thing from others and say of no event when it was: «закон от 3 апреля», «приз 2012 года»."""

from extractor.facts.comparisons import is_compared
from extractor.facts.tables import Matched
from extractor.facts.vocabulary import fact_words
from extractor.grammar.cell_rules import once
from extractor.language.patterns import compile_re
from extractor.sentence.clauses import is_verb, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene

YEAR_RE = compile_re(r"\d{4}(?:\s*[-–—]\s*\d{4})?(?:-х)?(?:\s*(?:год|г\b)|$)|(?:\d{1,2}|[IVX]+)(?:-го)?\s+век")
"""A year without day and month, years from one to another, a decade, a century."""
YEARS_RE = compile_re(r"\d{4}(?:\s*[-–—]\s*\d{4})?(?:\s*(?:гг?\.?|год[аы]?))?")


def date_of(match: Matched) -> Item:
    """The date that a rule of events is tried on."""
    date = match.row.name(match.trigger)
    assert date is not None
    return date


def of_a_paper(match: Matched) -> bool:
    """«Закон от 3 апреля», «свидетельство № 63915 от 9 декабря»."""
    return _before(match)[0] == "от"


def for_a_year(match: Matched) -> bool:
    """«Бюджет на 2026 год», «бюджет Казахстана на 2026–2028 годы», «выплатили дивиденды за 2024 год»."""
    scene, (preposition, noun) = match.row.scene, _before(match)
    if preposition == "за":
        paid = fact_words("events")["paid_for"]
        return _is_free_noun(scene, noun) and scene.words[noun].lemma in paid and _is_year(match)
    while noun > 0 and scene.kind_at(noun) in ("location", "organization"):
        noun = scene.items[scene.cover[noun]].first - 1
    return preposition == "на" and _is_free_noun(scene, noun) and _is_year(match) and not is_verbal(scene, noun)


def of_another_clause(match: Matched) -> bool:
    """«В мае банк дал кредит заводу, а в июле — фабрике»: the verb that is left out has other parties."""
    scene, date = match.row.scene, date_of(match)
    if date.last >= len(scene.tokens) or scene.tokens[date.last].text not in ("—", "–", "-") or not date.first:
        return False
    first, _ = segment_bounds(scene, date.first)
    _, last = segment_bounds(scene, date.last + 1) if date.last + 1 < len(scene.tokens) else (0, 0)
    return scene.tokens[first].text.lower() in ("а", "и") and not any(is_verb(scene, t) for t in range(first, last))


def of_a_year(match: Matched) -> bool:
    """«Приз 2012 года»."""
    scene, (preposition, noun) = match.row.scene, _before(match)
    if preposition or noun < 0 or _is_of_time(scene, noun):
        return False
    if not (scene.cover[noun] >= 0 or scene.words[noun].upos == "NOUN"):
        return False
    return _is_year(match) and not is_verbal(scene, noun)


def of_birth(match: Matched) -> bool:
    """«Водитель, 1998 года рождения, выехал …», «машина 2015 года выпуска»."""
    scene, after = match.row.scene, date_of(match).last
    if after == len(scene.tokens) or scene.words[after].lemma not in fact_words("events")["origins"]:
        return False
    return scene.tokens[after].text.lower() != scene.words[after].lemma  # «6 января издание сообщило»


def is_year_of_noun(scene: Scene, date: Item) -> bool:
    """«Вмешательство в выборы 2020 года»: the year tells the noun before it from others."""
    noun = date.first - 1
    if noun < 0 or scene.cover[noun] >= 0 or scene.words[noun].upos != "NOUN":
        return False
    return YEAR_RE.match(scene.doc.text[date.start : date.end]) is not None


def _is_of_time(scene: Scene, noun: int) -> bool:
    """«За тот же период 2023 года»: the noun is a time itself, and not «на плановый период 2027 года»."""
    before = governor(scene, noun)
    is_within = before is not None and scene.tokens[before].text.lower() == "за"
    return is_within and scene.words[noun].lemma in fact_words("events")["times"]


def in_brackets(match: Matched) -> bool:
    """«Лето» (2016)», «глава собрания (2003—2011)»: years of a name or a post."""
    scene, date = match.row.scene, date_of(match)
    around = [scene.tokens[t].text for t in (date.first - 1, date.last) if 0 <= t < len(scene.tokens)]
    return around == ["(", ")"] and YEARS_RE.fullmatch(scene.doc.text[date.start : date.end]) is not None


def of_a_plan(match: Matched) -> bool:
    """«Согласуется со стратегией банка до 2030 года»: for how long a plan is made."""
    scene, (preposition, noun) = match.row.scene, _before(match)
    if preposition != "до" or not _is_year(match):
        return False
    while noun >= 0 and _is_of_phrase(scene, noun):
        if scene.words[noun].lemma in fact_words("events")["plans"]:
            return True
        noun -= 1
    return False


def of_a_purpose(match: Matched) -> bool:
    """«Для проведения игр летом 2026 года выделили 17 млн тенге»: when what it is for will be."""
    scene, (before_date, noun) = match.row.scene, _before(match)
    preposition = governor(scene, noun + 1) if noun >= 0 and not before_date else None
    if preposition is None or preposition == noun:
        return False
    return scene.tokens[preposition].text.lower() in fact_words("events")["purposes"]


def of_comparison(match: Matched) -> bool:
    """«По сравнению с 2012 годом прибыль упала»."""
    return is_compared(match.row.scene, date_of(match))


def governor(scene: Scene, noun: int) -> int | None:
    """The preposition that a noun depends on, maybe as a genitive: «о ходе выборов»."""
    t = noun - 1
    while t >= 0 and _is_of_phrase(scene, t):
        t -= 1
    return t if t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "ADP" else None


def _is_of_phrase(scene: Scene, t: int) -> bool:
    """Whether a token may be of a noun phrase: a noun, an adjective, also that of a place, the particle of «тот же»."""
    if scene.kind_at(t) == "adjective" or scene.tokens[t].text.lower() == "же":
        return True
    return scene.cover[t] < 0 and scene.words[t].upos in ("NOUN", "ADJ", "DET")


@once
def _before(match: Matched) -> tuple[str, int]:
    """The preposition before the date, or an empty string, and the token before both."""
    scene, last = match.row.scene, match.row.bounds[match.trigger][0] - 1
    if last >= 0 and scene.words[last].upos == "ADP":
        return scene.tokens[last].text.lower(), last - 1
    return "", last


def _is_year(match: Matched) -> bool:
    date = date_of(match)
    return YEAR_RE.match(match.row.scene.doc.text[date.start : date.end]) is not None


def _is_free_noun(scene: Scene, t: int) -> bool:
    return t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "NOUN"


def is_verbal(scene: Scene, t: int) -> bool:
    """Whether a word is a verbal noun that names what happened: «избрание»."""
    return scene.words[t].lemma in fact_words("events")["nouns"]
