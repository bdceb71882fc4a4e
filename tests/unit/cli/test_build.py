"""``biruni build``: which packs are recorded, by folder and by name."""

import json

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.model.problems import NotFound
from biruni.observatory.home import SHIPPED, shipped_pack, shipped_packs
from biruni.observatory.registry import Registry
from biruni.sample import path as sample_path

CLOCK = "2999-01-01T00:00:00Z"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Run ``biruni build`` in a home and a working folder of its own."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*words: str):
        return CliRunner().invoke(group, ["build", "--clock", CLOCK, *words])

    return run


def streams() -> set[str]:
    """The packs that the registry holds."""
    with Registry.open() as registry:
        return set(registry.ledger.held_by_stream())


def test_a_shipped_pack_is_recorded_by_its_name(build):
    """Several are recorded in one go, each as a stream of its own."""
    done = build("gcc", "nordic")
    assert done.exit_code == 0
    assert "gcc: " in done.stdout
    assert "nordic: " in done.stdout
    assert streams() == {"gcc", "nordic"}


def test_one_pack_answers_for_itself_and_several_as_a_list(build):
    """The JSON of one pack has its keys at the top."""
    one = json.loads(build("gcc", "--json").stdout)
    assert (one["pack"], one["unchanged"]) == ("gcc", one["statements"])
    both = json.loads(build("gcc", "nordic", "--json").stdout)
    assert [each["pack"] for each in both["packs"]] == ["gcc", "nordic"]


def test_a_pack_named_twice_is_recorded_once(build):
    """By its name and by its folder it is the same pack."""
    done = json.loads(build("gcc", str(shipped_pack("gcc")), "--json").stdout)
    assert [each["pack"] for each in done["packs"]] == ["gcc"]


def test_a_folder_goes_before_a_shipped_name(build, tmp_path):
    """Who has a folder of that name means the folder."""
    (tmp_path / "gcc").symlink_to(sample_path())
    assert build("gcc").exit_code == 0
    assert "gcc" not in streams()


def test_an_unknown_name_says_what_there_is(build):
    """A slip is answered with the name that was meant; no registry is begun."""
    done = build("merkosur")
    assert isinstance(done.exception, NotFound)
    assert done.exception.hint == 'did you mean "mercosur"?'
    assert isinstance(build("nowhere/at/all").exception, NotFound)
    with pytest.raises(NotFound, match="no registry"):
        streams()


@pytest.mark.slow
def test_all_shipped_packs_are_recorded_together(build):
    """The region that biruni is about comes first."""
    done = json.loads(build("--all-shipped", "--json").stdout)
    assert len(done["packs"]) == len(shipped_packs()) == 9
    assert done["packs"][0]["pack"] == "ca"
    assert all(each["recorded"] == 0 for each in done["packs"])


def test_the_packs_that_come_with_biruni_are_listed():
    """With the group that each is about, for measures that ask for one."""
    done = CliRunner().invoke(group, ["pack", "list", "--json"])
    found = {each["name"]: each for each in json.loads(done.stdout)["packs"]}
    assert next(iter(found)) == SHIPPED
    assert found["eu"]["core"] == "eu/group/members"
    told = CliRunner().invoke(group, ["pack", "list"]).stdout
    assert "Mercosur  (mercosur/group/members)" in told


def test_the_report_leaves_the_groups_out_unless_asked(build):
    """They are there to compare with; a report on one of them is asked for by its prefix."""
    assert build(str(sample_path()), "gcc").exit_code == 0
    ask = ["report", "--as-of", "2017-12-31", "--format", "md"]
    plain = CliRunner().invoke(group, ask).stdout
    assert "Saudi Arabia" not in plain
    only = CliRunner().invoke(group, [*ask, "--pack", "gcc"]).stdout
    assert "Saudi Arabia" in only
    wrong = CliRunner().invoke(group, [*ask, "--pack", "gc"])
    assert isinstance(wrong.exception, NotFound)
    assert wrong.exception.hint == 'did you mean "gcc"?'
