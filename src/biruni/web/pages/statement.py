"""One statement in full, with what stands beside it: one record of the ledger."""

from __future__ import annotations

from typing import Final

from biruni.model.ids import slug_of, whole_of
from biruni.model.problems import NotFound
from biruni.model.schema import schema
from biruni.model.statement import Record, Statement
from biruni.model.worded import worded
from biruni.observatory.beside import record_of
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor, script_language
from biruni.report.document import Block, Grid, GridRow, Said, Section, Terms, Text, Words
from biruni.report.phrases import ENGLISH, N_
from biruni.report.sections.rival_claims import called, sides
from biruni.view.conflicts import facts as sorted_facts
from biruni.view.view import EDITORS
from biruni.web.asked import Asked
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Download, Page, with_sources
from biruni.web.pages.said_of import kind_label, labelled, qualified

_HIDDEN: Final = N_(
    "It is not visible at these dates: it had not been recorded, or had been withdrawn, or its "
    "source had not been published."
)
_DATATYPES: Final = {
    "entity": N_("a thing of the registry"),
    "term": N_("a word of a vocabulary"),
    "date": N_("a date (EDTF)"),
    "number": N_("a number"),
    "text": N_("a text"),
    "url": N_("an address"),
    "identifier": N_("an id elsewhere"),
    "point": N_("a point on the earth"),
    "line": N_("a line on the earth"),
}
_CATEGORIES: Final = {
    "unique": N_("No other place in the sources says the same."),
    "confirmed": N_("Other places in the sources say the same."),
    "refined": N_("Other sources say more, or less, exactly the same."),
    "majority": N_("Sources disagree; most of them take one side."),
    "conflict": N_("Sources disagree."),
}


def page(reading: Reading, question: Asked, key: str) -> Page:
    """
    Return the page of a statement, retracted or not.

    Raises:
        NotFound: The ledger never held it.
    """
    records, reading = record_of(reading, key)
    if not records:
        raise NotFound(
            worded('no statement "{text}"', text=key[:80]),
            hint=worded("ids of statements begin with s- and are copied whole"),
        )
    facts = Linked(reading.view, question.lang)
    claim = records[0].statement
    visible = key in reading.view.recorded
    sections = [
        Section(
            "statement",
            "",
            "",
            (*_standing(facts, visible=visible), _fields(facts, claim, visible=visible)),
        ),
        Section("record", facts.say("When the ledger held it"), "", (_held(facts, records),)),
    ]
    sections += _neighbours(facts, claim)
    whole = whole_of(claim.subject)
    heading = (
        called(facts, claim.subject),
        Said(f": {facts.property(claim.property)} "),
        Said(facts.said(claim), lang=facts.language(claim)),
    )
    shown = Page(
        title="".join(part.text for part in heading),
        titled=heading,
        kicker=facts.say("Statement"),
        crumbs=(Crumb(facts.name(whole), question.link(f"/{whole}")),),
        sections=tuple(sections),
        downloads=(
            Download(facts.say("Cite this statement"), question.link("/cite", statement=key)),
        ),
    )
    return with_sources(shown, facts)


def _standing(facts: Facts, *, visible: bool) -> list[Block]:
    """Say whether the statement counts at these dates."""
    if visible:
        return []
    return [Text((Said(facts.say(_HIDDEN)),), mark="unknown")]


def _fields(facts: Facts, claim: Statement, *, visible: bool) -> Terms:
    say = facts.say
    ids = facts.ids([claim]) if visible else ()
    about = called(facts, claim.subject, anchor(whole_of(claim.subject)))
    value = Said(
        facts.said(claim) + qualified(facts, claim),
        ids,
        mark="no" if claim.negated else "",
        target=anchor(led) if (led := facts.leads_to(claim)) else "",
        address=claim.value if claim.datatype == "url" else "",
        lang=facts.language(claim),
    )
    rows: list[tuple[str, Words]] = [
        (
            say("About"),
            (
                about,
                Said(
                    f" ({kind_label(facts, facts.view.kind(claim.subject))}, {claim.subject})",
                    mark="aside",
                ),
            ),
        ),
        (say("Property"), (Said(labelled(facts, claim.property)),)),
        *_meant(facts, claim),
        (say("Value"), (value,)),
        (say("As entered"), (_entered(facts, claim),)),
        (say("Kind of value"), (Said(facts.say(_DATATYPES.get(claim.datatype, claim.datatype))),)),
        (
            say("Polarity"),
            (Said(say("denied by the source") if claim.negated else say("affirmed")),),
        ),
        (say("Source"), (facts.called(claim.source, target=anchor(claim.source)),)),
        (say("Place in the source"), (facts.place(claim.locator),)),
    ]
    ranked = facts.place(claim.rank + (f": {claim.reason}" if claim.reason else ""))
    optional = (
        (say("Unit"), facts.place(claim.unit)),
        (say("Language"), Said(claim.lang)),
        (say("As printed"), facts.quoted(claim) if claim.words else Said("")),
        (say("Held in the world (EDTF)"), Said(claim.valid)),
        (say("Words to find the passage"), _passage(facts, claim)),
        (say("Rank"), ranked),
        (say("Remark of the editors"), _remark(facts, claim)),
        (say("How it was taken"), facts.place(claim.method)),
    )
    rows += [(label, (said,)) for label, said in optional if said.text]
    if claim.via:
        rows.append((say("Read in"), (facts.called(claim.via, target=anchor(claim.via)),)))
    rows.append((say("Id"), (Said(claim.id),)))
    return Terms(tuple(rows))


