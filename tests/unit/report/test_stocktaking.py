"""The stock-taking report as a tree: what it says, and on what each fact rests."""

from collections.abc import Iterator

import pytest

from biruni.model.statement import Statement
from biruni.report.document import Block, Grid, Part, StockTaking, Terms, spoken
from biruni.report.stocktaking import Edition, section_of, stock_taking, year_before


@pytest.fixture
def report(three_states, seen) -> StockTaking:
    """The report on the three states."""
    return stock_taking(seen(three_states))


def text(parts) -> str:
    """What a reader sees of some words."""
    return "".join(part.text for part in parts)


def every(blocks: tuple[Block, ...], kind: type) -> Iterator[Block]:
    """Every block of a kind, however deep."""
    for block in blocks:
        if isinstance(block, kind):
            yield block
        if isinstance(block, Part):
            yield from every(block.blocks, kind)


def part_of(report: StockTaking, section: str, title: str) -> Part:
    """A part by its title."""
    parts = every(section_of(report, section).blocks, Part)
    return next(each for each in parts if each.title == title)


def rows(report: StockTaking, section: str, caption: str) -> list[list[str]]:
    """The rows of a table by the first words of its caption."""
    grids = every(section_of(report, section).blocks, Grid)
    grid = next(each for each in grids if each.caption.startswith(caption))
    return [[text(cell) for cell in row.cells] for row in grid.rows]


def terms(part: Part) -> dict[str, str]:
    """What a part says, term by term."""
    (found,) = [block for block in part.blocks if isinstance(block, Terms)]
    return {name: text(parts) for name, parts in found.rows}


def test_the_title_names_the_core_group(report):
    """The report is about the group that the mechanisms of the regional core name."""
    assert report.title == "The Three"


def test_the_title_of_the_edition_comes_first(three_states, seen):
    """A registry that holds one pack takes its title."""
    assert stock_taking(seen(three_states), edition=Edition("River Land")).title == "River Land"


def test_figures_count_what_their_sections_show(report):
    """A number at the head is the number of rows that it leads to."""
    found = {figure.label: figure.number for figure in report.figures}
    assert found["mechanisms in existence"] == len(rows(report, "layers", "Mechanisms"))
    assert found["meetings held"] == 4
    assert found["conflicts"] == len(section_of(report, "conflicts").blocks)
    assert found["sources cited"] == len(report.sources)
    assert found["statements used"] == len(report.references)


def test_every_row_rests_on_a_statement(report):
    """A row without a source is a bug."""
    for section in report.sections:
        for grid in every(section.blocks, Grid):
            for row in grid.rows:
                assert any(part.statements for cell in row.cells for part in cell), grid.caption


def test_every_value_has_a_source_or_says_that_it_is_not_known(report):
    """A cell without statements is a dash, leads elsewhere, or says that it is unknown."""
    for section in report.sections:
        if section.id in ("changes", "conflicts", "claims"):  # one cell is the source of the row
            continue
        for grid in every(section.blocks, Grid):
            for row in grid.rows:
                for cell in row.cells[1:]:
                    assert any(
                        part.statements or part.mark or part.target or part.text == "–"
                        for part in cell
                    ), (grid.caption, text(cell))


def test_every_statement_cited_is_described(report):
    """What a fact rests on stands in the appendix, with its source and place."""
    cited = {key for section in report.sections for part in spoken(section.blocks)
             for key in part.statements}  # fmt: skip
    assert cited <= set(report.references)
    numbers = {source.number for source in report.sources}
    assert all(each.source in numbers and each.locator for each in report.references.values())


def test_a_year_without_a_meeting_is_said_with_the_claim(report):
    """A council said to be yearly that did not meet in 2020: said, with the claim quoted."""
    missed = terms(part_of(report, "mechanisms", "River Council"))["Years without a meeting"]
    assert "2020" in missed
    assert "2022" in missed
    assert "2018" not in missed
    assert "“each year”" in missed


def test_an_unfinished_year_is_no_year_without_a_meeting(three_states, seen):
    """In March the meeting of the year may still come."""
    report = stock_taking(seen(three_states, "2022-03-01"))
    missed = terms(part_of(report, "mechanisms", "River Council"))["Years without a meeting"]
    assert "2022" not in missed


def test_what_no_source_says_of_a_mechanism_is_listed_as_not_known(report):
    """Unknown is said as unknown."""
    assert "secretariat" in terms(part_of(report, "mechanisms", "River Council"))["Not known"]


def test_proposal_establishment_and_first_meeting_are_kept_apart(three_states, seen):
    """Three dates of one beginning stand under three names."""
    dated = [Statement(subject="t/mechanism/council", property=name, value=value, datatype="date",
                       source="t/source/paper", locator="p 3")
             for name, value in (("proposed", "2016"), ("established", "2017-11"))]  # fmt: skip
    found = terms(
        part_of(stock_taking(seen([*three_states, *dated])), "mechanisms", "River Council")
    )
    assert (found["Proposed"], found["Established"]) == ("2016", "November 2017")
    assert found["First meeting"] == "1 May 2018"


