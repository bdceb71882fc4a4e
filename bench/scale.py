"""The benchmarks of bulk observations, one process each: prints Markdown, and writes it too."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = """# Results at scale

Figures of one machine, measured by `bench/scale.py`; [what they mean](../docs/scale.md). Engines
run in turn in one process and start from the same Parquet files; each section names its conditions.
A figure from here is not to be compared with one from elsewhere.

"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", nargs="*", default=["1e5", "1e6", "1e7"])
    options.add_argument("--spark", default="0", help="the size that Spark gets too")
    options.add_argument("--only", nargs="*", default=["events", "votes", "membership"])
    options.add_argument("--write", type=Path, default=HERE.parent / "build/bench/RESULTS-scale.md")
    given = options.parse_args()
    jobs = {
        "events": [*given.sizes, "--spark", given.spark, "--clear"],
        "votes": [],
        "membership": [],
    }
    sections = []
    for name in given.only:
        print(f"== {name}", file=sys.stderr, flush=True)
        program = [sys.executable, str(HERE / f"{name}.py"), *jobs[name]]
        done = subprocess.run(program, stdout=subprocess.PIPE, text=True, check=True)
        print(done.stdout, flush=True)
        sections.append(done.stdout.strip())
    given.write.parent.mkdir(parents=True, exist_ok=True)
    given.write.write_text(HEAD + "\n\n".join(sections) + "\n", encoding="utf-8")
    print(f"written to {given.write}", file=sys.stderr)


if __name__ == "__main__":
    main()
