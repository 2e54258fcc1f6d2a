"""The rules of appointments and departures, with what they read and their guards.

«Котов возглавил «Гранит»», «полномочия мэра Котова прекращены», «вместо Котова министром назначили Седову».
"""

from collections.abc import Iterator

from extractor.document import Phase
from extractor.facts.occupations.find import post_name
from extractor.facts.occupations.matters import with_matter
from extractor.facts.occupations.strangers import is_anothers
from extractor.facts.record import Reading, text_span
from extractor.facts.tables import FactRule, Matched, denied
from extractor.facts.vocabulary import fact_words
from extractor.language.patterns import compile_re
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import kinds_of_organizations

SCORES = {
    "occupation.headed": 0.92,
    "occupation.heading": 0.85,
    "occupation.left": 0.83,
    "occupation.succeeded": 0.9,
    "occupation.duties": 0.85,
    "occupation.powers": 0.85,
    "occupation.resignation": 0.92,
    "occupation.lost": 0.85,
    "occupation.dismissed": 0.85,
    "occupation.appointed": 0.85,
}
"""Share of right ones among the 65 found in NEREL and SlavicNER, read by eye, drawn towards 0.85 where they are few."""

PAST_RE = compile_re(r"л[аои]?$|вш")
"""«Возглавлял», «возглавлявшая»."""

PHRASE = ("NOUN", "ADJ")
"""Parts of speech between a verb and the name of a body: «возглавил крупный завод «Гранит»»."""

TOKENS_TO_PLACE = 4
"""From a post to the place where it is held: «директора завода «Гранит»»."""


def _starts(match: Matched) -> Iterator[Reading]:
    return _readings(match, "who", "start")


def _ends(match: Matched) -> Iterator[Reading]:
    return _readings(match, "who", "end")


def _heads(match: Matched) -> Iterator[Reading]:
    """That somebody heads a body, or did: «возглавлял», «возглавлявший»."""
    text = match.row.text(match.trigger)
    return _readings(match, "who", "end" if PAST_RE.search(text) else None)


def _succeeds(match: Matched) -> Iterator[Reading]:
    """One comes, another goes."""
    yield from _readings(match, "who", "start")
    yield from _readings(match, "before", "end")


def _readings(match: Matched, role: str, phase: Phase | None) -> Iterator[Reading]:
    """That those who have a role in the match come to the post or leave it."""
    row = match.row
    post = next((with_matter(row.scene, _post(match, cell)) for cell in match.cells.get("position", ())), None)
    place = _place(match, post)
    trigger = row.bounds[match.trigger]
    for who in row.names(match.cells.get(role, ())):
        items = [item for item in (who, post, place) if item is not None]
        tokens = row.scene.tokens
        yield Reading(
            {
                "who": who.id,
                "position": text_span(row.scene.doc, post.start, post.end, post_name(row.scene, post))
                if post
                else None,
                "where": place.id if place else None,
            },
            min(tokens[trigger[0]].start, *(item.start for item in items)),
            max(tokens[trigger[1] - 1].end, *(item.end for item in items)),
            phase=phase,
        )


def _place(match: Matched, post: Item | None) -> Item | None:
    """Where it is: the name of the pattern, else what follows the post («назначен директором завода «Гранит»»)."""
    named = match.row.names(match.cells.get("where", ()))
    if named:
        return named[0]
    return None if post is None else _place_after(match.row.scene, post)


def _post(match: Matched, cell: int) -> Item:
    scene = match.row.scene
    return scene.items[scene.cover[match.row.bounds[cell][0]]]


def _place_after(scene: Scene, post: Item) -> Item | None:
    """The organization or place right after a post, with its noun: «директора завода «Гранит»», «по Ошской области»."""
    for t in range(post.last, min(post.last + TOKENS_TO_PLACE, len(scene.tokens))):
        if scene.cover[t] >= 0:
            item = scene.items[scene.cover[t]]
            return item if item.kind in ("organization", "location") else None
        if scene.tokens[t].text == "по" and scene.kind_at(t + 1) == "location":
            continue
        if scene.words[t].upos not in ("NOUN", "ADJ") and scene.tokens[t].text not in ("«", '"'):
            return None
    return None


def of_other_thing(match: Matched) -> bool:
    """«Возглавил рейтинг журнала Forbes», «покинул здание ООН»: the noun of the phrase is no organization."""
    scene = match.row.scene
    first = last = match.row.bounds[match.cells["where"][0]][0]
    while first and _is_of_phrase(scene, first - 1):
        first -= 1
    noun = next((scene.words[t] for t in range(first, last) if scene.words[t].upos == "NOUN"), None)
    return noun is not None and noun.lemma not in kinds_of_organizations()


def _is_of_phrase(scene: Scene, t: int) -> bool:
    """Whether a word before a name may be of the same phrase: «рейтинг журнала Forbes», «здание ООН»."""
    return scene.cover[t] < 0 and (scene.words[t].upos in PHRASE or scene.tokens[t].text in ("«", '"', "„", "“"))


