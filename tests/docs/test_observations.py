"""The tables of observations are documented column by column, from the files that define them."""

import re
from pathlib import Path

from biruni.observations.columns import tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "observations.md"


def written(table) -> str:
    """A table of columns, in Markdown."""
    lines = [f"### {table.name}", "", table.about, "", "| column | type | holds | empty |"]
    lines.append("| --- | --- | --- | --- |")
    for column in table.columns.values():
        kind = f"{column.type}, {column.unit}" if column.unit else column.type
        if column.range:
            kind += f", {column.range[0]:g} to {column.range[1]:g}"
        if column.terms:
            kind += ": " + ", ".join(column.terms)
        empty = column.null.rstrip(".") or "never"
        lines.append(f"| `{column.name}` | {kind} | {column.about.rstrip('.')} | {empty} |")
    return "\n".join(lines) + "\n"


def test_every_column_is_documented():
    """What the page says of the columns is what the files say of them."""
    text = PAGE.read_text(encoding="utf-8")
    (found,) = re.findall(r"<!-- columns -->\n(.*?)<!-- end -->", text, re.DOTALL)
    expected = "\n".join(written(table) for table in tables().values())
    assert found == f"\n{expected}\n", expected


def test_the_example_runs(monkeypatch, tmp_path):
    """The Python on the page runs as it stands, also where nothing was recorded yet."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path))
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names = {}
    exec(code, names)
    assert names["observations"].recordings() == []
