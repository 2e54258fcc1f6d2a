"""The identities of all names of a state file, decided anew and written into it."""

from collections import defaultdict, deque
from itertools import islice

from extractor.archive.context import SHORT, assign_short_names
from extractor.archive.forms import Name
from extractor.archive.identity import find_identity
from extractor.archive.rules import SAME_RULES
from extractor.archive.store import Store
from extractor.names.spelling import key_of

LETTERS = {"person": "P", "organization": "O", "location": "L"}
"""First letters of the ids of entities."""

ROWS_AT_A_TIME = 10_000

EXAMPLES = {rule.id: rule.example for rule in SAME_RULES} | {rule.id: rule.example for rule in SHORT}


def resolve(store: Store) -> int:
    """Decide which names are one, and what the short ones mean in every document; log what changed since the last time.

    Returns how many names have another entity than before.

    The id of an entity is that of the first of its names in order of appearance: more documents leave it as it is,
    unless they join it with an older entity or part it from one.
    """
    store.count_names()
    identity, links = find_identity(store)
    connection = store.connection
    with connection:
        connection.execute("DELETE FROM links")
        connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?)", links)
    assignments = assign_short_names(store, identity)
    with connection:
        connection.execute("DELETE FROM assigned")
        while rows := list(islice(assignments, ROWS_AT_A_TIME)):
            connection.executemany("INSERT INTO assigned VALUES (?, ?, ?, ?, ?)", rows)
    entities: dict[int, str] = {}
    for name in store.names():
        root = identity.root(name.id)
        entities[name.id] = f"{LETTERS[name.kind]}{root}"
    return _log_changes(store, entities)


def _log_changes(store: Store, entities: dict[int, str]) -> int:
    connection = store.connection
    before = dict(connection.execute("SELECT name, entity FROM identities"))
    moved = [(name, old, entities[name]) for name, old in before.items() if entities.get(name, old) != old]
    with connection:
        run = connection.execute("INSERT INTO runs (documents) VALUES (?)", (store.count(),)).lastrowid
        connection.executemany(
            "INSERT INTO changes VALUES (?, ?, ?, ?, ?)",
            [(run, name, old, new, _reason(name, old)) for name, old, new in moved],
        )
        connection.execute("DELETE FROM identities")
        connection.executemany("INSERT INTO identities VALUES (?, ?)", entities.items())
    return len(moved)


def _reason(name: int, old: str) -> str:
    """A name that stood for its entity joined another; one that did not has parted from it or moved."""
    return "joined" if int(old[1:]) == name else "parted"


def explain_same(store: Store, first: str, second: str) -> list[str]:
    """Why two names of an archive are one entity, or that they are not: lines for people."""
    ones, others = _find(store, first), _find(store, second)
    if not ones or not others:
        missing = first if not ones else second
        return [f"no such name in the archive: {missing}"]
    lines: list[str] = []
    for one in ones:
        for other in others:
            if one.kind == other.kind and one.id != other.id:
                lines += _explain_pair(store, one, other)
    return lines or [f"{first} and {second} are names of different kinds, or the same name"]


def _find(store: Store, name: str) -> list[Name]:
    key = key_of(name)
    return [found for found in store.names() if found.key == key or key_of(found.name) == key]


def _explain_pair(store: Store, one: Name, other: Name) -> list[str]:
    steps = _path(store, one.id, other.id)
    if steps:
        return [
            f"{one.name} = {other.name}: one entity",
            *(
                f"  {_name_of(store, a)} = {_name_of(store, b)}: {rule} ({EXAMPLES[rule]})"
                f"{', ' + evidence if evidence else ''}, score {score:.2f}"
                for a, b, rule, score, evidence in steps
            ),
        ]
    lines = []
    for short, full in ((one, other), (other, one)):
        lines += _explain_context(store, short, full)
    return lines or [f"{one.name} and {other.name}: two entities, no rule joins them"]


def _explain_context(store: Store, short: Name, full: Name) -> list[str]:
    """In how many articles a short name means the entity of a full one."""
    root = store.connection.execute("SELECT entity FROM identities WHERE name = ?", (full.id,)).fetchone()
    rows = store.connection.execute(
        "SELECT rule, count(*), min(score), max(score) FROM assigned WHERE name = ? AND root = ? GROUP BY rule",
        (short.id, int(root[0][1:]) if root else 0),
    )
    return [
        f"{short.name} means {full.name} in {count} of {short.articles} articles:"
        f" {rule}, score {least:.2f} to {most:.2f}"
        for rule, count, least, most in rows
    ]


Step = tuple[int, int, str, float, str]


def _path(store: Store, start: int, goal: int) -> list[Step]:
    """The links that lead from one name to another."""
    neighbours: dict[int, list[Step]] = defaultdict(list)
    for one, other, rule, score, evidence in store.connection.execute("SELECT * FROM links"):
        neighbours[one].append((one, other, rule, score, evidence))
        neighbours[other].append((other, one, rule, score, evidence))
    came: dict[int, Step] = {}
    queue = deque([start])
    while queue and goal not in came:
        at = queue.popleft()
        for step in neighbours[at]:
            if step[1] not in came and step[1] != start:
                came[step[1]] = step
                queue.append(step[1])
    steps: list[Step] = []
    while goal in came:
        steps.append(came[goal])
        goal = came[goal][0]
    return steps[::-1]


def _name_of(store: Store, number: int) -> str:
    return str(store.connection.execute("SELECT name FROM names WHERE id = ?", (number,)).fetchone()[0])


def scores_of_names(store: Store) -> dict[int, tuple[float, str]]:
    """How sure it is that a name is of its entity, and by which rule: the product of the links from its first name."""
    neighbours: dict[int, list[tuple[int, float, str]]] = defaultdict(list)
    for one, other, rule, score in store.connection.execute("SELECT one, other, rule, score FROM links"):
        neighbours[one].append((other, score, rule))
        neighbours[other].append((one, score, rule))
    sure: dict[int, tuple[float, str]] = {}
    for root in sorted(neighbours):
        if root in sure:
            continue
        sure[root] = (1.0, "")
        queue = deque([root])
        while queue:
            at = queue.popleft()
            for name, score, rule in neighbours[at]:
                if name not in sure:
                    sure[name] = (sure[at][0] * score, rule)
                    queue.append(name)
    return sure
