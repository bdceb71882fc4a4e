"""Rows of the record as HTML: two hundred of them leave no time for a template."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from biruni.web.asked import Asked
    from biruni.web.pages.statements import Line


def record_lines(lines: Iterable[Line], question: Asked, data_lang: str, denied: str) -> Markup:
    """
    Write lines as rows of a table.

    Args:
        lines: The lines.
        question: The question, whose dates and language the links keep.
        data_lang: Language of what editors and sources wrote, if it is not that of the page.
        denied: The word before a value that the source denies.
    """
    base, _, query = question.link("/").partition("?")
    ending = escape(f"?{query}" if query else "")
    own = f' lang="{escape(data_lang)}"' if data_lang else ""
    safe = cache(escape)

    def link(path: str, text: str) -> str:
        return f'<a href="{base}{safe(path)}{ending}">{safe(text)}</a>'

    @cache
    def thing(entity: str, text: str) -> str:
        return link(entity, text) if entity else safe(text)

    rows = []
    for each in lines:
        value = escape(each.value)
        if each.leads:
            value = thing(each.leads, each.value)
        elif each.lang or own:
            tongue = f' lang="{safe(each.lang)}"' if each.lang else own
            value = f"<span{tongue}>{value}</span>"
        if each.negated:
            value = f"<em>{escape(denied)}</em> {value}"
        if each.more:
            value += f" <small{own}>{safe(each.more)}</small>"
        rows.append(
            f'<tr><th scope="row"><a href="{base}statements/{each.key}{ending}">{each.key}</a>'
            f"</th><td>{thing(each.page, each.subject)}</td><td>{safe(each.name)}</td>"
            f"<td>{value}</td><td>{safe(each.valid)}</td><td>{thing(each.source, each.source)}</td>"
            f"<td{own}>{safe(each.locator)}</td></tr>"
        )
    return Markup("\n".join(rows))  # noqa: S704 (every text in it is escaped above)
