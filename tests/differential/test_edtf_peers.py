"""
Our bounds beside those of the packages `edtf` and `undate`.

Where all three support a form they must agree, but for the known faults of the peers. Those are
listed with what the peer answers today, so that the list stays true: when a peer mends a fault,
its row fails and is deleted.
"""

import contextlib
import io
import random
import warnings

import pytest

from biruni.model.uncertain_date import DateError, civil, day_number, parse

with warnings.catch_warnings():
    # Importing edtf warns about its own use of pyparsing.
    warnings.simplefilter("ignore")
    edtf = pytest.importorskip("edtf", reason="the package edtf is not installed")
    undate_edtf = pytest.importorskip(
        "undate.converters.edtf", reason="the package undate is not installed"
    )
    undate = pytest.importorskip("undate", reason="the package undate is not installed")

pytestmark = pytest.mark.filterwarnings("ignore")

UNDATE = undate_edtf.EDTFDateConverter()


def written(bounds):
    """Bounds (year, month, day) as text, also of days that the calendar does not have."""
    return tuple(
        None if day is None else f"{'-' * (day[0] < 0)}{abs(day[0]):04}-{day[1]:02}-{day[2]:02}"
        for day in bounds
    )


def ours(text):
    """Outer bounds by biruni."""
    date = parse(text)
    return written(None if day is None else civil(day) for day in (date.earliest, date.latest))


def by_edtf(text):
    """Outer bounds by edtf; it prints some of its errors, which we do not want to see."""
    with contextlib.redirect_stdout(io.StringIO()):
        date = edtf.parse_edtf(text)
        return tuple(date.lower_strict())[:3], tuple(date.upper_strict())[:3]


def by_undate(text):
    """Outer bounds by undate; an interval's ends are dates of their own."""
    date = UNDATE.parse(text)
    first, last = date.earliest, date.latest
    if isinstance(date, undate.UndateInterval):
        first = None if first is None else first.earliest
        last = None if last is None else last.latest
    # Not "if day": undate's 1970-01-01 counts as false.
    return tuple(
        None if day is None else (int(day.year), int(day.month), int(day.day))
        for day in (first, last)
    )


PEERS = {"edtf": by_edtf, "undate": by_undate}


def outcome(peer, text):
    """What a peer answers: bounds, or the name of its error."""
    try:
        return written(PEERS[peer](text))
    except Exception as error:  # noqa: BLE001 - any failure is an answer here
        return type(error).__name__


# peer, text, what the peer answers, what is right, why
KNOWN_PEER_BUGS = [
    ("edtf", "2018/..", "TypeError", ("2018-01-01", None), "an open end has no bound"),
    ("edtf", "../2018", "TypeError", (None, "2018-12-31"), "an open start has no bound"),
    ("edtf", "2024-08?/..", "TypeError", ("2024-08-01", None), "an open end has no bound"),
    ("edtf", "[..2020]", "TypeError", (None, "2020-12-31"), "a set without first member"),
    ("edtf", "[2020..]", "TypeError", ("2020-01-01", None), "a set without last member"),
    (
        "edtf",
        "2018/",
        ("2018-01-01", "2028-01-01"),
        ("2018-01-01", None),
        "an unknown end is taken as ten years",
    ),
    (
        "edtf",
        "/2018",
        ("2008-12-31", "2018-12-31"),
        (None, "2018-12-31"),
        "an unknown start is taken as ten years",
    ),
    ("edtf", "2021-1X", "AttributeError", ("2021-10-01", "2021-12-31"), "half a month"),
    ("edtf", "2021-0X", "AttributeError", ("2021-01-01", "2021-09-30"), "half a month"),
    ("edtf", "2021-1X-05", "ValueError", ("2021-10-05", "2021-12-05"), "half a month"),
    ("edtf", "202X/..", "EDTFParseException", ("2020-01-01", None), "decade with open end"),
    (
        "edtf",
        "2025-24",
        ("2025-12-01", "2025-12-31"),
        ("2025-12-01", "2026-02-28"),
        "winter is one month, by its own choice",
    ),
    (
        "edtf",
        "2025-30",
        ("2025-12-01", "2025-12-31"),
        ("2025-12-01", "2026-02-28"),
        "southern summer is one month, by its own choice",
    ),
    (
        "edtf",
        "20XX-02-29",
        ("2000-02-29", "2099-02-29"),
        ("2000-02-29", "2096-02-29"),
        "2099-02-29 is no day",
    ),
    (
        "edtf",
        "2025/2018",
        ("2025-01-01", "2018-12-31"),
        "DateError",
        "an interval that ends before it starts",
    ),
    ("undate", "2025-23", "VisitError", ("2025-09-01", "2025-11-30"), "seasons"),
    ("undate", "2018/2024-21", "VisitError", ("2018-01-01", "2024-05-31"), "seasons"),
    ("undate", "2026-35", "ValueError", ("2026-07-01", "2026-09-30"), "quarters"),
    (
        "undate",
        "[2022-07-20,2022-07-21]",
        "ValueError",
        ("2022-07-20", "2022-07-21"),
        "one-of sets",
    ),
    ("undate", "{2024-07,2024-12}", "ValueError", ("2024-07-01", "2024-12-31"), "all-of sets"),
    ("undate", "2024-~08-12", "ValueError", ("2024-08-12", "2024-08-12"), "partial qualifier"),
    ("undate", "2004-01-01T10:10:10Z", "ValueError", ("2004-01-01", "2004-01-01"), "times"),
    ("undate", "1XX1", "ValueError", ("1001-01-01", "1991-12-31"), "digits inside a year"),
    ("undate", "-199X", "ValueError", ("-1999-01-01", "-1990-12-31"), "decades before year 0"),
    (
        "undate",
        "XXXX-12-25",
        ("-24999999999999999-12-25", "25000000000000000-12-25"),
        ("0000-12-25", "9999-12-25"),
        "four digits are taken as any number of them",
    ),
    ("undate", "-0000", ("0000-01-01", "0000-12-31"), "DateError", "there is no year -0000"),
    ("undate", "２０２４", ("2024-01-01", "2024-12-31"), "DateError", "digits that are not ASCII"),
]


