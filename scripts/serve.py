"""Preview both languages with live reload: `python3 scripts/serve.py [--port N] [--config DIR]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import folder_argument, run
from scripts.preview import preview


def main() -> int:
    """Builds, serves, and builds again whenever words, numbers, figures or templates change."""
    parser = folder_argument(__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    arguments = parser.parse_args()
    return run(lambda: preview(arguments.config, arguments.port))


if __name__ == "__main__":
    sys.exit(main())
