from tui.widgets.number_entry import NumberEntry
from tui.widgets.number_scale import NumberScale

SCALE = NumberScale(0.0, 1.0)


def typed(keys: str) -> NumberEntry:
    entry = NumberEntry()
    for key in keys:
        entry.press(key, key)
    return entry


def test_only_the_beginning_of_a_number_begins_to_type() -> None:
    for key in "0123456789-.":
        assert NumberEntry().press(key, key) == "typed"
    for key in ("a", "e", "+", "%", " "):
        assert NumberEntry().press(key, key) == "not typing"
    assert NumberEntry().press("left", "") == "not typing"


def test_keys_that_are_no_part_of_a_number_do_nothing() -> None:
    entry = typed("0.4")
    assert entry.press("q", "q") == "ignored"
    assert entry.press("up", "") == "ignored"
    assert entry.text == "0.4"


def test_backspace_deletes_and_then_leaves() -> None:
    entry = typed("0.")
    assert [entry.press("backspace", "") for _ in range(3)] == ["typed", "typed", "left"]
    assert entry.text is None


def test_escape_leaves_without_a_number() -> None:
    entry = typed("0.4")
    assert entry.press("escape", "") == "left"
    assert entry.text is None
    assert entry.take(SCALE) is None


def test_enter_takes_the_number() -> None:
    entry = typed("0.4")
    assert entry.press("enter", "\r") == "taken"
    assert entry.take(SCALE) == 0.4
    assert (entry.text, entry.notice) == (None, "")


def test_what_is_not_taken_as_it_is_says_why() -> None:
    entry = typed("7")
    assert entry.take(SCALE) == 7
    assert entry.notice == "highest 1.00"
    entry = typed("-")
    assert entry.take(SCALE) is None
    assert entry.notice == "not a number"
    assert typed("5").notice == ""


def test_pasted_text_keeps_what_can_stand_in_a_number() -> None:
    entry = NumberEntry()
    assert entry.paste("12,400 km\n")
    assert entry.text == "12400"
    assert not NumberEntry().paste("none")
