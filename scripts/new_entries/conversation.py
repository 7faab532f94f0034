"""How `scripts/new.py` speaks with an editor: what was typed, what is asked, what is said at the end."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from charts.wording import Lang
from scripts.command_line import Output, run
from scripts.explainer import CODE_ROOT, Explainer, load_explainer
from scripts.new_entries import chapter, explainer, fact, figure, source, term
from scripts.new_entries.changes import ChangedMeanwhileError, Changes, RefusedError
from scripts.new_entries.questions import AnswersError, Interview, Texts, flag
from scripts.new_entries.yaml_edit import NotEditableError
from scripts.problems import Problem, nearest, reader_language

Plan = Callable[[Interview, Explainer], Changes]

PLANS: dict[str, tuple[Plan, tuple[str, ...]]] = {
    "chapter": (chapter.plan, chapter.NAMES),
    "figure": (figure.plan, figure.NAMES),
    "fact": (fact.plan, fact.NAMES),
    "term": (term.plan, term.NAMES),
    "source": (source.plan, source.NAMES),
}
NAMES: dict[str, tuple[str, ...]] = {
    **{kind: names for kind, (_, names) in PLANS.items()},
    "explainer": explainer.NAMES,
}
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


@dataclass
class Typed:
    """What was typed behind `new.py`: words, flags with their answers, and whether help is wanted."""

    words: list[str] = field(default_factory=list)
    flags: dict[str, str] = field(default_factory=dict)
    wants_help: bool = False


def converse(arguments: list[str]) -> int:
    """Makes what was asked for; returns 0 when it is written, 1 when nothing is, 2 if it makes no sense."""
    typed = _read(arguments)
    texts = Texts(_language(typed))
    kind = typed.words[0] if typed.words else ""
    if typed.wants_help:
        print(_help(texts, kind))
        return 0
    ask = input if sys.stdin.isatty() else None
    if not kind and ask:
        print(_help(texts, ""))
        kind = ask(texts.question("", "kind_of_thing") + "\n> ").strip()
    if wrong := _not_understood(texts, typed, kind):
        print(wrong, file=sys.stderr)
        return 2
    config = typed.flags.pop("config", "")
    interview = Interview(kind, NAMES[kind], typed.flags, texts, ask)
    try:
        return _make(kind, interview, config)
    except AnswersError as error:
        told = str(error)
    except RefusedError as error:
        told = "\n".join([texts.say("wrong", "refused"), *_messages(error.problems, texts)])
    except NotEditableError as error:
        told = texts.say("wrong", "in_brackets", found=error)
    except ChangedMeanwhileError as error:
        told = texts.say("wrong", "changed_meanwhile", found=error)
    except OSError as error:
        told = texts.say("wrong", "not_written", found=error)
    except (EOFError, KeyboardInterrupt):
        told = "\n" + texts.say("wrong", "stopped")
    print(told, file=sys.stderr)
    if ask and interview.typed:
        print(_again(kind, interview, config), file=sys.stderr)
    return 1


def _read(arguments: list[str]) -> Typed:
    """The flags by their names, as --title-zh WORDS or --title-zh=WORDS; what follows none is a word."""
    typed = Typed()
    waiting = ""
    for argument in arguments:
        if argument in ("-h", "--help"):
            typed.wants_help = True
        elif argument.startswith("--"):
            name, _, answer = argument[2:].partition("=")
            name = name.replace("-", "_")
            typed.flags[name] = answer
            waiting = "" if answer else name
        elif waiting:
            typed.flags[waiting] = argument
            waiting = ""
        else:
            typed.words.append(argument)
    if typed.words[:1] == ["explainer"] and len(typed.words) == 2:
        typed.flags.setdefault("folder", typed.words.pop())
    return typed


def _language(typed: Typed) -> Lang:
    chosen = typed.flags.get("lang") or reader_language()
    if chosen in LANGUAGES:
        typed.flags.pop("lang", None)  # any other is told as not understood
    return "zh" if chosen == "zh" else "en"


def _not_understood(texts: Texts, typed: Typed, kind: str) -> str:
    """Why this cannot be understood; empty when it can."""
    if kind not in NAMES:
        values = {"found": kind or "–", "nearest": nearest(kind, NAMES), "known": ", ".join(NAMES)}
        return texts.say("wrong", "kind", **values)
    known = {*NAMES[kind], *(() if kind == "explainer" else ("config",))}
    strange = [flag(name) for name in typed.flags if name not in known] + typed.words[1:]
    flags = [flag(name) for name in known]
    return "\n".join(texts.say("wrong", "command", found=one, nearest=nearest(one, flags)) for one in strange)


def _again(kind: str, interview: Interview, config: str) -> str:
    """The command that gives the same answers once more: nobody has to type them again."""
    texts = interview.texts
    words = [
        "python3",
        "scripts/new.py",
        kind,
        *(["--config", config] if config else []),
        "--lang",
        texts.lang,
    ]
    answers = [f"{flag(name)}={typed}" for name, typed in interview.typed.items() if typed]
    return texts.say("wrong", "again") + "\n" + shlex.join([*words, *answers])


def _make(kind: str, interview: Interview, config: str) -> int:
    root, texts = _root(config), interview.texts
    if kind == "explainer":
        folder, paths = explainer.make(interview)
        lines = [texts.say("done", "new", path=f"{folder.name}/{path}") for path in paths]
        print("\n".join([texts.say("done", "made"), *lines, _next(texts, "serve", folder)]))
        return 0
    if root is None:
        raise AnswersError([texts.say("wrong", "no_explainer", found=config)])

    def work() -> None:
        before = load_explainer(root)
        plan, _ = PLANS[kind]
        changes = plan(interview, before)
        still_open = changes.check(before)
        changes.write()
        print(_account(changes, still_open, texts))

    return run(work, texts.lang, Output(root))


def _root(config: str) -> Path | None:
    """The explainer's folder, found as the other commands find it; None where there is none."""
    here = Path.cwd()
    folder = Path(config).resolve() if config else here if (here / "mkdocs.yml").exists() else CODE_ROOT
    return folder if (folder / "mkdocs.yml").exists() else None


