"""Whether an occupation begins or ends: «назначен министром», «экс-президент»."""

from extractor.document import Phase
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import is_participle, is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import INS, NOM

FORMER_PREFIXES = ("экс-", "бывш")

WORDS_BEFORE_POST, WORDS_BEFORE_BOTH, WORDS_BEFORE_START = 2, 4, 3
"""Tokens before a post among which «бывший» counts; before a post and its holder those among which a verb of leaving
and one of beginning count."""

WORDS_TO_VERB, WORDS_TO_POST = 3, 3
"""Tokens from a name to its verb, and from the verb to the word for a post."""

WORDS_TO_OTHER_POST = 6
"""Tokens between two posts at most, of which one was held before the other: «главой МИД назначен министр Котов»."""

NEW_WITHIN = 3
"""Tokens from WORDS_BEFORE_POST on among which «новый» counts: not «директор нового завода»."""


def find_phase(scene: Scene, who: Item, position: Item, where: Item | None = None) -> Phase | None:
    """`start` or `end` where words before the position, around it or the verb of both say so."""
    if (phase := _by_adjective(scene, position)) is not None:
        return phase
    verbs = word_lists("verbs")
    left, right = (who, position) if who.first < position.first else (position, who)
    if _is_from_post(scene, position) or (left is who and _was_before(scene, who, position)):
        return "end"
    if (phase := _by_verb_after(scene, right, where)) is not None:
        return phase
    begun = _after_colon(scene, left.first)
    around = _lemmas(scene, max(begun, left.first - WORDS_BEFORE_BOTH), right.last)
    if around & verbs["end"] and not around & verbs["begin"]:
        return "end"
    first = max(begun, left.first - WORDS_BEFORE_START)
    if scene.words[head_of(scene, position)].cases & (NOM | INS) == NOM:
        first = _after_object(scene, first, left.first)
    first = first if left is who else _after_participle(scene, first, left.first)
    between = _lemmas(scene, first, left.first)
    between |= _lemmas(scene, left.last, right.first)
    if not between & verbs["begin"] or "отставка" in between or _is_of_another_post(scene, position, between):
        return None
    return None if _is_only_received(scene, position, between) else "start"


def past_work(scene: Scene, who: Item, where: Item | None) -> Phase | None:
    """`end` where somebody worked at a place before: «Котов, ранее возглавлявший «Гранит»»."""
    if where is None or where.first < who.last:
        return None
    between = " ".join(token.text.lower() for token in scene.tokens[who.last : where.first])
    return "end" if any(f" {phrase} " in f" {between} " for phrase in fact_words("before")["earlier"]) else None


def _is_only_received(scene: Scene, position: Item, between: set[str]) -> bool:
    """«Президент принял министра Котова»: a visitor, not «принял директором», «принял на должность директора»."""
    words = fact_words("occupations")
    if not between & word_lists("verbs")["begin"] <= words["receiving"] or between & words["posts"]:
        return False
    return not scene.words[head_of(scene, position)].cases & INS


def _is_of_another_post(scene: Scene, position: Item, verbs: set[str]) -> bool:
    """«Главой МИД стал министр Котов», «сделал укол мэру»: what somebody becomes is in the instrumental."""
    cases = scene.words[head_of(scene, position)].cases
    if not cases or cases & INS:
        return False
    return not verbs.isdisjoint(fact_words("occupations")["become"]) or any(
        item.kind == "position"
        and position.first - WORDS_TO_OTHER_POST <= item.last <= position.first
        and (bool(scene.words[head_of(scene, item)].cases & INS) or _is_after_post(scene, item))
        for item in scene.items
    )


def _is_after_post(scene: Scene, position: Item) -> bool:
    """«В должность 46-го президента вступит представитель партии»."""
    t = position.first - 1
    while scene.is_word(t) and (scene.words[t].upos in ("ADJ", "NUM") or scene.tokens[t].text[0].isdigit()):
        t -= 1
    return t >= 0 and _has_post(scene, range(t, t + 1))


def _is_from_post(scene: Scene, position: Item) -> bool:
    """«Ушёл с поста главы», «отставка Котова с должности мэра»."""
    t = position.first - 1
    while scene.is_word(t) and scene.words[t].upos == "ADJ":
        t -= 1
    return t > 0 and scene.tokens[t - 1].text.lower() in ("с", "со") and _has_post(scene, range(t, t + 1))


def _after_object(scene: Scene, first: int, last: int) -> int:
    """The index after a noun that is the object of a verb before it: «выдвинул ультиматум Министр Котов»."""
    posts = fact_words("occupations")["posts"]
    return max(
        (
            t + 1
            for t in range(first, last)
            if scene.is_word(t) and scene.words[t].upos == "NOUN" and scene.words[t].lemma not in posts
        ),
        default=first,
    )


