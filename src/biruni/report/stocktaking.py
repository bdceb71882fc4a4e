"""The stock-taking report: everything a view knows of a region on one date, with every source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from biruni.model.uncertain_date import civil, day_number, iso_day
from biruni.report.cited import Facts
from biruni.report.document import Said, Section, StockTaking, spoken
from biruni.report.drawings import drawings
from biruni.report.phrases import N_, NN_
from biruni.report.references import references
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
from biruni.view.view import View

_APPENDIX: Final = N_(
    "Every statement that the report rests on, by source and in the order of the source. A "
    "statement is shown in full by "
    "“biruni show” with its id."
)


_COUNTED: Final = {
    "statements": NN_("statements used", "statements used"),
    "sources": NN_("sources cited", "sources cited"),
}


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
        lang: Language of the report; names without one in it stay as they are.
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
    cite = facts.say(
        "biruni: {title}. Stock-taking report as of {day}",
        title=title,
        day=iso_day(view.moment.valid_on),
    )
    if made_from.ledger:
        cite += facts.say(", ledger {version}", version=made_from.ledger[:12])
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
        Section("sources", facts.say("Sources"), "", ()),
        method.section(facts, cite=cite, ledger=made_from.ledger, licences=made_from.licences),
        Section("statements", facts.say("Appendix: the statements used"), facts.say(_APPENDIX), ()),
    )
    found = summary(facts)
    report = StockTaking(
        title,
        head.dates(facts),
        head.figures(facts, found, len(states)),
        head.brief(facts, found),
        sections,
        cite=cite,
        lang=facts.phrases.lang,
    )
    return _with_sources(facts, report)


def year_before(day: int) -> int:
    """Return the same day a year earlier; the last of February for a leap day."""
    year, month, date = civil(day)
    return day_number(year - 1, month, 28 if (month, date) == (2, 29) else date)


def _with_sources(facts: Facts, report: StockTaking) -> StockTaking:
    """Number the sources in the order of their first use, and describe every statement cited."""
    view = facts.view
    cited = (key for part in _everything(report) for key in part.statements)
    known, sources = references(facts, cited)
    counted = {"statements": len(known), "sources": len(sources)}
    lead = facts.say(
        "In the order of their first use: {sources} of the {all_sources} sources, and "
        "{statements} of the {all_statements} statements, that are visible at these dates.",
        sources=len(sources),
        all_sources=len(view.entities("source")),
        statements=facts.phrases.number(len(known)),
        all_statements=facts.phrases.number(len(view.recorded)),
    )
    return replace(
        report,
        figures=tuple(
            replace(
                each,
                number=counted[each.target],
                label=facts.count(counted[each.target], *_COUNTED[each.target]),
            )
            if each.target in counted
            else each
            for each in report.figures
        ),
        sections=tuple(
            replace(each, lead=lead) if each.id == "sources" else each for each in report.sections
        ),
        sources=sources,
        references=known,
    )


def _everything(report: StockTaking) -> Iterable[Said]:
    for line in report.brief:
        yield from line
    for section in report.sections:
        yield from spoken(section.blocks)


def section_of(report: StockTaking, name: str) -> Section:
    """Return one section by its id."""
    return next(section for section in report.sections if section.id == name)
