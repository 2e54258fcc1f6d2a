"""What only looks like a date: the guards of the rules, each by the tokens from i up to j."""

from extractor.dates import contexts
from extractor.dates.lexer import Tokens


def glued(tok: Tokens, i: int, j: int) -> bool:
    """Part of a longer word or name: «ЧМ-2018», «T-34»."""
    return contexts.is_glued(tok, i, j)


def season_of_sport(tok: Tokens, i: int, j: int) -> bool:
    """A season of sport: «в сезоне 2019/20»."""
    return contexts.is_sport(tok, i, j)


def counting(tok: Tokens, _i: int, j: int) -> bool:
    """A number of what follows: «12.05 процента»."""
    return contexts.is_counted(tok, j)
