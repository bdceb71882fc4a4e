"""Three states on one river, with one case of everything that a report must show."""

from collections.abc import Callable, Iterable

import pytest

from biruni.model.statement import Record, Statement
from biruni.view.moment import moment
from biruni.view.view import View

PAPER, GAZETTE = "t/source/paper", "t/source/gazette"
COUNCIL, DIALOGUE, PACT, BORDER = (
    "t/mechanism/council",
    "t/mechanism/dialogue",
    "t/instrument/pact",
    "t/asset/a-b-border",
)
ALA, BEK, CYR, OUT = "state/ALA", "state/BEK", "state/CYR", "state/OUT"


def claim(subject: str, name: str, value: str, datatype: str = "text", **more) -> Statement:
    """One statement, by default of the paper."""
    given = {"source": PAPER, "locator": "p 1", **more}
    return Statement(subject=subject, property=name, value=value, datatype=datatype, **given)


def entity(subject: str, kind: str, label: str = "", **properties: str) -> list[Statement]:
    """An entity with its name, its terms and texts, and what it points to."""
    editors = {"source": "t/source/registry", "locator": "record"}
    found = [claim(subject, "kind", kind, **editors)]
    found += [claim(subject, "label", label, lang="en", **editors)] if label else []
    for name, value in properties.items():
        datatype = (
            "entity" if value.startswith(("t/", "state/")) else
            "date" if name in ("established", "first_meeting", "start", "signed", "done", "date",
                               "due", "made", "asserted", "published", "planned_for") else
            "term" if name in ("layer", "form", "level", "status", "role", "presence", "action",
                               "asset_kind", "step", "instrument_kind", "claim_kind", "finding",
                               "source_kind") else "text"
        )  # fmt: skip
        found.append(claim(subject, name, value, datatype))
    return found


def _states() -> list[Statement]:
    found = []
    for state, label in ((ALA, "Ala"), (BEK, "Bek"), (CYR, "Cyr"), (OUT, "Outland")):
        found += entity(state, "state", label)
    found += entity("t/group/three", "group", "The Three")
    for state in (ALA, BEK, CYR):
        for whole in ("t/group/three", COUNCIL, DIALOGUE):
            found.append(
                claim(
                    whole,
                    "member",
                    state,
                    "entity",
                    valid="2018/..",
                    qualifiers=(("role", "member"),),
                )
            )
    found.append(
        claim(DIALOGUE, "member", OUT, "entity", valid="2019/..", qualifiers=(("role", "partner"),))
    )
    return found


def _meetings() -> list[Statement]:
    found = entity(
        COUNCIL, "mechanism", "River Council", layer="regional-core", form="summit",
        core="t/group/three", first_meeting="2018-05-01", level="head_of_state",
    )  # fmt: skip
    found.append(claim(COUNCIL, "periodicity", "yearly", words="each year", locator="p 4"))
    found += entity(
        DIALOGUE, "mechanism", "The Three and Outland", layer="external-dialogue", partner=OUT,
        core="t/group/three",
    )  # fmt: skip
    for year, host in (("2018", ALA), ("2019", BEK), ("2021", CYR)):
        subject = f"t/meeting/council-{year}"
        found += entity(subject, "meeting", f"Council of {year}", mechanism=COUNCIL,
                        start=f"{year}-05-01", place="Rivertown", status="held",
                        level="head_of_state")  # fmt: skip
        for state in (ALA, BEK, CYR):
            found += entity(
                f"{subject}/{state[-3:]}", "participation", meeting=subject, party=state,
                role="host" if state == host else "member", level="head_of_state",
                presence="attended",
            )  # fmt: skip
    found += entity("t/meeting/dialogue-2019", "meeting", "Talks of 2019", mechanism=DIALOGUE,
                    start="2019-09", status="held", level="foreign_minister")  # fmt: skip
    found += entity("t/meeting/council-2023", "meeting", "Council of 2023", mechanism=COUNCIL,
                    planned_for="2023-05", status="planned")  # fmt: skip
    found.append(claim("t/meeting/council-2019", "place", "Lakeside", source=GAZETTE, locator="§2"))
    return found


def _texts() -> list[Statement]:
    found = entity(PACT, "instrument", "Water Pact", instrument_kind="treaty", signed="2019-05-01")
    for party, action, done in ((ALA, "signature", "2019-05-01"), (ALA, "ratification", "2020-02")):
        part = f"{PACT}/{party[-3:]}-{action}"
        found += entity(
            part, "treaty_action", instrument=PACT, party=party, action=action, done=done
        )
    part = f"{PACT}/CYR-signature"
    found += entity(part, "treaty_action", instrument=PACT, party=CYR)
    found.append(claim(part, "action", "signature", "term", polarity="negated",
                       valid="2019-05-01/2021-12-31"))  # fmt: skip
    found.append(claim(part, "reason", "elections at home", valid="2019-05-01/2021-12-31",
                       words="because of elections"))  # fmt: skip
    found += entity("t/instrument/plan", "instrument", "Canal Plan", instrument_kind="action_plan")
    found.append(claim("t/instrument/plan", "access", "not_public", "term", valid="2021/..",
                       words="was not published"))  # fmt: skip
    return found


def _rest() -> list[Statement]:
    found = entity(BORDER, "asset", "Ala–Bek border", asset_kind="border")
    for step, date in (("agreed", "2018-03"), ("treaty_signed", "2019-05-01")):
        found += entity(
            f"{BORDER}/{step}", "border_step", border=BORDER, step=step, date=date, party=ALA
        )
    found.append(claim(f"{BORDER}/treaty_signed", "date", "2019-06-01", "date", source=GAZETTE,
                       locator="§3", note="The gazette may mean the reading."))  # fmt: skip
    found += entity("t/commitment/canal", "commitment", "Clean the canal", undertaking="clean it",
                    made_in=PACT, made="2019-05-01", due="2020")  # fmt: skip
    found += entity(
        "t/commitment/canal/BEK", "obligation", commitment="t/commitment/canal", party=BEK
    )
    found += entity("t/claimant/author", "claimant", "An Author")
    for number, place in enumerate(("p 2", "p 10"), 1):
        subject = f"t/assessment/a{number}"
        found += entity(subject, "assessment", f"Claim {number}")
        found += [
            claim(subject, "claim", f"Judgement {number}", locator=place),
            claim(subject, "claimant", "t/claimant/author", "entity", locator=place),
            claim(subject, "claim_kind", "assessment", "term", locator=place),
            claim(subject, "about", COUNCIL, "entity", locator=place),
        ]
    found += entity("t/event/flood", "event", "The flood", start="2021-07", content="it rained")
    found += entity(PAPER, "source", "The Paper", title="On the River", published="2022-01-01",
                    source_kind="research")  # fmt: skip
    found.append(claim(PAPER, "address", "https://example.org/paper", "url"))
    found += entity(GAZETTE, "source", "Gazette", published="2022-02-01", source_kind="media")
    return found


@pytest.fixture
def three_states() -> list[Statement]:
    """Everything that is said of the three states."""
    return [*_states(), *_meetings(), *_texts(), *_rest()]


@pytest.fixture
def seen() -> Callable[..., View]:
    """View statements as of a date."""

    def see(statements: Iterable[Statement], as_of: str = "2022-12-31", **dates: str) -> View:
        records = [Record(each.id, each, "2024-01-01T00:00:00Z", "tests") for each in statements]
        return View(records, moment(as_of, **dates))

    return see
