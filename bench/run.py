"""All benchmarks, one process each: prints Markdown, and writes it to build/bench/."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = """# Results

Figures of one machine, measured by `bench/run.py`; [what they mean](../docs/performance.md). The
data are invented (see `generate.py`), the engines run in turn in one process, and each section
names its conditions. A figure from here is not to be compared with one from elsewhere.

"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", nargs="*", default=["10k", "1m"], help="10k 100k 1m 10m")
    options.add_argument("--skip", nargs="*", default=[], help="engines: sqlite duckdb")
    options.add_argument("--only", nargs="*", default=["statements", "ingest", "cold_start"])
    options.add_argument("--write", type=Path, default=HERE.parent / "build/bench/RESULTS.md")
    given = options.parse_args()
    jobs: list[list[str]] = []
    if "statements" in given.only:
        skip = ["--skip", *given.skip] if given.skip else []
        jobs += [["statements.py", "--size", size, *skip] for size in given.size]
    jobs += [[f"{name}.py"] for name in given.only if name != "statements"]
    sections = []
    for job in jobs:
        print(f"== {' '.join(job)}", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, str(HERE / job[0]), *job[1:]],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        print(done.stdout, flush=True)
        sections.append(done.stdout.strip())
    given.write.parent.mkdir(parents=True, exist_ok=True)
    given.write.write_text(HEAD + "\n\n".join(sections) + "\n", encoding="utf-8")
    print(f"written to {given.write}", file=sys.stderr)


if __name__ == "__main__":
    main()