def test_a_planned_meeting_is_marked(report):
    """A meeting that is only planned is never counted as held."""
    found = rows(report, "mechanisms", "River Council: 3 meetings")
    assert any("planned" in row[1] for row in found)
    assert len(found) == 4


def test_a_refusal_stands_in_the_matrix_with_its_reason(report):
    """Refrained from signing is an answer with a footnote, not an empty cell."""
    grid = next(every(section_of(report, "instruments").blocks, Grid))
    (row,) = [row for row in grid.rows if text(row.cells[0]) == "Water Pact"]
    refused = row.cells[grid.header.index("Cyr")]
    assert refused[0].mark == "no"
    assert text(refused).startswith("refrained")
    (note,) = [each for each in grid.footnotes if each.id in refused[0].notes]
    assert "elections at home" in text(note.parts)


def test_a_state_that_no_source_names_is_not_said_to_refuse(report):
    """Silence is a dash."""
    grid = next(every(section_of(report, "instruments").blocks, Grid))
    (row,) = [row for row in grid.rows if text(row.cells[0]) == "Water Pact"]
    assert text(row.cells[grid.header.index("Bek")]) == "–"


def test_border_acts_are_not_merged(report):
    """Agreement and treaty are two steps with their own dates."""
    steps = [row[1] for row in rows(report, "borders", "Steps")]
    assert steps == ["Agreed", "Treaty signed"]


def test_rival_dates_stand_beside_the_one_shown(report):
    """A reader sees at the place itself that another source says otherwise."""
    found = rows(report, "borders", "Steps")[1][0]
    assert "1 May 2019" in found
    assert "rival claim: 1 June 2019" in found


def test_rivals_are_listed_with_source_and_place(report):
    """Each side names its source and the place in it."""
    sides = rows(report, "conflicts", "date")
    assert [side[2] for side in sides] == ["The Paper, p 1", "Gazette, §3"]
    assert sides[0][3] == "shown"


def test_a_text_that_is_not_public_is_a_hole(report):
    """The words of the source are kept."""
    (hole,) = rows(report, "holes", "Texts")
    assert hole[0] == "Canal Plan"
    assert "“was not published”" in hole[3]


def test_silence_about_a_commitment_is_not_failure(report):
    """Past due and without evidence is unknown, not missed."""
    (row,) = rows(report, "commitments", "Commitments")
    assert row[4] == "2020; past"
    assert row[5] == "none known"


def test_claims_follow_the_places_of_the_founding_source(report):
    """Page 2 comes before page 10."""
    found = [row[0] for grid in every(section_of(report, "claims").blocks, Grid)
             for row in [[text(cell) for cell in each.cells] for each in grid.rows]]  # fmt: skip
    assert found == ["p 2", "p 10"]


def test_changes_begin_a_year_before_by_default(report):
    """A flood of July 2021 is no news of 2022."""
    assert section_of(report, "changes").title == "What changed since 31 December 2021"


def test_changes_since_a_date(three_states, seen):
    """Everything dated after the day is listed, with its statement."""
    report = stock_taking(
        seen(three_states), since=seen(three_states, "2021-01-01").moment.valid_on
    )
    assert [row[2] for row in rows(report, "changes", "After")] == ["Council of 2021", "The flood"]


def test_what_comes_after_the_date_is_left_out(three_states, seen):
    """As of 2018 there is no pact, no flood and no later council."""
    report = stock_taking(seen(three_states, "2018-12-31"))
    said = " ".join(part.text for section in report.sections for part in spoken(section.blocks))
    assert "Council of 2018" in said
    assert not any(word in said for word in ("Council of 2019", "The flood", "Water Pact"))


def test_sources_published_later_are_not_cited(three_states, seen):
    """What could be known in January 2022 does not rest on the gazette of February."""
    report = stock_taking(seen(three_states, published_by="2022-01-31"))
    assert "Gazette" not in {source.label for source in report.sources}
    assert not list(every(section_of(report, "conflicts").blocks, Grid))


def test_what_only_the_editors_named_is_not_listed(three_states, seen):
    """Before any source was published, the names of later texts and events are not shown either."""
    report = stock_taking(seen(three_states, published_by="2021-06-30"))
    said = " ".join(part.text for section in report.sections for part in spoken(section.blocks))
    assert "Water Pact" not in said
    assert "The flood" not in said


def test_an_empty_registry_makes_a_report(seen):
    """Nothing known is said so, section by section."""
    report = stock_taking(seen([]))
    assert report.title == "The registry"
    assert all(figure.number == 0 for figure in report.figures)


@pytest.mark.parametrize(
    ("day", "before"), [("2024-02-29", "2023-02-28"), ("2025-01-01", "2024-01-01")]
)
def test_a_year_before(day, before, seen):
    """A leap day has the last of February for its year before."""
    assert year_before(seen([], day).moment.valid_on) == seen([], before).moment.valid_on
