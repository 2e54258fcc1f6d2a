"""What is known beside the network of the names of an article: passes over them, one after the other.

The network sees a sentence; a pass sees the article, knows lists of words or the shape of a name. Each takes the names
in order without overlap and gives them so.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.document import NameMention
from extractor.names.bounds import with_bounds, with_state_bodies
from extractor.names.bracketed import with_bracketed
from extractor.names.common_nouns import without_common_nouns
from extractor.names.companies import with_companies
from extractor.names.countries import with_countries
from extractor.names.credits import with_credits
from extractor.names.datelines import with_datelines
from extractor.names.fragments import without_fragments
from extractor.names.headed_places import with_headed_places
from extractor.names.institutions import with_institutions
from extractor.names.ministries import with_ministries
from extractor.names.named_after import with_named_after
from extractor.names.not_names import without_non_names
from extractor.names.overlay import Context
from extractor.names.people_by_shape import with_people_by_shape
from extractor.names.place_nouns import with_places_by_noun
from extractor.names.public_bodies import with_public_bodies
from extractor.names.quoted_names import with_quoted_names
from extractor.names.regions import with_regions
from extractor.names.repeats import with_repeated

Change = Callable[[Sequence[NameMention], Context], Sequence[NameMention]]


class Pass(NamedTuple):
    """A step from names to names."""

    example: str
    change: Change
    is_contract: bool = False
    """Whether it follows docs/output.md where annotated corpora have other bounds."""


PASSES: tuple[Pass, ...] = (
    Pass("no name: «9» of «глава -9», «рия» of «М›рия»", without_fragments),
    Pass("«Фото: NUR.KZ», «Н. Каримова, УзА.»", with_credits),
    Pass("«ТАШКЕНТ, 15 ноября — Sputnik.»", with_datelines),
    Pass("«ООО «Торговый дом «Енисей»»", with_companies),
    Pass("«В «Юге» отказались», «Олег Дронов («Новые люди»)»", with_quoted_names),
    Pass("«Пестерева Глеба Львовича»", with_people_by_shape),
    Pass("«мэр Лугова Пётр Клёнов»", with_headed_places),
    Pass("«Института имени Роберта Коха»", with_named_after),
    Pass("«Камский политехнический университет (КамПУ)»", with_bracketed),
    Pass("«Энгельсского района», «Китай–Кыргызстан»", with_regions),
    Pass("«в посёлке Лесном», «на улице Ленина»", with_places_by_noun, is_contract=True),
    Pass("no organization: «МСФО», «Стратегия банка», «фильм «Дядя Ваня»»", without_non_names, is_contract=True),
    Pass("«правительства Пакистана», «российского Forbes», «мажилис»", with_bounds, is_contract=True),
    Pass("«УФАС», «МИД РУз»", with_state_bodies),
    Pass("«Жарминской районной больницы» where nothing was found", with_public_bodies),
    Pass("«Министерства торговли страны» where nothing was found", with_ministries, is_contract=True),
    Pass("«Жогорку Кенеш», «КамАЗ»", with_institutions),
    Pass("«Гвинея-Бисау» where nothing was found, «КР», «РУз»", with_countries),
    Pass("no place: «Штаты» where the article writes «в штатах»", without_common_nouns),
    Pass("«Северный банк» after «Северного банка»", with_repeated),
)


def complete(names: Sequence[NameMention], context: Context) -> tuple[NameMention, ...]:
    """The names of an article after all passes."""
    for one in PASSES:
        if context.by_contract or not one.is_contract:
            names = one.change(names, context)
    return tuple(names)
