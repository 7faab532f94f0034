"""A new figure: its words in both languages, with a row for each fact, and its place on a page."""

from __future__ import annotations

from itertools import product

from charts.facts import Fact
from charts.figure import FIGURES_FOLDER, LAYOUTS, MOST_ROWS, UnfitError
from charts.forms import FORM_LABELS, FORMS
from charts.wording import Lang
from scripts.explainer import Explainer, load_explainer
from scripts.new_entries.changes import Changes, RefusedError
from scripts.new_entries.names import add_to_both, both, new_identifier, page_choice
from scripts.new_entries.questions import Interview
from scripts.new_entries.yaml_edit import Raw, entry
from scripts.pages import LANGS
from scripts.problems import SiteError, problem

NAMES = ("id", "form", "facts", "over_time", "title_zh", "title_en", "page")
# Forms whose rows are named by their dates.
DATED = ("line", "timeline")
# Forms whose rows may be one series over time; of different dates, these name them.
SERIES = ("bars", "shares")


def plan(interview: Interview, explainer: Explainer) -> Changes:
    """The words of a new figure, and a line that shows it at the end of a page."""
    stem = interview.answer("id", new_identifier(interview, explainer.figures))
    form = interview.choice("form", list(FORMS))
    names = interview.choices("facts", explainer.ledger, None)
    over_time = form == "line" or (
        form in SERIES and interview.choice("over_time", ("yes", "no"), "no") == "yes"
    )
    titles = both(interview, "title", interview.texts.both_to_write("title_of_figure"))
    page = page_choice(interview, explainer)
    interview.finish()
    facts = [explainer.ledger[name] for name in dict.fromkeys(names)][:MOST_ROWS]
    words = interview.texts.both_to_write
    fields: dict[str, object] = {"form": form}
    if over_time:
        fields["over_time"] = Raw("true")
    fields["title"] = titles
    fields["summary"] = {lang: _summary(words("summary")[lang], facts, lang) for lang in LANGS}
    fields["columns"] = {"label": words("column_label"), "value": words("column_value")}
    if form in FORM_LABELS:
        fields["labels"] = {name: words(f"label_{name}") for name in FORM_LABELS[form]}
    dates = {fact.as_of for fact in facts}
    dated = over_time or form in DATED or (form in SERIES and len(dates) == len(facts))
    fields["rows"] = [_row(fact, words("row_label"), words("row_text"), dated) for fact in facts]
    changes = Changes(explainer.root)
    changes.create(f"{FIGURES_FOLDER}/{stem}.yml", "\n".join(entry(fields)) + "\n")
    add_to_both(changes, page, {lang: f"![{titles[lang]}](figure:{stem})" for lang in LANGS})
    _require_fit(changes, stem)
    return changes


def _summary(to_write: str, facts: list[Fact], lang: Lang) -> str:
    """What to write, with every number that the summary must tell."""
    slots = [f"{{{fact.id}}}" for fact in facts if fact.value is not None]
    return to_write + ("" if lang == "zh" else " ") + ("、" if lang == "zh" else ", ").join(slots)


def _row(fact: Fact, label: dict[Lang, str], text: dict[Lang, str], dated: bool) -> dict[str, object]:
    row: dict[str, object] = {"fact": fact.id}
    if not (dated and fact.as_of):
        row["label"] = label
    if fact.value is None:
        row["text"] = text
    return row


def _require_fit(changes: Changes, stem: str) -> None:
    """Raises RefusedError when the form cannot show these facts honestly."""
    with changes.tried() as copy:
        try:
            explainer = load_explainer(copy)
        except SiteError as error:
            raise RefusedError(error.problems) from error
        figure = explainer.figures[stem]
        for lang, layout in product(LANGS, LAYOUTS):
            try:
                figure.build(figure.in_language(lang, explainer.ledger), layout, explainer.theme)
            except UnfitError as error:
                code = f"unfit_for_{error.form}"
                raise RefusedError([problem(figure.words_path, 1, code, found=error.found)]) from error
