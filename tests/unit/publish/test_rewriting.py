"""Addresses in a page are replaced where they lead to the site, and nowhere else."""

from __future__ import annotations

import pytest

from biruni.publish.rewriting import (
    relative,
    rewritten,
    with_policy,
    without_forms,
    without_offers,
)


def test_only_addresses_of_the_site_are_looked_up():
    """Other sites, places on the page and texts that look like an attribute stay as they are."""
    page = (
        '<a href="/x?a=1&amp;b=2">href=&#34;/t&#34;</a><a href="//e.org/">'
        '<a href="https://e.org/x"><a href="#here"><img src="/i.svg">'
    )
    asked: list[str] = []

    def lookup(address: str) -> str:
        asked.append(address)
        return 'new"&'

    new = rewritten(page, lookup)
    assert asked == ["/x?a=1&b=2", "/i.svg"]
    assert new.count('="new&quot;&amp;"') == 2
    assert 'href="#here"' in new
    assert "href=&#34;/t&#34;" in new


@pytest.mark.parametrize(
    ("file", "to", "fragment", "said"),
    [
        ("index.html", "ca/x/index.html", "", "ca/x/index.html"),
        ("ca/x/index.html", "index.html", "", "../../index.html"),
        ("ru/as-of/2023-12-31/a/index.html", "static/a.css", "", "../../../../static/a.css"),
        ("a/index.html", "a/index.html", "s-1", "#s-1"),
        ("a/index.html", "b/index.html", "s-1", "../b/index.html#s-1"),
    ],
)
def test_links_between_files_need_no_root(file: str, to: str, fragment: str, said: str):
    """The same link works at a root, in a subfolder and from a disk."""
    assert relative(file, to, fragment) == said


def test_what_the_copy_lacks_is_not_offered():
    """A download or feed that is not among the files is left out; the others stay."""
    page = (
        '<aside class="tools"><ul><li><a href="/a.csv">Table</a></li>'
        '<li><a href="/b.csv">Table</a></li></ul></aside><li><a href="/b.csv">in the text</a></li>'
    )
    new = without_offers(page, lambda address: address == "/a.csv")
    assert new.count("/a.csv") == 1
    assert new.count("/b.csv") == 1
    assert "in the text" in new


def test_forms_that_ask_a_server_are_left_out():
    """The form of the search stays, because a script answers it."""
    page = '<form class="seek" action="/search">s</form><form class="ask" action="/x">a</form>end'
    assert without_forms(page) == '<form class="seek" action="/search">s</form>end'


def test_a_page_carries_its_policy():
    """A static host sends no headers, so the page itself forbids scripts from elsewhere."""
    page = with_policy('<head><meta charset="utf-8"></head>')
    assert "default-src 'none'" in page
    assert page.index("charset") < page.index("Content-Security-Policy")
