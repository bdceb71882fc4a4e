"""A pack laid out anew, or sent through a workbook, says the same."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from biruni.packs.layout import canonical_yaml, relay_pack
from biruni.packs.pack import Pack, read_pack
from biruni.packs.sheets import SHEETS, Sheet
from biruni.packs.sheets_in import pack_from_sheets
from biruni.packs.sheets_out import sheets_of
from biruni.packs.workbook import read_workbook, write_workbook

SMALL = {
    "pack.yaml": "id: xx\ntitle: {en: Small, ru: Малый}\nhome: xx/source/w1\nversion: 2026.10\n",
    "sources/w1.yaml": "id: xx/source/w1\nlabel: {en: One}\npublished: 2022\nrows: F1\n",
    "sources/w2.yaml": "id: xx/source/w2\nlabel: {en: Two}\n",
    "entities/all.yaml": "entities:\n  - {id: state/KAZ, label: K}\n  - {id: state/NOR, label: N}\n"
    "  - {id: xx/instrument/treaty, label: {en: Treaty}}\n",
    "actions/treaty.csv": "party,action,date,source,at,reason,rows\n"
    'KAZ,signature,2022-07-21,w1,"p. 1, 2",,F2\n'
    'NOR,refrained_from_signing,2022,w1,p. 1,"a ""b""",F3\n',
    "coverage/notes.csv": "row,reason\nF9,no source\n",
}
WORDS = st.sampled_from(
    [
        "=1+1",
        "+x",
        "-",
        "@a",
        "no",
        "2024-08-09",
        "1.10",
        "a:b",
        "a:",
        "b",
        "#a",
        "#",
        "'",
        '"',
        "\\",
        "é",
        "Договор",
        "[",
        "{x}",
        ",",
        "%",
        "&a",
        "*a",
        "|",
        ">",
        "?",
        "?x",
        ":x",
        "x",
        "_x000D_",
        "state/KAZ",
        "~",
        "--",
        "---",
        "...",
    ]
)
LINES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
TEXTS = st.one_of(
    LINES,
    st.lists(LINES, min_size=2, max_size=3).map("\n".join),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20),
)
DATES = st.sampled_from(["2022", "2022-07-21", "2018/..", "1999~", "[2020..2021]"])
OWN = st.fixed_dictionaries(
    {},
    optional={
        "valid": DATES,
        "words": TEXTS,
        "note": TEXTS,
        "method": st.sampled_from(["human", "inference", "import:x@1"]),
        "rows": st.sampled_from(["F1", "F1 F2", "X2.10"]),
    },
).flatmap(
    lambda keys: st.one_of(
        st.just(keys), st.builds(lambda why: {**keys, "rank": "preferred", "reason": why}, TEXTS)
    )
)


def _valued(values: st.SearchStrategy, extra: dict) -> st.SearchStrategy:
    rich = st.builds(
        lambda value, own, more: {"value": value, **own, **more},
        values,
        OWN,
        st.fixed_dictionaries({}, optional={**extra, "not": st.sampled_from(["yes", "no"])}),
    )
    one = st.one_of(values, rich)
    return st.one_of(one, st.lists(one, min_size=1, max_size=3))


PARTIES = st.sampled_from(["KAZ", "NOR"])
LANGS = st.sampled_from(["en", "ru", "uz-Latn"])
MEMBERS = _valued(PARTIES, {"role": st.sampled_from(["member", "observer"])})
CONTENTS = st.one_of(
    _valued(TEXTS, {"lang": LANGS}), st.dictionaries(LANGS, TEXTS, min_size=1, max_size=2)
)
PLACES = st.fixed_dictionaries(
    {"source": st.sampled_from(["w1", "w2"]), "at": st.sampled_from(["p. 1", "p. 2", "=x"])},
    optional={"via": st.just("w2"), "passage": st.just("a b"), "note": TEXTS, "words": TEXTS},
)
GUESTS = st.lists(
    st.builds(
        lambda party, more, own: {"party": party, **more, **own},
        PARTIES,
        st.fixed_dictionaries({}, optional={"person": _valued(TEXTS, {}), "role": st.just("host")}),
        OWN,
    ),
    max_size=2,
)


