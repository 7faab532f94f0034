"""Count the slips that the check notices: `python3 scripts/benchmark_check_faults.py [--count N]`.

Each slip spoils one page in memory; no file is changed.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import folder_argument, run
from scripts.explainer import load_explainer
from scripts.seeded_faults import KINDS, is_caught, problems_of, read_texts, slips


def main() -> int:
    """Spoils the pages in memory, one slip at a time, and says what share of each kind is told."""
    parser = folder_argument(__doc__)
    parser.add_argument("--count", type=int, default=2000, help="how many slips in all (2000)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    arguments = parser.parse_args()

    def measure() -> None:
        explainer = load_explainer(arguments.config)
        texts = read_texts(explainer)
        caught_of_all = made_of_all = 0
        silent = []
        for index, kind in enumerate(KINDS):
            count = arguments.count // len(KINDS) + (index < arguments.count % len(KINDS))
            made = list(slips(kind, count, explainer, texts, arguments.seed))
            passed = [slip for slip in made if not is_caught(slip, problems_of(slip, explainer))]
            silent += passed
            caught_of_all, made_of_all = caught_of_all + count - len(passed), made_of_all + count
            print(f"{kind:24} {count - len(passed):4} of {count:4}", flush=True)
        print(f"{'all':24} {caught_of_all:4} of {made_of_all:4}: {caught_of_all / made_of_all:.2%}")
        for slip in silent:
            print("silent: " + slip.describe())

    return run(measure)


if __name__ == "__main__":
    sys.exit(main())
