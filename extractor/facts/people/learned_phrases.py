"""The phrases whose first word the model of participants finds: an award, a crime, a penalty; the stage of a case."""

from extractor.document import TextSpan
from extractor.facts.participants.candidates import End
from extractor.facts.people.award_readings import award_bounds, is_bare
from extractor.facts.people.charge_readings import durations, end_of_penalty
from extractor.facts.people.circumstances import deed_from, named_span, phrase_from
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import token_span
from extractor.sentence.scene import CLOSING, Scene

STAGES = ("convicted", "tried", "charged", "suspected")
"""Stages of a case; of two words as near the first of these counts."""


def award_at(scene: Scene, phrase: End) -> TextSpan | None:
    """The award at a word; None for one without a name, and inside the name of something else."""
    t = phrase.first
    if phrase.how == "in-name" or (t and scene.tokens[t - 1].text.lower() == "за" and phrase.how == "phrase"):
        return None  # «получила «Оскар» за лучшую роль»
    if phrase.how == "quoted":
        end = next((n + 1 for n in range(t, len(scene.tokens)) if scene.tokens[n].text[-1] in CLOSING), t + 1)
        return token_span(scene, t - 1, end, scene.doc.text[scene.tokens[t - 1].start : scene.tokens[end - 1].end])
    if scene.words[t].upos == "ADJ":
        end = phrase_from(scene, t, len(scene.tokens))
        return named_span(scene, t, end) if end > t + 1 else None
    first, last = award_bounds(scene, t)
    elections = people_words("awards")["elections"]
    if is_bare(scene, t) or any(scene.words[n].lemma in elections for n in range(first, last)):
        return None
    return named_span(scene, first, last)


def crime_at(scene: Scene, t: int) -> TextSpan:
    """What somebody did, its adjectives before the noun at a token included."""
    first = _with_adjectives(scene, t)
    return named_span(scene, first, max(deed_from(scene, first, len(scene.tokens)), t + 1))


def penalty_at(scene: Scene, t: int) -> tuple[TextSpan, str | None]:
    """The words of a penalty around a token, and its term: «восемь лет колонии»."""
    found = next(((id_, first, last) for id_, first, last in durations(scene) if first <= t <= last), None)
    if found is not None:
        term, first, end = found
        return token_span(scene, first, end_of_penalty(scene, first, end, len(scene.tokens))), term
    first = _with_adjectives(scene, t)
    return named_span(scene, first, end_of_penalty(scene, first, t + 1, len(scene.tokens))), None


def _with_adjectives(scene: Scene, t: int) -> int:
    while t and scene.cover[t - 1] < 0 and scene.words[t - 1].upos == "ADJ" and not scene.words[t - 1].finite:
        t -= 1
    return t


def stage_near(scene: Scene, t: int, only: str | None = None) -> TextSpan | None:
    """The word of a stage of a case that is nearest to a token, of one stage where only this counts."""
    words = people_words("stages")
    found = [
        (abs(n - t), number, n)
        for number, stage in enumerate(STAGES)
        if only in (None, stage)
        for n, word in enumerate(scene.words)
        if scene.cover[n] < 0 and not word.lemmas.isdisjoint(words[stage])
    ]
    if not found:
        return None
    _, number, n = min(found)
    return token_span(scene, n, n + 1, STAGES[number])