def of_seat(match: Matched) -> bool:
    """«Покинул Белый дом», «покинет Кремль»: a building, though an organization elsewhere."""
    words, seats = match.row.scene.words, fact_words("changes")["seats"]
    return any(
        words[t].lemma in seats for item in match.row.names(match.cells["where"]) for t in range(item.first, item.last)
    )


def only_wanted(match: Matched) -> bool:
    """«Оппозиция требует отставки министра Котова», «слухи о том, что Котов покинет «Гранит»»."""
    scene, unreal = match.row.scene, fact_words("changes")["unreal"]
    return any(scene.cover[t] < 0 and word.lemma in unreal for t, word in enumerate(scene.words))


def in_case_of(match: Matched) -> bool:
    """«В случае избрания Клёнова президентом»."""
    t = match.row.bounds[match.trigger][0] - 1
    return t >= 0 and match.row.scene.tokens[t].text.lower() == "случае"


def of_another(match: Matched) -> bool:
    """«Указом главы государства Пётр Клёнов освобождён от должности»: the post before a name is not its bearer's."""
    scene, posts = match.row.scene, match.cells["position"]
    post = scene.items[scene.cover[match.row.bounds[posts[0]][0]]]
    return any(is_anothers(scene, person, post) for person in match.row.names(match.cells["who"]))


