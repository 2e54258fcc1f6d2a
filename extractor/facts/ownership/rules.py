"""The rules by which ownerships are found."""

from collections.abc import Iterator, Sequence

from extractor.facts.record import Reading
from extractor.facts.shares import share_between
from extractor.facts.tables import FactRule, Matched, denied
from extractor.sentence.cells import Cells, is_post
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.words import GEN, NOM

# --- what a match says ---


def _each_owner(match: Matched) -> Iterator[Reading]:
    """Each owner with each thing owned."""
    row = match.row
    yield from _pairs(match, row.names(match.cells["owner"]), row.names(_of_one_post(row, match.cells["property"])))


def _of_one_post(row: Cells, cells: Sequence[int]) -> Sequence[int]:
    """The companies of a list up to the next post: «владелец «Гранита» и глава «Ромашки»»."""
    posts = (n for n in range(cells[0], cells[-1]) if is_post(row, n))
    following = next(posts, cells[-1])
    return [cell for cell in cells if cell <= following]


def _owner_of_last_subject(match: Matched) -> Iterator[Reading]:
    """The owner of the organization that the sentence before is about."""
    for scene in match.row.before[:1]:
        owned = [item for item in scene.of("organization") if case_of(scene, item) & NOM]
        yield from _pairs(match, match.row.names(match.cells["owner"]), owned[:1])


def _property_of_last_subject(match: Matched) -> Iterator[Reading]:
    """What belongs to the organization that was last a subject."""
    for scene in match.row.before:
        owners = [item for item in scene.of("organization") if case_of(scene, item) & NOM]
        if owners:
            yield from _pairs(match, owners[:1], match.row.names(match.cells["property"]))
            return


def _owner_of_kind(match: Matched) -> Iterator[Reading]:
    """«Основатель агентства Игорь Лапшин»: of the organization that was last called an agency."""
    noun = match.row.scene.words[match.row.bounds[match.cells["kind"][0]][0]].lemma
    for scene in (match.row.scene, *match.row.before):
        for item in reversed(scene.of("organization")):
            if item.first and scene.words[item.first - 1].lemma == noun:
                yield from _pairs(match, match.row.names(match.cells["owner"]), [item])
                return


def _pairs(match: Matched, owners: Sequence[Item], owned: Sequence[Item]) -> Iterator[Reading]:
    for a in owners:
        for b in owned:
            if a.id != b.id:
                start, end = min(a.start, b.start), max(a.end, b.end)
                yield Reading({"owner": a.id, "property": b.id, "share": share_between(match)}, start, end)


# --- guards ---


def other_case(match: Matched) -> bool:
    """«Владелец «Ромашки» похвалил Ивана Котова»: the name is in another case than the noun for the owner."""
    return not match.row.cases(match.trigger) & match.row.cases(match.cells["owner"][0])


def named_after(match: Matched) -> bool:
    """«Создатель Театра им. Йозефа Бойса»: the company has the name, nobody owns it."""
    row = match.row
    first = row.bounds[match.cells["owner"][0]][0]
    return any(token.text.lower() in ("им", "имени") for token in row.scene.tokens[max(first - 2, 0) : first])


def headed(match: Matched) -> bool:
    """«Директора холдинга «Медиа» Ивана Котова»: the name is that of the head."""
    scene = match.row.scene
    before = match.row.bounds[match.trigger][0] - 1
    while before >= 0 and scene.cover[before] < 0 and scene.words[before].upos == "ADJ":
        before -= 1
    return (
        before >= 0
        and bool(scene.words[before].cases & GEN)
        and (scene.cover[before] >= 0 or scene.words[before].is_post)
    )


def after_comma(match: Matched) -> bool:
    """«Препарат, созданный институтом вместе с «Гранитом»»: what is founded comes before the participle."""
    scene, t = match.row.scene, match.row.bounds[match.trigger][0]
    return t > 0 and scene.tokens[t - 1].text == ","


def with_relative(match: Matched) -> bool:
    """«Only News, которыми владеет Лось, а также Nabu Leaks»: the owner is named after the verb."""
    row = match.row
    between = range(row.bounds[match.cells["owner"][-1]][1], row.bounds[match.trigger][0])
    return any(row.scene.words[t].lemma == "который" for t in between)


def of_several(match: Matched) -> bool:
    """«27 стран «Гранита», входящих в состав зоны»: the participle is in the plural, the name is one."""
    word = match.row.scene.words[match.row.bounds[match.trigger][0]]
    return word.form == "Part" and word.plural and not word.singular and len(match.cells["property"]) == 1


# --- the table ---

