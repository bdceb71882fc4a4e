"""``python -m biruni`` is ``biruni``."""

from biruni.cli import main

if __name__ == "__main__":
    main()
