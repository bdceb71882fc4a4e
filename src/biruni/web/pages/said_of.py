"""What is said of one thing, term by term, and what points to it: parts of every entity's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.statement import DEPRECATED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.cited import Facts, anchor, joined, plain
from biruni.report.document import Block, Grid, GridRow, Said, Section, Terms, Text, Words
from biruni.report.phrases import ENGLISH, N_, NC_
from biruni.report.sections.rival_claims import sides
from biruni.view.claims import compatible
from biruni.view.conflicts import conflicts
from biruni.web.asked import Asked
from biruni.web.page import Crumb

SAID: Final = N_("What sources say of it")
NAMES: Final = ("label", "alias", "identifier")
_ELSEWHERE: Final = frozenset((*NAMES, "kind"))
_SIGNS: Final = "†‡§¶"
_TONGUES: Final = {
    "az": NC_("name", "In Azerbaijani"),
    "en": NC_("name", "In English"),
    "kk": NC_("name", "In Kazakh"),
    "ky": NC_("name", "In Kyrgyz"),
    "ru": NC_("name", "In Russian"),
    "tg": NC_("name", "In Tajik"),
    "tk": NC_("name", "In Turkmen"),
    "uz": NC_("name", "In Uzbek"),
}
# what the pack remarks on names; see docs/packs.md
_RENDERED: Final = N_("The editors' own rendering; official texts may word it otherwise.")
_WIKIDATA: Final = "https://www.wikidata.org/wiki/"

# what these say matters more than what they are called
_TOLD: Final = ("evidence", "national_measure")
_RIVALS: Final = N_(
    "Nothing is removed: every side stands with its source, and the one shown is marked."
)

Rows = list[tuple[str, Words]]


def titled(text: str) -> str:
    """Return words with a capital at their beginning."""
    return text[:1].upper() + text[1:]


def labelled(facts: Facts, name: str) -> str:
    """Return the name of a property for a reader."""
    return titled(facts.property(name))


def kind_label(facts: Facts, kind: str) -> str:
    """Return the name of a kind for a reader."""
    known = schema().kinds.get(kind)
    return facts.say_in("kind", known.label) if known else titled(plain(kind))


def link_to(facts: Facts, entity: str, statements: tuple[str, ...] = ()) -> Said:
    """Return the name of an entity as a link to its page."""
    return facts.called(entity, statements, target=anchor(entity))


def timeline_of(facts: Facts, question: Asked, entity: str) -> Crumb:
    """Return the way to everything dated that concerns an entity."""
    return Crumb(facts.say("In order of time"), question.link("/timeline", about=entity))


def values(facts: Facts, subject: str, name: str) -> Words:
    """Return every value that is claimed; the one shown elsewhere first, rivals marked as such."""
    view = facts.view
    best = view.best(subject, name)
    about = schema().property_of(view.kind(subject), name)
    single = about is not None and about.single
    grouped: dict[tuple[str, bool, str, str], list[Statement]] = {}
    claims = sorted(view.about(subject, name), key=lambda claim: claim is not best)
    for claim in claims:
        rival = (
            single
            and best is not None
            and not claim.valid
            and not claim.negated
            and not compatible(claim, best)
        )
        text = facts.said(claim) + qualified(facts, claim)
        grouped.setdefault((text, rival, claim.rank, facts.reasoned(claim)), []).append(claim)
    said: list[Said] = []
    for (text, rival, rank, _), found in grouped.items():
        first = found[0]
        mark = "no" if first.negated else "possible" if rival else ""
        value = Said(
            text,
            facts.ids(found),
            mark="aside" if rank == DEPRECATED else mark,
            target=anchor(led) if (led := facts.leads_to(first)) else "",
            address=_address(first),
            lang=facts.language(first),
        )
        said += [Said("; ")] if said else []
        said += facts.sentence("rival claim: {text}", text=value) if rival else [value]
        beside = list(facts.ranked(first))
        if _is_later(facts, first):
            beside += [Said("; ")] if beside else []
            beside.append(Said(facts.say("after this date")))
        if beside:
            said += [replace(each, mark="aside") for each in (Said(" ("), *beside, Said(")"))]
    return tuple(said)


def _is_later(facts: Facts, claim: Statement) -> bool:
    if claim.datatype != "date":
        return False
    return on_or_before(parse(claim.value), facts.view.moment.horizon) is Certainty.IMPOSSIBLE


def _address(claim: Statement) -> str:
    if claim.datatype == "url":
        return claim.value
    if claim.datatype == "identifier" and claim.qualifier("scheme").lower() == "wikidata":
        return _WIKIDATA + claim.value
    return ""


def qualified(facts: Facts, claim: Statement) -> str:
    """Return qualifiers, language and validity of a claim in brackets."""
    said = [
        f"{facts.property(name)} {facts.qualifier(name, plain(value))}"
        if name not in ("role", "scheme")
        else facts.qualifier(name, plain(value))
        for name, value in claim.qualifiers
    ]
    said += [facts.when(claim.valid)] if claim.valid else []
    return f" ({', '.join(said)})" if said else ""


def terms(facts: Facts, entity: str, *, skip: frozenset[str] = frozenset()) -> Rows:
    """Return everything said of an entity, in the order of the schema."""
    kind = schema().kinds.get(facts.view.kind(entity))
    known = list(kind.properties) if kind else []
    said = dict.fromkeys(claim.property for claim in facts.view.about(entity))
    names = [name for name in known if name in said]
    names += [name for name in said if name not in known]
    return [
        (labelled(facts, name), values(facts, entity, name))
        for name in names
        if name not in _ELSEWHERE and name not in skip
    ]


def said_section(
    facts: Facts,
    entity: str,
    *,
    title: str = SAID,
    skip: frozenset[str] = frozenset(),
) -> Section:
    """Return everything said of an entity as a section."""
    rows = terms(facts, entity, skip=skip)
    blocks: list[Block] = (
        [Terms(tuple(rows))]
        if rows
        else [Text((Said(facts.say("No visible source says more of it.")),), mark="unknown")]
    )
    notes = facts.notes(claim for claim in facts.view.about(entity) if claim.property not in NAMES)
    if notes:
        label = Said(facts.say("Remarks of the editors. "), mark="label")
        blocks.append(Text((label, *joined(notes, " · ")), mark="aside"))
    return Section("said", facts.say(title), "", tuple(blocks))


def names_section(facts: Facts, entity: str) -> list[Section]:
    """Return names in all languages, other spellings, and ids elsewhere."""
    rows: Rows = []
    labels = facts.view.about(entity, "label")
    by_language: dict[str, list[Statement]] = {}
    for claim in labels:
        by_language.setdefault(claim.lang or ENGLISH, []).append(claim)
    remarks = list(dict.fromkeys(claim.note for claim in labels if claim.note))
    for lang, claims in sorted(by_language.items(), key=_the_page_first(facts)):
        said: list[Said] = []
        for claim in claims:
            said += [Said("; ")] if said else []
            said.append(Said(claim.value, facts.ids([claim]), lang=facts.foreign(lang)))
            if claim.note:
                said.append(Said(f" {_SIGNS[remarks.index(claim.note) % len(_SIGNS)]}"))
        name = _TONGUES.get(lang)
        title = facts.say_in("name", name) if name else facts.say("Name ({lang})", lang=lang)
        rows.append((title, tuple(said)))
    for name, label in (
        ("alias", facts.say("Also known as")),
        ("identifier", facts.say("Ids elsewhere")),
    ):
        found = values(facts, entity, name)
        rows += [(label, found)] if found else []
    rows.append((facts.say("Id here"), (Said(entity),)))
    notes = [
        Text((Said(f"{sign} "), Said(text, lang=lang)), mark="aside")
        for sign, note in zip(_SIGNS, remarks, strict=False)
        for text, lang in (facts.phrases.again(note),)
    ]
    return [Section("names", facts.say("Names and ids"), "", (Terms(tuple(rows)), *notes))]


def _the_page_first(facts: Facts) -> Callable[[tuple[str, list[Statement]]], tuple[bool, str]]:
    """Order languages by their codes, that of the page first."""
    return lambda each: (each[0] != facts.lang, each[0])


def rivals_section(facts: Facts, entity: str) -> list[Section]:
    """Return the disagreements on an entity and its parts, if there are any."""
    found = conflicts(facts.view, entity)
    if not found:
        return []
    lead = facts.say(_RIVALS)
    parts = tuple(sides(facts, fact, number) for number, fact in enumerate(found, 1))
    return [Section("rivals", facts.say("Where sources disagree"), lead, parts)]


def pointing_section(
    facts: Facts, entity: str, *, skip: frozenset[tuple[str, str]] = frozenset()
) -> list[Section]:
    """
    Return what points to an entity: parts as tables, others as links.

    Args:
        facts: The view.
        entity: The entity.
        skip: Kinds and properties that the page shows elsewhere.
    """
    found: dict[tuple[str, str], dict[str, list[Statement]]] = {}
    for claim in facts.view.pointing_to(entity):
        key = (facts.view.kind(claim.subject), claim.property)
        if key not in skip and claim.subject != entity:
            found.setdefault(key, {}).setdefault(claim.subject, []).append(claim)
    own: list[Block] = []
    blocks: list[Block] = []
    rows: Rows = []
    for (kind, name), subjects in sorted(found.items()):
        known = schema().kinds.get(kind)
        if known is not None and (known.part_of or kind in _TOLD):
            grids = own if known.part_of == facts.view.kind(entity) else blocks
            grids.append(_parts(facts, kind, name, subjects))
        else:
            said = [
                facts.called(
                    subject,
                    facts.ids(claims),
                    target=anchor(subject),
                    mark="no" if all(claim.negated for claim in claims) else "",
                )
                for subject, claims in subjects.items()
            ]
            rows.append((f"{kind_label(facts, kind)}: {facts.property(name)}", joined(said, "; ")))
    if rows:
        blocks.insert(0, Terms(tuple(rows)))
    sections = [Section("parts", facts.say("Its parts"), "", tuple(own))] if own else []
    if blocks:
        title = facts.say("What points to it")
        sections.append(Section("pointing", title, "", tuple(blocks)))
    return sections


def _parts(facts: Facts, kind: str, name: str, subjects: dict[str, list[Statement]]) -> Grid:
    """Return parts of one kind as a table, with a column for every property that one has."""
    known = schema().kinds[kind].properties
    used = [
        each
        for each in known
        if each not in _ELSEWHERE
        and each != name
        and any(facts.view.about(subject, each) for subject in subjects)
    ]
    named = kind in _TOLD or not used
    rows = tuple(
        GridRow(
            (
                *(((facts.called(subject, facts.ids(claims)),),) if named else ()),
                *(values(facts, subject, each) or (Said("–"),) for each in used),
            )
        )
        for subject, claims in subjects.items()
    )
    header = (
        *((kind_label(facts, kind),) if named else ()),
        *(labelled(facts, each) for each in used),
    )
    return Grid(f"{kind_label(facts, kind)}: {len(subjects)}", header, rows)
