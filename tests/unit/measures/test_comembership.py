"""Shared memberships, by numpy and by compiled loops."""

import numpy as np
import pytest

from biruni.measures.comembership import comembership


@pytest.mark.parametrize("fast", ["0", "1"])
def test_shared_memberships_by_hand(monkeypatch, fast):
    """Two states share one of two organisations in the first year, and none in the second."""
    monkeypatch.setenv("BIRUNI_FAST", fast)
    members = np.array([[[1, 1, 0], [0, 1, 0]], [[1, 0, 0], [0, 0, 1]]], bool)
    assert comembership(members).tolist() == [[[2, 1], [1, 1]], [[1, 0], [0, 1]]]


@pytest.mark.parametrize("fast", ["0", "1"])
@pytest.mark.parametrize("shape", [(3, 7, 1), (2, 5, 64), (2, 5, 65), (4, 30, 537), (1, 0, 9)])
def test_counts_are_the_product_of_the_matrix_with_its_transpose(monkeypatch, fast, shape):
    """Whatever the number of organisations, also of none and of states that belong nowhere."""
    monkeypatch.setenv("BIRUNI_FAST", fast)
    members = np.random.default_rng(5).random(shape) < 0.2
    members[:, ::3] = False
    whole = members.astype(np.int32)
    assert (comembership(members) == whole @ whole.transpose(0, 2, 1)).all()


def test_without_organisations_nothing_is_shared():
    """An empty table is an answer, not an error."""
    assert comembership(np.zeros((2, 3, 0), bool)).tolist() == np.zeros((2, 3, 3)).tolist()
