"""Check words, numbers and figures: `python3 scripts/check.py [--lang LANG] [--format FORM] [--fix]`.

`python3 scripts/check.py --translated PAGE …` notes that the English of these pages was written anew
from the Chinese as it is now.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.building import prepare
from scripts.command_line import Output, folder_argument, run
from scripts.fixing import fix
from scripts.problems import counted, reader_language
from scripts.recording import record_translations


def main() -> int:
    """Says everything that is wrong, or in one line what was checked; changes nothing unless asked to."""
    parser = folder_argument(__doc__)
    parser.add_argument(
        "--lang", choices=["zh", "en", "both"], default=reader_language(), help="language of the messages"
    )
    parser.add_argument(
        "--format", choices=["text", "github"], default="text", help="text, or annotations for GitHub Actions"
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="first correct spaces, punctuation and full-width letters, and say each change",
    )
    parser.add_argument(
        "--translated",
        nargs="+",
        metavar="PAGE",
        help="note that the English of these pages says what the Chinese says now, such as chapters/why",
    )
    arguments = parser.parse_args()
    output = Output(arguments.config, arguments.format)

    def record() -> None:
        print(record_translations(arguments.config, arguments.translated, arguments.lang))

    def check() -> None:
        if arguments.fix:
            for change in fix(arguments.config):
                print(change)
        prepared = prepare(arguments.config)
        output.tell(prepared.warnings, arguments.lang)
        explainer = prepared.explainer
        print(
            f"{len(explainer.pages)} pages, {len(explainer.ledger)} facts, "
            f"{len(explainer.ledger.sources)} sources, {len(explainer.glossary)} terms, "
            f"{len(explainer.figures)} figures: {counted(prepared.warnings)['en']}"
        )

    return run(record if arguments.translated else check, arguments.lang, output)


if __name__ == "__main__":
    sys.exit(main())
