"""Classes of tokens as characters, so that a text becomes a string and a rule a regular expression over it."""

from collections.abc import Mapping

FIRST_CODE = 0xE000
"""The first of the characters that stand for classes: the private use area, so that none is a mark of `re`."""


class Classes:
    """The classes of one grammar, each with the line of the legend that says what belongs to it."""

    def __init__(self, legend: Mapping[str, str]) -> None:
        """`legend`: name of a class to what belongs to it, with an example."""
        self.legend = dict(legend)
        self._codes = {name: chr(FIRST_CODE + number) for number, name in enumerate(legend)}
        self.names: Mapping[str, str] = {code: name for name, code in self._codes.items()}
        """The class of each character."""

    def code(self, name: str) -> str:
        """The character of a class. Errors: KeyError for a class without a line in the legend."""
        return self._codes[name]
