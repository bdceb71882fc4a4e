"""Kill a recording process at 2,000 points, and print what was left. See docs/ledger.md."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "crash"))

from kill_points import main

if __name__ == "__main__":
    sys.exit(main(["--points", "2000", *sys.argv[1:]]))
