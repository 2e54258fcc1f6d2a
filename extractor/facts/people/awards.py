"""Who got which award: «Орлов награждён орденом Дружбы», «лауреат премии «Оскар» Анна Котова», «народный артист»."""

from collections.abc import Iterator

from extractor.document import NAME_KINDS, Argument, Fact, TextSpan
from extractor.facts.modality import modality_of
from extractor.facts.people.circumstances import date_in, joined, named_span, phrase_from, scope
from extractor.facts.people.patterns import in_relative, people_of, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.phrases import nominative_phrase
from extractor.sentence.scene import CLOSING, OPENING, Scene
from extractor.sentence.words import GEN

SCORES = {"award.verb": 0.65, "award.laureate": 0.84, "award.title": 0.74}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""

LONGEST_NAME = 12
"""Tokens of the name of an award in quotation marks."""

# --- what a match says ---


def _awarded(match: Matched) -> Iterator[Reading]:
    """Each of the people with the award at the trigger."""
    row = match.row
    scene, t = row.scene, row.bounds[match.trigger][0]
    first, last = award_bounds(scene, t)
    honoured = match.cells.get("verb")
    is_genitive = not honoured or "удостоить" in scene.words[row.bounds[honoured[0]][0]].lemmas
    award = named_span(scene, first, last, "Gen" if is_genitive and scene.words[t].cases & GEN else None)
    given = row.names(match.cells.get("by", ()))
    date = date_in(match, scope(match)) if "verb" in match.cells else None
    for who in people_of(match):
        if not first <= who.first < last:
            start, end = span_of(match, who)
            arguments: dict[str, Argument] = {
                "who": who.id,
                "award": award,
                "by": given[0].id if given else None,
                "date": date,
            }
            yield Reading(arguments, min(start, award.start), max(end, award.end))


def _titled(match: Matched) -> Iterator[Reading]:
    """«Народный артист России»: the title up to the name, or to its end."""
    row = match.row
    scene, t = row.scene, row.bounds[match.trigger][0]
    [who] = row.names(match.cells["who"])
    last = phrase_from(scene, t, who.first if who.first > t else len(scene.tokens))
    named = {scene.words[n].lemma for n in range(t, last)}
    if last > t + 1 and named.isdisjoint(people_words("awards")["no_titles"]):
        start, end = span_of(match, who)
        yield Reading({"who": who.id, "award": named_span(scene, t, last)}, start, max(end, scene.tokens[last - 1].end))


def _quoted(match: Matched) -> Iterator[Reading]:
    """«Обладатель «Оскара» и «Грэмми»»: each of the names in quotation marks."""
    row = match.row
    scene = row.scene
    [who] = row.names(match.cells["who"])
    start, end = span_of(match, who)
    for first, last in _names_in_quotes(scene, row.bounds[match.trigger][1]):
        award = token_span(scene, first, last, nominative_phrase(tuple(w.text for w in scene.tokens[first:last])))
        yield Reading({"who": who.id, "award": award}, min(start, award.start), max(end, award.end))


def _names_in_quotes(scene: Scene, t: int) -> Iterator[tuple[int, int]]:
    """The tokens of each name of the first list in quotation marks from a token on: ««Оскара», «Эмми» и «Грэмми»»."""
    tokens, n = scene.tokens, len(scene.tokens)
    while t < n and tokens[t].text[0] not in OPENING:
        t += 1
    while t < n and tokens[t].text[0] in OPENING:
        end = _end_of_quotes(scene, t, n)
        if end == t:
            return
        yield t, end
        if end == n or tokens[end].text not in (",", "и"):
            return
        t = end + 1


def _end_of_quotes(scene: Scene, t: int, last: int) -> int:
    """The index after the name in quotation marks that begins at a token; that token where they are not closed."""
    return next((n + 1 for n in range(t + 1, last) if scene.tokens[n].text[-1] in CLOSING), t)


def award_bounds(scene: Scene, t: int) -> tuple[int, int]:
    """The tokens of an award around its noun: its adjectives, genitives, the name in quotation marks, the degree."""
    first = t
    while first and scene.cover[first - 1] < 0 and _belongs_before(scene, first - 1, t):
        first -= 1
    last, words = len(scene.tokens), people_words("awards")
    end = max(phrase_from(scene, t, last), t + 1)
    while end < last:
        following = _award_goes_on(scene, end, last, words["named"], words["degree"])
        if following <= end:
            break
        end = following
    return first, end


