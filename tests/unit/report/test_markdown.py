"""The report as Markdown: compared with a committed one, a human reads the diff."""

import os
import re
from pathlib import Path

import pytest

from biruni.model.statement import Statement
from biruni.report.markdown import escaped, to_markdown
from biruni.report.stocktaking import Edition, stock_taking


def renamed(each: Statement, name: str) -> Statement:
    """Return the statement; a label says something else."""
    content = each.as_dict()
    return Statement.from_dict(content | {"value": name} if each.property == "label" else content)


def test_the_report_of_the_three_states(three_states, seen, repository: Path):
    """
    The whole report of a small region is as committed.

    When it is meant to change: ``BIRUNI_WRITE_GOLDEN=1 pytest tests/unit/report/test_markdown.py``.
    """
    golden = repository / "tests" / "golden" / "stock-taking.md"
    made_from = Edition("River Land", "0123456789abcdef", ("Facts: CC0.",))
    text = to_markdown(stock_taking(seen(three_states), edition=made_from))
    if os.environ.get("BIRUNI_WRITE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_every_reference_leads_to_a_source(three_states, seen):
    """The numbers resolve inside the file."""
    text = to_markdown(stock_taking(seen(three_states)))
    targets = set(re.findall(r"\]\(#([^ )]+)", text))
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
    assert targets
    assert targets <= anchors


def test_rows_have_as_many_cells_as_their_header(three_states, seen):
    """A text with a bar does not make a new column."""
    barred = [renamed(each, "a|b\nc")
              for each in three_states]  # fmt: skip
    width = 0
    for line in to_markdown(stock_taking(seen(barred))).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not cells or not width or cells == width
        width = cells


@pytest.mark.parametrize(
    "text", ["<b>", "[x](y)", "*a*", "`c`", "a|b", "_u_", "# h", "&amp;", "\\"]
)
def test_signs_of_markdown_are_text(text):
    """What a source wrote is shown as it wrote it."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]<>*`|_#&]", escaped(text))
