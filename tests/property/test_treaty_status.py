"""The status machine against a second account of the law of treaties."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biruni.model.statement import NEGATED, Record, Statement
from biruni.model.uncertain_date import as_of_day, iso_day
from biruni.view.entry_into_force import entry_into_force
from biruni.view.moment import Moment
from biruni.view.treaty_status import status
from biruni.view.view import View

TREATY, PARTY = "xx/instrument/treaty", "state/KAZ"
START = as_of_day("2010-01-01")
PUBLISHED = 7
DAYS = range(10)
REFUSAL = "refusal"
ACTIONS = (
    "signature",
    "signature_ad_referendum",
    "definitive_signature",
    "ratification",
    "accession",
    "succession",
    "formal_confirmation",
    "notification_of_internal_procedures",
    "provisional_application",
    "entry_into_force_for_state",
    "withdrawal",
    "denunciation",
    "revocation",
    "suspension",
    REFUSAL,
)
CORE = (
    "signature",
    "ratification",
    "provisional_application",
    "entry_into_force_for_state",
    "withdrawal",
    "revocation",
    REFUSAL,
)
INSIDE = {
    "signatory",
    "contracting_state",
    "party",
    "provisional",
    "signatory_after_revocation",
}
OUTSIDE = {"withdrawn"}
JOINING = set(ACTIONS[: ACTIONS.index("provisional_application")])


def _day(number: int) -> str:
    return iso_day(START + number)


def _said(subject, name, value, datatype, **given) -> Record:
    statement = Statement(
        subject=subject,
        property=name,
        value=value,
        datatype=datatype,
        source="xx/source/gazette",
        locator="p. 1",
        **given,
    )
    return Record(statement.id, statement, "2024-01-01T00:00:00Z", "test")


SOURCE = [
    _said("xx/source/gazette", "kind", "source", "text"),
    _said("xx/source/gazette", "published", _day(PUBLISHED), "date"),
    _said(TREATY, "kind", "instrument", "text"),
]


def _records(acts, party=PARTY):
    found = []
    for place, (action, first, last) in enumerate(acts):
        subject = f"{TREATY}/{party[-3:]}/{action}{place}"
        found += [
            _said(subject, "kind", "treaty_action", "text"),
            _said(subject, "instrument", TREATY, "entity"),
            _said(subject, "party", party, "entity"),
        ]
        if action == REFUSAL:
            valid = f"{_day(first)}/{_day(first)}"
            found.append(
                _said(subject, "action", "signature", "term", polarity=NEGATED, valid=valid)
            )
            continue
        found.append(_said(subject, "action", action, "term"))
        if first is not None:
            date = _day(first) if first == last else f"[{_day(first)}..{_day(last)}]"
            found.append(_said(subject, "done", date, "date"))
    return found


def _deeds(deed, acts):
    return [
        deed(
            action,
            None if first is None else START + first,
            START + (PUBLISHED if last is None else last),
        )
        for action, first, last in acts
    ]


def _answer_of(standing, acts, day):
    if standing in INSIDE:
        return "yes"
    if standing == "refrained":
        # in the order of time the first refusal makes the status; each speaks for its own day
        firsts = [first for action, first, _ in acts if action == REFUSAL]
        if day <= min(firsts):
            return "no"
    joined = [first for action, first, _ in acts if action in JOINING]
    if joined and all(first is not None and first > day for first in joined):
        return "no"  # who certainly joined later had not joined before
    return "no" if standing in OUTSIDE else "unknown"


@st.composite
def _act(draw):
    action = draw(st.sampled_from(ACTIONS))
    first = draw(st.integers(0, 8))
    width = draw(st.sampled_from((0, 0, 0, 1, 3)))
    if action == REFUSAL:
        return (action, first, first)
    if draw(st.integers(0, 9)) == 0:
        return (action, None, None)
    return (action, first, min(first + width, 8))


def _compare(deed, possible_standings, acts, day):
    expected = possible_standings(_deeds(deed, acts), START + day)
    view = View([*SOURCE, *_records(acts)], Moment(START + day))
    found = status(view, TREATY, PARTY)
    answers = {_answer_of(standing, acts, day) for standing in expected}
    context = (acts, day, expected, found.status, found.answer, found.note)
    assert found.status in expected, context
    if len(expected) > 1:
        assert "the dates also allow" in found.note, context
    else:
        assert "also allow" not in found.note, context
    if "disputed" in found.note:
        assert found.answer == "possible", context
        assert (REFUSAL, day, day) in acts, context
    elif len(answers) == 1:
        assert {found.answer} == answers, context
    else:
        assert found.answer == ("possible" if "yes" in answers else "unknown"), context


@settings(max_examples=1500)
@given(acts=st.lists(_act(), max_size=5), day=st.sampled_from(DAYS))
def test_the_answer_is_certain_exactly_when_all_worlds_agree(deed, possible_standings, acts, day):
    """The status is one that some world has; it is certain if and only if every world has it."""
    _compare(deed, possible_standings, acts, day)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_every_short_story_on_certain_days(deed, possible_standings, length):
    """All sequences of up to three acts on days that follow each other."""
    for actions in product(CORE, repeat=length):
        acts = [(action, place * 2, place * 2) for place, action in enumerate(actions)]
        for day in (length * 2 - 2, length * 2 - 1):
            _compare(deed, possible_standings, acts, day)


@pytest.mark.parametrize("length", [2, 3])
def test_every_short_story_within_one_week(deed, possible_standings, length):
    """All sets of up to three acts of which only the week is known."""
    for actions in product(CORE, repeat=length):
        acts = [(a, 1, 1) if a == REFUSAL else (a, 0, 6) for a in actions]
        for day in (3, 6):
            _compare(deed, possible_standings, acts, day)


@given(acts=st.lists(_act(), max_size=5))
def test_after_the_last_withdrawal_only_a_new_act_brings_a_state_back(acts):
    """Who withdrew last of all its dated acts is out, for certain."""
    dated = [act for act in acts if act[1] is not None]
    last = max((last for _, _, last in dated), default=0)
    history = [*dated, ("withdrawal", last + 1, last + 1)]
    view = View([*SOURCE, *_records(history)], Moment(START + last + 1))
    found = status(view, TREATY, PARTY)
    assert (found.status, found.answer) == ("withdrawn", "no")


@given(acts=st.lists(_act(), max_size=5), day=st.sampled_from(DAYS))
def test_what_is_certain_of_a_day_does_not_change_with_the_order_of_recording(acts, day):
    """The same statements recorded in another order give the same answer."""
    acts = list(dict.fromkeys(acts))
    records = _records(acts)
    one = status(View([*SOURCE, *records], Moment(START + day)), TREATY, PARTY)
    other = status(View([*reversed(records), *SOURCE], Moment(START + day)), TREATY, PARTY)
    assert (one.status, one.answer) == (other.status, other.answer)


@settings(max_examples=300)
@given(
    spans=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 4)), min_size=1, max_size=4),
    needed=st.integers(1, 4),
    after=st.integers(0, 3),
    day=st.integers(0, 20),
)
def test_the_nth_deposit_lies_where_the_worlds_put_it(spans, needed, after, day):
    """The computed day of entry into force spans exactly the days that the worlds allow."""
    records = [
        _said(
            TREATY,
            "entry_into_force_rule",
            "nth_deposit",
            "term",
            qualifiers=(("days_after", str(after)), ("n", str(needed))),
        )
    ]
    for place, (first, width) in enumerate(spans):
        records += _records([("ratification", first, first + width)], f"state/KA{'ABCD'[place]}")
    found = entry_into_force(View([*SOURCE, *records], Moment(START + day)), TREATY)
    if len(spans) < needed:
        assert found.computed == ""
        return
    worlds = {
        sorted(days)[needed - 1] + after
        for days in product(*(range(first, first + width + 1) for first, width in spans))
    }
    low, high = _day(min(worlds)), _day(max(worlds))
    assert found.computed == (low if low == high else f"[{low}..{high}]")
    certain, impossible = max(worlds) <= day, min(worlds) > day
    assert found.in_force == ("yes" if certain else "no" if impossible else "possible")
