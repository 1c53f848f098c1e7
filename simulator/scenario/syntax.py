"""PyYAML's syntax errors in words for people, placed where the mistake is rather than where it is noticed."""

import re

from yaml.error import Mark, MarkedYAMLError

from simulator.scenario.faults import quoted

_LONGEST_KEY = 1024  # YAML's own limit
_QUOTES = "put text that has special characters in quotes"
_FIRST_INDENT = re.compile(r"(?: *(?:#.*)?\n|---[ \n])*( *)")
_GLUED_COLON = re.compile(r"""(?:- )*[^\s:"'\[{]+:[^\s/:]""")


class YamlSyntaxError(Exception):
    """The text is not YAML from here on: 1-based line and column, and why."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(line, column, message)
        self.line = line
        self.column = column
        self.message = message


def explain(error: MarkedYAMLError, text: str, opened: Mark | None) -> YamlSyntaxError:
    """What the writer of `text` has to mend, and where.

    Args:
        error: what PyYAML says.
        text: the whole text; only line feeds end its lines.
        opened: where the innermost list or mapping that is still open starts.
    """
    at = error.problem_mark or error.context_mark
    if at is None:
        return YamlSyntaxError(1, 1, f"not YAML ({error.problem}); check quotes, colons and indentation")
    context, problem, start = error.context or "", error.problem or "", error.context_mark or at
    found = (
        _in_a_token(text, context, problem, start, at)
        or _between_tokens(text, problem, at)
        or _in_brackets(text, context, problem, opened, at)
        or _in_a_block(text, context, problem, at)
    )
    mark, message = found or (at, f"not YAML here ({problem}); check quotes, colons and indentation")
    return YamlSyntaxError(mark.line + 1, mark.column + 1, message)


def glued_colon(line: str) -> str | None:
    """What is wrong with a line such as ``key:value``, None if it is none."""
    if _GLUED_COLON.match(line) is None:
        return None
    return f'no space after the colon, got {quoted(line)}; write "key: value"'


def _in_a_token(text: str, context: str, problem: str, start: Mark, at: Mark) -> tuple[Mark, str] | None:
    """Errors inside a word: most are to be mended where it starts."""
    if "tag" in context or "tag handle" in problem:
        return start, f'text that starts with "!" is a tag, which is not allowed; remove it, or {_QUOTES}'
    if "anchor" in context or "alias" in context:
        return start, f'no unquoted text may start with "{text[start.index]}"; put it in quotes'
    if "simple key" in context:
        return start, _no_colon(_line(text, start).strip())
    if "block scalar" in context:
        return at, 'after "|" or ">" the text starts on the next line, indented; move it there, or quote it'
    if "escape" in problem:
        return _bad_escape(text, at)
    if "quoted scalar" in context:
        name = "single" if text[start.index] == "'" else "double"
        return start, f"this {name} quote is never closed; add the closing one"
    return None


def _between_tokens(text: str, problem: str, at: Mark) -> tuple[Mark, str] | None:
    """Errors in what may come next."""
    line = _line(text, at)
    if "cannot start any token" in problem:
        if text[at.index] == "\t":
            return at, "a tab; YAML indents and separates with spaces only, so replace it with spaces"
        return at, f"no unquoted text may start with {quoted(text[at.index])}; put it in quotes"
    if "sequence entries are not allowed" in problem:
        return at, 'a list item "- " cannot start here; put it on its own line, below its key'
    if "mapping keys are not allowed" in problem:
        return at, f'"? " cannot stand here; {_QUOTES}'
    if "mapping values are not allowed" in problem:
        if re.search(r":\s", line[: at.column]):
            return at, 'a second ": " on this line; put the text in quotes, or start a new line'
        if at.column > _LONGEST_KEY:
            return at, f"a key of more than {_LONGEST_KEY} characters; shorten it"
        return _previous_glued(text, at) or (
            at,
            "this line reads as part of the text above it; line it up with the keys above, or quote the text",
        )
    return None


def _in_brackets(text: str, context: str, problem: str, opened: Mark | None, at: Mark) -> tuple[Mark, str] | None:
    """Errors inside ``[...]`` and ``{...}``."""
    bracket = text[opened.index : opened.index + 1] if opened else ""
    if opened is None or bracket not in ("[", "{"):
        return None
    closing = "]" if bracket == "[" else "}"
    if "<stream end>" in problem:
        return opened, f'"{bracket}" is never closed; add "{closing}"'
    if "flow" not in context:
        return None
    found = text[at.index : at.index + 1]
    if found == "," and text[: at.index].rstrip(" \n")[-1:] in (",", bracket):
        return at, "nothing before this comma; remove it"
    message = f'expected "," or "{closing}" here, got {quoted(found)}'
    if at.line != opened.line:
        return at, f'{message}; is the "{bracket}" of line {opened.line + 1} closed?'
    return at, f"{message}; separate with commas, and {_QUOTES}"


def _in_a_block(text: str, context: str, problem: str, at: Mark) -> tuple[Mark, str] | None:
    """Errors of indentation, and text after the end of a value."""
    rest = _line(text, at)[at.column :]
    before = _line(text, at)[: at.column].strip(" -")
    first = _FIRST_INDENT.match(text)
    indent = len(first.group(1)) if first else 0
    if rest[:1] in ("]", "}"):
        opening = "[" if rest[0] == "]" else "{"
        return at, f'"{rest[0]}" without a "{opening}" before it; remove it, or put the text in quotes'
    if rest[:1] == ",":
        return at, 'a comma outside brackets; write a list as "[a, b]", or put the text in quotes'
    if "node content" in problem:
        return at, f"expected a value here, got {quoted(rest)}; {_QUOTES}"
    if before[-1:] in ("'", '"'):
        message = f"the quotes close before this text, got {quoted(rest)}; quote all of it, inside quotes write"
        return at, f"{message} '' for ' and \\\" for \""
    if before:
        return at, f"more text after the value, got {quoted(rest)}; put all of it in quotes"
    if "<document start>" in problem and indent > at.column:
        return at, f"indented by {at.column} while the first line is indented by {indent}; line them up"
    if "<document start>" in problem:
        return at, f"nothing may follow here, got {quoted(rest)}; remove it"
    if rest.startswith(":"):
        return at, 'no key before the colon; write "key: value"'
    if "block collection" in context:
        return (
            at,
            'not an item of the list above; start it with "- ", or line it up with the key it belongs to',
        )
    if "block" in context:
        return at, f"indented by {at.column}, which fits nothing above; line it up with what it belongs to"
    return None


def _bad_escape(text: str, at: Mark) -> tuple[Mark, str]:
    back = at.index - text.rindex("\\", 0, at.index)
    backslash = Mark(at.name, at.index - back, at.line, at.column - back, None, at.pointer - back)
    escape = text[backslash.index : backslash.index + 2]
    if escape[1:] in ("x", "u", "U"):
        found, advice = "lacks digits", "add them: 2 after \\x, 4 after \\u, 8 after \\U"
    else:
        found, advice = "is unknown", "use single quotes"
    return backslash, f'the escape {quoted(escape)} {found}; write "\\\\" for a backslash, or {advice}'


def _no_colon(words: str) -> str:
    if re.match(r"-[^\s-]", words):
        return f'no space after the dash, got {quoted(words)}; write "- item"'
    advice = 'write "key: value", or indent it if it belongs to the text above'
    return glued_colon(words) or f"no colon after {quoted(words)}; {advice}"


def _previous_glued(text: str, at: Mark) -> tuple[Mark, str] | None:
    """The line above, if it is a ``key:value`` that took the line at `at` for more of its text."""
    end = at.index - at.column - 1
    start = text.rfind("\n", 0, max(end, 0)) + 1
    line = text[start : max(end, 0)]
    message = glued_colon(line.strip())
    if message is None:
        return None
    column = len(line) - len(line.lstrip(" "))
    return Mark(at.name, start + column, at.line - 1, column, None, start + column), message


def _line(text: str, mark: Mark) -> str:
    start = mark.index - mark.column
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]
