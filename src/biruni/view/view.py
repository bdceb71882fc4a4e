"""The view: everything that is visible at one moment, by subject. Immutable, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from biruni.model.date_logic import holds_on
from biruni.model.ids import kind_in_id, parts_of, slug_of, whole_of
from biruni.model.problems import NotFound, did_you_mean
from biruni.model.statement import DEPRECATED, Record, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.claims import chosen
from biruni.view.moment import Moment

Published = Mapping[str, int | None]
EDITORS = "registry"


class View:
    """
    What the ledger held at one moment.

    Statements are not filtered by valid time: a view knows the past and the planned future of its
    day, and every answer applies ``moment.valid_on`` in its own way.
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
        self._ids: dict[Statement, str] = {}
        for record in self.recorded.values():
            self._by_subject[record.statement.subject].append(record.statement)
            self._ids[record.statement] = record.id
        self._by_kind: dict[str, list[str]] | None = None
        self._pointing: dict[str, list[Statement]] | None = None

    def _is_published(self, statement: Statement) -> bool:
        if self.moment.published_by is None or slug_of(statement.source) == EDITORS:
            return True
        day = self.published.get(statement.source)
        day = self.published.get(statement.via) if day is None else day
        return day is not None and day <= self.moment.published_by

    @property
    def statements(self) -> Iterable[Statement]:
        """Every visible statement, in the order of recording."""
        return self._ids.keys()

    def id_of(self, statement: Statement) -> str:
        """Return the id of a visible statement without hashing it again."""
        return self._ids[statement]

    def ids(self, statements: Iterable[Statement]) -> list[str]:
        """Return the ids of visible statements, each once, in order."""
        return list(dict.fromkeys(self._ids[statement] for statement in statements))

    def about(self, subject: str, name: str = "") -> Sequence[Statement]:
        """Return what is said of a subject, or of one of its properties."""
        found = self._by_subject.get(subject, ())
        return [statement for statement in found if statement.property == name] if name else found

    def claims(self, subject: str, name: str) -> list[Statement]:
        """Return the claims that the curators have not deprecated, denials included."""
        return [
            statement for statement in self.about(subject, name) if statement.rank != DEPRECATED
        ]

    def best(self, subject: str, name: str) -> Statement | None:
        """Return the affirmed claim to show where there is room for one."""
        return chosen(
            [statement for statement in self.claims(subject, name) if not statement.negated],
            page=self.page,
        )

    def value(self, subject: str, name: str) -> str:
        """Return the value of the best claim, or an empty text."""
        best = self.best(subject, name)
        return best.value if best else ""

    def told_of(self, subject: str) -> bool:
        """Whether any visible source says something of it, beyond what the editors call it."""
        return any(slug_of(statement.source) != EDITORS for statement in self.about(subject))

    def page(self, source: str) -> str:
        """Return the source that stands for all records of the same page: it backs a claim once."""
        return self._pages.get(source, source)

    @cached_property
    def _pages(self) -> dict[str, str]:
        pages: dict[str, str] = {}
        for statement in self._ids:
            if statement.property == "same_as" and not statement.negated:
                one, other = (
                    pages.get(source, source) for source in (statement.subject, statement.value)
                )
                pages |= {source: other for source, page in pages.items() if page == one}
                pages |= {one: other, statement.subject: other}
        return pages

    def entities(self, kind: str) -> list[str]:
        """Return the ids of all visible entities of a kind, in alphabetical order."""
        if self._by_kind is None:
            found: dict[str, list[str]] = defaultdict(list)
            for subject, statements in self._by_subject.items():
                given = next(
                    (statement.value for statement in statements if statement.property == "kind"),
                    "",
                )
                found[given].append(subject)
            self._by_kind = {name: sorted(subjects) for name, subjects in found.items()}
        return self._by_kind.get(kind, [])

    def kind(self, subject: str) -> str:
        """Return the kind of a visible entity, or an empty text."""
        return next((statement.value for statement in self.about(subject, "kind")), "")

    def subjects(self) -> list[str]:
        """Return the ids of all visible entities, parts left out."""
        return [subject for subject in self._by_subject if whole_of(subject) == subject]

    def pointing_to(self, entity: str, name: str = "") -> list[Statement]:
        """Return the statements whose value is the entity, or those of one property."""
        if self._pointing is None:
            self._pointing = defaultdict(list)
            for statement in self._ids:
                if statement.datatype == "entity":
                    self._pointing[statement.value].append(statement)
        found = self._pointing.get(entity, [])
        return (
            [statement for statement in found if statement.property == name]
            if name
            else list(found)
        )

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
                    wanted = " or ".join(kinds).replace("_", " ")
                    raise NotFound(f"{known} is no {wanted}", hint="try `biruni find WORDS`")
                return known
        pool = [entity for kind in kinds for entity in self.entities(kind)] or [
            subject for subject in self._by_subject if whole_of(subject) == subject
        ]
        same = [entity for entity in pool if slug_of(entity) == text]
        if len(same) == 1:
            return same[0]
        if len(same) > 1:
            raise NotFound(f'"{text}" names {len(same)} things', hint=" or ".join(same))
        near = did_you_mean(slug_of(text), (slug_of(entity) for entity in pool))
        what = " or ".join(kinds).replace("_", " ") or "entity"
        raise NotFound(
            f'no {what} is known as "{text[:120]}"', hint=near or "try `biruni find WORDS`"
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