def _belongs_before(scene: Scene, t: int, head: int) -> bool:
    word = scene.words[t]
    return word.upos == "ADJ" and not word.finite and bool(word.cases & scene.words[head].cases)


def _award_goes_on(scene: Scene, end: int, last: int, named: frozenset[str], degree: frozenset[str]) -> int:
    """The index after the next part of the name of an award; `end` where there is none."""
    text = scene.tokens[end].text
    if text[0] in OPENING:
        return _end_of_quotes(scene, end, min(end + LONGEST_NAME, last))
    item = scene.item_at(end)
    if item is not None:
        return item.last if _is_in_award(scene, item, end, named) else end
    if text.lower() in named:
        return end + 1 + (scene.tokens[end + 1 : end + 2] != () and scene.tokens[end + 1].text == ".")
    if end + 1 < last and scene.tokens[end + 1].text.lower() in degree:
        return end + 2
    return phrase_from(scene, end + 1, last) if text.lower() == "по" else end


def _is_in_award(scene: Scene, item: Item, t: int, named: frozenset[str]) -> bool:
    """Whether a name at a token is a part of that of an award: «премия Правительства РФ», «орден имени Орлова»."""
    if item.kind not in NAME_KINDS:
        return False
    return scene.tokens[t - 1].text.lower() in named or bool(case_of(scene, item) & GEN)


# --- guards ---


def only_possible(match: Matched) -> bool:
    """«Может получить премию», «номинирован»: nobody has got it yet."""
    return modality_of(match) == "possible"


def nominated(match: Matched) -> bool:
    """«Номинант на премию»."""
    return is_nominated(match.row.scene, match.row.bounds[match.trigger][0])


def is_nominated(scene: Scene, t: int) -> bool:
    """Whether a word before an award says that somebody may get it."""
    return any(scene.words[n].lemma in people_words("awards")["nominated"] for n in range(max(t - 4, 0), t))


def bare(match: Matched) -> bool:
    """«Получил премию», «взял бронзу»: an award without a name may be any money or metal; «звание генерала».

    So is the name inside «премия «Оскар»», which is one award with its noun.
    """
    return is_bare(match.row.scene, match.row.bounds[match.trigger][0])


def is_bare(scene: Scene, t: int) -> bool:
    """Whether an award at a token has no name."""
    first, last = award_bounds(scene, t)
    words = people_words("awards")
    if first > 1 and scene.tokens[first - 1].text[-1] in OPENING and scene.words[first - 2].lemmas & words["awards"]:
        return True
    if any(scene.words[n].lemma in words["ranks"] for n in range(t + 1, last)):
        return True
    if scene.words[t].lemma == "знак" and any(scene.words[n].lemma in words["signs"] for n in range(t + 1, last)):
        return True
    if any(scene.words[n].lemma == "денежный" for n in range(first, t)):
        return True
    return last - first == 1 and scene.words[t].lemma in words["nameless"]


# --- the table ---

