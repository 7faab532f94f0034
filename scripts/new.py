"""Add something, in both languages: `python3 scripts/new.py chapter|figure|fact|term|source|explainer`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.new_entries.conversation import converse


def main() -> int:
    """Asks, writes, and says what is left to do."""
    return converse(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
