"""An instrument, in the manner of the UN Treaty Collection: where each state stands, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from biruni.comparison.claims import act_properties
from biruni.model.schema import schema
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import (
    Block,
    Footnote,
    Grid,
    GridRow,
    Said,
    Section,
    Terms,
    Text,
    Words,
)
from biruni.report.phrases import N_
from biruni.report.sections.commitments import COMMITMENTS, commitment_row
from biruni.report.sections.matrix import force_of, status_cell
from biruni.report.sections.texts import acts_on
from biruni.view.acts import Act, acts
from biruni.view.entry_into_force import entry_into_force
from biruni.view.treaty_status import statuses
from biruni.web.asked import Asked
from biruni.web.asking import Asking
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources
from biruni.web.pages.said_of import (
    Rows,
    kind_label,
    labelled,
    names_section,
    pointing_section,
    rivals_section,
    said_section,
    timeline_of,
    values,
)
from biruni.web.pages.texts_of import SILENCE, made_in

SIGNATURES: Final = frozenset(("signature", "signature_ad_referendum", "definitive_signature"))
CONSENTS: Final = frozenset(
    (
        "ratification",
        "acceptance",
        "approval",
        "accession",
        "succession",
        "formal_confirmation",
        "notification_of_internal_procedures",
        "exchange_of_instruments",
    )
)
_FORCE: Final = frozenset(("entry_into_force_for_state",))
_OUTGOING: Final = ("amends", "protocol_to", "supersedes", "implements", "recalls", "foresees")
_INCOMING: Final = (
    ("amends", N_("Amended by")),
    ("protocol_to", N_("Protocols to it")),
    ("supersedes", N_("Superseded by")),
    ("implements", N_("Carried out by")),
    ("recalls", N_("Recalled in")),
    ("foresees", N_("Foreseen in")),
    ("foreseen_by", N_("Foresaw")),
    ("founding_instrument", N_("Set up")),
    ("governed_by", N_("Governs")),
)
_SHOWN: Final = frozenset(
    (
        ("treaty_action", "instrument"),
        ("commitment", "made_in"),
        *(("instrument", name) for name in _OUTGOING),
        *(
            (kind, name)
            for kind in ("mechanism", "body", "organization")
            for name in ("founding_instrument", "foreseen_by")
        ),
        ("asset", "governed_by"),
    )
)
_NAMED: Final = 2  # a footnote begins with the name of the instrument and a colon
_IN_FORCE: Final = frozenset(("entered_into_force", "entry_into_force_rule", "depositary"))
_FORCE_LEAD: Final = N_(
    "What sources state and what follows from the text's own rule are kept apart."
)
_STATUS_LEAD: Final = N_(
    "The status is derived from dated acts, never stored. (A) is acceptance, (AA) approval, "
    "(a) accession, (d) succession, (c) formal confirmation. “Not known”: took part when the text "
    "was adopted, and no visible source tells its act."
)


def page(reading: Reading, question: Asked, id: str) -> Page:
    """Return the page of an instrument."""
    facts = Linked(reading.view, question.lang)
    sections: list[Section] = []
    if facts.after(id, "signed"):
        said = Said(facts.say("It was signed or adopted only after this date."))
        sections.append(Section("later", "", "", (Text((said,), mark="unknown"),)))
    sections += [_status(facts, id), _force(facts, id)]
    sections += _acts(facts, id)
    # acts told in one statement have a table of their own
    skip = _IN_FORCE | frozenset(_OUTGOING) | act_properties()
    sections.append(said_section(facts, id, title=N_("The text"), skip=skip))
    sections += _relations(facts, id)
    sections += _commitments(facts, id)
    sections += [
        *rivals_section(facts, id),
        *pointing_section(facts, id, skip=_SHOWN),
        *names_section(facts, id),
    ]
    kind = facts.view.value(id, "instrument_kind")
    shown = Asking(
        title=facts.name(id),
        kicker=facts.label("instrument_kind", kind) if kind else kind_label(facts, "instrument"),
        crumbs=(Crumb(facts.say("Instruments"), question.link("/instruments")),),
        sections=tuple(sections),
        beside=(timeline_of(facts, question, id),),
    )
    return with_sources(shown, facts)


def _status(facts: Facts, instrument: str) -> Section:
    notes: list[Footnote] = []
    by_party: dict[str, list[Act]] = {}
    for act in acts(facts.view, instrument):
        by_party.setdefault(act.party, []).append(act)
    rows: list[GridRow] = []
    for status in sorted(statuses(facts.view, instrument), key=lambda each: facts.name(each.party)):
        done = [act for act in by_party.get(status.party, ()) if not act.refused]
        rows.append(
            GridRow(
                (
                    (facts.called(status.party, target=anchor(status.party)),),
                    status_cell(facts, instrument, status, notes),
                    _dates(facts, done, SIGNATURES),
                    _dates(facts, done, CONSENTS),
                    _dates(facts, done, _FORCE),
                )
            )
        )
    title = facts.say("Status")
    if not rows:
        said = Text((Said(facts.say("No visible source names a participant.")),), mark="unknown")
        return Section("status", title, "", (said,))
    header = facts.header(
        "Participant",
        "Status on this date",
        "Signature",
        "Ratification, Acceptance (A), Approval (AA), Accession (a), Succession (d)",
        "In force for it",
    )
    grid = Grid(facts.say("Participants, by name"), header, tuple(rows), _own(notes))
    return Section("status", title, facts.say(_STATUS_LEAD), (grid,))


def _own(notes: list[Footnote]) -> tuple[Footnote, ...]:
    """Leave the name of the instrument out of footnotes that stand on its own page."""
    return tuple(replace(note, parts=note.parts[_NAMED:]) for note in notes)


def _dates(facts: Facts, done: list[Act], wanted: frozenset[str]) -> Words:
    """Return the dates of acts of some kinds, each with its mark."""
    said: list[Said] = []
    for act in done:
        if act.action in wanted:
            term = schema().term("treaty_action", act.action)
            mark = f" ({term.mark})" if term and term.mark else ""
            told = (
                mark
                if act.action in SIGNATURES or mark
                else f" ({facts.label('treaty_action', act.action).lower()})"
            )
            if act.action in ("ratification", "signature", "entry_into_force_for_state"):
                told = ""
            later = facts.view.moment.horizon < (act.earliest or 0)
            text = (facts.when(act.date) if act.date else facts.say("date not known")) + told
            said.append(
                Said(
                    text + (f" ({facts.say('after this date')})" if later else ""),
                    facts.ids(act.statements),
                    mark="aside" if later else "" if act.date else "unknown",
                )
            )
    return joined(said, "; ") or (Said("–"),)


def _force(facts: Facts, instrument: str) -> Section:
    force = entry_into_force(facts.view, instrument)
    stated = values(facts, instrument, "entered_into_force")
    rule = values(facts, instrument, "entry_into_force_rule")
    computed = (
        Said(facts.when(force.computed), facts.ids(force.statements)) if force.computed else None
    )
    without = Said(
        facts.say("no rule is known") if not force.rule else force.note or facts.say("not known"),
        mark="unknown",
    )
    rows: Rows = [
        (facts.say("In force on this date"), force_of(facts, instrument)),
        (facts.say("Stated by sources"), stated or facts.known(None)),
        (facts.say("Computed from the rule and the acts"), facts.known(computed, without)),
        (facts.say("Rule"), rule or facts.known(None)),
        (
            labelled(facts, "depositary"),
            values(facts, instrument, "depositary") or facts.known(None),
        ),
    ]
    lead = facts.say(_FORCE_LEAD)
    return Section("force", facts.say("Entry into force"), lead, (Terms(tuple(rows)),))


def _acts(facts: Facts, instrument: str) -> list[Section]:
    if not acts(facts.view, instrument):
        return []
    blocks = tuple(block for block in acts_on(facts, instrument).blocks if isinstance(block, Grid))
    lead = facts.say("Every act of every party, votes and refusals included, in order of time.")
    return [Section("acts", facts.say("History of acts"), lead, blocks)]


def _relations(facts: Facts, instrument: str) -> list[Section]:
    view = facts.view
    rows: Rows = [
        (labelled(facts, name), found)
        for name in _OUTGOING
        if (found := values(facts, instrument, name))
    ]
    for name, label in _INCOMING:
        said = [
            facts.called(
                subject,
                facts.ids(
                    claim
                    for claim in view.pointing_to(instrument, name)
                    if claim.subject == subject
                ),
                target=anchor(subject),
            )
            for subject in view.subjects_pointing_to(instrument, name)
        ]
        rows += [(facts.say(label), joined(said, "; "))] if said else []
    return [Section("relations", facts.say("Relations"), "", (Terms(tuple(rows)),))] if rows else []


def _commitments(facts: Facts, instrument: str) -> list[Section]:
    found = made_in(facts, [instrument])
    if not found:
        return []
    grid: Block = Grid(
        facts.say("The earliest deadline first"),
        facts.header(*COMMITMENTS),
        tuple(commitment_row(facts, each) for each in found),
    )
    lead = facts.say(SILENCE)
    return [Section("commitments", facts.say("Commitments made in it"), lead, (grid,))]
