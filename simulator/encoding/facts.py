"""The facts of cases, as a file states them: parties, dates, shares, positions, and what came of it.

Everything but a case's id, its parties, its day and whether it ended in agreement may be missing, and keys that are
not known here are passed over: the mapping says what it assumes where a case is silent.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from simulator.scenario.numbers import Bounds

CaseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", max_length=48)]
Text = Annotated[str, BeforeValidator(lambda given: str(given) if isinstance(given, int | float) else given)]
Share = Annotated[float, Bounds(0, 1, "share")]


class FactPart(BaseModel):
    """A part of a facts file: what is not known here is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, allow_inf_nan=False)


def _with_value(given: Any) -> Any:
    """A bare number stands for an estimate of it."""
    return {"v": given} if isinstance(given, int | float) and not isinstance(given, bool) else given


class Measured(FactPart):
    """A number with how sure it is and where it was found."""

    v: float | None = None
    conf: Literal["file", "memory", "est"] = "est"
    src: str | None = None
    note: Text | None = None


Measure = Annotated[Measured | None, BeforeValidator(_with_value)]


class Side(FactPart):
    """One of the two parties."""

    name: Annotated[str, StringConstraints(min_length=1)]
    cow: tuple[int, ...] = ()
    patron: Text | None = None


class Parties(FactPart):
    """Both."""

    A: Side
    B: Side


class Dates(FactPart):
    """Days of the war and of the talks; the last two are known only afterwards."""

    war_start: str | None = None
    talks_start: str
    talks_end_or_agreement: str | None = None
    in_force: str | None = None


class ReferenceArea(FactPart):
    """The area of which shares are given."""

    name: Text | None = None
    km2: Measure = None


class Land(FactPart):
    """Who held, asked for and was offered how much of an area."""

    reference_area: ReferenceArea = ReferenceArea()
    share_of_a: dict[str, Measure] = Field(default_factory=dict, alias="share_of_A")


class StatedIssue(FactPart):
    """What both stated on a matter, and what came of it."""

    issue: Text
    A: Text | None = None
    B: Text | None = None
    result: Text | None = None
    index_a: Measure = Field(default=None, alias="index_A")


class Capabilities(FactPart):
    """Material capabilities in the year of the talks."""

    year: int | None = None
    A_cinc: float | None = None
    B_cinc: float | None = None
    A_share: Share | None = None
    conf: Literal["file", "memory", "est"] = "est"
    src: str | None = None
    note: Text | None = None


class Durability(FactPart):
    """How long it held, known only afterwards."""

    applies: bool = True
    relapsed: bool | None = None
    relapse_date: str | None = None
    years: float | None = None
    years_censored: float | None = None
    censored_at: str | None = None
    event: Text | None = None

    @property
    def failed(self) -> bool | None:
        """Whether it failed; where that is not said, the day of failure or the years it was watched tell it."""
        if self.relapsed is not None:
            return self.relapsed
        return True if self.relapse_date is not None else (False if self.years_censored is not None else None)

    @property
    def lasted(self) -> float | None:
        """Years that it held, or was seen to hold."""
        return self.years if self.failed or self.years_censored is None else self.years_censored


class Case(FactPart):
    """One negotiation whose outcome is known."""

    id: CaseId
    title: Text
    kind: Text = "interstate"
    parties: Parties
    mediators: tuple[Text, ...] = ()
    dates: Dates
    months_at_war_before_talks: Annotated[float, Bounds(0, 2000, "months")] | None = None
    months_negotiating: Annotated[float, Bounds(0, 2000, "months")] | None = None
    outcome: Text | None = None
    agreement_reached: bool | None = None
    territory: Land | None = None
    issues: tuple[StatedIssue, ...] = ()
    capabilities: Capabilities | None = None
    momentum_a: Measure = Field(default=None, alias="momentum_A")
    third_party_pressure: Measure = None
    guarantees: dict[str, Any] | None = None
    durability: Durability | None = None
    source_disagreement: Text | None = None
    notes: Text | None = None

    def share(self, name: str) -> float | None:
        """A share of A's, 0..1; None where the case does not say."""
        found = self.measured_share(name)
        return None if found is None else found.v

    def measured_share(self, name: str) -> Measured | None:
        """The same with where it was found."""
        return None if self.territory is None else self.territory.share_of_a.get(name)

    def without(self, names: Collection[str]) -> Case:
        """The case with some of its shares of land hidden."""
        if self.territory is None:
            return self
        shares = {name: share for name, share in self.territory.share_of_a.items() if name not in names}
        return self.model_copy(update={"territory": self.territory.model_copy(update={"share_of_a": shares})})

    def guaranteed(self, name: str) -> str | None:
        """What the case says of a guarantee, as text; None for none."""
        found = (self.guarantees or {}).get(name)
        return str(found) if found else None

    @property
    def agreed(self) -> bool | None:
        """Whether there was an agreement; where that is not said, what kind of outcome there was tells it."""
        if self.agreement_reached is not None or self.outcome is None:
            return self.agreement_reached
        return not self.outcome.lower().startswith(("no_", "no ", "none"))

    @property
    def capability_share(self) -> float | None:
        """A's share of both sides' capabilities, as stated or from the two indices."""
        given = self.capabilities
        if given is None or given.A_share is not None:
            return None if given is None else given.A_share
        if given.A_cinc is None or given.B_cinc is None or given.A_cinc + given.B_cinc <= 0:
            return None
        return given.A_cinc / (given.A_cinc + given.B_cinc)

    @property
    def months_at_war(self) -> float:
        """Months of war before the talks, 0 where there was none."""
        if self.months_at_war_before_talks is not None:
            return self.months_at_war_before_talks
        start, talks = self.dates.war_start, self.dates.talks_start
        if start is None:
            return 0.0
        days = (datetime.date.fromisoformat(talks) - datetime.date.fromisoformat(start)).days
        return max(days, 0) / 30.44

    @property
    def fighting(self) -> bool:
        """Whether there was war when the talks began."""
        return self.dates.war_start is not None or self.months_at_war > 0
