"""Makes the lexicon of positions from NEREL train.

    python -m training.positions ../shared/data extractor/sentence/positions.toml

A noun is the head of a position where most of its occurrences in the texts are annotated as one.
"""

import sys
from collections import Counter
from pathlib import Path

from extractor.sentence.words import word_info
from training.gold_documents import nerel_documents

OFTEN, OFTEN_OTHER, SHARE = 2, 4, 0.6
"""How often a noun for a living being must be annotated, how often another; share of its occurrences."""
HEAD = """# Lexicon of positions: what the tagger leaves out is found by it. Made by training/positions.py; do not edit.
source = "positions annotated in NEREL v1.1 train (Loukachevitch et al., 2021): lemmas and phrases that recur, no text"

"""


def main(data: Path, out: Path) -> None:
    heads, seen, before, after = Counter(), Counter(), Counter(), Counter()
    for gold in nerel_documents(data / "nerel/train"):
        bounds = [(p.start, p.end) for p in gold.doc.positions]
        for sentence in gold.doc.sentences:
            words = [word_info(token.text) for token in sentence.tokens]
            for word in words:
                if word.upos == "NOUN":
                    seen[word.lemma] += 1
            for start, end in bounds:
                inside = [t for t, token in enumerate(sentence.tokens) if start <= token.start and token.end <= end]
                head = next((t for t in inside if words[t].upos == "NOUN"), None)
                if head is None:
                    continue
                heads[words[head].lemma] += 1
                for t in inside:
                    if t < head and words[t].upos == "ADJ":
                        before[words[t].lemma] += 1
                tail = " ".join(sentence.tokens[t].text.lower() for t in inside if t > head)
                if tail and all(c.isalpha() or c in " -" for c in tail):
                    after[tail] += 1
    chosen = sorted(
        h for h, n in heads.items() if n >= SHARE * seen[h] and n >= (OFTEN if word_info(h).animate else OFTEN_OTHER)
    )
    with out.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for name, values in (
            ("heads", chosen),
            ("before", sorted(w for w, n in before.items() if n >= 3)),
            ("after", sorted(w for w, n in after.items() if n >= 2)),
        ):
            file.write(f"{name} = [\n" + "".join(f'  "{value}",\n' for value in values) + "]\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
