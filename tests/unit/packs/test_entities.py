"""Entities, meetings, commitments, borders and sources."""

import pytest

MEETING = """\
mechanism: xx/mechanism/talks
meetings:
  - id: xx/meeting/one
    label: {en: One}
    says:
      - source: w1
        at: p. 1
        start: 2018-03-15
"""
TALKS = {"entities/talks.yaml": "id: xx/mechanism/talks\nlabel: {en: Talks}\n"}


def test_the_editors_own_naming_has_the_home_source(read):
    """Names and identifiers come from the home of the pack, at the file that holds them."""
    text = "id: xx/group/a\nlabel: {en: A}\nalias: [B, C]\nidentifiers: {wikidata: [Q1, Q2]}\n"
    pack = read({"entities/a.yaml": text})
    named = [each for each in pack.statements if each.subject == "xx/group/a"]
    assert {each.source for each in named} == {"xx/source/registry"}
    assert {each.locator for each in named} == {"entities/a.yaml"}
    assert sorted((each.property, each.value) for each in named) == [
        ("alias", "B"),
        ("alias", "C"),
        ("identifier", "Q1"),
        ("identifier", "Q2"),
        ("kind", "group"),
        ("label", "A"),
    ]


def test_every_meeting_of_a_file_belongs_to_its_mechanism(read):
    """What the file says of all is said by the first source of each."""
    pack = read({**TALKS, "meetings/talks.yaml": MEETING})
    (found,) = [each for each in pack.statements if each.property == "mechanism"]
    assert pack.problems == ()
    assert (found.subject, found.source) == ("xx/meeting/one", "xx/source/w1")


def test_a_meeting_of_another_mechanism_says_so_itself(read):
    """A mechanism in a claim block goes before the one of the file."""
    other = {"entities/other.yaml": "id: xx/mechanism/other\nlabel: {en: Other}\n"}
    text = MEETING + "        mechanism: xx/mechanism/other\n"
    pack = read({**TALKS, **other, "meetings/talks.yaml": text})
    (found,) = [each for each in pack.statements if each.property == "mechanism"]
    assert found.value == "xx/mechanism/other"


def test_a_meeting_of_which_no_source_speaks_is_refused(read):
    """Its mechanism would have no source, and would be lost."""
    text = MEETING.split("    says:", maxsplit=1)[0]
    (problem,) = read({**TALKS, "meetings/talks.yaml": text}).problems
    assert (problem.line, problem.code) == (3, "pack.no-source")


def test_every_participant_is_an_entity_of_its_own(read):
    """What a source says of one guest is a statement about that participation."""
    text = MEETING + (
        "        participants:\n"
        "          - {party: KAZ, role: host, person: {value: A. B., words: the host}}\n"
        "          - NOR\n"
    )
    pack = read({**TALKS, "meetings/talks.yaml": text})
    assert pack.problems == ()
    about = {(each.subject, each.property): each for each in pack.statements}
    assert about["xx/meeting/one/KAZ", "role"].value == "host"
    assert about["xx/meeting/one/KAZ", "person"].words == "the host"
    assert about["xx/meeting/one/NOR", "party"].value == "state/NOR"
    assert about["xx/meeting/one/NOR", "kind"].value == "participation"
    assert about["xx/meeting/one/NOR", "meeting"].value == "xx/meeting/one"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{role: host}", "pack.no-party"),
        ("{party: Norway}", "pack.bad-id"),
        ("{party: KAZ, rule: host}", "pack.unknown-property"),
        ("{party: KAZ, participants: [NOR]}", "pack.unknown-property"),
        ("[KAZ]", "pack.no-party"),
    ],
)
def test_a_line_that_names_no_guest_is_refused(read, line, code):
    """A key that a participation does not have is a problem too."""
    text = MEETING + f"        participants:\n          - {line}\n"
    (problem,) = read({**TALKS, "meetings/talks.yaml": text}).problems
    assert (problem.line, problem.code) == (10, code)


def test_those_bound_are_obligations_of_their_own(read):
    """Each obligor of a commitment is one obligation."""
    text = """\
made_in: xx/instrument/treaty
commitments:
  - id: xx/commitment/trade
    label: {en: Trade}
    says:
      - {source: w1, at: p. 1, undertaking: trade more, obligors: [KAZ, NOR]}
"""
    pack = read({"commitments/trade.yaml": text})
    assert pack.problems == ()
    assert {each.subject for each in pack.statements if each.value == "obligation"} == {
        "xx/commitment/trade/KAZ",
        "xx/commitment/trade/NOR",
    }
    (made,) = [each for each in pack.statements if each.property == "made_in"]
    assert made.value == "xx/instrument/treaty"


