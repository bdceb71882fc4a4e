"""How long a command takes from nothing: the whole of it, and what is above Python's own start."""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

from conditions import conditions, progress, shown, table

ROUNDS = 15
COMMANDS = {
    "biruni --help": ["--help"],
    "biruni --version": ["--version"],
    "biruni show": ["show", "ca/instrument/friendship-treaty-2022"],
    "biruni status": ["status", "friendship-treaty-2022"],
    "biruni members": ["members", "consultative-meetings"],
    "biruni find": ["find", "friendship"],
    "biruni meetings": ["meetings"],
    "biruni conflicts": ["conflicts"],
}
START = "from biruni.cli import main; main()"
IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+)")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = options.parse_args().rounds
    before = conditions()
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "BIRUNI_HOME": home, "NO_COLOR": "1"}
        progress("building a registry")
        built = _run(["-c", START, "build"], environment)
        if built.returncode:
            sys.exit(f"biruni build failed:\n{built.stderr}")
        tasks = {"python -c pass": ["-c", "pass"]}
        for name, arguments in COMMANDS.items():
            tried = _run(["-c", START, *arguments], environment)
            if tried.returncode:
                reason = tried.stderr.strip().splitlines()[-1:]
                progress(f"{name} left out, it ends with {tried.returncode}: {reason}")
            else:
                tasks[name] = ["-c", START, *arguments]
        times: dict[str, list[float]] = {name: [] for name in tasks}
        for _ in range(rounds):
            for name, arguments in tasks.items():
                start = time.perf_counter()
                _run(arguments, environment)
                times[name].append((time.perf_counter() - start) * 1e3)
        heavy = {name: _heaviest(tasks[name], environment) for name in tasks}
    own = statistics.median(times["python -c pass"])
    lines = []
    for name, taken in times.items():
        median = statistics.median(taken)
        lines.append([f"`{name}`", shown(median), shown(max(median - own, 0)), heavy[name]])
    header = ["", "ms", "above Python's own", "heaviest imports (ms with what they import)"]
    print(
        f"### Cold start\n\n{before}\n\n{table(header, lines)}\n\nMedians of {rounds} processes, "
        "in turn, files in the page cache. Imports are from one run with `-X importtime`, which "
        "itself slows them."
    )


def _run(arguments: list[str], environment: dict[str, str]) -> Any:
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def _heaviest(arguments: list[str], environment: dict[str, str]) -> str:
    """Return the imports that take longest, each without those inside another that is named."""
    report = _run(["-X", "importtime", *arguments], environment).stderr
    found = [(int(total), name) for _, total, _, name in IMPORTED.findall(report)]
    third = {}
    for total, name in found:
        top = name if name.startswith("biruni.") else name.split(".")[0]
        if not name.startswith("biruni") and name == top:
            third[name] = max(third.get(name, 0), total)
    largest = sorted(third.items(), key=lambda item: -item[1])[:4]
    return ", ".join(f"{name} {total / 1e3:.0f}" for name, total in largest if total > 2000)


if __name__ == "__main__":
    main()
