"""What the model of participants adds to the rules: pairs that no rule has found, as facts of their kinds."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from extractor.document import Argument, Fact, FactKind, TextSpan
from extractor.facts.participants.find import Found, find_pairs
from extractor.facts.participants.model import weightiest, weights_of
from extractor.facts.participants.relations import RELATIONS
from extractor.facts.people import awards, charges, educations, family, foundings
from extractor.facts.people.award_readings import is_nominated
from extractor.facts.people.charge_readings import is_victim
from extractor.facts.people.educations import names_school
from extractor.facts.people.learned_phrases import award_at, crime_at, penalty_at, stage_near
from extractor.facts.people.relatives import relatives_of
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, make_fact
from extractor.facts.tables import FactTable, Trace
from extractor.facts.vocabulary import fact_words
from extractor.grammar.cell_rules import Attempt
from extractor.sentence.cells import Cells, Rows
from extractor.sentence.clauses import is_verb, segment_bounds
from extractor.sentence.negation import is_denied
from extractor.sentence.subjects import is_free
from extractor.sentence.words import GEN, NOM

RULES = {
    "family": "family.learned",
    "award": "award.learned",
    "charge": "charge.learned",
    "founding": "founding.learned",
    "education": "education.learned",
}
"""By kind the rule of its facts; their scores are the probabilities of the model."""

NEAR = 6
"""Tokens around a crime or a penalty in which words say that it does not stand."""

SHOWN = 6
"""Features that an explanation shows."""


def find_learned(rows: Rows, known: Sequence[Fact], traces: list[Trace] | None = None) -> list[Fact]:
    """The facts of the pairs that the model finds and no fact of `known` has, the most probable first."""
    facts: list[Fact] = []
    for found in find_pairs(rows):
        if _is_untrue(found) or _is_refused(found):
            continue
        for arguments in READERS[found.pair.relation](found):
            fact = _fact(found, arguments)
            if not any(_says(other, fact) for other in (*known, *facts)):
                facts.append(fact)
                if traces is not None:
                    traces.append(_trace(found, fact))
    return facts


def _is_untrue(found: Found) -> bool:
    """Whether the words that join two deny it, or have it as planned or possible only; a charge may be of a plan."""
    scene, cue = found.row.scene, found.pair.cue
    clause = range(*segment_bounds(scene, cue))
    told = [t for t in (cue, found.pair.other.first) if t >= 0]
    if any(is_denied(scene, t) for t in (*told, *(t for t in clause if is_verb(scene, t)))):
        return True
    if RELATIONS[found.pair.relation].kind in ("charge", "family"):
        return False
    words, said = fact_words("modality"), [scene.words[t] for t in clause if scene.cover[t] < 0]
    return any(word.lemma in words["possible"] | words["planned"] or word.future for word in said)


TABLES: Mapping[FactKind, FactTable] = {
    "family": family.TABLE,
    "award": awards.TABLE,
    "charge": charges.TABLE,
    "founding": foundings.TABLE,
    "education": educations.TABLE,
}


def _is_refused(found: Found) -> bool:
    """Whether a rule has read the pair and one of its guards has refused it: «номинант на премию «Оскар» Орлов»."""
    row, pair = found.row, found.pair
    refused: list[Attempt[Cells, Reading]] = []
    for _ in TABLES[RELATIONS[pair.relation].kind].find(row, refused):
        pass
    for attempt in refused:
        taken = {row.bounds[cell][0] for _, cells in attempt.match.steps for cell in cells}
        if pair.who.first in taken and not taken.isdisjoint((pair.other.first, pair.cue)):
            return True
    return False


def _fact(found: Found, arguments: Mapping[str, Argument]) -> Fact:
    scene, pair = found.row.scene, found.pair
    kind = RELATIONS[pair.relation].kind
    tokens = [t for end in (pair.who, pair.other) if end.first >= 0 for t in (end.first, max(end.last - 1, end.first))]
    first, last = min(*tokens, pair.cue), max(*tokens, pair.cue)
    spans = [argument for argument in arguments.values() if isinstance(argument, TextSpan)]
    start = min([scene.tokens[first].start, *(span.start for span in spans)])
    end = max([scene.tokens[last].end, *(span.end for span in spans)])
    return make_fact(scene.doc, kind, Reading(arguments, start, end), RULES[kind], round(found.probability, 3))


def _trace(found: Found, fact: Fact) -> Trace:
    """Why: the features that decided most, with their weights."""
    decided = weightiest(weights_of(found.pair.relation), found.features, SHOWN)
    steps = tuple((name, f"{weight:+.2f}") for name, weight in decided)
    return Trace(fact.kind, fact.rule, fact.start, fact.end, f"learned: {found.pair.relation}", steps, None)


# --- what is known already ---


def _says(known: Fact, new: Fact) -> bool:
    """Whether a fact has the pair of a new one."""
    if known.kind != new.kind:
        return False
    old, arguments = known.arguments, new.arguments
    if new.kind == "family":
        people, others = {old["who"], old["whom"]}, {arguments["who"], arguments["whom"]}
        return people == others or (_is_of_one(known, new) and bool(people & others))
    if new.kind == "founding":
        return old["organization"] == arguments["organization"] and all(
            old[role] for role in ("by", "date") if arguments[role]
        )
    if old["who"] != arguments["who"]:
        return known.rule != new.rule and _overlap(old.get("penalty"), arguments.get("penalty"))
    if new.kind == "education":
        return old["where"] == arguments["where"]
    return any(_overlap(old[role], arguments[role]) for role in ("award", "crime", "penalty") if arguments.get(role))


def _is_of_one(known: Fact, new: Fact) -> bool:
    """Whether one word tells of both, and whose relative it says is known: by a rule, or of husband and wife."""
    old, relation = known.arguments["relation"], new.arguments["relation"]
    if not isinstance(old, TextSpan) or not isinstance(relation, TextSpan) or old.start != relation.start:
        return False
    return known.rule in OF_WHOM or relation.name in ("муж", "жена")


OF_WHOM = ("family.genitive", "family.apposition", "family.noun")
"""Rules that say whose relative the noun says somebody is."""


def _overlap(one: Argument, other: Argument) -> bool:
    if not isinstance(one, TextSpan) or not isinstance(other, TextSpan):
        return False
    known, new = str(one.name).lower(), str(other.name).lower()
    return known.endswith(new) or (one.start < other.end and other.start < one.end)  # «народный артист», «артист»


# --- the arguments of each relation ---

Reader = Callable[[Found], Iterator[Mapping[str, Argument]]]


def _awarded(found: Found) -> Iterator[Mapping[str, Argument]]:
    """Nobody whom a preposition governs («встретились с Орловым»), and nobody who is only nominated."""
    scene, who, phrase = found.row.scene, found.pair.who, found.pair.other
    if (who.first < 0 or is_free(scene, who.first)) and not is_nominated(scene, phrase.first):
        award = award_at(scene, phrase)
        if award is not None:
            yield {"who": who.id, "award": award}


def _charged(found: Found) -> Iterator[Mapping[str, Argument]]:
    """Not the one in the words for the crime: «виновен в убийстве Орлова»."""
    scene, pair = found.row.scene, found.pair
    stage, crime = stage_near(scene, pair.other.first), crime_at(scene, pair.other.first)
    is_inside = pair.who.first >= 0 and crime.start <= scene.tokens[pair.who.first].start < crime.end
    is_of_another = stage is not None and (_is_accuser(found, stage) or _charges_another(found, stage))
    if stage is not None and not (is_inside or is_of_another or _is_undone(found)):
        yield {"who": pair.who.id, "stage": stage, "crime": crime}


def _punished(found: Found) -> Iterator[Mapping[str, Argument]]:
    scene, pair = found.row.scene, found.pair
    stage = stage_near(scene, pair.other.first, "convicted")
    if stage is not None and not (_is_undone(found) or _is_done_to(found)):
        penalty, term = penalty_at(scene, pair.other.first)
        yield {"who": pair.who.id, "stage": stage, "penalty": penalty, "term": term}


def _is_undone(found: Found) -> bool:
    """«Смертный приговор Котовой отменён», «с неё сняты обвинения»."""
    scene, t = found.row.scene, found.pair.other.first
    undone = people_words("charges")["undone"]
    near = range(max(t - NEAR, 0), min(t + NEAR, len(scene.words)))
    return any(scene.cover[n] < 0 and not scene.words[n].lemmas.isdisjoint(undone) for n in near)


def _is_done_to(found: Found) -> bool:
    """«Осуждена за оскорбление пророка Мухаммеда»: to whom it was done."""
    item = found.row.scene.item_at(found.pair.who.first) if found.pair.who.first >= 0 else None
    return item is not None and is_victim(found.row.scene, item)


def _is_accuser(found: Found, stage: TextSpan) -> bool:
    """«Трамп уехал, обвинив союз в растрате»: the gerund says what the subject did."""
    scene = found.row.scene
    told = next((t for t, token in enumerate(scene.tokens) if token.start == stage.start), None)
    if told is None or stage.name != "charged" or scene.words[told].form != "Conv":
        return False
    return people_words("charges")["authorities"].isdisjoint(scene.lemmas)


def _charges_another(found: Found, stage: TextSpan) -> bool:
    """«Записи Орлова с обвинениями демократов в подлоге»: the noun has its own genitive."""
    scene = found.row.scene
    told = next((t for t, token in enumerate(scene.tokens) if token.start == stage.start), None)
    if told is None or scene.words[told].lemma != "обвинение" or told + 1 >= len(scene.tokens):
        return False
    after = scene.words[told + 1]
    is_genitive = after.upos in ("NOUN", "PROPN") and after.cases & (GEN | NOM) == GEN
    return is_genitive and (after.animate or scene.cover[told + 1] >= 0) and found.pair.who.first != told + 1


def _founded_by(found: Found) -> Iterator[Mapping[str, Argument]]:
    """Not with whom somebody meets: «организовал встречу с «Гранитом»»."""
    organization = found.pair.who
    if organization.first < 0 or is_free(found.row.scene, organization.first):
        yield {"organization": organization.id, "by": (found.pair.other.id,)}


def _founded_in(found: Found) -> Iterator[Mapping[str, Argument]]:
    yield {"organization": found.pair.who.id, "date": found.pair.other.id}


def _studied(found: Found) -> Iterator[Mapping[str, Argument]]:
    who, school, cue = found.pair.who, found.pair.other, found.pair.cue
    if names_school(found.row.scene, range(min(school.first, cue), max(school.last, cue + 1))):
        yield {"who": who.id, "where": school.id}


READERS: Mapping[str, Reader] = {
    **dict.fromkeys(("spouse", "child", "parent"), relatives_of),
    "award": _awarded,
    "crime": _charged,
    "penalty": _punished,
    "founder": _founded_by,
    "founded": _founded_in,
    "school": _studied,
}