OF_COMPANY = "[NOUN|ADJ|NUM|SYM]* {property:org,}"
RULES = (
    FactRule(
        "ownership.position",
        "Владельцем «Гранита» и «Ромашки» стал Игорь Лапшин.",
        f"[@positions]! {OF_COMPANY} [@becomes] .. {{owner:who.nom free,}}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.position",
        "Лосев стал владельцем 25% акций «Вектона».",
        f"{{owner:who.nom free,}} .. [@becomes] .. [@positions ins]! {OF_COMPANY}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.position",
        "Основатель «Гранита» и «Ромашки» Игорь Лапшин уехал.",
        f"[@positions]! {OF_COMPANY} {{owner:person}}",
        _each_owner,
        unless=(other_case, named_after),
    ),
    FactRule(
        "ownership.position",
        "Владелец компании «Гранит» и глава города Пётр Лосев разбогател.",
        f"[@positions]! {OF_COMPANY} ['и|,'] [post] ..5, {{owner:person}}",
        _each_owner,
        unless=(other_case,),
    ),
    FactRule(
        "ownership.position",
        "Приехал Игорь Лапшин (глава «Севермаша» и совладелец трейдера «Гранит»).",
        f"{{owner:person}} ['(|—|–|-'] ..8 [@positions nom]! {OF_COMPANY}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.position",
        "Игорь Лапшин, основатель «Гранита», уехал.",
        f"{{owner:person}} [','] ..8 [@positions]! {OF_COMPANY}",
        _each_owner,
        unless=(denied, other_case),
    ),
    FactRule(
        "ownership.position",
        "Halyk Invest и его основной акционер — холдинг «Алмакс» — подали иск.",
        "{property:org} ['и|,|('] ['его|её|ее|их'] [ADJ]* [@positions]! ['—|–|-|,|(']? [NOUN|ADJ]* {owner:who,}",
        _each_owner,
    ),
    FactRule(
        "ownership.position",
        "В агентстве «Рубеж» прошла проверка. Приехал основатель агентства Игорь Лапшин.",
        "[@positions]! {kind:@kinds gen} {owner:person,}",
        _owner_of_kind,
        unless=(other_case,),
    ),
    FactRule(
        "ownership.genitive",
        "Газета принадлежит холдингу «Медиа-Клён» Игоря Лапшина.",
        "[@businesses NOUN]! {property:org} {owner:person.gen -nom}",
        _each_owner,
        unless=(headed,),
    ),
    FactRule(
        "ownership.genitive",
        "Проверку прошла компания Игоря Лапшина «Гранит».",
        "[@businesses NOUN]! {owner:person.gen -nom} {property:org}",
        _each_owner,
    ),
    FactRule(
        "ownership.group",
        "«Металлоинвест» вырос. Крупнейшие предприятия холдинга — «Уральская сталь» и «Лютик».",
        "[@assets NOUN nom]! [@firms gen] ['—|–|-|:'] [NOUN|ADJ]* {property:org,}",
        _property_of_last_subject,
    ),
    FactRule(
        "ownership.group",
        "Компания «Торг-Клён», куда входят сети «Ромашка» и «Лютик», закрыла магазины.",
        "{owner:org} [','] ['куда'] [@enters VERB Fin]! .. {property:org.nom,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.group",
        "Холдинг «Торг-Клён», в который входит «Ромашка», закрыл магазины.",
        "{owner:org} [','] ['в'] ['который|которую|которое'] [@enters VERB Fin]! .. {property:org.nom,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.group",
        "Завод «Камский цемент» входит в холдинг «Северный элемент».",
        "{property:org.nom free,} .. [@enters VERB Fin|Part]! ['в|во'] [ADJ]* [@groups NOUN] [@kinds]? {owner:org}",
        _each_owner,
        unless=(denied, of_several),
    ),
    FactRule(
        "ownership.founded",
        "Закрылась созданная Игорем Лапшиным «Ромашка-фильм».",
        "[@founded passive]! .. {owner:who.ins -nom,} .. {property:org}",
        _each_owner,
        unless=(denied, after_comma),
    ),
    FactRule(
        "ownership.founded",
        "Компания «Ромашка», основанная Иваном Котовым, закрылась.",
        "{property:org} [',']? ..6 [@founded passive]! .. {owner:who.ins -nom,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "«Гранит» является собственностью Тимура Осмонова.",
        "{property:org.nom free,} .. [@becomes] [@held NOUN ins]! [NOUN|ADJ]* [post]? {owner:party.gen,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Компания «Гранит» закрылась. Эта фирма является собственностью Тимура Осмонова.",
        "['эта|этот|это'] [@firms] [@becomes] [@held NOUN ins]! [NOUN|ADJ]* [post]? {owner:party.gen,}",
        _owner_of_last_subject,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "100% «Вектона» принадлежат Сбербанку.",
        "['%'] [@shares NOUN]? [NOUN|ADJ]* {property:org.gen,} .. [@belongs Fin]! .. {owner:party.dat,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.share",
        "«Север» владеет 45%-ной долей «Вектона».",
        "{owner:who.nom free,} .. [@has VERB Fin|Part|Conv -passive]! ..6 [@shares] .. {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.share",
        "Игорь Лапшин продал свою долю в компании «Гранит» Петру Котову.",
        "{owner:who.nom free} .. [@sold VERB]! .. ['свою|свои|свой|своего'] [NOUN|ADJ|NUM|SYM|ADP]* {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.branch",
        "Связь обеспечит ООО «Мобисвязь» (дочерняя компания «Росвязи»).",
        "{property:org} [',|—|–|-|('] [ADJ]* [@daughter]! [NOUN] [NOUN|ADJ]* {owner:org}",
        _each_owner,
    ),
    FactRule(
        "ownership.branch",
        "Закрылась дочерняя компания «Газпрома» «Ромашка».",
        "[@daughter]! [@kinds] {owner:org} ['—|–|-|(|,']? {property:org}",
        _each_owner,
    ),
    FactRule(
        "ownership.verb",
        "«Лютик», которым владеет Иван Котов, закрылся.",
        "{property:org} [',']? ['которым|которой|которыми'] [@has VERB Fin]! .. {owner:who.nom free,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.verb",
        "«Газпром» вошёл в капитал «Лютика».",
        "{owner:who.nom free,} .. [@enters VERB Fin]! .. ['в'] [@capital NOUN] [NOUN|ADJ]* {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.verb",
        "Артём Белов владеет сетью клиник «Доктор Рядом».",
        "{owner:who.nom free,} .. [@has VERB Fin|Part|Conv -passive]! .. {property:org.acc|ins bare}",
        _each_owner,
        unless=(denied, with_relative),
    ),
    FactRule(
        "ownership.belongs",
        "Роману Абрамовичу принадлежит «Челси».",
        "{owner:party.dat -nom free,} .. [@belongs Fin]! .. {property:org.nom|gen}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Google принадлежит 39% акций «Беты».",
        "{owner:party.dat free,} .. [@belongs Fin]! ..5 ['%'] .. {property:org.nom|gen}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Google принадлежит половина акций «Беты».",
        "{owner:party.dat free,} .. [@belongs Fin]! ..5 [@shares] .. {property:org.nom|gen}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "«Беломорский картон» принадлежит Алексею Крылову.",
        "{property:org.nom free} .. [@belongs Fin]! .. {owner:party.dat,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "«Лютик» закрылся. Принадлежит Ивану Котову.",
        "[@belongs Fin first]! .. {owner:party.dat,}",
        _owner_of_last_subject,
    ),
    FactRule(
        "ownership.belongs",
        "«Лютик», подконтрольный Ивану Котову, закрылся.",
        "{property:org} ..2 [@belonging]! .. {owner:party.dat,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Подконтрольная Ивану Котову компания «Лютик» закрылась.",
        "[@belonging]! .. {owner:party.dat,} .. {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "«Лютик», принадлежавший Ивану Котову, закрылся.",
        "{property:org} ..2 [@belongs Part]! .. {owner:party.dat,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Принадлежавшая Ивану Котову компания «Лютик» закрылась.",
        "[@belongs Part]! .. {owner:party.dat,} .. {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.share",
        "Доля Ивана Котова в «Лютике» выросла.",
        "[@share NOUN]! ..8 {owner:party} ..2 ['в|во'] [NOUN|ADJ]* {property:org}",
        _each_owner,
    ),
    FactRule(
        "ownership.belongs",
        "В собственности компании «Ромашка» находится «Василёк».",
        "['в'] [@held NOUN]! [@kinds]? {owner:party} .. [VERB Fin] .. {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.branch",
        "Дочка «Ромашки» — «Лютик» — закрылась.",
        "[@branches]! {owner:org} ['—|–|-|('] {property:org}",
        _each_owner,
    ),
    FactRule(
        "ownership.branch",
        "«Вектон» — 100%-ная «дочка» «Севера».",
        "{property:org} [',|—|–|-|('] [ADJ|NUM|SYM|PUNCT]* [@branches]! ['»']? {owner:org}",
        _each_owner,
    ),
)
