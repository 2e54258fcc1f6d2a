"""Values of the amounts found."""

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal

from extractor.document import Money
from extractor.money.currencies import Currency, choose_code, depends_on_countries, is_at_home, is_supported
from extractor.money.readings import MoneyReading

_EXACT = Context(prec=120)
_ONE = Decimal(1)
_AMOUNTS_AROUND = 20
"""How many amounts away a currency may decide whose cents an amount is in."""


def resolve_money(text: str, readings: Sequence[MoneyReading], countries: Sequence[str]) -> tuple[Money, ...]:
    """The amounts with their values and currencies, in order; ids m1, m2 ….

    `countries`: ISO 3166-1 alpha-2 codes that the article speaks of, most frequent first; they decide between crowns.
    What is money only in its own country («10 лек») is left out elsewhere.
    """
    kept = [index for index, reading in enumerate(readings) if _is_money(readings, reading, countries)]
    ids = {index: f"m{number}" for number, index in enumerate(kept, 1)}
    explicit = _explicit_meanings(readings)
    codes = [_code(readings, index, countries, explicit) for index in range(len(readings))]
    return tuple(_resolve(text, readings[index], codes[index], ids, index) for index in kept)


def need_countries(readings: Sequence[MoneyReading]) -> bool:
    """Whether `resolve_money` would look at the countries of the article at all."""
    currencies = [reading.currency for reading in readings if reading.currency is not None]
    explicit = {currency.noun for currency in currencies if currency.qualified}
    return any(
        depends_on_countries(currency) or (currency.noun in explicit and not currency.qualified)
        for currency in currencies
    )


def _is_money(readings: Sequence[MoneyReading], reading: MoneyReading, countries: Sequence[str]) -> bool:
    written = readings[reading.like] if reading.like is not None else reading
    currency = written.currency
    return currency is None or not currency.needs_country or is_supported(currency, countries)


def _code(
    readings: Sequence[MoneyReading], index: int, countries: Sequence[str], explicit: Mapping[str, set[str | None]]
) -> str | None:
    reading = readings[index]
    currency = reading.currency
    if reading.like is not None:
        return _code(readings, reading.like, countries, explicit)
    if currency is None:
        return None
    if currency.factor < 1 and currency.code is None:
        return _subunit_code(readings, index, currency, countries)
    elsewhere = explicit.get(currency.noun, set()) if not currency.qualified else set()
    if len(elsewhere) == 1 and not is_at_home(currency, countries):
        return next(iter(elsewhere))
    return choose_code(currency, countries)


def _explicit_meanings(readings: Sequence[MoneyReading]) -> dict[str, set[str | None]]:
    """What the article says that its nouns mean, where it says it: «кипрских фунтов», and then only «фунтов»."""
    explicit: dict[str, set[str | None]] = {}
    for reading in readings:
        if reading.currency and reading.currency.qualified:
            explicit.setdefault(reading.currency.noun, set()).add(reading.currency.code)
    return explicit


def _subunit_code(
    readings: Sequence[MoneyReading], index: int, currency: Currency, countries: Sequence[str]
) -> str | None:
    """Whose cents they are: of the nearest currency that has them, else of the countries, else of the first kind."""
    own = {kind.code for kind in currency.kinds}
    before, following = (
        readings[max(0, index - _AMOUNTS_AROUND) : index],
        readings[index + 1 : index + 1 + _AMOUNTS_AROUND],
    )
    for near in (*reversed(before), *following):
        if near.currency and near.currency.factor == 1 and near.currency.code in own:
            return near.currency.code
    code = choose_code(currency, countries)
    return code if code or countries or not currency.kinds else currency.kinds[0].code


def _resolve(text: str, reading: MoneyReading, code: str | None, ids: dict[int, str], index: int) -> Money:
    factor = reading.currency.factor if reading.currency else _ONE
    low, high = (_times(bound, factor) for bound in (reading.low, reading.high))
    return Money(
        id=ids[index],
        start=reading.start,
        end=reading.end,
        text=text[reading.start : reading.end],
        currency=code,
        value=None if reading.is_range else low,
        min_value=low if reading.is_range else None,
        max_value=high if reading.is_range else None,
        mod=reading.mod,
        per=reading.per,
        equivalent=ids.get(reading.same_as) if reading.same_as is not None else None,
        rule=reading.rule,
    )


def _times(bound: Decimal | None, factor: Decimal) -> Decimal | None:
    """The product with the digits it needs: 1500000000, neither 1.5E+9 nor 1500000000.0."""
    if bound is None:
        return None
    product = _EXACT.multiply(bound, factor)
    is_whole = product == product.to_integral_value()
    return product.quantize(_ONE, context=_EXACT) if is_whole else product.normalize(_EXACT)
