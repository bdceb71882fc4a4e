"""
Kill a process that records, again and again, and see what is left.

A child process builds packs, appends single statements, writes and replays histories, and says on a
pipe what it has been told is recorded. It is killed with SIGKILL

- after a random time (``time``), right after it was told so (``told``),
- at a random step of SQLite's virtual machine (``step``), before a random SQL statement (``sql``),
- before a random fsync or rename of the history file (``fsync``),

or by the system in the middle of a write, when a file grows beyond a random number of bytes
(``write``: half a page is on disk then). A power cut is imitated on copies: everything in the log
after the last thing told is cut off, zeroed or overwritten (``power``), and pages of the main file
are a random mixture of before and after a checkpoint (``mixed``).

After each, in a process that had no part in it: everything told is there, nothing is there by
halves, at most one batch more than told, the chains verify, and the next build goes through.
"""

import argparse
import json
import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from biruni.model.statement import Statement
from biruni.store.build import build
from biruni.store.history import replay_history, write_history
from biruni.store.ledger import Ledger

NOW = "2026-01-01T12:00:00Z"
PACK, LOG = "xx", "log"
KILLS = ("time", "told", "step", "sql", "fsync", "write")
CUTS = ("power", "mixed")
PER_FOLDER = (1, 5, 25)  # kills that one ledger goes through
SURE = 10.0  # seconds after which a child that does not die by itself is killed


def said(name: str, number: int) -> Statement:
    """A statement of that number."""
    return Statement(
        subject=f"xx/issue/{name}-{number}",
        property="label",
        value=f"The issue of {name} number {number}",
        datatype="text",
        source="xx/source/a",
        locator=f"p. {number}",
    )


def pack(number: int) -> list[Statement]:
    """The pack as it is for the build of that number: thirty statements, ten new each time."""
    return [said("pack", n) for n in range(number * 10, number * 10 + 30)] if number else []


# ---------------------------------------------------------------- the child


@dataclass
class Child:
    """What the child does until it is killed."""

    folder: Path
    tell: int
    told: Callable[[], None]

    @property
    def file(self) -> Path:
        """The history of the pack."""
        return self.folder / "ledger.jsonl"

    def say(self, *words: object) -> None:
        """Acknowledge a call that has returned."""
        os.write(self.tell, (json.dumps(words) + "\n").encode())
        self.told()

    def work(self, rounds: int) -> None:
        """Open, record, close; closing writes the log into the main file."""
        for n in range(rounds):
            with Ledger.open(self.folder / "registry.db") as ledger:
                self.say("open")
                for _ in range(3):
                    number = len(ledger.batches(PACK)) + 1
                    batch = build(ledger, PACK, pack(number), now=NOW, by="child").batch
                    self.say(PACK, number, batch.hash)
                    number = len(ledger.batches(LOG)) + 1
                    new = [said("log", number)]
                    batch = ledger.append(LOG, new=new, recorded_at=NOW, recorded_by="child")
                    self.say(LOG, number, batch.hash)
                write_history(ledger, PACK, self.file)
                self.say("history", len(ledger.batches(PACK)))
            if n % 2:
                copy = self.folder / "copy.db"
                with Ledger.open(copy) as ledger:
                    replay_history(ledger, PACK, self.file)
                    self.say("replayed", len(ledger.batches(PACK)))
                copy.unlink()


def die() -> None:
    """Be killed; nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def countdown(count: int) -> Callable[..., None]:
    """Die when called for the ``count``-th time."""
    left = iter(range(count - 1))

    def call(*_: object) -> None:
        if next(left, None) is None:
            die()

    return call


def arm(kill: str, chance: random.Random, folder: Path) -> Callable[[], None]:
    """Prepare the child's death; the product knows nothing of it."""
    if kill == "told":
        return countdown(chance.randint(1, 16))
    if kill in {"step", "sql"}:
        connect = sqlite3.connect
        call = countdown(chance.randint(1, chance.choice([40, 500])))
        often = chance.choice([1, 3, 10, 50])

        def connect_armed(*args, **options) -> sqlite3.Connection:
            connection = connect(*args, **options)
            if kill == "step":
                connection.set_progress_handler(call, often * 10)
            else:
                connection.set_trace_callback(call)
            return connection

        sqlite3.connect = connect_armed
    if kill == "fsync":
        call, fsync, replace = countdown(chance.randint(1, 9)), os.fsync, Path.replace

        def fsync_armed(descriptor: int) -> None:
            call()
            fsync(descriptor)

        def replace_armed(path: Path, target: Path) -> Path:
            call()
            replaced = replace(path, target)
            call()
            return replaced

        os.fsync, Path.replace = fsync_armed, replace_armed
    if kill == "write":
        sizes = [item.stat().st_size for item in folder.iterdir() if item.is_file()]
        limit = chance.randint(1, max(sizes, default=0) + 120_000)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python would make it an error
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return lambda: None


