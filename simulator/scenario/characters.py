"""Bytes -> the characters a scenario may contain.

Refused anywhere, comments included: what moves a terminal's cursor or colours (control characters), what
makes a line read other than it is stored (bidi controls), what editors and PyYAML count as line ends
where YAML 1.2 does not (a lone carriage return, U+0085, U+2028, U+2029), lone surrogates and byte order
marks. A scenario's text is shown on terminals and in reviews, where any of these can lie.
"""

import re

from simulator.scenario.faults import Fault, ScenarioFaults

_CHARACTERS = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control, but for the tab and the line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi
    "\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
REFUSED = re.compile(_CHARACTERS)
"""One character that no scenario may contain, written out or escaped."""
REPLACEMENT = "\ufffd"
"""Stands for a refused character while the rest of the file is read."""

_RUN = re.compile(_CHARACTERS + "+")
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decode(text: bytes, name: str, most: int) -> tuple[str, list[Fault]]:
    """The characters of a UTF-8 file, and what is wrong with them.

    A leading byte order mark is dropped, CR LF becomes LF, and every refused character becomes U+FFFD, so
    that places stay what they are in the file and the rest can still be read.

    Args:
        text: the file.
        name: its name in the faults.
        most: how many faults to collect.

    Raises:
        ScenarioFaults: the file is not text at all (UTF-16, NUL).
    """
    if text.startswith(_UTF_16):
        message = "this file is UTF-16 and must be UTF-8; save it as UTF-8"
        raise ScenarioFaults([Fault(name, 1, 1, "", message)])
    # A byte that is not UTF-8 becomes a lone surrogate (U+DC80 to U+DCFF), which nothing else does.
    decoded = text.removeprefix(_BOM).decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    if "\0" in decoded:
        line, column = _place(decoded, decoded.index("\0"))
        message = "a NUL character: this is not a text file; save it as UTF-8 text"
        raise ScenarioFaults([Fault(name, line, column, "", message)])
    faults: list[Fault] = []
    line, seen = 1, 0
    for run in _RUN.finditer(decoded):
        line += decoded.count("\n", seen, run.start())
        seen = run.start()
        column = seen - decoded.rfind("\n", 0, seen)
        faults.append(Fault(name, line, column, "", _message(run.group())))
        if len(faults) == most:
            break
    return REFUSED.sub(REPLACEMENT, decoded) if faults else decoded, faults


def decode_leniently(text: bytes) -> str:
    """The characters of any bytes, with U+FFFD for everything that is refused."""
    decoded = text.removeprefix(_BOM).decode("utf-8", "replace").replace("\r\n", "\n")
    return REFUSED.sub(REPLACEMENT, decoded)


def describe(character: str) -> str:
    """What a refused character is, in words: ``control character U+001B``."""
    code = ord(character)
    if code == 0xFEFF:
        kind = "byte order mark"
    elif 0xD800 <= code <= 0xDFFF:
        kind = "half of a surrogate pair,"
    elif code in (0x2028, 0x2029):
        kind = "line or paragraph separator"
    elif code in (0xFFFE, 0xFFFF):
        kind = "noncharacter"
    elif code < 0xA0:
        kind = "control character"
    else:
        kind = "text direction (bidi) character"
    return f"{kind} U+{code:04X}"


def _message(run: str) -> str:
    code = ord(run[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"byte 0x{code - 0xDC00:02X} is not UTF-8; save the file as UTF-8"
    if run[0] == "\r":
        return "a carriage return without a line feed; save the file with Unix or Windows line ends"
    if len(run) > 1:
        return f"{describe(run[0])} and {len(run) - 1} more after it are not allowed; remove them"
    return f"{describe(run[0])} is not allowed; remove it"


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
