"""Build both languages, strict, into site/ and site/en/: `python3 scripts/build.py [--config DIR]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import Output, folder_argument, run
from scripts.problems import reader_language
from scripts.site_builder import account, build_site


def main() -> int:
    """Builds the explainer's site and says what was made, and what is worth a second look."""
    about = "做出两种语言的网站，放在site/里；做不成时，上一次的网站不变。"
    root = folder_argument(__doc__, about).parse_args().config
    output = Output(root)

    def work() -> None:
        built = build_site(root)
        output.tell(built.warnings, reader_language())
        print(account(built))

    return run(work, output=output)


if __name__ == "__main__":
    sys.exit(main())
