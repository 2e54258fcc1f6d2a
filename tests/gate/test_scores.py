"""Scores as probabilities on topics of news from which neither the tagger nor the weights have learned."""

import importlib

import pytest
from shared_data import floors, shared_folder

from training.scores import print_table, read_answers


@pytest.mark.slow
def test_calibration_with_each_topic_left_out(monkeypatch):
    monkeypatch.syspath_prepend(str(shared_folder("score")))
    slavic = importlib.import_module("slavic")
    errors = print_table(read_answers(shared_folder("data"), slavic), slavic)
    most = floors("scores")
    worst = {kind: max(of_topics) for kind, of_topics in errors.items()}
    mean = {kind: sum(of_topics) / len(of_topics) for kind, of_topics in errors.items()}
    assert {kind: error for kind, error in worst.items() if error > most["worst"][kind]} == {}
    assert {kind: error for kind, error in mean.items() if error > most["mean"][kind]} == {}