def _after_participle(scene: Scene, first: int, last: int) -> int:
    """The index after a participle that is of the noun before its comma: «стратегии, избранной премьером Котовой»."""
    for t in range(last - 1, max(first, 1) - 1, -1):
        if is_participle(scene, t) and scene.tokens[t - 1].text == ",":
            return t + 1
    return first


def _after_colon(scene: Scene, t: int) -> int:
    """The token after the last colon before one: «Банк сменил директора: Котова ушла с поста»."""
    return next((n + 1 for n in range(t - 1, -1, -1) if scene.tokens[n].text in (":", ";")), 0)


def _was_before(scene: Scene, who: Item, position: Item) -> bool:
    """«До этого был директором», «ранее работавший директором», «занимавший пост директора»."""
    hold, earlier = word_lists("verbs")["hold"], fact_words("occupations")["earlier"]
    for t in range(position.first - 1, who.last - 1, -1):
        word = scene.words[t]
        if scene.is_word(t) and word.lemma in hold:
            before = {scene.tokens[n].text.lower() for n in range(max(t - 2, 0), t)}
            return _is_past_participle(scene, t) or not before.isdisjoint(earlier)
        if is_verb(scene, t):
            return False
    return False


def _is_past_participle(scene: Scene, t: int) -> bool:
    """Whether a word is a participle like «работавший», «занимавшая»."""
    word = scene.words[t]
    return word.form == "Part" and not word.passive and scene.tokens[t].text.lower().find("вш") > 0


def _by_verb_after(scene: Scene, right: Item, where: Item | None) -> Phase | None:
    """«Министр Котов ушёл в отставку», «Лосева вступила в должность», «Карлиньо покинул «Зенит»»."""
    for t in range(right.last, min(right.last + WORDS_TO_VERB, len(scene.tokens))):
        if not scene.is_word(t) or scene.tokens[t].text in ",;:":
            return None
        phase = _phase_of_verb(scene.words[t].lemma)
        if phase is not None:
            if _is_done_to_others(scene, t, right):
                return None
            after = range(t + 1, min(t + 1 + WORDS_TO_POST, len(scene.tokens)))
            leaves = any(scene.words[n].lemma == "отставка" for n in after)
            is_of_post = _has_post(scene, after) or (phase == "end" and _has_place(after, where))
            if leaves and phase == "start":  # «премьер приняла отставку министра»
                return None
            return phase if is_of_post else None
    return None


def _is_done_to_others(scene: Scene, verb: int, subject: Item) -> bool:
    """«Президент Котов освободил от должностей ряд министров»: the subject of the active verb keeps his post."""
    words = fact_words("changes")
    word = scene.words[verb]
    if word.lemma not in words["dismisses"] | words["removes"] | words["appoints"] or word.passive or word.plural:
        return False
    return bool(scene.words[head_of(scene, subject)].cases & NOM) and scene.tokens[verb].text[-2:] not in ("ся", "сь")


def _phase_of_verb(lemma: str) -> Phase | None:
    verbs = word_lists("verbs")
    if lemma in verbs["end"]:
        return "end"
    return "start" if lemma in verbs["begin"] else None


def _has_post(scene: Scene, tokens: range) -> bool:
    """Whether one of the words is «пост», «должность», «отставка»."""
    posts = fact_words("occupations")["posts"]
    return any(scene.is_word(t) and scene.words[t].lemma in posts for t in tokens)


def _has_place(tokens: range, where: Item | None) -> bool:
    return where is not None and any(where.first <= t < where.last for t in tokens)


def _by_adjective(scene: Scene, position: Item) -> Phase | None:
    """«Бывший министр», «новый директор», «экс-президент»."""
    words = fact_words("before")
    around = range(max(position.first - WORDS_BEFORE_POST, 0), position.last)
    lemmas = [scene.words[t].lemma for t in around if _may_be_of(scene, t, position)]
    is_former = scene.tokens[position.first].text.lower().startswith(FORMER_PREFIXES)
    if is_former or not words["former"].isdisjoint(lemmas):
        return "end"
    return None if words["new"].isdisjoint(lemmas[:NEW_WITHIN]) else "start"


def _may_be_of(scene: Scene, t: int, position: Item) -> bool:
    """Whether a word may be an adjective of a position: not «будущие действия президента»."""
    nouns = range(t + 1, position.first)
    return not any(scene.is_word(n) and scene.words[n].upos == "NOUN" for n in nouns)


def _lemmas(scene: Scene, first: int, last: int) -> set[str]:
    """The lemmas of the tokens outside items."""
    return {scene.words[t].lemma for t in range(max(first, 0), last) if scene.cover[t] < 0}
