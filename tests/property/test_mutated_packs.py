"""Whatever is done to the files of a pack, reading them ends, and names every problem's place."""

import os
import random
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from biruni.model.problems import Problem
from biruni.packs.layout import relay_pack
from biruni.packs.pack import read_pack

SEED = 20260801
MUTATIONS = 1_000
SECONDS_FOR_ONE = 10

FILES = {
    "pack.yaml": "id: xx\ntitle: {en: Small}\nhome: xx/source/registry\ncore: xx/group/two\n",
    "sources/registry.yaml": "id: xx/source/registry\nlabel: {en: Editors}\n",
    "sources/w1.yaml": (
        "id: xx/source/w1\nlabel: {en: Café}\npublished: 2022\nrelayed_by: w2\n"
        "address: https://example.org/1\n"
    ),
    "sources/w2.yaml": "id: xx/source/w2\nlabel: {en: Two}\nrows: F1\nlanguage: en\n",
    "entities/all.yaml": """\
entities:
  - id: state/KAZ
    label: {en: Kazakhstan, ru: Казахстан}
    identifiers: {iso2: KZ}
  - id: state/NOR
    label: {en: Norway}
  - id: xx/group/two
    label: {en: Two}
    says:
      - source: w1
        at: p. 1
        member: [{value: KAZ, role: member, valid: 2018-03-15/..}, {value: NOR, not: yes}]
  - id: xx/instrument/treaty
    label: {en: Treaty}
    says:
      - {source: w1, at: p. 2, signed: 2022-07-21, title: {en: Treaty of the two}}
      - source: w2
        via: w1
        at: p. 3
        signed: {value: 2022~, words: in 2022, rank: deprecated, reason: less precise}
  - id: xx/mechanism/talks
    label: {en: Talks}
    says: [{source: w1, at: a, parent: xx/mechanism/council}]
  - id: xx/mechanism/council
    label: {en: Council}
    says: [{source: w1, at: a, established: 1999}]
  - id: xx/asset/river
    label: {en: River}
    says: [{source: w1, at: a, share_of_flow: {value: 12..13, unit: "%", of: xx/asset/border}}]
  - id: xx/asset/border
    label: {en: Border}
    steps:
      - id: treaty
        says: [{source: w1, at: a, step: treaty_signed, date: 2025-03-13}]
""",
    "meetings/talks.yaml": """\
mechanism: xx/mechanism/talks
meetings:
  - id: xx/meeting/talks-1
    label: {en: First talks}
    says:
      - source: w1
        at: p. 4
        start: 2018-03-15
        number: 1
        participants:
          - {party: KAZ, role: host, level: head_of_state}
          - NOR
""",
    "commitments/talks.yaml": """\
made_in: xx/meeting/talks-1
commitments:
  - id: xx/commitment/trade
    label: {en: Trade}
    says:
      - {source: w1, at: p. 5, target: {value: 10, unit: bn USD}, obligors: [KAZ, NOR]}
""",
    "actions/treaty.csv": (
        "party,action,date,date_kind,until,reason,source,at,rows\n"
        "KAZ,signature,2022-07-21,done,,,w1,p. 6,F2\n"
        'NOR,refrained_from_signing,2022-07-21,,2025-08-01,"procedures, internal",w1,p. 6,F3\n'
        "KAZ,ratification,2022-11-14,lower_house,,,w1,p. 7,\n"
    ),
    "coverage/notes.csv": "row,reason\nF9,no source\n",
}
YAML_FILES = [name for name in FILES if name.endswith(".yaml")]
CSV_FILES = ["actions/treaty.csv", "coverage/notes.csv"]
NASTY = [
    "",
    "~",
    "[]",
    "{}",
    "[[]]",
    "{a: {b: {c: d}}}",
    "no",
    "2022-13-45",
    "2022-02-30",
    "2022/2021",
    "9" * 5_000,
    "Y" + "9" * 5_000,
    "٢٠٢٢",
    "१२",
    "1e999999",
    "0x10",
    "-",
    "..",
    "../../etc/passwd",
    "xx/source/nobody",
    "xx/instrument/treaty",
    "xx/meeting/TREATY",
    "yy/instrument/other",
    "state/kaz",
    "ZZZ",
    "!!python/object/apply:os.system [id]",
    "!tag x",
    "&a [*a]",
    "*nowhere",
    "<<",
    '"\\0"',
    '"\\uFFFF"',
    '"\\u2028"',
    "'unclosed",
    '"unclosed',
    "{unclosed: [",
    "]",
    "\t",
    "@x",
    "`x`",
    "%x",
    "a: b: c",
    "|\n",
    ">-\n",
    "é" * 200,
    "\u202e",
    "=1+1",
    "{value: }",
    "{value: []}",
    "{value: [a, [b]]}",
    "{value: x, valu: y}",
    "{value: x, not: perhaps}",
    "{value: x, rank: best}",
    "{value: x, rank: preferred}",
    "{value: 5, unit: parsec}",
    "{value: x, lang: !}",
    "{en: [a, {value: b}]}",
    "{at: x}",
]
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, here in zip("abcdefghi", "bcdefghij", strict=True)
)