def _entity(kind: str, claims: dict, optional: dict) -> st.SearchStrategy:
    block = st.builds(
        lambda place, own, said: {**place, **own, **said},
        PLACES,
        OWN,
        st.fixed_dictionaries(claims, optional=optional),
    )
    return st.builds(
        lambda label, alias, says: {
            "id": f"xx/{kind}/a",
            "label": label,
            **({"alias": alias} if alias else {}),
            "identifiers": {"untc": "12345"},
            "says": says,
        },
        st.dictionaries(LANGS, TEXTS, min_size=1, max_size=2),
        st.lists(TEXTS, max_size=2, unique=True),
        st.lists(block, max_size=3),
    )


ENTITIES = st.fixed_dictionaries(
    {
        "entities/group.yaml": _entity("group", {"member": MEMBERS}, {"basis": CONTENTS}),
        "entities/event.yaml": _entity(
            "event", {"start": _valued(DATES, {})}, {"content": CONTENTS}
        ),
        "meetings/m.yaml": _entity("meeting", {"start": DATES}, {"participants": GUESTS}),
        "commitments/c.yaml": _entity(
            "commitment",
            {"undertaking": CONTENTS},
            {
                "obligors": st.lists(PARTIES, min_size=1, unique=True),
                "target": st.just({"value": "10", "unit": "km"}),
            },
        ),
    }
)


class _Dumper(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dumped(tree: dict, **how: object) -> str:
    return yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, **how)


COMMENTS = st.lists(st.sampled_from(["", "# a", "  # b", "# c: d"]), min_size=1, max_size=6)


def _write(folder: Path, files: dict) -> Pack:
    for name, text in {**SMALL, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_pack(folder)


def _same(one: Pack, other: Pack) -> bool:
    return (
        {statement.id for statement in one.statements}
        == {statement.id for statement in other.statements}
        and {key: set(origin.rows) for key, origin in one.origins.items()}
        == {key: set(origin.rows) for key, origin in other.origins.items()}
        and [(note.row, note.reason) for note in one.notes]
        == [(note.row, note.reason) for note in other.notes]
        and (one.title, one.header, one.problems) == (other.title, other.header, other.problems)
    )


@pytest.fixture(scope="module")
def shipped(repository: Path) -> Pack:
    """The Central Asia pack."""
    return read_pack(repository / "packs/central-asia").or_raise()


def test_the_shipped_pack_survives_a_workbook(shipped, tmp_path):
    """All statements, rows and notes come back from .xlsx as they were."""
    write_workbook(sheets_of(shipped), tmp_path / "x.xlsx")
    again = pack_from_sheets(read_workbook(tmp_path / "x.xlsx"), "x.xlsx", tmp_path / "again")
    assert _same(shipped, again)


def test_a_pack_from_a_workbook_is_laid_out(shipped, tmp_path):
    """What is written needs no further formatting."""
    pack_from_sheets(sheets_of(shipped), "x.xlsx", tmp_path / "again")
    assert [each.name for each in relay_pack(tmp_path / "again")[0]] == []


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(files=ENTITIES)
def test_any_pack_survives_its_sheets(files, tmp_path_factory):
    """Whatever claims say for themselves, the sheets hold it."""
    folder = tmp_path_factory.mktemp("pack")
    dumped = {name: _dumped(tree) for name, tree in files.items()}
    pack = _write(folder / "a", dumped)
    assume({problem.code for problem in pack.problems} <= {"pack.repeated-claim"})
    assume(not pack.problems)
    again = pack_from_sheets(sheets_of(pack), "x.xlsx", folder / "b")
    assert _same(pack, again)
    assert [each.name for each in relay_pack(folder / "b")[0]] == []


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(files=ENTITIES, comments=COMMENTS, width=st.sampled_from([20, 80, 1000]), flow=st.booleans())
def test_any_file_is_laid_out_without_loss(files, comments, width, flow):
    """However a file is written, its texts and comments are there after laying it out."""
    for name, tree in files.items():
        text = _dumped(tree, width=width, default_flow_style=flow)
        commented = "\n".join([*comments, text, *comments])
        after = canonical_yaml(commented, name)
        assert isinstance(after, str)
        assert canonical_yaml(after, name) == after
        assert after.count("# a") >= 2 * comments.count("# a")


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=2, max_size=40))
def test_any_text_survives_a_cell(texts, tmp_path_factory):
    """What looks like a formula, a number or an escape comes back as the text it was."""
    path = tmp_path_factory.mktemp("book") / "x.xlsx"
    rows = tuple((f"key{number}", text.strip()) for number, text in enumerate(texts))
    sheets = (Sheet("pack", SHEETS["pack"], rows), Sheet("sources", SHEETS["sources"], ()))
    write_workbook(sheets, path)
    assert read_workbook(path) == sheets
