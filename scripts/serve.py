"""Preview both languages while you edit: `python3 scripts/serve.py [--port N] [--lang zh|en|both]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import folder_argument, run
from scripts.preview.session import preview
from scripts.problems import reader_language


def main() -> int:
    """Shows the pages and follows every edit; what is wrong stands at the top of the page."""
    parser = folder_argument(__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    parser.add_argument(
        "--lang", choices=["zh", "en", "both"], default=reader_language(), help="language of the messages"
    )
    arguments = parser.parse_args()
    return run(lambda: preview(arguments.config, arguments.port, arguments.lang), arguments.lang)


if __name__ == "__main__":
    sys.exit(main())
