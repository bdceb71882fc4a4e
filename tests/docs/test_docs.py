"""Links in the documentation lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
LINKS = (
    re.compile(r"\]\(\s*<?([^\s<>)]+)>?(?:\s+[\"'(][^\n]*?)?\s*\)"),  # [text](target "title")
    re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE),  # [label]: target
    re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)=[\"']([^\"']+)[\"']"),
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//")  # another site, or this page


def _targets(text: str) -> Iterator[str]:
    """The relative links of a Markdown text; what is shown as code is no link."""
    text = CODE.sub("", FENCE.sub("", text))
    for pattern in LINKS:
        for match in pattern.finditer(text):
            if not ELSEWHERE.match(match[1]):
                yield unquote(match[1].partition("#")[0])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_relative_links_resolve(page: Path):
    """Every relative link on a page names a file or folder that exists."""
    text = page.read_text(encoding="utf-8")
    broken = [target for target in _targets(text) if not (page.parent / target).exists()]
    assert broken == []


def test_links_are_found_in_every_notation():
    """Inline, reference and HTML links are all seen, and code is not mistaken for one."""
    text = (
        'See [a](docs/a.md#top "A") and ![b](<b.svg>) and [c].\n\n[c]: c.md\n\n<img src="d.svg">\n'
        "[out](https://example.org) [here](#here) `[e](e.md)`\n```\n[f](f.md)\n```\n"
    )
    assert list(_targets(text)) == ["docs/a.md", "b.svg", "c.md", "d.svg"]