def _some_entities(count: int, claim: str) -> str:
    entities = (
        f"  - id: xx/event/e{number}\n    label: {{en: E}}\n    says: [{{source: w1, at: a, "
        f"{claim.format(number=number, next=(number + 1) % count)}}}]\n"
        for number in range(count)
    )
    return "entities:\n" + "".join(entities)


# Files that are as hostile as files can be; each is tried once.
HOSTILE: dict[str, str | bytes] = {
    "100k open brackets": "[" * 100_000,
    "100k open braces": "{a: " * 100_000,
    "100k dashes": "- " * 100_000,
    "100k question marks": "? " * 100_000,
    "a closed nest of 100k brackets": "id: " + "[" * 100_000 + "]" * 100_000,
    "5k levels of keys": "\n".join(" " * level + "a:" for level in range(5_000)),
    "5k levels of items": "\n".join(" " * level + "-" for level in range(5_000)),
    "a billion laughs": BOMB,
    "a recursive anchor": "&a\nid: *a\nlabel: &b [*a, *b]\n",
    "a line of 10 MB": "id: " + "x" * 10_000_000,
    "a quoted line of 10 MB": 'id: "' + "x " * 5_000_000 + '"',
    "10 MB in an unclosed quote": 'id: "' + "x\n" * 5_000_000,
    "a million commas": "[" + "," * 1_000_000 + "]",
    "two million items": "- a\n" * 2_000_000,
    "100k equal keys": "a: b\n" * 100_000,
    "20k unknown properties": "entities:\n  - id: xx/event/e\n    label: {en: E}\n    says:\n"
    "      - source: w1\n        at: a\n"
    + "".join(f"        starrt{number}: 2022\n" for number in range(20_000)),
    "5k unknown sources": _some_entities(5_000, "source{number}: x, start: 2022").replace(
        "source: w1", "source: w111"
    ),
    "5k equal ids": re.sub(r"/e\d+", "/e", _some_entities(5_000, "start: 2022")),
    "5k bad dates": _some_entities(5_000, "start: 2022-99-{number}"),
    "a circle of 5k": _some_entities(5_000, "parent: xx/mechanism/e{next}").replace(
        "/event/", "/mechanism/"
    ),
    "a mechanism in circles with 2k": "entities:\n  - id: xx/mechanism/m\n    label: {en: M}\n"
    "    says:\n"
    + "".join(
        f"      - {{source: w1, at: p{number}, parent: xx/mechanism/m}}\n"
        for number in range(2_000)
    ),
    "UTF-16": "id: xx/event/é\n".encode("utf-16"),
    "UTF-32": "id: xx/event/é\n".encode("utf-32"),
    "Latin-1": "label: Café\n".encode("latin-1"),
    "NUL bytes": b"\0" * 1_000,
    "all bytes": bytes(range(256)) * 100,
    "more than 16 MiB": b"# " + b"x" * 17_000_000,
    "nothing": "",
    "blanks": "  \n\t\n",
    "a comment": "# nothing\n",
    "two documents": "id: a\n---\nid: b\n",
    "10k documents": "---\n" * 10_000,
    "an unknown version": "%YAML 9.9\n---\nid: a\n",
    "a text": "just words\n",
    "a list": "- id: xx/event/a\n",
}
HOSTILE_CSV: dict[str, str | bytes] = {
    "semicolons": FILES["actions/treaty.csv"].replace(",", ";"),
    "tabs": FILES["actions/treaty.csv"].replace(",", "\t"),
    "no column names": "KAZ,signature,2022\n",
    "nothing": "",
    "blank lines": "\n\n\n",
    "50k columns": ",".join(["party"] * 50_000) + "\n",
    "50k unknown columns": ",".join(f"x{number}" for number in range(50_000)) + "\n",
    "a huge cell": "party,action,source,at\nKAZ,signature,w1," + "x" * 1_000_000 + "\n",
    "an unclosed quote": 'party,action,source,at\nKAZ,"signature,w1,p\n' + "x\n" * 100_000,
    "a quote inside": 'party,action,source,at\nKAZ,sig"nature,w1,p\nKAZ,"a"b,w1,p\n',
    "NUL bytes": "party,action,source,at\nKAZ,sig\0nature,w1,p\n",
    "UTF-16": FILES["actions/treaty.csv"].encode("utf-16"),
    "100k ragged rows": "party,action,source,at\n" + "KAZ\n" * 100_000,
    "20k unknown acts": "party,action,source,at\n" + "KAZ,signatur,w1,p\n" * 20_000,
    "only carriage returns": "party,action,source,at\rKAZ,signatur,w1,p\r",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small pack without a problem, which has one of everything."""
    for name, text in FILES.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "small"


def _lines(change: Callable[[random.Random, list[str], int], None]) -> Callable[..., bytes]:
    def changed(rng: random.Random, text: str) -> bytes:
        lines = text.split("\n")
        change(rng, lines, rng.randrange(len(lines)))
        return "\n".join(lines).encode()

    return changed


def _replace_value(rng: random.Random, text: str) -> bytes:
    places = list(re.finditer(r"(?<=[:\-,\[] )[^\s,\[\]{}][^,\[\]{}\n]*", text))
    if not places:
        return rng.choice(NASTY).encode()
    place = rng.choice(places)
    return (text[: place.start()] + rng.choice(NASTY) + text[place.end() :]).encode()


def _replace_cell(rng: random.Random, text: str) -> bytes:
    rows = [line.split(",") for line in text.split("\n")]
    row = rng.choice(rows)
    row[rng.randrange(len(row))] = rng.choice(NASTY)
    return "\n".join(",".join(cells) for cells in rows).encode()


def _misspell_key(rng: random.Random, text: str) -> bytes:
    keys = list(re.finditer(r"[a-z_]+(?=:)|(?<=,)[a-z_]+(?=,)", text))
    if not keys:
        return b""
    place = rng.choice(keys)
    word = place[0]
    cut = rng.randrange(len(word))
    return (text[: place.start()] + word[:cut] + word[cut + 1 :] + text[place.end() :]).encode()


def _random_bytes(rng: random.Random, text: str) -> bytes:
    raw = bytearray(text.encode())
    for _ in range(rng.randint(1, 8)):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


def _random_marks(rng: random.Random, text: str) -> bytes:
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(text))
        marks = "{}[]:,-?#&*!|>'\"%@`~\t\n\r\0\x85\u2028\ufeff;"
        text = text[:place] + rng.choice(marks) + text[place + rng.randint(0, 1) :]
    return text.encode()


MUTATORS: list[Callable[[random.Random, str], bytes]] = [
    _lines(lambda _rng, lines, at: lines.pop(at)),
    _lines(lambda _rng, lines, at: lines.insert(at, lines[at])),
    _lines(lambda rng, lines, at: lines.insert(rng.randrange(len(lines)), lines.pop(at))),
    _lines(lambda rng, lines, at: lines.__setitem__(at, " " * rng.randint(1, 9) + lines[at])),
    _lines(lambda _rng, lines, at: lines.__setitem__(at, lines[at].strip())),
    _lines(lambda _rng, lines, at: lines.__setitem__(at, "\t" + lines[at])),
    _lines(lambda rng, lines, at: lines.insert(at, rng.choice(NASTY))),
    lambda _rng, text: text.replace("\n", "\r\n").encode(),
    lambda _rng, text: text.replace("\n", "\r").encode(),
    lambda _rng, text: b"\xef\xbb\xbf" + text.encode(),
    lambda rng, text: text.encode()[: rng.randrange(len(text))],
    lambda rng, text: text.encode(
        rng.choice(["utf-16", "utf-16-le", "utf-32", "cp1251"]), "replace"
    ),
    _misspell_key,
    _random_bytes,
    _random_marks,
]


def _read_steadily(folder: Path, what: str) -> list:
    """Read a pack; whatever is wrong must have a place, and reading must end in time."""
    start = time.perf_counter()
    pack = read_pack(folder)
    took = time.perf_counter() - start
    assert took < SECONDS_FOR_ONE, f"{what}: {took:.1f} s"
    for problem in pack.problems:
        assert problem.path, what
        assert problem.line >= 1, f"{what}: {problem}"
        assert problem.message, what
        assert str(problem).encode(), what
    for statement in pack.statements:
        assert pack.origins[statement.id].line >= 1, what
    return list(pack.problems)


def test_the_small_pack_has_no_problem(folder):
    """What the mutations start from is a good pack."""
    assert _read_steadily(folder, "small") == []


def test_a_thousand_mutations_never_crash_or_hang(folder):
    """A damaged pack is read to its end, and every problem names a file and a line."""
    rng = random.Random(SEED)
    found = 0
    for number in range(MUTATIONS):
        name = rng.choice([*YAML_FILES, *CSV_FILES, "entities/all.yaml"])
        special = _replace_cell if name.endswith(".csv") else _replace_value
        mutate = rng.choice([*MUTATORS, *[special] * 8])
        path = folder / name
        path.write_bytes(mutate(rng, FILES[name]))
        found += bool(_read_steadily(folder, f"mutation {number} of {name}"))
        path.write_text(FILES[name], "utf-8")
    assert found > MUTATIONS // 2


def test_mutated_files_are_laid_out_without_loss_or_not_at_all(folder):
    """Whatever a file is like, its layout is changed only if it can be read again as it was."""
    rng = random.Random(SEED + 1)
    laid_out = 0
    for _ in range(MUTATIONS // 4):
        name = rng.choice([*YAML_FILES, *CSV_FILES])
        special = _replace_cell if name.endswith(".csv") else _replace_value
        path = folder / name
        path.write_bytes(rng.choice([*MUTATORS, *[special] * 8])(rng, FILES[name]))
        for each in relay_pack(folder)[0]:
            before = read_pack(folder)
            (folder / each.name).write_text(each.after, "utf-8", newline="")
            after = read_pack(folder)
            assert {said.id for said in before.statements} == {said.id for said in after.statements}
            assert [problem.code for problem in sorted(before.problems, key=_by_code)] == [
                problem.code for problem in sorted(after.problems, key=_by_code)
            ]
            laid_out += 1
            (folder / each.name).write_text(FILES.get(each.name, ""), "utf-8")
        path.write_text(FILES[name], "utf-8")
    assert laid_out > MUTATIONS // 4


def _by_code(problem: Problem) -> str:
    return problem.code


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_yaml_file_is_refused_at_a_line(folder, what):
    """A file made to exhaust time, memory or stack is a problem like any other."""
    content = HOSTILE[what]
    raw = content if isinstance(content, bytes) else content.encode()
    for name in ("entities/all.yaml", "sources/w1.yaml", "pack.yaml"):
        (folder / name).write_bytes(raw)
        problems = _read_steadily(folder, f"{what} as {name}")
        assert any(problem.path == name for problem in problems)
        (folder / name).write_text(FILES[name], "utf-8")


@pytest.mark.parametrize("what", HOSTILE_CSV)
def test_a_hostile_csv_file_is_refused_at_a_line(folder, what):
    """A table that is none is a problem like any other."""
    content = HOSTILE_CSV[what]
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "actions/treaty.csv").write_bytes(raw)
    problems = _read_steadily(folder, what)
    assert any(problem.path == "actions/treaty.csv" for problem in problems)


def _link_in_a_circle(folder: Path) -> None:
    (folder / "entities/again").symlink_to(folder / "entities")
    (folder / "entities/self.yaml").symlink_to("self.yaml")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "entities/pipe.yaml")


def _endless_device(folder: Path) -> None:
    (folder / "entities/zero.yaml").symlink_to("/dev/zero")


def _folder_named_as_file(folder: Path) -> None:
    (folder / "actions/treaty.csv").unlink()
    (folder / "actions/treaty.csv").mkdir()
    (folder / "pack.yaml").unlink()
    (folder / "pack.yaml").mkdir()


def _odd_names(folder: Path) -> None:
    (folder / "entities/a b\n.yaml").write_text("", "utf-8")
    (folder / os.fsdecode(b"\xff\xfe.yaml")).write_text("", "utf-8")
    (folder / "entities" / os.fsdecode(b"\xff.yaml")).write_text("", "utf-8")


def _link_to_nothing(folder: Path) -> None:
    (folder / "sources/w3.yaml").symlink_to(folder / "nowhere.yaml")


def _no_permission(folder: Path) -> None:
    (folder / "sources/w1.yaml").chmod(0)
    shutil.rmtree(folder / "coverage")
    (folder / "coverage").write_text("", "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        _link_in_a_circle,
        _pipe,
        _endless_device,
        _folder_named_as_file,
        _odd_names,
        _link_to_nothing,
        _no_permission,
    ],
)
def test_what_is_no_file_is_a_problem(folder, damage):
    """Links in a circle, pipes, devices and unreadable files are named, not followed."""
    damage(folder)
    assert _read_steadily(folder, damage.__name__)
