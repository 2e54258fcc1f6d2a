"""Who of two relatives is what to the other, by the word that the model of participants saw between them."""

from collections.abc import Iterator, Mapping

from extractor.document import Argument
from extractor.facts.participants.find import Found
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import token_span
from extractor.sentence.clauses import is_verb
from extractor.sentence.names import case_of
from extractor.sentence.words import GEN, NOM

MEN = {"spouse": "муж", "child": "сын", "parent": "отец"}
WOMEN = {"spouse": "жена", "child": "дочь", "parent": "мать"}


def relatives_of(found: Found) -> Iterator[Mapping[str, Argument]]:
    """The relation of `who` to `whom`: by the noun, where it is one for a relative of this kind, else by the gender.

    Nothing where the noun cannot be said of the one («дочь Иван»); of husband and wife it may be said of either.
    """
    row, (relation, one, other, cue) = found.row, found.pair
    gender = _gender(row.scene.words[cue].lemma)
    may_be = row.antecedents.may_be
    if _is_apart(found) or _is_of_another(found) or _is_wanted(found) or _is_outside(found):
        return
    who, whom = one.id, other.id
    if relation == "spouse" and gender and not may_be(who, gender):
        who, whom = whom, who
    if gender is not None and not may_be(who, gender):
        return
    is_man = gender == "Masc" if gender else may_be(who, "Masc")
    name = (MEN if is_man else WOMEN)[relation]
    yield {"who": who, "relation": token_span(row.scene, cue, cue + 1, name), "whom": whom}


def _gender(lemma: str) -> str | None:
    """Masc or Fem, where a word is a noun for a man or a woman."""
    words = people_words("relatives")
    if lemma in words["women"] | people_words("family")["women"]:
        return "Fem"
    return "Masc" if lemma in words["men"] else None


def _is_apart(found: Found) -> bool:
    """«Приехала с мужем и встретила Орлова»: other verbs part both from the noun for the relative."""
    scene, cue = found.row.scene, found.pair.cue
    if scene.words[cue].upos != "NOUN":
        return False
    ends = [end for end in (found.pair.who, found.pair.other) if end.first >= 0]
    gaps = [range(cue + 1, end.first) if end.first > cue else range(end.last, cue) for end in ends]
    copulas = people_words("deaths")["becomes"]
    return all(any(is_verb(scene, t) and not scene.words[t].lemmas & copulas for t in gap) for gap in gaps)


def _is_outside(found: Found) -> bool:
    """«Фонд четы Клинтон»: a couple is named right after the word."""
    scene, (_, one, other, cue) = found.row.scene, found.pair
    return scene.words[cue].lemma == "чета" and min(one.first, other.first) < cue


def _is_wanted(found: Found) -> bool:
    """«Хочет развестись», «согласилась выйти замуж»."""
    scene, cue = found.row.scene, found.pair.cue
    return scene.words[cue].upos != "NOUN" and "Inf" in {word.form for word in scene.words[max(cue - 1, 0) : cue + 1]}


def _is_of_another(found: Found) -> bool:
    """Whether the noun says itself whose relative is meant, or that nobody's is: «многодетную мать Орлову».

    Of «сын Орлова» Орлов is the father, and of «сын президента Пётр Орлов» the president, whoever else is named.
    """
    scene, cue = found.row.scene, found.pair.cue
    if scene.words[cue].upos != "NOUN" or cue + 1 >= len(scene.tokens):
        return False
    if cue and scene.words[cue - 1].lemma in people_words("relatives")["nobodys"]:
        return True
    if scene.kind_at(cue + 1) == "person":
        item = scene.items[scene.cover[cue + 1]]
        return case_of(scene, item) & (GEN | NOM) == GEN and item.first == found.pair.who.first
    return _names_another(found, cue + 1)


def _names_another(found: Found, t: int) -> bool:
    """Whether a genitive after the noun for the relative leads to somebody else: «сын бывшего президента Орлова»."""
    scene, pair = found.row.scene, found.pair
    while t + 1 < len(scene.tokens) and scene.is_word(t) and scene.words[t].upos == "ADJ":
        t += 1
    word = scene.words[t]
    is_noun = scene.is_word(t) or scene.kind_at(t) == "position"
    if not is_noun or word.upos != "NOUN" or word.cases & (GEN | NOM) != GEN:
        return False
    named = next((item.first for item in scene.of("person") if item.first > t), None)
    return named not in {pair.other.first, *((pair.who.first,) if pair.relation == "spouse" else ())}
