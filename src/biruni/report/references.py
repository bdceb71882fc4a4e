"""The sources and statements behind cited facts, numbered by first use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from biruni.model.ids import slug_of
from biruni.model.statement import Statement
from biruni.report.cited import Facts
from biruni.report.document import CitedSource, Reference
from biruni.report.phrases import ENGLISH
from biruni.view.view import EDITORS


def references(
    facts: Facts, cited: Iterable[str]
) -> tuple[dict[str, Reference], tuple[CitedSource, ...]]:
    """Describe the statements cited and number their sources, relays included, by first use."""
    view = facts.view
    statements = {key: view.recorded[key].statement for key in dict.fromkeys(cited)}
    numbers: dict[str, int] = {}
    for statement in statements.values():
        for source in filter(None, (statement.source, statement.via)):
            numbers.setdefault(source, len(numbers) + 1)
    for source in list(numbers):
        for claim in view.claims(source, "relayed_by"):
            numbers.setdefault(claim.value, len(numbers) + 1)
    resting = view.once(
        "resting", lambda: Counter(statement.source for statement in view.statements)
    )
    used = Counter(statement.source for statement in statements.values())
    described = {
        key: _reference(facts, key, statement, numbers) for key, statement in statements.items()
    }
    return described, tuple(
        _source(facts, source, number, resting[source], used[source])
        for source, number in numbers.items()
    )


def _reference(facts: Facts, key: str, statement: Statement, numbers: dict[str, int]) -> Reference:
    qualifiers = [
        f"{facts.property(name)}: {facts.qualifier(name, value)}"
        for name, value in statement.qualifiers
    ]
    qualifiers += (
        [facts.say("valid: {date}", date=facts.when(statement.valid))] if statement.valid else []
    )
    return Reference(
        id=key,
        source=numbers[statement.source],
        locator=statement.locator
        + (
            facts.say(" (read in [{number}])", number=numbers[statement.via])
            if statement.via
            else ""
        ),
        subject=statement.subject,
        property=statement.property,
        value=facts.said(statement),
        qualifiers="; ".join(qualifiers),
        words=statement.words,
        note=statement.note,
        rank=facts.reasoned(statement),
        lang=facts.language(statement),
        words_lang=facts.quoted(statement).lang,
        rank_words=facts.ranked(statement),
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
        title=view.value(source, "title") or view.label(source, facts.lang),
        about=", ".join(filter(None, about)),
        published=facts.when(published)
        if published
        else ("" if editors else facts.say("date not known")),
        kind=facts.label("source_kind", kind) if kind else "",
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
        label_lang=facts.tongue(source),
        relayed_lang=next(
            filter(
                None, (facts.tongue(claim.value) for claim in view.claims(source, "relayed_by"))
            ),
            "",
        ),
        about_lang=facts.foreign(ENGLISH),
        title_lang=_title_lang(facts, source),
    )


def _title_lang(facts: Facts, source: str) -> str:
    title = facts.view.best(source, "title")
    if title is None:
        return facts.tongue(source)
    return facts.foreign(title.lang or facts.view.value(source, "language") or ENGLISH)
