"""What a claim block says."""

import pytest

ENTITY = "id: xx/instrument/a\nlabel: {en: A}\nsays:\n  - source: w1\n    at: p. 1\n"


@pytest.mark.parametrize("word", ["NO", "yes", "1.10", "0x1F", "2024-08-09", "null", "1e3", "~"])
def test_every_scalar_stays_the_text_that_was_written(said, word):
    """Nothing is turned into a truth value, a number or a date on the way in."""
    (statement,) = said(f"content: {word}")
    assert statement.value == word


def test_a_source_has_a_short_form(said):
    """Where a source stands, its slug is enough."""
    (statement,) = said("content: x")
    assert statement.source == "xx/source/w1"


def test_a_state_has_a_short_form(said):
    """Where an entity stands, three capital letters mean a state."""
    (statement,) = said("party: NOR")
    assert statement.value == "state/NOR"


def test_a_list_makes_a_statement_of_each_item(said):
    """Two parties in a list are two statements."""
    assert [each.value for each in said("party: [KAZ, NOR]")] == ["state/KAZ", "state/NOR"]


def test_texts_by_language_keep_their_language(said):
    """A mapping of language codes gives one text in each."""
    assert {(each.lang, each.value) for each in said("title: {en: Treaty, ru: Договор}")} == {
        ("en", "Treaty"),
        ("ru", "Договор"),
    }


def test_a_value_may_have_keys_of_its_own(said):
    """What a value says for itself goes before what its block says."""
    first, second = said("words: block\ncontent: [{value: a, words: own}, b]")
    assert (first.words, second.words) == ("own", "block")


def test_a_qualifier_belongs_to_its_value(said):
    """A membership has a role, and a validity."""
    (statement,) = said("member: {value: KAZ, role: observer, valid: 2018/..}", "xx/group/a")
    assert statement.qualifiers == (("role", "observer"),)
    assert statement.valid == "2018/.."


def test_a_negated_claim_says_that_it_is_not_so(said):
    """`not: yes` is a claim of its own, with its source."""
    (statement,) = said("member: {value: KAZ, not: yes}", "xx/group/a")
    assert statement.negated


def test_a_claim_with_not_no_is_affirmed(said):
    """`not: no` says what leaving it out says."""
    (statement,) = said("member: {value: KAZ, not: no}", "xx/group/a")
    assert not statement.negated


def test_the_unit_of_the_schema_need_not_be_written(said):
    """A capacity is in megawatts."""
    (statement,) = said("capacity: 3600", "xx/asset/a")
    assert statement.unit == "MW"


@pytest.mark.parametrize("number", ["4.5", "-3", "12..13", "..33", "7..", "40~", "..33~"])
def test_numbers_ranges_and_round_numbers_are_read(said, number):
    """A number may be a range, open at one end, or approximate."""
    (statement,) = said(f"capacity: {number}", "xx/asset/a")
    assert statement.value == number


@pytest.mark.parametrize("number", ["..", "~", "١٢", "1,5", "1e9", "12...13", "9" * 31, "+1"])
def test_what_is_no_decimal_number_is_refused(problems, number):
    """Other notations, other scripts and absurd lengths are no numbers."""
    text = ENTITY.replace("instrument", "asset") + f"    capacity: {number}\n"
    (problem,) = problems("entities/a.yaml", text)
    assert (problem.line, problem.code) == (6, "pack.bad-number")


def test_rows_reach_the_origin_of_every_statement(read):
    """The rows of a block, or of one value, are those that a statement enters."""
    text = ENTITY + "    rows: F1 F2\n    content: [a, {value: b, rows: [F3, F4]}]\n"
    pack = read({"entities/a.yaml": text})
    rows = {each.value: pack.origins[each.id].rows for each in pack.statements}
    assert (rows["a"], rows["b"]) == (("F1", "F2"), ("F3", "F4"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("startd: 2022", "pack.unknown-property"),
        ("signed: 2022-02-30", "pack.bad-date"),
        ("binding: perhaps", "pack.unknown-term"),
        ("party: xx/instrument/treaty", "pack.wrong-kind"),
        ("party: Norway", "pack.bad-id"),
        ("party: ca/state", "pack.bad-id"),
        ("content:", "pack.empty-value"),
        ("content: []", "pack.empty-value"),
        ("content: {value: []}", "pack.empty-value"),
        ("content: {valu: x}", "pack.no-value"),
        ("content: {at: x}", "pack.no-value"),
        ("content: {value: x, unit: km}", "pack.wrong-unit"),
        ("content: {value: x, valu: y}", "pack.unknown-key"),
        ("content: {value: x, not: perhaps}", "pack.wrong-type"),
        ("content: {value: x, lang: Russian}", "pack.wrong-language"),
        ("content: {ru: {value: x, lang: en}}", "pack.wrong-language"),
        ("signed: {value: 2022, lang: en}", "pack.wrong-language"),
        ("content: {value: x, role: }", "pack.empty-value"),
        ("content: {value: {en: x}}", "pack.wrong-type"),
        ("content: {value: x, via: }", "pack.empty-value"),
        ("documents: {value: 3, unit: pages}", "pack.wrong-unit"),
    ],
)
def test_a_property_that_cannot_be_read_is_refused_on_its_line(problems, line, code):
    """Nothing that stands in a claim block is dropped without a word."""
    found = problems("entities/a.yaml", ENTITY + f"    {line}\n")
    assert [(each.line, each.code) for each in found] == [(6, code)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rank: best", "pack.unknown-rank"),
        ("rank: preferred", "pack.rank-without-reason"),
        ("method: guess", "pack.unknown-method"),
        ("valid: sometime", "pack.bad-date"),
        ("passage: one two three four five six seven eight nine", "pack.long-passage"),
        ("rows: [F1, [F2]]", "pack.wrong-type"),
        ("note: {en: x}", "pack.wrong-type"),
        ("words:", "pack.empty-value"),
    ],
)
def test_a_block_key_that_cannot_be_read_is_refused(problems, line, code):
    """What holds for a whole block is checked once."""
    found = problems("entities/a.yaml", ENTITY + f"    content: x\n    {line}\n")
    assert [each.code for each in found] == [code]


def test_a_claim_needs_a_source_and_a_place(problems):
    """Both are asked for at once."""
    text = "id: xx/instrument/a\nlabel: {en: A}\nsays:\n  - signed: 2022\n"
    found = problems("entities/a.yaml", text)
    assert [each.code for each in found] == ["pack.no-locator", "pack.no-source"]


def test_a_block_that_says_nothing_is_refused(problems):
    """A source and a place alone are no claim."""
    (problem,) = problems("entities/a.yaml", ENTITY)
    assert (problem.line, problem.code) == (4, "pack.empty-claim")


def test_the_same_claim_twice_is_refused_with_its_first_place(problems):
    """One place in a source says a thing once."""
    (problem,) = problems("entities/a.yaml", ENTITY + "    content: [x, x]\n")
    assert problem.code == "pack.repeated-claim"
    assert problem.hint == "first at entities/a.yaml:6"


def test_a_misspelt_property_gets_a_suggestion(problems):
    """The closest property of the kind is proposed."""
    (problem,) = problems("entities/a.yaml", ENTITY + "    sined: 2022\n")
    assert problem.hint == 'did you mean "signed"?'
