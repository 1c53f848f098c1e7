"""YAML text -> plain data and the place (line, column) of every value; strict and bounded.

What is read is a subset of YAML 1.2: one document, a mapping at the top, text keys, the core schema's
types. Tags, anchors, aliases, merge keys, directives and duplicate keys are faults, since each of them
makes a file mean something else than it seems to say. Size, depth and the number of values are bounded,
so that no file takes more than a second or two, whatever is in it.
"""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

import yaml

from simulator.scenario.characters import REFUSED, REPLACEMENT, decode, decode_leniently
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.plain import MOST_FAULTS, Path, Place, Plain, PlainReader
from simulator.scenario.scalars import NULLS
from simulator.scenario.syntax import YamlSyntaxError
from simulator.scenario.yaml_events import events

MOST_BYTES = 256 * 1024
HEADER_EVENTS = 200
"""YAML events that `header` looks at: some 60 lines of a scenario."""

_OPEN_FLAGS = ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY", "O_NOINHERIT")  # no system has them all


@dataclass(frozen=True)
class Document:
    """What a YAML text says, and where it says it.

    Attributes:
        name: the file's name, as it stands in faults.
        data: dicts, lists, str, int, float, bool and None; a dict at the top.
    """

    name: str
    data: dict[str, Plain]
    _places: dict[Path, Place] = field(repr=False)
    _key_places: dict[Path, Place] = field(repr=False)

    def place(self, path: Path) -> Place:
        """Line and column, 1-based, at which the value at `path` starts.

        A path's strings are keys, its numbers indices of lists. For a path that is not there, the place
        of the nearest value around it.
        """
        return self._places[self._nearest(path)]

    def key_place(self, path: Path) -> Place:
        """Line and column, 1-based, of the key of the value at `path`.

        For an item of a list, the place of the item; for a path that is not there, that of the nearest
        key or item around it.
        """
        path = self._nearest(path)
        return self._key_places.get(path, self._places[path])

    def _nearest(self, path: Path) -> Path:
        while path not in self._places:  # the top, (), always is
            path = path[:-1]
        return path


def read_bytes(path: str | os.PathLike[str], limit: int = MOST_BYTES) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    A pipe, a device or a directory is refused without reading from it or waiting for it.

    Raises:
        ScenarioFaults: no such file, not a regular file, too large, or the system will not let it be read.
    """
    name = os.fspath(path)
    flags = os.O_RDONLY
    for flag in _OPEN_FLAGS:
        flags |= getattr(os, flag, 0)
    try:
        descriptor = os.open(name, flags)
        try:
            content = _read_regular(descriptor, limit)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        message = "no such file; check the name"
    except OSError as error:
        message = f"cannot be read: {(error.strerror or str(error)).lower()}"
    except _ReadError as error:
        message = str(error)
    except ValueError:  # what os.open says to a NUL in a name
        message = "no such file; its name has characters that no file name has"
    else:
        return content
    raise ScenarioFaults([Fault(name, 0, 0, "", message)])


def parse(text: bytes, name: str) -> Document:
    """The data of a YAML text and the places of its values.

    Args:
        text: UTF-8, at most 256 KiB.
        name: the file's name in the faults.

    Raises:
        ScenarioFaults: everything found wrong in one pass, in file order. An error of syntax ends the
            pass, and so does a budget that is used up.
    """
    if len(text) > MOST_BYTES:
        raise ScenarioFaults([Fault(name, 0, 0, "", _too_large(MOST_BYTES))])
    decoded, faults = decode(text, name, MOST_FAULTS)
    reader = PlainReader(decoded, name, faults)
    data = reader.document()
    if data is None or faults:
        raise ScenarioFaults(faults)
    return Document(name, data, reader.places, reader.key_places)


def header(text: bytes, name: str, keys: Iterable[str]) -> dict[str, str]:
    """The scalars under some of the top keys, as text, from the beginning of a file.

    Made for lists of many files: reading stops once all keys are found, or after some 60 lines. It never
    fails; of a bad file it returns what stands before the first error of syntax.

    Args:
        text: the file, or its beginning.
        name: the file's name; only `parse` names it in faults, so it is not looked at.
        keys: the keys to look for, at the top of the file.

    Returns:
        Key to text, without those that are missing, null, lists or mappings. Characters that `parse`
        refuses become U+FFFD, so the texts are safe to print.
    """
    wanted = set(keys)
    found: dict[str, str] = {}
    depth, key, is_key = 0, "", True
    try:
        for event in islice(events(decode_leniently(text[:MOST_BYTES])), HEADER_EVENTS):
            if isinstance(event, yaml.CollectionStartEvent):
                if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                    break
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth != 1 or isinstance(event, yaml.MappingStartEvent):
                continue
            if not isinstance(event, yaml.ScalarEvent):
                key = ""
            elif is_key:
                key = event.value
            elif key in wanted and not (event.style is None and event.value in NULLS):
                found.setdefault(key, REFUSED.sub(REPLACEMENT, event.value))
                if len(found) == len(wanted):
                    break
            is_key = not is_key
    except YamlSyntaxError:
        pass
    return found


class _ReadError(Exception):
    """Why a file is not read, in words."""


def _read_regular(descriptor: int, limit: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise _ReadError("not a regular file; name a YAML file")
    content = b""
    if status.st_size <= limit:
        # One byte more than allowed, since the file may grow, or (in /proc) say that it is empty.
        while chunk := os.read(descriptor, limit + 1 - len(content)):
            content += chunk
    if max(status.st_size, len(content)) > limit:
        raise _ReadError(_too_large(limit))
    return content


def _too_large(limit: int) -> str:
    size = f"{limit // 1024} KiB" if limit % 1024 == 0 else f"{limit} bytes"
    return f"larger than {size}; split it with `extends`, or take out what is not needed"
