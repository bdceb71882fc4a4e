"""The layers of cooperation, on the sample region."""

import pytest

from biruni import sample
from biruni.measures.layers import layers


@pytest.fixture(scope="module")
def river(tmp_path_factory):
    """The sample region."""
    with sample.open(tmp_path_factory.mktemp("river")) as registry:
        yield registry


def _standing(river, as_of, layer):
    (found,) = layers(river.at(as_of).view)[layer]
    return found


def test_a_mechanism_stands_from_its_establishment_on(river):
    """Before it was established a mechanism is in no layer."""
    assert layers(river.at("2010-04-30").view)["regional-core"] == []
    assert _standing(river, "2010-05-01", "regional-core").began == "yes"


def test_a_mechanism_established_in_a_year_may_have_begun_within_it(river):
    """Four plus Essen was established in 2012, and is possible in its spring."""
    assert _standing(river, "2012-05-01", "external-dialogue").began == "possible"
    assert _standing(river, "2012-12-31", "external-dialogue").began == "yes"


def test_a_meeting_that_only_may_have_been_held_proves_nothing(river):
    """The level is that of the latest meeting that was certainly held."""
    assert _standing(river, "2016-06-01", "external-dialogue").level == "foreign_minister"
    assert _standing(river, "2016-12-31", "external-dialogue").level == "head_of_state"


def test_members_are_those_that_certainly_or_possibly_belong(river):
    """Belmar left the summit at the end of 2018 and is listed no more."""
    codes = {
        day: [each.party[-3:] for each in _standing(river, day, "regional-core").members]
        for day in ("2018-12-31", "2019-01-01")
    }
    assert sorted(codes["2018-12-31"]) == ["XAR", "XBE", "XCO", "XDO"]
    assert sorted(codes["2019-01-01"]) == ["XAR", "XCO", "XDO"]


def test_all_layers_are_named_in_the_order_of_the_vocabulary(river):
    """An empty layer is shown as empty."""
    assert list(layers(river.at("2022").view)) == [
        "bilateral",
        "trilateral",
        "regional-core",
        "greater-region",
        "external-dialogue",
        "wider-organisation",
    ]
