"""
The pages of the observatory under load: see bench/README.md.

Five questions, each with its conditions: how many kept pages a second leave `biruni serve`, asked
by wrk with eight connections; how heavy the first page and the longest lists are; how long a page
of 200 rows takes beside Datasette, on the same rows; how long the slowest page as of a day takes
with 100,000 treaty acts; how long a static copy takes. All on this machine alone (127.0.0.1).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path

HERE = Path(__file__).resolve().parent
TODAY = "2025-12-01"
SCRIPT_LIMIT, ALL_LIMIT = 60_000, 200_000


@contextmanager
def biruni_site(home: Path, *, workers: int = 1) -> Iterator[int]:
    """Serve a registry with `biruni serve`, without its limit of requests; return the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--port", str(port), "--rate", "0", "--workers", str(workers)]
    server = subprocess.Popen(
        [sys.executable, "-m", "biruni", "serve", *options],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "BIRUNI_HOME": str(home)},
    )
    try:
        wait_for(port, 300)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int, seconds: float) -> None:
    """Wait until somebody answers at a port."""
    for _ in range(int(seconds * 10)):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nobody answers at port {port}")


def get(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"accept-language": "en"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return body


def another_day(turn: int) -> str:
    """Return another day for every turn."""
    return (date(1995, 1, 1) + timedelta(days=turn * 7)).isoformat()


def timed(work: Callable[[int], object], times: int) -> list[float]:
    """Return how many milliseconds each turn took."""
    took = []
    for turn in range(times):
        start = time.perf_counter()
        work(turn)
        took.append((time.perf_counter() - start) * 1000)
    return took


KEPT = ("/ca/instrument/friendship-treaty-2022", "/states", "/", "/instruments")


def kept_pages(home: Path, seconds: float) -> list[str]:
    """Eight connections: how many pages that were written before leave in a second."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return ["wrk is not installed (`apt-get install wrk`)."]
    lines = [
        "| kept page | encoding | size | one process, pages a second | two processes |",
        "|---|---|---:|---:|---:|",
    ]
    rates: dict[tuple[str, str], list[float]] = {}
    sizes: dict[tuple[str, str], int] = {}
    for workers in (1, 2):
        with biruni_site(home, workers=workers) as port:
            for path in KEPT:
                for encoding in ("gzip", "identity"):
                    address = f"http://127.0.0.1:{port}{path}?as_of=2025-08-01"
                    asked = [wrk, "-c8", "-t1", "-H", f"Accept-Encoding: {encoding}", address]
                    subprocess.run([*asked, "-d1s"], capture_output=True, check=True)
                    found = [_rate([*asked, f"-d{seconds:.0f}s"]) for _ in range(3)]
                    rates.setdefault((path, encoding), []).append(statistics.median(found))
                    sizes[path, encoding] = _size(port, path, encoding)
    for (path, encoding), (one, two) in rates.items():
        size = sizes[path, encoding] / 1000
        lines.append(f"| `{path}` | {encoding} | {size:.0f} kB | {one:,.0f} | {two:,.0f} |")
    return [*lines, "", "Medians of three runs; wrk shares the processors with the server."]


def _rate(command: list[str]) -> float:
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(told)
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])


def _size(port: int, path: str, encoding: str) -> int:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"{path}?as_of=2025-08-01", headers={"Accept-Encoding": encoding})
    size = len(connection.getresponse().read())
    connection.close()
    return size


def first_page(home: Path) -> list[str]:
    """What a reader's browser fetches for the start page, compressed as a proxy would."""
    with biruni_site(home) as port:
        connection = HTTPConnection("127.0.0.1", port)
        page = get(connection, "/")
        parts = {"page": page}
        text = page.decode()
        for path in dict.fromkeys(re.findall(r'(?:src|href)="(/static/[^"?]+)', text)):
            parts[path] = get(connection, path)
        seen = {name for name in parts if name.endswith((".js", ".mjs"))}
        for name in seen:
            for inner in re.findall(rb'from\s*"(\./[^"]+)"', parts[name]):
                path = "/static/" + inner.decode().removeprefix("./")
                parts[path] = get(connection, path)
        connection.close()
    sizes = {name: len(gzip.compress(body, 6)) for name, body in parts.items()}
    script = sum(size for name, size in sizes.items() if name.endswith((".js", ".mjs")))
    whole = sum(sizes.values())
    lines = ["| part of the first page | bytes, gzipped |", "|---|---:|"]
    lines += [f"| `{name}` | {size:,} |" for name, size in sizes.items()]
    with biruni_site(home) as port:
        connection = HTTPConnection("127.0.0.1", port)
        lists = {path: get(connection, path) for path in ("/instruments", "/mechanisms")}
        connection.close()
    lines += [
        f"| all scripts (limit {SCRIPT_LIMIT:,}) | {script:,} |",
        f"| all (limit {ALL_LIMIT:,}) | {whole:,} |",
    ]
    lines += ["", "| long list | bytes | gzipped |", "|---|---:|---:|"]
    lines += [
        f"| `{path}` | {len(body):,} | {len(gzip.compress(body, 6)):,} |"
        for path, body in lists.items()
    ]
    if script > SCRIPT_LIMIT or whole > ALL_LIMIT:
        lines.append("\n**Too heavy.**")
    return lines


def generated(folder: Path, *, instruments: int, acts: int) -> Path:
    """A pack of its own with as many acts under as many instruments as asked for."""
    pack = folder / "pack"
    for each in ("sources", "entities", "actions"):
        (pack / each).mkdir(parents=True)
    states = [f"X{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(50)]
    (pack / "pack.yaml").write_text(
        "id: gen\ntitle: {en: Generated}\nversion: 1\nlicence: CC-BY-4.0\ncitation: none\n"
        "home: gen/source/registry\ncore: gen/group/core\nmaintainers: [nobody]\n"
    )
    (pack / "sources/registry.yaml").write_text(
        "id: gen/source/registry\nlabel: {en: Editors}\nsource_kind: registry\n"
    )
    (pack / "sources/d.yaml").write_text(
        "id: gen/source/d\nlabel: {en: Depositary}\ntitle: {en: Depositary}\npublisher: d\n"
        "published: 2020-01-01\nlanguage: en\nsource_kind: official\n"
    )
    rows = ["entities:"]
    rows += [f"  - {{id: state/{state}, label: {{en: State {state}}}}}" for state in states]
    rows.append(
        "  - id: gen/group/core\n    label: {en: Core}\n    says:\n"
        f"      - {{source: d, at: x, member: {{value: [{', '.join(states[:5])}], role: member}}}}"
    )
    each = max(acts // instruments, 1)
    for number in range(instruments):
        rows.append(
            f"  - id: gen/instrument/i{number}\n    label: {{en: Instrument {number}}}\n"
            f"    says:\n      - {{source: d, at: line {number}, instrument_kind: treaty,"
            f" signed: {1992 + number % 30}-03-01}}"
        )
        lines = ["party,action,date,date_kind,source,at"]
        for act in range(each):
            state = states[act % len(states)]
            kind = ("signature", "ratification", "accession", "withdrawal")[act // len(states) % 4]
            year = 1992 + (number + act // len(states)) % 30
            lines.append(f"{state},{kind},{year}-{act % 12 + 1:02}-10,done,d,line {act}")
        (pack / f"actions/i{number}.csv").write_text("\n".join(lines) + "\n")
    (pack / "entities/all.yaml").write_text("\n".join(rows) + "\n")
    return pack


def build(pack: Path, home: Path) -> int:
    from biruni.observatory.registry import Registry

    with Registry.open(home, create=True) as registry:
        return registry.build(pack, now="2027-01-01T00:00:00Z").statements


@contextmanager
def datasette(database: Path, python: str) -> Iterator[int]:
    """Serve a database with Datasette; return the port when it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [python, "-m", "datasette", "serve", str(database), "-h", "127.0.0.1"]
    options = ["-p", str(port), "--setting", "default_page_size", "200"]
    server = subprocess.Popen(
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, 60)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def two_hundred_rows(folder: Path, times: int, python: str) -> list[str]:
    """
    Two hundred acts on one page, of one instrument: never kept here, never cached there.

    The same acts lie in a table of their own for Datasette, one row each, with facets off.
    """
    home = folder / "two-hundred"
    build(generated(folder / "few", instruments=20, acts=4000), home)
    table = folder / "acts.db"
    with sqlite3.connect(table) as base:
        base.execute("create table acts (instrument, party, action, day, source, place)")
        for number in range(20):
            for act, line in enumerate(
                (folder / f"few/pack/actions/i{number}.csv").read_text().splitlines()[1:]
            ):
                party, action, day, _, source, place = line.split(",")
                base.execute(
                    "insert into acts values (?, ?, ?, ?, ?, ?)",
                    (f"i{number}", party, action, day, source, f"{place} ({act})"),
                )
        base.execute("create index of on acts (instrument)")
        base.execute("attach ? as ledger", (str(home / "registry.sqlite"),))
        base.execute(
            "create table said as select id, 'gen/instrument/' || substr(subject, 16, "
            "instr(substr(subject, 16) || '/', '/') - 1) as whole, subject, property, value, "
            "valid, source, locator from ledger.current"
        )
        base.execute("create index about on said (whole)")
    base.close()
    with biruni_site(home) as ours, datasette(table, python) as theirs:
        # a connection for each request, for both: neither keeps one open for long
        def ask(port: int, path: str) -> bytes:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            body = get(connection, path)
            connection.close()
            return body

        # every turn asks as of another day, so that nothing is kept
        asked: dict[str, Callable[[int], bytes]] = {
            "biruni, the record, HTML": lambda turn: ask(
                ours,
                f"/statements?about=gen/instrument/i{turn % 20}&as_of={another_day(turn)}",
            ),
            "Datasette, the record, HTML": lambda turn: ask(
                theirs, f"/acts/said?whole=gen/instrument/i{turn % 20}&_size=200&_t={turn}"
            ),
            "biruni, HTML": lambda turn: ask(
                ours, f"/gen/instrument/i{turn % 20}?as_of={another_day(turn)}"
            ),
            "biruni, JSON of the interface": lambda turn: ask(
                ours, f"/api/v1/instruments/gen/instrument/i{turn % 20}?as_of={another_day(turn)}"
            ),
            "Datasette, HTML": lambda turn: ask(
                theirs, f"/acts/acts?instrument=i{turn % 20}&_size=200&_t={turn}"
            ),
            "Datasette, JSON": lambda turn: ask(
                theirs, f"/acts/acts.json?instrument=i{turn % 20}&_size=200&_t={turn}"
            ),
        }
        sizes = {name: len(each(299)) for name, each in asked.items()}
        took: dict[str, list[float]] = {name: [] for name in asked}
        for turn in range(times):  # in turn, so that all meet the same noise
            for name, each in asked.items():
                took[name] += timed(lambda _, each=each, turn=turn: each(turn), 1)
    medians = {name: statistics.median(each) for name, each in took.items()}
    lines = ["| 200 rows, not kept | size | median ms | slowest ms |", "|---|---:|---:|---:|"]
    lines += [
        f"| {name} | {sizes[name] / 1000:.0f} kB | {medians[name]:.1f} | {max(each):.1f} |"
        for name, each in took.items()
    ]
    record = medians["Datasette, the record, HTML"] / medians["biruni, the record, HTML"]
    html = medians["biruni, HTML"] / medians["Datasette, HTML"]
    json_ = medians["biruni, JSON of the interface"] / medians["Datasette, JSON"]
    lines += [
        "",
        f"A page of 200 rows of the record, the same in both: biruni is {record:.1f} times faster.",
        "Of the page of an instrument, which derives what it shows,",
        f"biruni takes {html:.2f} times what Datasette takes for HTML, {json_:.2f} times for JSON.",
        "The bodies differ: Datasette shows 200 rows of a table. The page of biruni shows where 50",
        "states stand, what follows from the acts for the entry into force, all 200 acts, and for",
        "every fact the statement and its source; nothing of it is stored, all is derived.",
    ]
    return lines


def many_acts(folder: Path, acts: int, times: int) -> list[str]:
    """Pages as of a day, each a day that nobody asked for before, in a registry of many acts."""
    home = folder / "many"
    count = acts // 50
    start = time.perf_counter()
    statements = build(generated(folder / "lots", instruments=acts // 50, acts=acts), home)
    built = time.perf_counter() - start
    with biruni_site(home) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=300)

        def ask(turn: int) -> bytes:
            return get(connection, f"/gen/instrument/i{turn * 7 % count}?as_of={another_day(turn)}")

        timed(ask, 3)  # what rests on the statements alone is worked out once
        one = timed(lambda turn: ask(turn + 3), times)
        kept = timed(lambda turn: ask(3 + turn % 10), times)
        connection.close()

    def p99(took: list[float]) -> float:
        return statistics.quantiles(took, n=100, method="inclusive")[98]

    return [
        (
            f"{acts:,} acts ({statements:,} statements) under {acts // 50:,} instruments, "
            f"built in {built:.0f} s."
        ),
        "",
        "| page of an instrument as of a day | median ms | 99th percentile ms |",
        "|---|---:|---:|",
        f"| asked for the first time | {statistics.median(one):.1f} | {p99(one):.1f} |",
        f"| kept | {statistics.median(kept):.2f} | {p99(kept):.2f} |",
    ]


def copied(home: Path, folder: Path) -> list[str]:
    """A static copy of the shipped pack, with two processes."""
    command = [sys.executable, "-m", "biruni", "publish", str(folder / "copy"), "--json"]
    before, start = os.times(), time.perf_counter()
    told = subprocess.run(
        [*command, "--date", TODAY, "--jobs", "2"],
        env={**os.environ, "BIRUNI_HOME": str(home)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    wall, after = time.perf_counter() - start, os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    found = json.loads(told)
    held = f"{found['pages']:,} pages, {found['bytes'] / 1e6:.0f} MB, {len(found['as_of'])} days"
    return [f"{held}: {wall:.0f} s; {used:.0f} s of processor time in all processes."]


def main() -> None:
    from biruni.observatory.home import shipped_pack

    options = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    options.add_argument("--seconds", type=float, default=3.0, help="for each kept page")
    options.add_argument("--times", type=int, default=100, help="pages that are not kept")
    options.add_argument("--acts", type=int, default=100_000)
    options.add_argument("--far", type=int, default=200, help="first pages among many acts")
    options.add_argument("--peer", default=sys.executable, help="Python that has datasette")
    options.add_argument("--write", type=Path, default=HERE / "RESULTS-web.md")
    given = options.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="biruni-bench-") as name:
        folder = Path(name)
        home = folder / "shipped"
        build(shipped_pack(), home)
        sections = {
            "Pages that are kept": kept_pages(home, given.seconds),
            "Weight of the first page": first_page(home),
            "Two hundred rows beside Datasette": two_hundred_rows(folder, given.times, given.peer),
            "As of a day, many acts": many_acts(folder, given.acts, given.far),
            "A static copy": copied(home, folder),
        }
    text = (
        "# Results: the pages\n\nFigures of one machine, measured by `bench/web.py` over HTTP on "
        f"127.0.0.1: {os.cpu_count()} cores, Python {sys.version.split()[0]}, load averages "
        f"{load:.1f} before and {os.getloadavg()[0]:.1f} after. Server and client share the cores, "
        "with whatever else ran. Where wrk is not named, one client asks, one request at a time. "
        "Not to be compared with figures from elsewhere.\n"
    )
    for title, lines in sections.items():
        text += f"\n## {title}\n\n" + "\n".join(lines) + "\n"
    print(text)
    given.write.write_text(text, encoding="utf-8")
    print(json.dumps({"written": str(given.write)}), file=sys.stderr)


if __name__ == "__main__":
    main()