def _account(changes: Changes, still_open: list[Problem], texts: Texts) -> str:
    """What was made, what to write, and what to do next."""
    lines = [texts.say("done", "made")]
    lines += [texts.say("done", "new", path=path) for path in changes.new]
    lines += [texts.say("done", "changed", path=path) for path in changes.changed]
    if to_write := changes.to_write():
        lines += ["", texts.say("done", "to_write", count=len(to_write))]
        lines += [f"  {one.path}:{one.line}: {dict(one.values)['expected']}" for one in to_write]
    if still_open:
        lines += ["", texts.say("done", "open"), *(f"  {one.describe(texts.lang)}" for one in still_open)]
    if changes.hint:
        lines += ["", changes.hint]
    lines += ["", _next(texts, "check", changes.root)]
    if pages := changes.pages_to_record():
        command = _command(texts, "check", changes.root, "--translated", *pages)
        lines += [texts.say("done", "record", command=command)]
    return "\n".join(lines)


def _next(texts: Texts, command: str, root: Path) -> str:
    return texts.say("done", "next", command=_command(texts, command, root))


def _command(texts: Texts, command: str, root: Path, *arguments: str) -> str:
    """A command as it can be pasted."""
    words = ["python3", f"scripts/{command}.py"]
    if root != CODE_ROOT:
        words += ["--config", str(root)]
    if command == "check":
        words += ["--lang", texts.lang]
    return shlex.join([*words, *arguments])


def _messages(problems: list[Problem], texts: Texts) -> list[str]:
    """The problems without their places: the files were not written."""
    return [f"  {one.path}: {one.message(texts.lang)}" for one in sorted(set(problems))]


def _help(texts: Texts, kind: str) -> str:
    """What can be added, or what one kind asks."""
    lines = [
        texts.say("help", "usage", kind=kind or texts.say("help", "kind")),
        "",
        texts.say("help", "intro"),
        "",
    ]
    if kind not in NAMES:
        lines += [texts.say("help", "kinds")]
        lines += [f"  {name:<10} {texts.say('kinds', name)}" for name in NAMES]
        return "\n".join([*lines, "", texts.say("help", "more")])
    lines += [texts.say("kinds", kind), "", texts.say("help", "answers")]
    lines += [f"  {flag(name):<18} {texts.question(kind, name)}" for name in NAMES[kind]]
    return "\n".join(lines)
