"""The stock-taking report: everything a view knows of a region on one date, with every source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from biruni.model.ids import slug_of
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import civil, day_number, iso_day
from biruni.report.cited import Facts, reasoned
from biruni.report.dates_in_words import in_words
from biruni.report.document import CitedSource, Reference, Said, Section, StockTaking, spoken
from biruni.report.drawings import drawings
from biruni.report.sections import (
    borders,
    changes,
    commitments,
    head,
    holes,
    judgements,
    ladder,
    layers,
    matrix,
    mechanisms,
    method,
    rival_claims,
    works,
)
from biruni.report.summary import summary
from biruni.view.view import EDITORS, View

_APPENDIX: Final = (
    "Every statement that the report rests on, by source and in the order of the source. A "
    "statement is shown in full by "
    "“biruni show” with its id."
)


@dataclass(frozen=True, slots=True)
class Edition:
    """
    What the report was made from.

    Attributes:
        title: Name of the region or regions; empty for the names of the core groups.
        ledger: Version of the ledger (a hash), or empty.
        licences: One sentence for every pack: its name, version and licence.
    """

    title: str = ""
    ledger: str = ""
    licences: tuple[str, ...] = ()


def stock_taking(
    view: View, *, since: int | None = None, lang: str = "en", edition: Edition | None = None
) -> StockTaking:
    """
    Take stock of a region on the date of the view.

    Args:
        view: The registry at one moment.
        since: Day after which changes are listed; one year before the date by default.
        lang: Language of names; the fixed words are English.
        edition: What the report was made from.

    Returns:
        A tree in which every fact names its statements, with the sources numbered by first use.
    """
    facts = Facts(view, lang)
    made_from = edition or Edition()
    drawn = drawings(facts)
    groups = head.cores(facts)
    states = matrix.columns(facts, groups, head.core_states(facts, groups))
    start = since if since is not None else year_before(view.moment.valid_on)
    title = made_from.title or head.title(facts, groups)
    cite = f"biruni: {title}. Stock-taking report as of {iso_day(view.moment.valid_on)}"
    cite += f", ledger {made_from.ledger[:12]}" if made_from.ledger else ""
    sections = (
        layers.section(facts, drawn.get("layers")),
        mechanisms.section(facts, drawn),
        ladder.section(facts, drawn.get("ladder")),
        matrix.section(facts, states, drawn.get("matrix")),
        borders.section(facts, drawn.get("borders")),
        rival_claims.section(facts),
        holes.section(facts),
        commitments.section(facts),
        judgements.section(facts),
        works.section(facts),
        changes.section(facts, start),
        Section("sources", "Sources", "", ()),
        method.section(facts, cite=cite, ledger=made_from.ledger, licences=made_from.licences),
        Section("statements", "Appendix: the statements used", _APPENDIX, ()),
    )
    found = summary(facts)
    report = StockTaking(
        title,
        head.dates(facts),
        head.figures(facts, found, len(states)),
        head.brief(facts, found),
        sections,
        cite=cite,
    )
    return _with_sources(facts, report)


def year_before(day: int) -> int:
    """Return the same day a year earlier; the last of February for a leap day."""
    year, month, date = civil(day)
    return day_number(year - 1, month, 28 if (month, date) == (2, 29) else date)


def _with_sources(facts: Facts, report: StockTaking) -> StockTaking:
    """Number the sources in the order of their first use, and describe every statement cited."""
    view = facts.view
    cited = list(dict.fromkeys(key for part in _everything(report) for key in part.statements))
    statements = {key: view.recorded[key].statement for key in cited}
    numbers: dict[str, int] = {}
    for statement in statements.values():
        for source in filter(None, (statement.source, statement.via)):
            numbers.setdefault(source, len(numbers) + 1)
    for source in list(numbers):
        for claim in view.claims(source, "relayed_by"):
            numbers.setdefault(claim.value, len(numbers) + 1)
    resting = Counter(statement.source for statement in view.statements)
    used = Counter(statement.source for statement in statements.values())
    counted = {"statements": len(statements), "sources": len(numbers)}
    lead = (
        f"In the order of their first use: {len(numbers)} of the {len(view.entities('source'))} "
        f"sources, and {len(statements):,} of the "
        f"{len(view.recorded):,} statements, that are visible at these dates."
    )
    return replace(
        report,
        figures=tuple(
            replace(each, number=counted.get(each.target, each.number)) for each in report.figures
        ),
        sections=tuple(
            replace(each, lead=lead) if each.id == "sources" else each for each in report.sections
        ),
        sources=tuple(
            _source(facts, source, number, resting[source], used[source])
            for source, number in numbers.items()
        ),
        references={
            key: _reference(facts, key, statement, numbers) for key, statement in statements.items()
        },
    )


def _everything(report: StockTaking) -> Iterable[Said]:
    for line in report.brief:
        yield from line
    for section in report.sections:
        yield from spoken(section.blocks)


def _reference(facts: Facts, key: str, statement: Statement, numbers: dict[str, int]) -> Reference:
    qualifiers = [
        f"{name}: {facts.name(value) if '/' in value else value}"
        for name, value in statement.qualifiers
    ]
    qualifiers += [f"valid: {in_words(statement.valid)}"] if statement.valid else []
    return Reference(
        id=key,
        source=numbers[statement.source],
        locator=statement.locator
        + (f" (read in [{numbers[statement.via]}])" if statement.via else ""),
        subject=statement.subject,
        property=statement.property,
        value=facts.said(statement),
        qualifiers="; ".join(qualifiers),
        words=statement.words,
        note=statement.note,
        rank=reasoned(statement),
    )


def _source(facts: Facts, source: str, number: int, resting: int, cited: int) -> CitedSource:
    view = facts.view
    about = [view.value(source, name) for name in ("author", "publisher")]
    published = view.value(source, "published")
    kind = view.value(source, "source_kind")
    editors = slug_of(source) == EDITORS
    return CitedSource(
        number=number,
        id=source,
        label=view.label(source, facts.lang),
        title=_title(view, source),
        about=", ".join(filter(None, about)),
        published=in_words(published) if published else ("" if editors else "date not known"),
        kind=schema().label("source_kind", kind) if kind else "",
        addresses=tuple(
            dict.fromkeys(
                claim.value for claim in view.claims(source, "address") if not claim.negated
            )
        ),
        relayed_by=", ".join(
            view.label(claim.value, facts.lang) for claim in view.claims(source, "relayed_by")
        ),
        resting=resting,
        cited=cited,
    )


def _title(view: View, source: str) -> str:
    return view.value(source, "title") or view.label(source)


def section_of(report: StockTaking, name: str) -> Section:
    """Return one section by its id."""
    return next(section for section in report.sections if section.id == name)
