"""What a rule of statements finds: somebody's words, and who is meant."""

from typing import NamedTuple

from extractor.sentence.items import Item
from extractor.sentence.scene import Scene


class Phrase(NamedTuple):
    """A speaker whom the article does not name: the words for them («глава района», «врачи»)."""

    first: int
    """Token of the sentence."""
    last: int
    start: int
    end: int
    case: str = "Nom"
    """Gen after «по словам», Loc after «в»."""


Speaker = Item | str | Phrase
"""The name in the sentence, the id of who is meant, or the words for somebody without a name."""


class Said(NamedTuple):
    """What somebody says, as a rule finds it."""

    scene: Scene
    """The sentence of the verb."""
    speaker: Speaker | None
    """None where nobody is known to say it."""
    start: int
    """Offset of what is said."""
    end: int
    verb: int
    """Token of the sentence: the verb, «по» of «по словам», the colon after a name."""
