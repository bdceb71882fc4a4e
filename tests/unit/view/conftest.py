"""A small world of statements to ask a view about: only what matters is given."""

from collections.abc import Callable, Iterator

import pytest

from biruni import sample
from biruni.model.ids import kind_in_id
from biruni.model.schema import schema
from biruni.model.statement import NEGATED, Record, Statement
from biruni.observatory.registry import Registry
from biruni.view.moment import moment
from biruni.view.view import View

TREATY = "xx/instrument/treaty"
EDITORS = "xx/source/registry"


class World:
    """What a few sources say, and the view of it at a moment."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.declared: set[str] = set()
        self.source("gazette", "2012-12-31")

    def source(self, name: str, published: str = "", **about: str) -> None:
        """A source, with the date on which it was published."""
        entity = f"xx/source/{name}"
        self.declare(entity, "source")
        if published:
            self.say(entity, "published", published, source=name)
        for key, value in about.items():
            self.say(entity, key, f"xx/source/{value}", source=name)

    def declare(self, subject: str, kind: str) -> None:
        """The kind of a thing is what the editors say by the form of the files."""
        if subject not in self.declared:
            self.declared.add(subject)
            self.record(subject, "kind", kind, "text", EDITORS)

    def record(
        self,
        subject,
        name,
        value,
        datatype,
        source,
        *,
        at="2024-01-01T00:00:00Z",
        until="",
        **given,
    ) -> Statement:
        """Put one statement in the ledger."""
        statement = Statement(
            subject=subject,
            property=name,
            value=value,
            datatype=datatype,
            source=source,
            locator="p. 1",
            **given,
        )
        self.records.append(Record(statement.id, statement, at, "test", until))
        return statement

    def say(
        self,
        subject: str,
        name: str,
        value: str,
        *,
        source="gazette",
        kind="",
        denied=False,
        **given,
    ) -> Statement:
        """Let a source say something."""
        kind = kind or kind_in_id(subject)
        self.declare(subject, kind)
        about = schema().kinds[kind].properties[name]
        given["qualifiers"] = tuple(sorted(given.get("qualifiers", {}).items()))
        if "via" in given:
            given["via"] = f"xx/source/{given['via']}"
        if denied:
            given["polarity"] = NEGATED
        return self.record(subject, name, value, about.datatype, f"xx/source/{source}", **given)

    def act(
        self, party: str, action: str, date="", date_kind="done", *, text=TREATY, **given
    ) -> str:
        """One act of a state on an instrument, as a line of an action file says it."""
        subject = f"{text}/{party}/{action}"
        if subject not in self.declared:
            self.declare(subject, "treaty_action")
            self.record(subject, "instrument", text, "entity", EDITORS)
            self.record(subject, "party", f"state/{party}", "entity", EDITORS)
        about = {key: given[key] for key in ("source", "via", "at", "until") if key in given}
        self.say(subject, "action", action.partition("#")[0], kind="treaty_action", **about)
        if date:
            self.say(subject, date_kind, date, kind="treaty_action", **given)
        return subject

    def refusal(self, party: str, valid: str, *, reason="", text=TREATY, **given) -> str:
        """A state that refrains from signing."""
        subject = f"{text}/{party}/signature"
        if subject not in self.declared:
            self.declare(subject, "treaty_action")
            self.record(subject, "instrument", text, "entity", EDITORS)
            self.record(subject, "party", f"state/{party}", "entity", EDITORS)
        given |= {"kind": "treaty_action", "valid": valid}
        self.say(subject, "action", "signature", denied=True, **given)
        if reason:
            self.say(subject, "reason", reason, **given)
        return subject

    def member(self, party: str, valid="", *, of="xx/mechanism/club", role="member", **given):
        """A membership."""
        return self.say(
            of, "member", f"state/{party}", valid=valid, qualifiers={"role": role}, **given
        )

    def guest(self, meeting: str, party: str, *, source="gazette", **about: str) -> None:
        """A participation in a meeting."""
        subject = f"{meeting}/{party}"
        self.declare(subject, "participation")
        self.record(subject, "meeting", meeting, "entity", EDITORS)
        for name, value in {"party": f"state/{party}", **about}.items():
            self.say(subject, name, value, kind="participation", source=source)

    def view(self, as_of: str, *, known_at: str = "", published_by: str = "") -> View:
        """The view of all this at a moment."""
        return View(self.records, moment(as_of, known_at, published_by))


@pytest.fixture
def world() -> World:
    """An empty world with one source, the gazette of 2012."""
    return World()


@pytest.fixture(scope="session")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The sample region with its two versions."""
    with sample.open(tmp_path_factory.mktemp("river"), history=True) as registry:
        yield registry


@pytest.fixture
def standing() -> Callable[..., tuple[str, str]]:
    """Where a state stands towards the treaty of the small world: status and answer."""
    from biruni.view.treaty_status import status

    def ask(world: World, party: str, as_of: str, text: str = TREATY, **times: str):
        found = status(world.view(as_of, **times), text, f"state/{party}")
        return found.status, found.answer

    return ask