def fork(folder: Path, kill: str, chance: random.Random) -> tuple[int, int]:
    """Start a child; return its number and the end of the pipe on which it speaks."""
    listen, tell = os.pipe()
    seed = chance.random()
    number = os.fork()
    if number:
        os.close(tell)
        return number, listen
    try:
        os.close(listen)
        told = arm(kill, random.Random(seed), folder)
        os.write(tell, b'["start"]\n')
        Child(folder, tell, told).work(rounds=200)
        os.write(tell, b'["failed", "it was never killed"]\n')
    except BaseException as error:  # noqa: BLE001 (whatever it was, the parent reports it)
        os.write(tell, (json.dumps(["failed", repr(error)]) + "\n").encode())
    finally:
        os._exit(1)


def killed(folder: Path, kill: str, chance: random.Random) -> list[list]:
    """Let a child work until it is killed; return what it was told before."""
    number, listen = fork(folder, kill, chance)
    heard, until = b"", time.monotonic() + SURE
    if kill == "time":
        heard = os.read(listen, 100)  # it has started
        until = time.monotonic() + chance.choice([0.002, 0.01, 0.05]) * chance.random()
    while True:
        ready, _, _ = select.select([listen], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            os.kill(number, signal.SIGKILL)
            until = time.monotonic() + SURE
            continue
        some = os.read(listen, 65_536)
        if not some:
            break
        heard += some
    os.close(listen)
    _, status = os.waitpid(number, 0)
    words = [json.loads(line) for line in heard.decode().splitlines()]
    failed = [line for line in words if line[0] == "failed"]
    if failed or not os.WIFSIGNALED(status):
        raise Lost(f"the child ended by itself: {failed or status}")
    return words


# ---------------------------------------------------------------- what is left


class Lost(Exception):
    """A promise was broken."""


@dataclass
class Tally:
    """What was tried, and what came of it."""

    points: Counter[str] = field(default_factory=Counter)
    told: int = 0
    in_flight: int = 0
    failures: list[str] = field(default_factory=list)


def expect(condition: object, message: str) -> None:
    """Keep a promise."""
    if not condition:
        raise Lost(message)


def check(path: Path, told: dict[str, list[str]], *, most: int = 1) -> int:
    """
    Look at what is left, and go on from there.

    Args:
        path: The ledger.
        told: Hashes of the batches that were acknowledged, for each stream.
        most: How many batches there may be beyond those.

    Returns:
        How many there were.
    """
    with Ledger.open(path) as ledger:
        problems = ledger.verify()
        expect(not problems, f"it does not verify: {problems}")
        beyond = 0
        for stream, hashes in told.items():
            there = [batch.hash for batch in ledger.batches(stream)]
            expect(there[: len(hashes)] == hashes, f"what was told of {stream} is not there")
            beyond += len(there) - len(hashes)
        expect(beyond <= most, f"{beyond} batches are there of which nobody was told")
        number = len(ledger.batches(PACK))
        expect(set(ledger.live(PACK)) == {s.id for s in pack(number)}, "the pack is not whole")
        logged = len(ledger.batches(LOG))
        expect(set(ledger.live(LOG)) == {said("log", n + 1).id for n in range(logged)}, "the log")
        result = build(ledger, PACK, pack(number + 1), now=NOW, by="parent")
        expect(result.batch and result.batch.number == number + 1, "the next build fails")
        for stream in told:
            told[stream] = [batch.hash for batch in ledger.batches(stream)]
    return beyond


def check_history(folder: Path, written: int) -> int:
    """The file is whole, holds what was told, and replays into a ledger that verifies."""
    file, copy = folder / "ledger.jsonl", folder / "copy.db"
    for name in ("copy.db", "copy.db-wal", "copy.db-shm", "copy.db-journal"):
        (folder / name).unlink(missing_ok=True)
    with Ledger.open(copy) as fresh:
        replayed = replay_history(fresh, PACK, file)
        expect(replayed >= written, "the history lost what was told")
        expect(not fresh.verify(), "the replayed history does not verify")
        expect(set(fresh.live(PACK)) == {s.id for s in pack(replayed)}, "it replays by halves")
    copy.unlink()
    with Ledger.open(folder / "registry.db") as ledger:
        write_history(ledger, PACK, file)
    return replayed


def run_kills(tally: Tally, kills: Iterator[str], chance: random.Random, points: int) -> None:
    """Kill children that work on one ledger after the other."""
    done = 0
    while done < points:
        with tempfile.TemporaryDirectory(prefix="biruni-crash-") as name:
            folder = Path(name)
            told: dict[str, list[str]] = {PACK: [], LOG: []}
            written = 0
            for _ in range(min(chance.choice(PER_FOLDER), points - done)):
                kill = next(kills)
                done += 1
                tally.points[kill] += 1
                try:
                    for word in killed(folder, kill, chance):
                        if word[0] in told:
                            told[word[0]].append(word[2])
                            tally.told += 1
                        elif word[0] == "history":
                            written = word[1]
                    tally.in_flight += check(folder / "registry.db", told)
                    written = max(written, check_history(folder, written))
                except Exception as error:  # noqa: BLE001 (every failure is counted)
                    tally.failures.append(f"{kill}: {error!r}")
                    break


# ---------------------------------------------------------------- power cuts


def run_power_cuts(tally: Tally, chance: random.Random, points: int) -> None:
    """Spoil copies of a ledger in the ways in which a power cut may."""
    if not points:
        return
    with tempfile.TemporaryDirectory(prefix="biruni-power-") as name:
        folder = Path(name)
        path, log = folder / "registry.db", folder / "registry.db-wal"
        path_before, log_full, path_after = (folder / part for part in ("before", "log", "after"))
        ends = [0]
        with Ledger.open(path) as ledger:
            ledger._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ledger._connection.execute("PRAGMA wal_autocheckpoint = 0")
            for number in range(1, 41):
                build(ledger, PACK, pack(number), now=NOW, by="child")
                ends.append(log.stat().st_size)
            hashes = [batch.hash for batch in ledger.batches(PACK)]
            shutil.copy(path, path_before)
            shutil.copy(log, log_full)
            ledger._connection.execute("PRAGMA wal_checkpoint(FULL)")
            shutil.copy(path, path_after)
        for point in range(points):
            cut = CUTS[point % len(CUTS)]
            tally.points[cut] += 1
            victim = folder / f"{point}.db"
            try:
                if cut == "power":
                    count = chance.randrange(len(ends))
                    shutil.copy(path_before, victim)
                    spoiled = spoil(log_full.read_bytes(), ends[count], chance)
                    victim.with_name(victim.name + "-wal").write_bytes(spoiled)
                    most = len(hashes) - count
                else:
                    count, most = len(hashes), 0
                    victim.write_bytes(
                        mix(path_before.read_bytes(), path_after.read_bytes(), chance)
                    )
                    shutil.copy(log_full, victim.with_name(victim.name + "-wal"))
                tally.told += count
                tally.in_flight += check(victim, {PACK: hashes[:count]}, most=most)
            except Exception as error:  # noqa: BLE001 (every failure is counted)
                tally.failures.append(f"{cut}: {error!r}")
            for item in folder.glob(f"{point}.db*"):
                item.unlink()


def spoil(log: bytes, end: int, chance: random.Random) -> bytes:
    """A log of which nothing after ``end`` was safely on disk."""
    start = chance.randint(end, len(log))
    length = chance.randint(0, min(len(log) - start, 20_000))
    match chance.choice(["cut", "zero", "noise", "both"]):
        case "cut":
            return log[:start]
        case "zero":
            return log[:start] + bytes(length) + log[start + length :]
        case "noise":
            return log[:start] + chance.randbytes(length) + log[start + length :]
        case _:
            return log[:start] + chance.randbytes(length)


def mix(before: bytes, after: bytes, chance: random.Random, page: int = 4096) -> bytes:
    """A main file of which some pages were written and some were not yet."""
    pages = []
    for start in range(0, len(after), page):
        old, new = before[start : start + page], after[start : start + page]
        pages.append(chance.choice([old or bytes(len(new)), new]))
    return b"".join(pages)


# ---------------------------------------------------------------- the whole


def run(points: int, seed: int) -> Tally:
    """Try so many points, an eighth of them power cuts."""
    chance = random.Random(seed)
    tally = Tally()
    cuts = points // 8
    kills = [KILLS[n % len(KILLS)] for n in range(points - cuts)]
    chance.shuffle(kills)
    run_kills(tally, iter(kills), chance, len(kills))
    run_power_cuts(tally, chance, cuts)
    return tally


def main(arguments: list[str]) -> int:
    """Print the tally; the exit code is 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description="Kill a recording process, and see what is left.")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--json", action="store_true", help="print the tally as JSON")
    given = parser.parse_args(arguments)
    began = time.perf_counter()
    tally = run(given.points, given.seed)
    result = {
        "seed": given.seed,
        "points": sum(tally.points.values()),
        **{f"  by {kill}": tally.points[kill] for kill in (*KILLS, *CUTS)},
        "told": tally.told,
        "in flight and whole": tally.in_flight,
        "failures": len(tally.failures),
        "seconds": round(time.perf_counter() - began, 1),
    }
    if given.json:
        result = {name.strip(): value for name, value in result.items()} | {"lost": tally.failures}
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        lines = [f"{name:<24}{value:>10}" for name, value in result.items()]
        sys.stdout.write("\n".join([*lines, *tally.failures]) + "\n")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
