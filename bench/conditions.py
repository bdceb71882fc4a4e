"""Under which conditions a figure was measured, and how it is taken: medians, engines in turn."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "numpy", "polars", "numba", "duckdb", "ibis-framework", "pandas", "pyarrow", "pyspark",
    "nomenklatura", "click",
)  # fmt: skip
THREADS = ("OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "NUMBA_NUM_THREADS", "BIRUNI_FAST")


def conditions() -> str:
    """Return one paragraph: machine, load, versions."""
    versions = [f"{name} {found}" for name in PACKAGES if (found := _version(name))]
    threads = [f"{name}={os.environ[name]}" for name in THREADS if name in os.environ]
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {_processor()}, {os.cpu_count()} processors, "
        f"{_memory():.0f} GiB · load averages {load} · Python {platform.python_version()}, "
        f"{', '.join(versions)} · {', '.join(threads) or 'no limits on threads are set'}"
    )


def in_turn(
    tasks: Mapping[str, Callable[[], Any]], rounds: int
) -> tuple[dict[str, float], dict[str, Any]]:
    """
    Run every task once per round, after one round that does not count.

    In turn, so that a disturbance of the machine meets all engines alike. Returns the medians in
    milliseconds and the last answers.
    """
    answers = {name: task() for name, task in tasks.items()}
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            answers[name] = task()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) * 1e3 for name, taken in times.items()}, answers


def once(task: Callable[[], Any]) -> tuple[float, Any]:
    """Run a task once; return milliseconds and its answer."""
    start = time.perf_counter()
    answer = task()
    return (time.perf_counter() - start) * 1e3, answer


def table(header: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(number: float) -> str:
    """Three significant digits, without an exponent."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.{1 if number >= 10 else 2 if number >= 1 else 3}f}"


def progress(text: str) -> None:
    """Say on the error stream what is going on; the table goes to the output."""
    print(f"   {text}", file=sys.stderr, flush=True)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
