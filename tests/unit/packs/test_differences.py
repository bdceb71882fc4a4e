"""Two states of a pack, compared fact by fact."""

from dataclasses import replace

from biruni.model.statement import Statement
from biruni.packs.differences import differences

SIGNED = Statement(
    subject="xx/instrument/a",
    property="signed",
    value="2022",
    datatype="date",
    source="xx/source/w1",
    locator="p. 1",
)


def _kinds(old, new):
    return [(each.kind, each.fields) for each in differences(old, new)]


def test_the_same_statements_are_no_change():
    """Nothing changed is nothing shown."""
    assert differences([SIGNED], [SIGNED]) == ()


def test_a_new_fact_is_added_and_a_missing_one_deleted():
    """What is only on one side is added or deleted."""
    assert _kinds([], [SIGNED]) == [("ADD", ())]
    assert _kinds([SIGNED], []) == [("DEL", ())]


def test_another_value_of_the_same_fact_is_a_modification():
    """One place of one source that now says something else is one change."""
    assert _kinds([SIGNED], [replace(SIGNED, value="2023")]) == [("MOD", ("value",))]


def test_a_note_alone_is_a_modification():
    """The value is the same, what the editors say of it is not."""
    assert _kinds([SIGNED], [replace(SIGNED, note="doubtful")]) == [("MOD", ("note",))]


def test_another_source_is_another_fact():
    """That a second source says it too takes nothing from the first."""
    other = replace(SIGNED, source="xx/source/w2")
    assert _kinds([SIGNED], [SIGNED, other]) == [("ADD", ())]


def test_a_better_locator_is_a_modification():
    """The same source says the same; only the place is told better."""
    better = replace(SIGNED, locator="p. 1, para 2")
    assert _kinds([SIGNED], [better]) == [("MOD", ("locator",))]


def test_values_of_a_list_are_paired_by_value():
    """Of several values the one that stayed is not shown as changed."""
    old = [replace(SIGNED, property="party", value=value) for value in ("A", "B")]
    new = [replace(SIGNED, property="party", value=value, note="x") for value in ("B", "C")]
    assert [(each.kind, each.statement.value) for each in differences(old, new)] == [
        ("MOD", "B"),
        ("MOD", "C"),
    ]


def test_texts_are_paired_by_language():
    """A corrected English title does not touch the Russian one."""
    old = [replace(SIGNED, property="title", value=lang, lang=lang) for lang in ("en", "ru")]
    new = [replace(old[0], value="Better"), old[1]]
    (change,) = differences(old, new)
    assert (change.kind, change.fields) == ("MOD", ("value",))


def test_a_change_of_many_values_is_not_guessed():
    """Several values gone and several come are shown as such."""
    old = [replace(SIGNED, property="party", value=value) for value in "ABC"]
    new = [replace(SIGNED, property="party", value=value) for value in "XY"]
    assert sorted(each.kind for each in differences(old, new)) == [
        "ADD",
        "ADD",
        "DEL",
        "DEL",
        "DEL",
    ]
