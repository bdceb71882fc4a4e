"""Pages into HTML: one environment, one shell for every page."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from biruni import __version__
from biruni.report.cited import Facts
from biruni.report.dates_in_words import day_in_words
from biruni.report.html import context, web_address
from biruni.web.contents import contents
from biruni.web.files.page_files import with_files
from biruni.web.languages import DEFAULT, LANGUAGES, translations
from biruni.web.menu import menu
from biruni.web.page import Page, path_of
from biruni.web.record_lines import record_lines
from biruni.web.routes import PAGES

if TYPE_CHECKING:
    from biruni.model.problems import BiruniError
    from biruni.observatory.reading import Reading
    from biruni.web.asked import Asked

STATIC: Final = Path(__file__).with_name("static")


def render_page(page: Page, reading: Reading, question: Asked) -> str:
    """Write a page down."""
    paths = reading.paths()

    @cache
    def elsewhere(target: str) -> str:
        return question.link(path_of(paths[target])) if target in paths else ""

    dates = question.moment.as_dict()
    template = _environment(question.lang).get_template(page.template)
    return template.render(
        page=with_files(page, reading, question),
        question=question,
        title_lang=_title_lang(page, reading, question),
        data_lang="" if question.lang == DEFAULT else DEFAULT,
        day=dates["as_of"],
        day_in_words=day_in_words(question.moment.valid_on, question.lang),
        published=dates["published_by"] or "",
        known=(dates["known_at"] or "")[:10],
        places=_places(page, question),
        ctx=context(
            page.sections,
            page.sources,
            page.references,
            elsewhere=elsewhere,
            named_cells=True,
            followed=_followed,
            lang=question.lang,
        ),
        menu=menu(PAGES, question),
        contents=contents(page.sections),
        version=reading.registry.ledger.version(),
        release=__version__,
        languages=LANGUAGES,
    )


def _places(page: Page, question: Asked) -> dict[int, Markup]:
    """Return the statements cited, one a line, under the number of their source."""
    found: dict[int, list[str]] = {source.number: [] for source in page.sources}
    told = translations(question.lang)
    names: dict[str, str] = {}
    base, _, query = question.link("/statements/").partition("?")
    before, after = str(escape(base)), str(escape(f"?{query}" if query else ""))
    data_lang = _tongue("" if question.lang == DEFAULT else DEFAULT)
    for each in page.references.values():
        name = names.get(each.property)
        if name is None:
            name = names[each.property] = str(
                escape(told.say_in("property", each.property.replace("_", " ")))
            )
        line = (
            f'<li id="{each.id}"><a href="{before}{each.id}{after}">'
            f"<span{data_lang}>{escape(each.locator)}</span></a> {name}: "
            f"<span{_tongue(each.lang)}>{escape(each.value)}</span>"
        )
        if each.qualifiers:
            line += f" <i>{escape(each.qualifiers)}</i>"
        if each.words:
            line += f" <q{_tongue(each.words_lang)}>{escape(each.words)}</q>"
        found[each.source].append(line + "</li>")
    return {
        number: Markup("".join(lines))  # noqa: S704 (every text in it is escaped above)
        for number, lines in found.items()
    }


def _tongue(lang: str) -> str:
    return f' lang="{escape(lang)}"' if lang else ""


def _title_lang(page: Page, reading: Reading, question: Asked) -> str:
    """Return the language of a title that is a name or quotes; empty for that of the page."""
    if page.titled:
        return next((part.lang for part in page.titled if part.lang), "")
    facts = Facts(reading.view, question.lang)
    named = question.path.strip("/")
    return facts.tongue(named) if page.title == facts.name(named) else ""


def render_error(error: BiruniError, question: Asked) -> str:
    """Write down an error with its remedy."""
    template = _environment(question.lang).get_template("error.html.j2")
    spoken = translations(question.lang)
    return template.render(
        error=error,
        told=[spoken.again(each) for each in (error.message, error.hint) if each],
        question=question,
        menu=menu(PAGES, question),
        languages=LANGUAGES,
    )


def _followed(text: str) -> str:
    """Return an address that a browser may follow: one of this site, or of the web; else empty."""
    own = text.startswith("/") and text[1:2] not in ("/", "\\")
    return text if own else web_address(text)


@lru_cache(maxsize=len(LANGUAGES))
def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("biruni.web"), PackageLoader("biruni.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["web_address"] = _followed
    environment.filters["path_of"] = path_of
    environment.filters["record_lines"] = record_lines
    return environment
