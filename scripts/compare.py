"""Look for words of ours that stand in somebody else's text: `python3 scripts/compare.py PATH`.

PATH is a file, or a folder with .txt and .md files, such as private/, which is never committed.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import folder_argument, run
from scripts.copied import copied_sentences
from scripts.explainer import load_explainer
from scripts.problems import LANGUAGES, reader_language


def main() -> int:
    """Says which words are the same; 1 when there are any. The other text's name is told to nobody."""
    parser = folder_argument(__doc__)
    parser.add_argument("others", type=_file_or_folder, metavar="PATH", help="the other text, or its folder")
    parser.add_argument(
        "--lang", choices=["zh", "en", "both"], default=reader_language(), help="language of the messages"
    )
    arguments = parser.parse_args()
    languages = LANGUAGES if arguments.lang == "both" else (arguments.lang,)
    copies = []

    def compare() -> None:
        copies.extend(copied_sentences(load_explainer(arguments.config), arguments.others))
        for copy in copies:
            print("\n    ".join(copy.describe(lang) for lang in languages), file=sys.stderr)
        print(
            {"zh": f"{len(copies)}处相同的文字", "en": f"{len(copies)} runs of words in common"}[
                languages[-1]
            ]
        )

    return run(compare, arguments.lang) or int(bool(copies))


def _file_or_folder(name: str) -> Path:
    if not Path(name).exists():
        raise argparse.ArgumentTypeError(f"there is no file or folder {name}")
    return Path(name)


if __name__ == "__main__":
    sys.exit(main())
