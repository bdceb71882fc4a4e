"""The view: everything that is visible at one moment, by subject. Immutable, in memory."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Self, TypeVar

from biruni.model.date_logic import holds_on
from biruni.model.ids import kind_in_id, parts_of, slug_of, whole_of
from biruni.model.problems import NotFound, did_you_mean
from biruni.model.statement import DEPRECATED, Record, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.model.worded import either, worded
from biruni.view.claims import chosen
from biruni.view.moment import Moment

Published = Mapping[str, int | None]
EDITORS = "registry"
T = TypeVar("T")


class View:
    """
    What the ledger held at one moment.

    Statements are not filtered by valid time: a view knows the past and the planned future of its
    day, and every answer applies ``moment.valid_on`` in its own way. So `on` gives the view of
    another valid day at once, and what was worked out from the statements alone (`once`) holds for
    both.
    """

    def __init__(
        self, records: Iterable[Record], moment: Moment, *, published: Published | None = None
    ) -> None:
        visible = [record for record in records if record.known_at(moment.known_at)]
        self.moment = moment
        self.published = (
            published
            if published is not None
            else publication_days(record.statement for record in visible)
        )
        self.recorded = {
            record.id: record for record in visible if self._is_published(record.statement)
        }
        self._by_subject: dict[str, list[Statement]] = defaultdict(list)
        # by the address of the object: to hash a statement is to hash eighteen texts
        self._ids: dict[int, str] = {}
        for key, record in self.recorded.items():
            self._by_subject[record.statement.subject].append(record.statement)
            self._ids[id(record.statement)] = key
        self._by_property: dict[str, dict[str, tuple[Statement, ...]]] = {}
        self._best: dict[tuple[str, str], Statement | None] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._kept: dict[Hashable, Any] = {}
        self._kept_on_day: dict[Hashable, Any] = {}

    def on(self, moment: Moment) -> Self:
        """Return the same statements asked about another valid day; the other times must agree."""
        view = copy.copy(self)
        view.moment = moment
        view._kept_on_day = {}  # noqa: SLF001 (a view of our own kind)
        return view

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """
        Return what rests on the statements alone, made when first asked for.

        What depends on the valid day must not be kept here.
        """
        try:
            found: T = self._kept[key]
        except KeyError:
            found = self._kept[key] = make()
        return found

    def once_on_day(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what rests on the statements and the valid day, made when first asked for."""
        place = (self.moment, key)
        try:
            found: T = self._kept_on_day[place]
        except KeyError:
            found = self._kept_on_day[place] = make()
        return found

    def _is_published(self, statement: Statement) -> bool:
        if self.moment.published_by is None or slug_of(statement.source) == EDITORS:
            return True
        day = self.published.get(statement.source)
        day = self.published.get(statement.via) if day is None else day
        return day is not None and day <= self.moment.published_by

    @property
    def statements(self) -> Iterable[Statement]:
        """Every visible statement, in the order of recording."""
        return [record.statement for record in self.recorded.values()]

    def id_of(self, statement: Statement) -> str:
        """Return the id of a visible statement without hashing it again."""
        found = self._ids.get(id(statement))
        return found if found is not None else self._equal()[statement]

    def ids(self, statements: Iterable[Statement]) -> list[str]:
        """Return the ids of visible statements, each once, in order."""
        return list(dict.fromkeys(self.id_of(statement) for statement in statements))

    def _equal(self) -> dict[Statement, str]:
        """Return the ids by content, for statements that came from elsewhere."""
        return self.once(
            "equal", lambda: {record.statement: key for key, record in self.recorded.items()}
        )

    def about(self, subject: str, name: str = "") -> Sequence[Statement]:
        """Return what is said of a subject, or of one of its properties."""
        if not name:
            return self._by_subject.get(subject, ())
        found = self._by_property.get(subject)
        if found is None:
            grouped: dict[str, list[Statement]] = defaultdict(list)
            for statement in self._by_subject.get(subject, ()):
                grouped[statement.property].append(statement)
            found = {key: tuple(statements) for key, statements in grouped.items()}
            if found:
                self._by_property[subject] = found
        return found.get(name, ())

    def claims(self, subject: str, name: str) -> list[Statement]:
        """Return the claims that the curators have not deprecated, denials included."""
        return [
            statement for statement in self.about(subject, name) if statement.rank != DEPRECATED
        ]

    def best(self, subject: str, name: str) -> Statement | None:
        """Return the affirmed claim to show where there is room for one."""
        claims = self.about(subject, name)
        if not claims:
            return None
        key = (subject, name)
        try:
            return self._best[key]
        except KeyError:
            found = self._best[key] = chosen(
                [claim for claim in claims if claim.rank != DEPRECATED and not claim.negated],
                page=self.page,
            )
            return found

    def value(self, subject: str, name: str) -> str:
        """Return the value of the best claim, or an empty text."""
        best = self.best(subject, name)
        return best.value if best else ""

    def told_of(self, subject: str) -> bool:
        """Whether any visible source says something of it, beyond what the editors call it."""
        return any(slug_of(statement.source) != EDITORS for statement in self.about(subject))

    def page(self, source: str) -> str:
        """Return the source that stands for all records of the same page: it backs a claim once."""
        return self.once("pages", self._pages).get(source, source)

    def _pages(self) -> dict[str, str]:
        pages: dict[str, str] = {}
        for statement in self.statements:
            if statement.property == "same_as" and not statement.negated:
                one, other = (
                    pages.get(source, source) for source in (statement.subject, statement.value)
                )
                pages |= {source: other for source, page in pages.items() if page == one}
                pages |= {one: other, statement.subject: other}
        return pages

    def entities(self, kind: str) -> list[str]:
        """Return the ids of all visible entities of a kind, in alphabetical order."""
        return self.once("kinds", self._kinds).get(kind, [])

    def _kinds(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for subject in self._by_subject:
            found[self.kind(subject)].append(subject)
        return {name: sorted(subjects) for name, subjects in found.items()}

    def kind(self, subject: str) -> str:
        """Return the kind of a visible entity, or an empty text."""
        # what says the kind comes first, as a rule
        return next(
            (
                statement.value
                for statement in self._by_subject.get(subject, ())
                if statement.property == "kind"
            ),
            "",
        )

    def subjects(self) -> list[str]:
        """Return the ids of all visible entities, parts left out."""
        return list(
            self.once(
                "subjects",
                lambda: [subject for subject in self._by_subject if whole_of(subject) == subject],
            )
        )

    def pointing_to(self, entity: str, name: str = "") -> list[Statement]:
        """Return the statements whose value is the entity, or those of one property."""
        found = self.once("pointing", self._pointing).get(entity, [])
        return (
            [statement for statement in found if statement.property == name]
            if name
            else list(found)
        )

    def _pointing(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            if statement.datatype == "entity":
                found[statement.value].append(statement)
        return dict(found)

    def subjects_pointing_to(self, entity: str, name: str) -> list[str]:
        """Return the subjects that, by one property, affirmatively point to the entity."""
        return list(
            dict.fromkeys(
                statement.subject
                for statement in self.pointing_to(entity, name)
                if not statement.negated and statement.rank != DEPRECATED
            )
        )

    def label(self, entity: str, lang: str = "en") -> str:
        """Return the editors' name in a language, else in English, else in any, else the slug."""
        key = (entity, lang)
        found = self._labels.get(key)
        if found is None:
            found = self._label(entity, lang)
            if entity in self._by_subject:  # else anybody's words would be kept
                self._labels[key] = found
        return found

    def _label(self, entity: str, lang: str) -> str:
        labels = {
            statement.lang or "en": statement.value
            for statement in reversed(self.about(entity, "label"))
        }
        if labels:
            return labels.get(lang) or labels.get("en") or next(iter(labels.values()))
        title = self.value(entity, "title")
        if title:
            return title
        whole = whole_of(entity)
        return (
            f"{self.label(whole, lang)}: {' '.join(parts_of(entity)).replace('_', ' ')}"
            if whole != entity
            else slug_of(entity)
        )

    def holds(self, statement: Statement) -> Certainty | None:
        """
        Whether a dated statement holds on the day that the answer can speak of.

        None when it carries no validity.
        """
        return holds(statement, self.moment.horizon)

    def resolve(self, text: str, *kinds: str) -> str:
        """
        Return the entity that a user means by a full id, an ISO code, or a slug that is unique.

        Raises:
            NotFound: Nothing of that name, with the closest one.
        """
        for known in (text, f"state/{text.upper()}"):
            if known in self._by_subject:
                if kinds and self.kind(known) not in kinds:
                    raise NotFound(
                        worded(
                            "{what} is no {kind}",
                            what=known,
                            kind=" or ".join(kinds).replace("_", " "),
                        ),
                        hint=worded("try `biruni find WORDS`"),
                    )
                return known
        pool = [entity for kind in kinds for entity in self.entities(kind)] or self.subjects()
        same = [entity for entity in pool if slug_of(entity) == text]
        if len(same) == 1:
            return same[0]
        if len(same) > 1:
            raise NotFound(
                worded('"{text}" names {n} things', text=text, n=len(same)), hint=either(same)
            )
        from biruni.model.state_codes import named  # tables that only a slip of the pen needs

        called = named(text)  # a state by its name in any language
        near = did_you_mean(
            slug_of(called if called in pool else text), (slug_of(entity) for entity in pool)
        )
        what = " or ".join(kinds).replace("_", " ")
        raise NotFound(
            worded('no {kind} is known as "{text}"', kind=what, text=text[:120])
            if kinds
            else worded('no entity is known as "{text}"', text=text[:120]),
            hint=near or worded("try `biruni find WORDS`"),
        )


def holds(statement: Statement, day: int) -> Certainty | None:
    """Whether a statement holds on a day by its own validity; None when the source gives none."""
    return holds_on(parse(statement.valid), day) if statement.valid else None


def publication_days(statements: Iterable[Statement]) -> dict[str, int | None]:
    """
    Return the day by which every source was certainly public; None when no date is known.

    A source that was read only in another one was public when the other one was, unless its own
    date says that it is later than that.
    """
    first: dict[str, int] = {}
    days: dict[str, int | None] = {}
    relays: dict[str, list[str]] = defaultdict(list)
    for statement in statements:
        if kind_in_id(statement.subject) != "source":
            continue
        source = statement.subject
        days.setdefault(source, None)
        if statement.rank == DEPRECATED or statement.negated:
            continue
        if statement.property == "published":
            date = parse(statement.value)
            before = days[source]
            days[source] = date.latest if before is None else max(before, date.latest or before)
            if date.earliest is not None:
                first[source] = min(date.earliest, first.get(source, date.earliest))
        elif statement.property == "relayed_by":
            relays[source].append(statement.value)
    while True:
        earlier = {
            source: min(known)
            for source, relayed in relays.items()
            if (
                known := [
                    day
                    for each in (source, *relayed)
                    if (day := days.get(each)) is not None and day >= first.get(source, day)
                ]
            )
        }
        if days == days | earlier:
            return days
        days |= earlier
