"""Typing a number into a row: what each key does to the text, and what comes of it."""

from typing import Literal

from tui.widgets.number_scale import NotANumberError, NumberScale

STARTS_TYPING = frozenset("0123456789-.")
TYPED = STARTS_TYPING | frozenset("+eE%")

Effect = Literal["typed", "taken", "left", "ignored", "not typing"]
"""What a key did: changed the text, ended it to be taken or to be dropped, nothing, or was not for typing."""


class NumberEntry:
    """The text of a number that is being typed.

    Attributes:
        text: What was typed so far; `None` while nobody types.
        notice: Why the last number was not taken as it was, in a word or two; empty if it was.
    """

    def __init__(self) -> None:
        self.text: str | None = None
        self.notice = ""

    def begin(self, text: str = "") -> None:
        """Begins to type, with some text already there."""
        self.text, self.notice = text, ""

    def leave(self) -> None:
        """Ends typing without a number, and clears the notice."""
        self.text, self.notice = None, ""

    def press(self, key: str, character: str) -> Effect:
        """Does what a key does.

        Args:
            key: The key's name, such as `backspace`.
            character: What it prints; empty if nothing.
        """
        if self.text is None:
            if character not in STARTS_TYPING:
                return "not typing"
            self.begin(character)
            return "typed"
        if key == "enter":
            return "taken"
        if key == "escape" or (key == "backspace" and not self.text):
            self.leave()
            return "left"
        if key == "backspace":
            self.text = self.text[:-1]
            return "typed"
        if character in TYPED:
            self.text += character
            return "typed"
        return "ignored"

    def paste(self, text: str) -> bool:
        """Adds what of a pasted text can stand in a number; returns whether there was any."""
        if not any(character.isdecimal() for character in text):
            return False
        self.begin((self.text or "") + "".join(character for character in text if character in TYPED))
        return True

    def take(self, scale: NumberScale) -> float | None:
        """Ends typing and returns the number, or `None` if there is none; `notice` then says why.

        A number beyond the range is returned as it is, to be clamped, with a notice that names the limit.
        """
        text = self.text or ""
        self.leave()
        if not text:
            return None
        try:
            number = scale.parse(text)
        except NotANumberError as refused:
            self.notice = str(refused)
            return None
        self.notice = scale.refusal(number)
        return number