@pytest.mark.parametrize(("peer", "text", "theirs", "right", "_why"), KNOWN_PEER_BUGS)
def test_known_faults_of_the_peers_are_still_there(peer, text, theirs, right, _why):
    """Each listed fault is one today, and we do not share it."""
    assert outcome(peer, text) == theirs
    if right == "DateError":
        with pytest.raises(DateError):
            parse(text)
    else:
        assert ours(text) == right


def test_the_peers_do_not_tell_an_open_end_from_an_unknown_one():
    """To undate both are None; here they differ."""
    assert UNDATE.parse("2018/").latest is UNDATE.parse("2018/..").latest is None
    assert parse("2018/").end_kind is not parse("2018/..").end_kind


def test_the_words_of_the_peer_lose_their_meaning():
    """Of "late 2021" and "by 2018" edtf keeps the bare year."""
    assert edtf.text_to_edtf("late 2021") == "2021"
    assert edtf.text_to_edtf("by 2018") == "2018"


def _years(rng):
    return rng.choice([rng.randint(0, 9999), rng.randint(1850, 2100), rng.randint(1850, 2100)])


def _plain(rng):
    """A date of level 0, with or without a qualifier."""
    year, month, day = civil(day_number(_years(rng), 1, 1) + rng.randint(0, 364))
    return f"{year:04}-{month:02}-{day:02}"[: rng.choice([4, 7, 10])]


def _hidden(rng):
    """A date of which the last digits are not given."""
    year = f"{_years(rng):04}"
    return rng.choice(
        [
            year[:3] + "X",
            year[:2] + "XX",
            year[:1] + "XXX",
            f"{year}-XX",
            f"{year}-{rng.randint(1, 12):02}-XX",
            f"{year}-XX-XX",
        ]
    )


def _interval(rng):
    return "/".join(sorted([_plain(rng), _plain(rng)]))


def _qualified(rng):
    return _plain(rng) + rng.choice("?~%")


def _negative(rng):
    """Years before year 0; other parts would be the same."""
    return f"-{rng.randint(1, 9999):04}{rng.choice(['', '-03', '-03-15'])}"


def _long(rng):
    return f"Y{rng.choice(['', '-'])}{rng.randint(10_000, 10_000_000)}"


COMMON = [_plain, _plain, _hidden, _interval, _qualified, _negative, _long]


def _partial(rng):
    """A qualifier inside a date."""
    year, month, day = f"{_years(rng):04}", f"{rng.randint(1, 12):02}", f"{rng.randint(1, 28):02}"
    mark = rng.choice("?~%")
    return rng.choice(
        [f"{year}-{mark}{month}-{day}", f"{year}-{month}{mark}-{day}", f"{mark}{year}-{month}"]
    )


def _code(rng):
    """Seasons and other parts of a year that do not cross New Year."""
    codes = [21, 22, 23, 25, 26, 27, 29, 31, 32, *range(33, 42)]
    return f"{_years(rng):04}-{rng.choice(codes)}"


def _set(rng):
    members = sorted({_plain(rng) for _ in range(rng.randint(2, 4))})
    return rng.choice(["[{}]", "{{{}}}"]).format(",".join(members or ["2000"]))


def _inside(rng):
    """Unspecified digits anywhere in the year."""
    digits = list(f"{_years(rng):04}")
    digits[rng.randrange(4)] = "X"
    return f"{''.join(digits)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _half_month(rng):
    return f"{_years(rng):04}-{rng.choice(['0X', '1X'])}{rng.choice(['', '-05', '-XX'])}"


SUPPORTED = {
    "edtf": [*COMMON, _partial, _code, _set, _inside],
    "undate": [*COMMON, _half_month],
}


@pytest.mark.parametrize(
    ("peer", "how_many"),
    [
        ("undate", 3_000),
        ("edtf", 300),
        # edtf needs 20 ms for a date
        pytest.param("edtf", 3_000, marks=pytest.mark.slow),
    ],
)
def test_bounds_agree_with_the_peer_on_what_it_supports(peer, how_many):
    """On thousands of dates in the common subset, all bounds are the same."""
    rng = random.Random(1029)
    texts = sorted({rng.choice(SUPPORTED[peer])(rng) for _ in range(how_many)})
    assert len(texts) > 0.8 * how_many
    answers = {text: (ours(text), outcome(peer, text)) for text in texts}
    assert {text: pair for text, pair in answers.items() if pair[0] != pair[1]} == {}