ANY = "{who:who free subject,}"
NAMED = "{who:-post -PRON who free subject,}"
TO = "{who:who.dat oblique free,}"
RULES = (
    FactRule(
        "award.verb",
        "Иван Орлов награждён орденом Дружбы и медалью «За отвагу».",
        f"{ANY} .. {{verb:@awarded short passive}} .. [@awards ins|gen]!",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Орденом Дружбы награждён Иван Орлов.",
        f"[@awards ins|gen]! .. {{verb:@awarded short passive}} .. {NAMED}",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Президент наградил Ивана Орлова орденом Дружбы.",
        "{verb:@awarded VERB -passive} .. {who:who.acc free} .. [@awards ins|gen]!",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов получил орден Дружбы.",
        f"{ANY} .. {{verb:@gets VERB -passive}} .. [@awards]!",
        _awarded,
        (untrue, only_possible, in_relative, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов сыграл короля и получил премию «Оскар».",
        f"{ANY} .. [VERB Fin] .. {{verb:@gains VERB Fin|Conv -passive}} .. [@awards]!",
        _awarded,
        (untrue, only_possible, in_relative, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов, получивший премию «Оскар», уехал.",
        "{who:-post -PRON person} [','] ..3 {verb:@gains Part -short} .. [@awards]!",
        _awarded,
        (untrue, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов уехал. Получил орден Дружбы.",
        "{verb:@gains VERB begins} .. [@awards]!",
        _awarded,
        (untrue, only_possible, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Орден Дружбы получил Иван Орлов.",
        f"[@awards acc]! .. {{verb:@gets VERB -passive}} .. {NAMED}",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Президент вручил Ивану Орлову орден Дружбы.",
        f"{{verb:@gives VERB -passive}} .. {TO} .. [@awards acc]!",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Ивану Орлову вручён орден Дружбы.",
        f"{TO} .. {{verb:@gives VERB}} .. [@awards]!",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Орден Дружбы вручён Ивану Орлову.",
        f"[@awards]! .. {{verb:@gives VERB}} .. {TO}",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Академия присудила Нобелевскую премию Ивану Орлову.",
        f"{{verb:@gives VERB -passive}} .. [@awards acc]! .. {TO}",
        _awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Указ о награждении Ивана Орлова орденом Дружбы подписан.",
        "[@awarding NOUN] .. {who:who.gen free} .. [@awards ins|gen]!",
        _awarded,
        (untrue, only_possible, bare),
    ),
    FactRule(
        "award.laureate",
        "Лауреат Нобелевской премии Иван Орлов уехал.",
        "[@laureates] [ADJ|NUM|DET]* [@awards gen]! ..12, {who:-post -PRON person}",
        _awarded,
        (untrue, nominated),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов, лауреат Нобелевской премии, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..8 [@laureates] [ADJ|NUM|DET]* [@awards gen]!",
        _awarded,
        (untrue, nominated),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов был лауреатом Нобелевской премии.",
        f"{ANY} .. [VERB|AUX]? .. [@laureates ins] [ADJ|NUM|DET]* [@awards gen]!",
        _awarded,
        (untrue, nominated, in_relative),
    ),
    FactRule(
        "award.title",
        "Народный артист России Иван Орлов уехал.",
        "[@honoured -Fin]! ..6, {who:-post -PRON person}",
        _titled,
    ),
    FactRule(
        "award.title",
        "Народный артист России, бывший директор театра Иван Орлов уехал.",
        "[@honoured -Fin first]! .. {who:-post -PRON person subject}",
        _titled,
    ),
    FactRule(
        "award.title",
        "Иван Орлов, народный артист России, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..12 [@honoured -Fin]!",
        _titled,
    ),
    FactRule(
        "award.title",
        "Чемпион мира Иван Орлов уехал.",
        "[@champions]! ..8, {who:-post -PRON person}",
        _awarded,
        (untrue, bare),
    ),
    FactRule(
        "award.title",
        "Иван Орлов, чемпион мира, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..8 [@champions nom]!",
        _awarded,
        (untrue, bare),
    ),
    FactRule(
        "award.laureate",
        "Обладатель «Оскара» Иван Орлов уехал.",
        "[@laureates]! [ADJ|NUM|DET]* ['«'] ..8 ['»'] ..12, {who:-post -PRON person}",
        _quoted,
        (untrue, nominated),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов, обладатель «Оскара», уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..12 [@laureates]! [ADJ|NUM|DET]* ['«']",
        _quoted,
        (untrue, nominated),
    ),
    FactRule(
        "award.title",
        "Иван Орлов стал чемпионом мира.",
        f"{ANY} .. [VERB|AUX] .. [@champions ins]!",
        _awarded,
        (untrue, bare, only_possible, in_relative),
    ),
    FactRule(
        "award.title",
        "Герой России Иван Орлов уехал.",
        "[@heroes]! {place:place} ..4, {who:-post -PRON person}",
        _awarded,
        (untrue, bare),
    ),
)
WORDS = people_words("awards")
TABLE = FactTable(RULES, {**WORDS, "gains": WORDS["gets"] | WORDS["awarded"]}, test_of_people)


def find_awards(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The awards of an article, each of one person once."""
    unique: dict[tuple[object, str], Fact] = {}
    for row in rows.with_any(TABLE.keys):
        for fact in find_by_rules("award", TABLE, row, SCORES, traces):
            award = fact.arguments["award"]
            key = (fact.arguments["who"], str(award.name).lower() if isinstance(award, TextSpan) else "")
            unique[key] = joined(unique[key], fact) if key in unique else fact
    return list(unique.values())