OF_POST = "[ADJ]* {position:post gen} ..8 {who:person.gen}"
OF_HOLDER = "{position:post} ..8 {who:person.nom free} ..2"
HOLDER = "{position:post acc} ..8 {who:person.acc} ..2"
ON_POST = "['на'] [ADJ]* [@posts] {position:post}"
RULES = (
    FactRule(
        "occupation.headed",
        "Пётр Клёнов возглавил завод «Гранит».",
        "{who:person.nom free} ..6 [@heads Fin]! [NOUN|ADJ]*3 {where:org.acc free}",
        _starts,
        unless=(denied, of_other_thing),
    ),
    FactRule(
        "occupation.headed",
        "Завод «Гранит» возглавит Пётр Клёнов.",
        "{where:org.acc free} ..6 [@heads Fin]! ..6 {who:person.nom free}",
        _starts,
        unless=(denied, of_other_thing),
    ),
    FactRule(
        "occupation.heading",
        "Пётр Клёнов возглавляет завод «Гранит».",
        "{who:person.nom free} ..6 [@heading Fin]! [NOUN|ADJ]*3 {where:org.acc|ins free}",
        _heads,
        unless=(denied, of_other_thing),
    ),
    FactRule(
        "occupation.heading",
        "Завод «Гранит» возглавляет Пётр Клёнов.",
        "{where:org.acc|ins free} ..6 [@heading Fin]! ..6 {who:person.nom free}",
        _heads,
        unless=(denied, of_other_thing),
    ),
    FactRule(
        "occupation.heading",
        "Пётр Клёнов, до этого возглавлявший завод «Гранит», уехал.",
        "{who:person} [','] ..3 [@heading Part]! [NOUN|ADJ]*3 {where:org.acc|ins free}",
        _heads,
        unless=(denied, of_other_thing),
    ),
    FactRule(
        "occupation.heading",
        "Пётр Клёнов, который руководит заводом «Гранит», уехал.",
        "{who:person} [','] ['который|которая'] ..3 [@heading Fin]! [NOUN|ADJ]*3 {where:org.acc|ins free}",
        _heads,
        unless=(denied, of_other_thing),
    ),
    FactRule(
        "occupation.left",
        "Пётр Клёнов и Анна Седова покинули газету «Культура».",
        "{who:person.nom free,} ..6 [@leaves Fin]! [NOUN|ADJ]*3 {where:org.acc free}",
        _ends,
        unless=(denied, of_other_thing, of_seat, only_wanted),
    ),
    FactRule(
        "occupation.left",
        "Газету «Культура» покинули Пётр Клёнов и Анна Седова.",
        "{where:org.acc free} ..6 [@leaves Fin]! ..6 {who:person.nom free,}",
        _ends,
        unless=(denied, of_other_thing, of_seat, only_wanted),
    ),
    FactRule(
        "occupation.succeeded",
        "Пётр Клёнов сменил Анну Седову на посту директора завода «Гранит».",
        f"{{who:person.nom free}} .. [@succeeds Fin|Part]! .. {{before:person.acc}} .. {ON_POST}",
        _succeeds,
        unless=(denied,),
    ),
    FactRule(
        "occupation.succeeded",
        "Анну Седову на посту директора завода «Гранит» сменил Пётр Клёнов.",
        f"{{before:person.acc}} ..4 {ON_POST} .. [@succeeds Fin]! .. {{who:person.nom free}}",
        _succeeds,
        unless=(denied,),
    ),
    FactRule(
        "occupation.succeeded",
        "На посту директора завода «Гранит» Пётр Клёнов сменил Анну Седову.",
        f"{ON_POST} ..4 {{who:person.nom free}} [ADV]*2 [@succeeds Fin]! [NOUN|ADJ]*3 {{before:person.acc}}",
        _succeeds,
        unless=(denied,),
    ),
    FactRule(
        "occupation.succeeded",
        "Вместо Петра Клёнова министром назначили Анну Седову.",
        "['вместо'] ..4 {before:person.gen} .. {position:post ins} .. [@appoints]! .. {who:person.acc|nom free}",
        _succeeds,
        unless=(denied,),
    ),
    FactRule(
        "occupation.succeeded",
        "Вместо Петра Клёнова Анну Седову назначили министром.",
        "['вместо'] ..4 {before:person.gen} .. {who:person.acc|nom free} .. [@appoints]! .. {position:post ins}",
        _succeeds,
        unless=(denied,),
    ),
    FactRule(
        "occupation.duties",
        "Обязанности директора завода «Гранит» возложены на Петра Клёнова.",
        "[@duties] {position:post} .. [@lays]! ['на'] ..4 {who:person.acc}",
        _starts,
        unless=(denied,),
    ),
    FactRule(
        "occupation.duties",
        "На Петра Клёнова возложили обязанности директора завода «Гранит».",
        "['на'] ..4 {who:person.acc} ..4 [@lays]! ..4 [@duties] {position:post}",
        _starts,
        unless=(denied,),
    ),
    FactRule(
        "occupation.powers",
        "Депутаты прекратили полномочия главы города Петра Клёнова.",
        f"[@stops]! ..4 [@powers] {OF_POST}",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.powers",
        "Полномочия мэра Петра Клёнова прекращены досрочно.",
        f"[@powers] {OF_POST} .. [@stops]!",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.powers",
        "Совет прекратил полномочия Петра Клёнова как ректора.",
        "[@stops]! ..4 [@powers] {who:person.gen} ['как'] [ADJ]* {position:post}",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.powers",
        "Полномочия Петра Клёнова как ректора прекращены.",
        "[@powers] {who:person.gen} ['как'] [ADJ]* {position:post} .. [@stops]!",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.dismissed",
        "Директор завода «Гранит» Пётр Клёнов уволен.",
        f"{OF_HOLDER} [@dismisses passive short]!",
        _ends,
        unless=(denied, only_wanted, of_another),
    ),
    FactRule(
        "occupation.dismissed",
        "Тренер Пётр Клёнов уволился.",
        f"{OF_HOLDER} [@quits Fin]!",
        _ends,
        unless=(denied, only_wanted, of_another),
    ),
    FactRule(
        "occupation.dismissed",
        "Директора завода «Гранит» Петра Клёнова уволили.",
        f"{HOLDER} [@dismisses Fin]!",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.dismissed",
        "Ректор Пётр Клёнов отправлен в отставку.",
        f"{OF_HOLDER} [@removes passive short]! ['в|с|от'] [@left]",
        _ends,
        unless=(denied, only_wanted, of_another),
    ),
    FactRule(
        "occupation.dismissed",
        "Пётр Клёнов освобождён от должности директора завода «Гранит».",
        "{who:person.nom free} ..6 [@removes passive short]! ['от|с'] [ADJ]* [@left] {position:post gen}",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.dismissed",
        "От должности директора завода «Гранит» освобождён Пётр Клёнов.",
        "['от|с'] [ADJ]* [@left] {position:post gen} .. [@removes passive short]! ..4 {who:person.nom free}",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.appointed",
        "На должность директора завода «Гранит» назначен юрист Пётр Клёнов.",
        f"{ON_POST} .. [@appoints passive short]! ..6 {{who:person.nom free}}",
        _starts,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.appointed",
        "Подписан приказ о назначении Петра Клёнова директором завода «Гранит».",
        "[@appointment NOUN]! {who:person.gen} ..2 {position:post ins}",
        _starts,
        unless=(denied, only_wanted, in_case_of),
    ),
    FactRule(
        "occupation.appointed",
        "Юрист Пётр Клёнов назначен на должность директора завода «Гранит».",
        f"{{who:person.nom free}} ..6 [@appoints passive short]! {ON_POST}",
        _starts,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.resignation",
        "Президент принял отставку губернатора Петра Клёнова.",
        f"[@resignation]! {OF_POST}",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.lost",
        "Пётр Клёнов остался без кресла мэра.",
        "{who:person.nom free} ..6 [@remains Fin]! ['без'] [ADJ]* [@posts] {position:post}",
        _ends,
        unless=(denied,),
    ),
    FactRule(
        "occupation.lost",
        "Мэр Пётр Клёнов лишился кресла.",
        "{position:post} ..4 {who:person.nom free} ..6 [@loses Fin]! [ADJ]* [@posts]",
        _ends,
        unless=(denied, only_wanted),
    ),
    FactRule(
        "occupation.lost",
        "Пётр Клёнов лишился поста мэра.",
        "{who:person.nom free} ..6 [@loses Fin]! [ADJ]* [@posts] {position:post}",
        _ends,
        unless=(denied, only_wanted),
    ),
)