def _entered(facts: Facts, claim: Statement) -> Said:
    """Return the value as the pack has it: a text in its language, else a code."""
    if claim.datatype == "text":
        return Said(claim.value, lang=facts.foreign(claim.lang or ENGLISH))
    return facts.place(claim.value)


def _remark(facts: Facts, claim: Statement) -> Said:
    text, lang = facts.phrases.again(claim.note)
    return Said(text, lang=lang)


def _passage(facts: Facts, claim: Statement) -> Said:
    if not claim.passage:
        return Said("")
    return Said(f"“{claim.passage}”", lang=facts.foreign(script_language(claim.passage)))


def _meant(facts: Facts, claim: Statement) -> list[tuple[str, Words]]:
    """Return what the property says, in the words of the codebook."""
    about = schema().property_of(facts.view.kind(claim.subject), claim.property)
    if about is None or not about.about:
        return []
    return [
        (
            facts.say("What the property says"),
            (Said(facts.say_in("about", " ".join(about.about.split()))),),
        )
    ]


def _held(facts: Facts, records: list[Record]) -> Grid:
    rows = tuple(
        GridRow(
            (
                (Said(record.recorded_at),),
                (facts.place(record.recorded_by),),
                (Said(record.retracted_at or facts.say("still held")),),
                (facts.place(record.retraction) if record.retraction else Said("–"),),
            )
        )
        for record in records
    )
    return Grid(facts.say("Times in UTC"), facts.header("Recorded", "By", "Withdrawn", "Why"), rows)


def _neighbours(facts: Facts, claim: Statement) -> list[Section]:
    """Return the other claims on the same property, and what else the source says in that place."""
    found: list[Section] = []
    for number, fact in enumerate(sorted_facts(facts.view, [claim.subject]), 1):
        if claim in fact.claims and len(fact.claims) > 1:
            part = sides(facts, fact, number)
            found.append(
                Section(
                    "beside",
                    facts.say("Other claims on the same"),
                    facts.say(_CATEGORIES[fact.category]),
                    part.blocks,
                )
            )
    if not found:
        others = [each for each in facts.view.about(claim.subject, claim.property) if each != claim]
        if others:
            found.append(
                _others(facts, others, "beside", facts.say("Other values of the same property"))
            )
    same_place = [
        each
        for each in facts.view.statements
        if each.source == claim.source
        and each.locator == claim.locator
        and each != claim
        and each.property != "kind"
    ]
    if same_place and slug_of(claim.source) != EDITORS:
        title = facts.say("What else is said in the same place")
        found.append(_others(facts, same_place[:40], "place", title))
    return found


def _others(facts: Facts, claims: list[Statement], id: str, title: str) -> Section:
    rows = tuple(
        GridRow(
            (
                (called(facts, each.subject, anchor(whole_of(each.subject))),),
                (Said(facts.property(each.property)),),
                (
                    Said(
                        facts.said(each) + qualified(facts, each),
                        facts.ids([each]),
                        mark="no" if each.negated else "",
                        lang=facts.language(each),
                    ),
                ),
                (facts.called(each.source), Said(", "), facts.place(each.locator)),
            )
        )
        for each in claims
    )
    count = facts.count(len(rows), "{n} statement", "{n} statements")
    return Section(
        id,
        title,
        "",
        (Grid(count, facts.header("About", "Property", "Value", "Source and place"), rows),),
    )