BORDER = """\
id: xx/asset/border
label: {en: Border}
steps:
  - id: treaty-2025
    label: {en: Treaty}
    says:
      - {source: w1, at: p. 1, step: treaty_signed, date: 2025-03-13}
"""


def test_a_border_step_is_an_entity_of_its_own(read):
    """Each legal act on a border is one step."""
    pack = read({"entities/border.yaml": BORDER})
    assert pack.problems == ()
    about = {(each.subject, each.property): each.value for each in pack.statements}
    assert about["xx/asset/border/treaty-2025", "border"] == "xx/asset/border"
    assert about["xx/asset/border/treaty-2025", "date"] == "2025-03-13"


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("  - id: treaty-2025\n    label", "  - label", 4, "pack.no-id"),
        ("id: treaty-2025", "id: treaty/2025", 4, "pack.bad-id"),
        ("    label", "    lable", 5, "pack.unknown-key"),
        ("steps:", "steps: x\nsays:", 3, "pack.wrong-type"),
    ],
)
def test_a_step_that_cannot_be_read_is_refused(problems, old, new, line, code):
    """A step has an id, a label and claim blocks, and nothing else."""
    found = problems("entities/border.yaml", BORDER.replace(old, new))
    assert (line, code) in [(each.line, each.code) for each in found]


def test_a_source_speaks_for_itself(read):
    """What stands at the top of a source file is said by that source."""
    text = "id: xx/source/w3\nlabel: {en: W}\nrows: [F1, F2]\npublished: 2022-02\n"
    pack = read({"sources/w3.yaml": text})
    (found,) = [each for each in pack.statements if each.property == "published"]
    assert (found.source, found.locator) == ("xx/source/w3", "record")
    assert pack.origins[found.id].rows == ("F1", "F2")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("label: {en: A}\n", 1, "pack.no-id"),
        ("id: xx/Group/a\nlabel: {en: A}\n", 1, "pack.bad-id"),
        ("id: xx/grup/a\nlabel: {en: A}\n", 1, "pack.unknown-kind"),
        ("id: yy/group/a\nlabel: {en: A}\n", 1, "pack.foreign-id"),
        ("\nid: state/KAZ\nlabel: {en: A}\n", 2, "pack.duplicate-id"),
        ("id: xx/group/a\n", 1, "pack.no-label"),
        ("id: xx/group/a\nlabel: {en: A}\ncomment: x\n", 3, "pack.unknown-key"),
        ("id: xx/group/a\nlabel: {en: A}\nmember: KAZ\n", 3, "pack.unknown-key"),
        ("id: xx/group/a\nlabel: {en: A}\nsteps: []\n", 3, "pack.unknown-key"),
        ("id: xx/group/a\nlabel: {en: A}\nsays: x\n", 3, "pack.wrong-type"),
        ("id: xx/group/a\nlabel: {en: A}\nsays: [x]\n", 3, "pack.wrong-type"),
        ("id: xx/group/a\nlabel: {en: A}\nidentifiers: Q1\n", 3, "pack.wrong-type"),
        ("id: xx/group/a\nlabel: {en: A}\nidentifiers: {a: {b: c}}\n", 3, "pack.wrong-type"),
        ("id: xx/group/a\nlabel: {en: A}\nidentifiers: {a: }\n", 3, "pack.wrong-type"),
        ("entities: []\n", 1, "pack.wrong-type"),
        ("entities: [x]\n", 1, "pack.wrong-type"),
        ("entities: [{id: xx/group/a, label: {en: A}}]\nmeetings: []\n", 2, "pack.unknown-key"),
        ("[a]\n", 1, "pack.wrong-type"),
    ],
)
def test_an_entity_that_cannot_be_read_is_refused_on_its_line(problems, text, line, code):
    """Every key of an entity is read or refused."""
    found = problems("entities/a.yaml", text)
    assert [(each.line, each.code) for each in found] == [(line, code)]


def test_a_state_outside_of_sources_is_no_source(problems):
    """The folder of sources holds sources."""
    (problem,) = problems("sources/w3.yaml", "id: xx/group/w3\nlabel: {en: W}\n")
    assert problem.code == "pack.wrong-kind"
