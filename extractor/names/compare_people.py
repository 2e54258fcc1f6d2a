"""Whether mentions may be of one person, part by part of their names."""

from extractor.names.given_names import are_short_forms
from extractor.names.parts import Role
from extractor.names.people import Votes
from extractor.names.person_mentions import SAME_WORD, PersonGroup, PersonMention
from extractor.names.spelling import skeleton

VARIANT = -2.0
"""Weight of two spellings of a name."""
ROLES: tuple[Role, ...] = ("family", "given", "patronymic")
SLIP_LENGTH = 7
"""Letters from which on a family name may be mistyped and still be recognized."""


def share(a: Votes, b: Votes) -> float:
    """How likely the likeliest nominative is that two words share, 0 at best."""
    return max([weight + b[key] for key, weight in a.items() if key in b], default=-100.0)


def share_variant(a: Votes, b: Votes) -> float:
    """The same for other spellings of one name."""
    shared = share(a, b)
    if shared > SAME_WORD or not a or not b:
        return shared
    first, second = max(a, key=a.__getitem__), max(b, key=b.__getitem__)
    return VARIANT if first[1] == second[1] and skeleton(first[0]) == skeleton(second[0]) else shared


def _is_slip(a: Votes, b: Votes) -> bool:
    """Whether two family names differ by one letter inside, as slips do: where the given name is the same."""
    if not a or not b:
        return False
    (first, gender), (second, other) = max(a, key=a.__getitem__), max(b, key=b.__getitem__)
    if gender != other or min(len(first), len(second)) < SLIP_LENGTH:
        return False
    if first[0] != second[0] or first[-2:] != second[-2:]:  # «Захаров» is not «Сахаров»
        return False
    start = next((i for i, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), SLIP_LENGTH)
    return first[start + 1 :] in (second[start + 1 :], second[start:]) or first[start:] == second[start + 1 :]


def _is_short(a: Votes, b: Votes) -> bool:
    """Whether one given name may be short for the other: «Джо Байден» and «Джозеф Байден» of one article."""
    return bool(a and b) and are_short_forms(max(a, key=a.__getitem__)[0], max(b, key=b.__getitem__)[0])


def compare(reading: PersonMention, group: PersonGroup) -> float | None:
    """How well a mention fits a person, 0 at best; None if it cannot be."""
    scores = [_compare_mentions(reading, known) for known in telling(group)]
    if any(score is None for score in scores):
        return None
    return max(score for score in scores if score is not None)


def telling(group: PersonGroup) -> list[PersonMention]:
    """The mentions that a new one has to fit: the fullest and the last."""
    best, last = group.best, group.mentions[-1]
    return [best] if best is last or last.rank < 100 else [best, last]


def _compare_mentions(a: PersonMention, b: PersonMention) -> float | None:
    """The same for two mentions: part by part, or as the beginning of a longer name."""
    score = _compare_parts(a, b)
    if score is None and min(len(a.parts), len(b.parts)) > 1 and len(a.parts) != len(b.parts):
        shared = [share(x, y) for x, y in zip(a.votes, b.votes, strict=False)]
        if min(shared) > SAME_WORD:
            return min(shared)
    return score


def _compare_parts(a: PersonMention, b: PersonMention) -> float | None:
    if a.numeral and b.numeral and a.numeral != b.numeral:
        return None
    score = 0.0
    compared = False
    for role in ROLES:
        if a.words(role) and b.words(role):
            shared = _compare_words(a, b, role)
            if shared is None:
                return None
            score = min(score, shared)
            compared = compared or role == "family" or (role == "given" and not _have(a, b, "family"))
        elif (letter := a.initial(role)) and (other := b.initial(role)) and letter != other:
            return None
    return score if compared else None


def _compare_words(a: PersonMention, b: PersonMention, role: Role) -> float | None:
    """How well the words of a role agree, each of the shorter side with its likeliest of the other."""
    if len(a.words(role)) > len(b.words(role)):
        a, b = b, a
    score = 0.0
    for i in a.words(role):
        others = [b.votes[j] for j in b.words(role)]
        shared = max(share_variant(a.votes[i], other) for other in others)
        if shared <= SAME_WORD and any(_may_differ(a.votes[i], other, role, a, b) for other in others):
            shared = VARIANT * 2
        if shared <= SAME_WORD:
            return None
        score = min(score, shared)
    return score


def _may_differ(one: Votes, other: Votes, role: Role, a: PersonMention, b: PersonMention) -> bool:
    """A slip in a family name beside the same given name, or a short given name beside the same family name."""
    if role == "family":
        return _have(a, b, "given") and _is_slip(one, other)
    return role == "given" and _have(a, b, "family") and _is_short(one, other)


def _have(a: PersonMention, b: PersonMention, role: Role) -> bool:
    """Whether both mentions have a word of the role."""
    return len(a.words(role)) > 0 and len(b.words(role)) > 0
