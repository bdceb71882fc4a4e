"""The figures of docs/findings, computed again from the published tables."""

from __future__ import annotations

import re

import pytest

from biruni.measures.regions.organisations import COUNTED_BY_COW, Memberships
from biruni.observatory.imports import Imports
from biruni.observatory.region_answer import How
from biruni.observatory.region_data import RegionData
from biruni.observatory.regions_compared import compare_regions
from biruni.view.moment import FOREVER, moment

FIVE = tuple(f"state/{code}" for code in ("KAZ", "KGZ", "TJK", "TKM", "UZB"))
CA = "ca/group/central-asia-five"
NORDIC = "nordic/group/members"
DAYS = ("2000-01-01", "2010-01-01", "2020-01-14")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def imports(shared, tmp_path_factory):
    """Votes and organisations, recorded from empty."""
    data = shared / "data"
    files = {
        "unvotes": data / "unvotes" / "un_votes.csv.gz",
        "cow_igo": data / "cow_igo" / "igo_year_format3.csv.gz",
    }
    for name, file in files.items():
        if not file.is_file():
            pytest.skip(f"needs ../shared/data/{name}, which is not distributed")
    with Imports(tmp_path_factory.mktemp("findings")) as held:
        for name, file in files.items():
            (chosen,) = held.choose(name, [file])
            held.add(chosen, now="2026-01-01T00:00:00Z", by="test")
        yield held


def compared(imports, day, measures, **how):
    """Numbers of the five and of the Nordic states, by group and measure."""
    found = compare_regions(
        None,
        imports,
        moment(day),
        groups=["central-asia", "nordic"],
        measures=measures,
        how=How(**how),
    )
    return {(row.group, row.measure): row.measured for row in found.rows}


def roles_of_2014(imports):
    """Who was what in which organisation in the last year of the table."""
    return RegionData(imports, FOREVER).roles(2014)


def test_full_and_shared_memberships_are_those_that_the_publishers_count(imports):
    """Kazakhstan 55; with Uzbekistan 45 by the publishers' rule; all five in 32."""
    roles = roles_of_2014(imports)
    found = Memberships.of(roles, FIVE)
    dyadic = Memberships.of(roles, FIVE, COUNTED_BY_COW)
    assert found.shared()[0, 0] == 55
    assert dyadic.shared()[0, 4] == 45
    assert len(found.all_of_them()) == 32


def test_six_organisations_hold_the_other_four_without_turkmenistan(imports):
    """And one holds all five and nobody else."""
    found = Memberships.of(roles_of_2014(imports), FIVE)
    outside = [name.rsplit("/", 1)[1] for name in found.without(["state/TKM"])]
    assert outside == ["cica", "cis", "eaec", "ifad", "itvrc", "sco"]
    assert found.own() == ["cow_igo/organization/aralsea"]
    assert found.uncoded == 26


def test_the_figures_on_organisations_are_those_of_the_page(imports):
    """At most twenty members: the five beside the Nordic states."""
    whole = compared(imports, "2015-01-01", ["organisations"])
    assert whole[CA, "overlap"].value == pytest.approx(0.729, abs=0.0005)
    assert whole[NORDIC, "overlap"].value == pytest.approx(0.749, abs=0.0005)
    assert whole[NORDIC, "among-themselves"].value == 7
    small = compared(imports, "2015-01-01", ["organisations"], largest=20)
    assert small[CA, "overlap"].value == pytest.approx(0.695, abs=0.0005)
    assert small[NORDIC, "overlap"].value == pytest.approx(0.688, abs=0.0005)
    assert small[CA, "shared-organisations"].value == pytest.approx(7.4, abs=0.05)


def test_the_five_came_to_vote_alike(imports, repository):
    """Each window as the page prints it, interval included."""
    page = (repository / "docs" / "findings" / "voting-together.md").read_text("utf-8")
    row = re.search(r"^\| Central Asia five \| (.+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    assert row is not None
    for day, text in zip(DAYS, row.groups(), strict=True):
        measured = compared(imports, day, ["agreement"])[CA, "agreement"]
        found = f"{measured.value:.3f} ({measured.low:.3f}–{measured.high:.3f})"
        assert found.replace("0.", ".") == text


def test_it_is_abstaining_that_changed_and_not_opposing(imports):
    """Where both say yes or no they hardly ever differed; without Turkmenistan the rise stays."""
    for day in DAYS:
        only = compared(imports, day, ["agreement"], abstentions="left-out", draws=0)
        assert only[CA, "agreement"].value > 0.99
    tkm = ("state/TKM",)
    first, then = (
        compared(imports, day, ["agreement"], without=tkm, draws=0)[CA, "agreement"].value
        for day in DAYS[:2]
    )
    assert (first, then) == (pytest.approx(0.760, abs=0.0005), pytest.approx(0.952, abs=0.0005))


def test_the_fall_with_russia_is_nearly_everybodys(imports):
    """Between the last two windows the five lost .15, the Nordic states .11."""
    before, after = (compared(imports, day, ["agreement-rus"], draws=0) for day in DAYS[1:])
    lost = {
        group: before[group, "agreement-rus"].value - after[group, "agreement-rus"].value
        for group in (CA, NORDIC)
    }
    assert lost[CA] == pytest.approx(0.148, abs=0.001)
    assert lost[NORDIC] == pytest.approx(0.112, abs=0.001)
