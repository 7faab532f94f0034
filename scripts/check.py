"""Check words, numbers, links and figures; change nothing: `python3 scripts/check.py [--lang zh|en|both]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.building import prepare
from scripts.command_line import folder_argument, run
from scripts.problems import reader_language


def main() -> int:
    """Says everything that is wrong, or in one line what was checked."""
    parser = folder_argument(__doc__)
    parser.add_argument(
        "--lang", choices=["zh", "en", "both"], default=reader_language(), help="language of the messages"
    )
    arguments = parser.parse_args()

    def check() -> None:
        explainer = prepare(arguments.config).explainer
        print(
            f"{len(explainer.pages)} pages, {len(explainer.ledger)} facts, "
            f"{len(explainer.ledger.sources)} sources, {len(explainer.glossary)} terms, "
            f"{len(explainer.figures)} figures: no problems"
        )

    return run(check, arguments.lang)


if __name__ == "__main__":
    sys.exit(main())
