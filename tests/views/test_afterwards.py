"""What happened beside what the engine said."""

from simulator.running import run
from simulator.scenario.happened import Event, Happened, Lasted, Recorded
from simulator.scenario.loading import load
from simulator.scenario.schema import Scenario
from simulator.views.afterwards import HEADING, afterwards
from simulator.views.tables import run_sheet


def dayton(happened: Happened | None) -> Scenario:
    return load("dayton-1995").scenario.model_copy(update={"happened": happened})


def test_rows_of_an_agreement_stand_beside_what_the_engine_said() -> None:
    scenario = load("dayton-1995").scenario
    finished = run(scenario, 200, 0, offers=False)
    rows = {about: (what, said) for about, what, said in afterwards(scenario, finished.summary)}
    share = f"{finished.summary.agreement.share:.0%}"
    assert rows["How it ended"] == ("peace treaty, 1995-11-21", f"an agreement in {share} of draws")
    assert rows["Bosnian Serbs kept"][0] == "49.0% of the land"
    assert "median" in rows["Bosnian Serbs kept"][1]
    assert rows["The deal held, and holds"][0] == "after 29.3 years"
    assert rows["The deal held, and holds"][1].endswith("hold for 20 years")
    assert rows["Sarajevo"][0] == "united under Federation (0.1)"
    assert next(section for section in run_sheet(finished).sections if section.heading == HEADING)


def test_without_a_run_the_engine_says_nothing() -> None:
    assert {said for _, _, said in afterwards(load("dayton-1995").scenario)} == {""}


def test_what_is_not_told_is_not_shown() -> None:
    assert afterwards(dayton(None)) == []
    assert afterwards(dayton(Happened())) == []
    finished = run(dayton(None), 20, 0, offers=False)
    assert HEADING not in [section.heading for section in run_sheet(finished).sections]
    rows = afterwards(
        dayton(
            Happened(
                agreed=False,
                measures={"truce_days": Recorded(value=30, unit="days")},
                events=(Event(date="1996-01-01", event="More talks."),),
            )
        )
    )
    assert rows == [
        ("How it ended", "no agreement", ""), ("Truce days", "30 days", ""), ("1996-01-01", "More talks.", ""),
    ]  # fmt: skip
    held = Happened(agreed=True, round=1.0, held=Lasted(years=0.4, censored=False))
    assert ("After", "1 month", "") in afterwards(dayton(held))
    assert ("The deal failed", "after 0.4 years", "") in afterwards(dayton(held))
