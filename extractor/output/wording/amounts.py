"""An amount of money as people write it: «44,07 трлн ₽», «более $20 млн», «€5–7 млн»."""

from decimal import Decimal

from extractor.document import Money
from extractor.output.record import plain_digits
from extractor.output.wording.words import Language, Words, words_of

FRACTION_DIGITS = 4
"""After the decimal mark of a scaled number; one that needs more is written out, since nothing is rounded."""

NBSP = "\u00a0"


def amount_words(money: Money, language: Language) -> str:
    """The amount with its modifier and the unit of a rate, exact; the words of the text where it has no number."""
    words = words_of(language)
    bounds = [bound for bound in (money.min_value, money.max_value) if bound is not None]
    numbers = bounds or ([money.value] if money.value is not None else [])
    if not numbers:
        return " ".join(money.text.split())
    said = _with_currency(numbers, money.currency, words)
    if money.per:
        said = words.text("per", amount=said, per=money.per)
    return f"{words.mod(money.mod)[0]}{NBSP}{said}" if money.mod else said


def _with_currency(numbers: list[Decimal], currency: str | None, words: Words) -> str:
    scale = _common_scale(numbers)
    digits = [plain_digits(number.scaleb(-scale)) for number in numbers]
    shown = "–".join(_grouped(number, words) for number in digits)
    if scale:
        shown += NBSP + words.section("scales")[str(scale)]
    sign = words.section("currencies").get(currency or "", f" {currency}" if currency else "")
    if isinstance(sign, list):
        sign = sign[2] if scale else words.plural(digits[-1], sign)
    sign = sign.replace(" ", NBSP)
    if sign.startswith(NBSP) or not sign:
        return f"{shown}{sign}"
    minus = words.text("minus") if shown.startswith(words.text("minus")) else ""
    return f"{minus}{sign}{shown.removeprefix(minus)}"


def _common_scale(numbers: list[Decimal]) -> int:
    """The power of ten of the largest scale in which all numbers are exact and the smallest is at least 1; or 0."""
    smallest = min((abs(number) for number in numbers if number), default=Decimal(0))
    for scale in (12, 9, 6):
        exact = all(len(_fraction(number.scaleb(-scale))) <= FRACTION_DIGITS for number in numbers)
        if smallest >= 10**scale and exact:
            return scale
    return 0


def _fraction(number: Decimal) -> str:
    return plain_digits(number).partition(".")[2]


def _grouped(digits: str, words: Words) -> str:
    """The digits with the marks of the language between groups of three and before the fraction."""
    whole, _, fraction = digits.removeprefix("-").partition(".")
    shown = f"{int(whole):,}".replace(",", words.text("group_mark"))
    sign = words.text("minus") if digits.startswith("-") else ""
    return sign + shown + (words.text("decimal_mark") + fraction if fraction else "")
