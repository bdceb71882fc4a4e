"""Questions about treaties, members, meetings, levels, disagreement and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from biruni.cli.options import answer_json, not_empty, question
from biruni.model.ids import whole_of
from biruni.model.problems import InvalidInput
from biruni.model.uncertain_date import DateError, as_of_day, parse
from biruni.observatory import answers
from biruni.observatory.reading import GROUPS, Reading
from biruni.report.text_table import text_table
from biruni.view.moment import Moment, known_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biruni.view.changes import Happening
    from biruni.view.meetings import Meeting
    from biruni.view.view import View

_STATE = click.option(
    "--state", metavar="ISO3", callback=not_empty, default="", help="Only this state."
)
_ABOUT = click.option(
    "--about",
    metavar="ID",
    callback=not_empty,
    default="",
    help="Only this entity and what concerns it.",
)
_EXAMPLES = "\b\nExamples:\n"


def _dates(moment: Moment) -> str:
    words = moment.as_dict()
    said = [f"as of {words['as_of']}"]
    said += [f"known at {words['known_at']}"] if words["known_at"] else []
    said += [f"published by {words['published_by']}"] if words["published_by"] else []
    return ", ".join(said)


@click.command(
    "status",
    epilog=_EXAMPLES + "  biruni status friendship-treaty-2022 --as-of 2023-01-01\n"
    "  biruni status friendship-treaty-2022 --state TJK --published-by 2025-08-01",
)
@click.argument("instrument")
@_STATE
@question
def status(reading: Reading, instrument: str, state: str, *, as_json: bool) -> None:
    """
    Where states stand towards an instrument: signatory, refrained, party, withdrawn, none.

    The answer is yes (signed or bound), no (a source says not, or it left), possible (the dates
    allow both) or unknown (no source speaks of that day).
    """
    entity, view = reading.near(instrument, "instrument")
    found = reading.status(entity, state)
    if as_json:
        answer_json(answers.status_answer(view, entity, found))
        return
    click.echo(f"{view.label(entity)}, {_dates(reading.moment)}\n")
    if not found:
        click.echo("No source that is visible at these dates says what any state did with it.")
        return
    rows = [
        [
            view.label(each.party),
            each.status.replace("_", " "),
            each.answer,
            each.since,
            "; ".join(filter(None, (f"reason: {each.reason}" if each.reason else "", each.note))),
        ]
        for each in found
    ]
    click.echo(text_table(["party", "status", "answer", "since", "remarks"], rows))


@click.command(
    "members", epilog=_EXAMPLES + "  biruni members consultative-meetings --as-of 2025-12-01"
)
@click.argument("group")
@question
def members(reading: Reading, group: str, *, as_json: bool) -> None:
    """Who belongs to a group, mechanism, body or organisation."""
    entity, view = reading.near(group, *GROUPS)
    found = reading.members(entity)
    if as_json:
        answer_json(answers.members_answer(view, entity, found))
        return
    click.echo(f"{view.label(entity)}, {_dates(reading.moment)}\n")
    if not found:
        click.echo("No membership is recorded in sources that are visible at these dates.")
        return
    click.echo(
        text_table(
            ["party", "answer", "role", "since"],
            [[view.label(each.party), each.answer, each.role, each.since] for each in found],
        )
    )


@click.command(
    "meetings",
    epilog=_EXAMPLES
    + "  biruni meetings --mechanism consultative-meetings\n  biruni meetings --state TKM --json",
)
@click.option("--mechanism", metavar="ID", callback=not_empty, default="", help="Only this series.")
@_STATE
@click.option("--planned", is_flag=True, help="Also meetings planned, postponed or cancelled.")
@question
def meetings(reading: Reading, mechanism: str, state: str, *, planned: bool, as_json: bool) -> None:
    """Meetings with place, level and guests, in order of time."""
    view = reading.view
    found = reading.meetings(mechanism=mechanism, state=state, planned=planned)
    if as_json:
        answer_json(answers.meetings_answer(view, found))
        return
    rows = [
        [
            each.start,
            view.label(each.id),
            each.place,
            _level(each),
            ", ".join(
                _short(view, guest.party) + _exception(guest.level, each.convened)
                for guest in each.participants
            )
            + ("" if each.status == "held" else f" [{each.status}]"),
        ]
        for each in found
    ]
    click.echo(text_table(["date", "meeting", "place", "convened at", "participants"], rows))


def _short(view: View, party: str) -> str:
    code = answers.code(party)
    return code if code != party else view.label(party)


def _level(each: Meeting) -> str:
    """Return the level of the invitation; what the guests reached is marked as such."""
    level = each.convened or each.level
    return level.replace("_", " ") + ("" if each.convened or not level else " (reached)")


def _exception(level: str, convened: str) -> str:
    return f" ({level.replace('_', ' ')})" if level and level != convened else ""


@click.command("ladder", epilog=_EXAMPLES + "  biruni ladder --as-of 2025-12-31")
@click.option(
    "--mechanism",
    metavar="ID",
    callback=not_empty,
    default="",
    help="Only this mechanism, of any layer.",
)
@question
def ladder(reading: Reading, mechanism: str, *, as_json: bool) -> None:
    """At which level the dialogues with outside powers met, year by year."""
    view = reading.view
    rungs = reading.ladder(mechanism=mechanism)
    if as_json:
        answer_json(answers.ladder_answer(view, rungs))
        return
    rows = [
        [
            rung.date,
            view.label(rung.partner) if rung.partner else "",
            rung.level.replace("_", " "),
            "" if rung.lowest == rung.level else rung.lowest.replace("_", " "),
            view.label(rung.meeting),
        ]
        for rung in rungs
    ]
    click.echo(text_table(["date", "partner", "level", "lowest reached", "meeting"], rows))


@click.command(
    "timeline",
    epilog=_EXAMPLES
    + "  biruni timeline --about kgz-tjk-border\n"
    + "  biruni timeline --from 2025-01-01 --to 2025-12-31",
)
@_ABOUT
@click.option("--from", "start", metavar="DATE", callback=not_empty, default="", help="First day.")
@click.option("--to", "end", metavar="DATE", callback=not_empty, default="", help="Last day.")
@question
def timeline(reading: Reading, about: str, start: str, end: str, *, as_json: bool) -> None:
    """Everything dated, in order of time."""
    view = reading.view
    first, last = _first_day(start), _day(end)
    if first is not None and last is not None and first > last:
        raise InvalidInput(f"{start} is not before {end}", hint="--from is the earlier date")
    found = reading.timeline(about=about, start=first, end=last)
    if as_json:
        answer_json(answers.timeline_answer(view, found))
        return
    click.echo(_happenings(view, found))


@click.command(
    "diff",
    epilog=_EXAMPLES
    + "  biruni diff --from 2025-08-01 --to 2025-12-31\n"
    + "  biruni diff --known --from 2026-11-01 --to 2026-12-01",
)
@click.option(
    "--from", "start", metavar="DATE", callback=not_empty, required=True, help="Since when."
)
@click.option("--to", "end", metavar="DATE", callback=not_empty, required=True, help="Up to when.")
@click.option(
    "--known", is_flag=True, help="What the ledger learned, not what happened in the world."
)
@_ABOUT
@question
def diff(reading: Reading, start: str, end: str, about: str, *, known: bool, as_json: bool) -> None:
    """What changed between two dates: in the world, or (with --known) in the ledger."""
    if known:
        _diff_known(reading, start, end, about, as_json=as_json)
        return
    first, last = _day(start), _day(end)
    if first is None or last is None or first > last:
        raise InvalidInput(f"{start} is not before {end}", hint="--from is the earlier date")
    view = reading.view
    found = reading.changes(first, last, about=about)
    if as_json:
        answer_json(answers.timeline_answer(view, found))
        return
    click.echo(_happenings(view, found))


def _diff_known(reading: Reading, start: str, end: str, about: str, *, as_json: bool) -> None:
    from biruni.view.changes import learned

    registry = reading.registry
    try:
        first, last = known_moment(start), min(known_moment(end), reading.moment.known_at)
    except DateError as error:
        raise InvalidInput(str(error)) from error
    if known_moment(end) < first:
        raise InvalidInput(f"{start} is not before {end}", hint="--from is the earlier date")
    entity = registry.entity(about) if about else ""
    records = registry.ledger.about(entity) if entity else registry.ledger.records()
    recorded, retracted = learned(records, first, last)
    if as_json:
        answer_json(
            {
                "from": first,
                "to": last,
                "recorded": [answers.record_answer(each) for each in recorded],
                "retracted": [answers.record_answer(each) for each in retracted],
            }
        )
        return
    click.echo(f"{len(recorded)} recorded, {len(retracted)} retracted after {first} up to {last}")
    rows = [
        [
            sign,
            each.recorded_at if sign == "+" else each.retracted_at,
            each.statement.subject,
            each.statement.property,
            each.statement.value,
        ]
        for sign, group in (("+", recorded), ("-", retracted))
        for each in group
    ]
    if rows:
        click.echo(text_table(["", "when", "subject", "property", "value"], rows))


@click.command(
    "conflicts",
    epilog=_EXAMPLES
    + "  biruni conflicts --about kaz-uzb-allied-relations-treaty\n  biruni conflicts --all --json",
)
@_ABOUT
@click.option("--all", "everything", is_flag=True, help="Also facts that are confirmed or refined.")
@question
def conflicts(reading: Reading, about: str, *, everything: bool, as_json: bool) -> None:
    """Where sources disagree, with every side and its source."""
    from biruni.view.conflicts import CATEGORIES, DISAGREEING

    view = reading.view
    found = reading.conflicts(about=about, categories=CATEGORIES[1:] if everything else DISAGREEING)
    if as_json:
        answer_json(answers.conflicts_answer(view, found))
        return
    for fact in found:
        click.echo(
            f"\n{view.label(fact.subject)}: {fact.property.replace('_', ' ')}  [{fact.category}]"
        )
        rows = [
            [
                "not " * claim.negated + claim.value + (f" {claim.unit}" if claim.unit else ""),
                claim.words,
                claim.rank,
                f"{view.label(claim.source)}, {claim.locator}",
            ]
            for claim in fact.claims
        ]
        click.echo(text_table(["value", "as printed", "rank", "source"], rows))
    click.echo(f"\n{len(found)} fact{'' if len(found) == 1 else 's'}")


@click.command("holes", epilog=_EXAMPLES + "  biruni holes")
@question
def holes(reading: Reading, *, as_json: bool) -> None:
    """Texts that are known to exist and are not public."""
    view = reading.view
    found = reading.holes()
    if as_json:
        answer_json(answers.holes_answer(view, found))
        return
    rows = [
        [
            hole.id,
            hole.title,
            hole.access.replace("_", " "),
            hole.since,
            ", ".join(
                view.label(source)
                for source in dict.fromkeys(each.source for each in hole.statements)
            ),
        ]
        for hole in found
    ]
    click.echo(text_table(["id", "title", "access", "since", "sources"], rows))


@click.command("commitments", epilog=_EXAMPLES + "  biruni commitments --state UZB")
@_STATE
@_ABOUT
@question
def commitments(reading: Reading, state: str, about: str, *, as_json: bool) -> None:
    """What was undertaken, by whom, by when, and what is known of it."""
    from biruni.report.dates_in_words import in_words

    view = reading.view
    found = reading.commitments(state=state, about=about)
    if as_json:
        answer_json(answers.commitments_answer(view, found))
        return
    rows = [
        [
            view.label(each.id),
            ", ".join(answers.code(party) for party in each.obligors),
            in_words(each.due) if each.due else "",
            "; ".join(item.finding for item in each.evidence).replace("_", " "),
            each.undertaking,
        ]
        for each in found
    ]
    click.echo(text_table(["commitment", "obligors", "due", "evidence", "undertaking"], rows))


def _day(text: str) -> int | None:
    if not text:
        return None
    try:
        return as_of_day(text)
    except DateError as error:
        raise InvalidInput(str(error)) from error


def _first_day(text: str) -> int | None:
    """Return the first day of a day, month or year."""
    day = _day(text)
    return day if day is None else parse(text).earliest


def _happenings(view: View, found: Iterable[Happening]) -> str:
    rows = [
        [
            each.date,
            "" if each.certain else "?",
            each.what,
            view.label(each.value) if each.value else "",
            view.label(whole_of(each.subject)),
        ]
        for each in found
    ]
    return text_table(["date", "", "what", "party", "of"], rows)
