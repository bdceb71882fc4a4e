"""Starting must not load what a look-up does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from biruni import sample

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    "numpy",
    "polars",
    "numba",
    "jinja2",
    "yaml",
    "ruamel",
    "openpyxl",
    "duckdb",
    "pandas",
    "pyarrow",
    "biruni.packs",
    "biruni.report.html",
}

PROGRAM = """
import json, sys
from biruni.cli import main
sys.argv = ["biruni", *json.loads(sys.argv[1])]
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["show", "river-treaty"],
        ["status", "river-treaty"],
        ["members", "river-summit"],
        ["find", "river"],
    ],
    ids=lambda words: words[0],
)
def test_point_look_ups_import_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    """Help and point look-ups start without numpy, Polars, the pack reader or a template engine."""
    sample.open(tmp_path).close()
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(words)],
        env=os.environ | {"BIRUNI_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = json.loads(result.stderr.splitlines()[-1])
    assert not [name for name in loaded if any(f"{name}.".startswith(f"{each}.") for each in HEAVY)]
