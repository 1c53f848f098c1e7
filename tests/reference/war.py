"""The war of one draw: levers, front, beliefs and the value of no deal (sections 2, 3 and 5)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tests.reference.moment import utility
from tests.reference.one_draw import Draw, Fighting, Line, Number


@dataclass
class State:
    """How the war stands: the front, its momentum, and by lever the round it was pulled and the refusals."""

    z: Number
    momentum: Number
    pulled: dict[int, int] = field(default_factory=dict)
    refusals: dict[int, int] = field(default_factory=dict)


def beginning(draw: Draw) -> State:
    """The state before round 0."""
    return State(
        z=draw.real(0.0),
        momentum=draw.real(0.0) if draw.fighting is None else draw.fighting.momentum,
        refusals=dict.fromkeys(range(len(draw.levers)), 0),
    )


def pull_levers(draw: Draw, state: State, t: int) -> None:
    """Step 1 of round t: pulls every lever whose trigger is met."""
    for index, lever in enumerate(draw.levers):
        by_round = lever.round is not None and t >= lever.round
        by_refusal = lever.refuses is not None and state.refusals[index] >= lever.rounds
        if lever.used and index not in state.pulled and (by_round or by_refusal):
            state.pulled[index] = t


def changed(draw: Draw, quantity: str, actor: int, base: Number, active: set[int]) -> Number:
    """A number of an actor after the active levers, in the order of the file."""
    for index, lever in enumerate(draw.levers):
        for of_quantity, of_actor, times, add in lever.effects if index in active else []:
            if (of_quantity, of_actor) == (quantity, actor):
                base = times * base + add
    return base


def cost(draw: Draw, actor: int, s: int, active: set[int]) -> Number:
    """c_i(s): the cost of fighting in round s; after the clock that of its last round goes on."""
    entry = min(s, draw.game.deadline - 1, len(draw.cost) - 1)
    return changed(draw, "cost", actor, draw.cost[entry][actor], active)


def foreseen(draw: Draw, state: State, t: int) -> dict[int, int]:
    """Announced levers not yet pulled that this draw will pull: the first round of each if nobody signs."""
    rounds = {}
    for index, lever in enumerate(draw.levers):
        if lever.announced and lever.used and index not in state.pulled:
            missing = t + lever.rounds - state.refusals[index]
            rounds[index] = max(t, missing if lever.round is None else lever.round)
    return rounds


def expected_cost(draw: Draw, actor: int, t: int, state: State) -> Number:
    """C_i(t), round by round; beyond the last change a geometric tail, nothing with an outside option."""
    to_come = foreseen(draw, state, t)

    def in_round(s: int) -> Number:
        return cost(draw, actor, s, set(state.pulled) | {index for index, first in to_come.items() if s >= first})

    if draw.outside[actor] is not None:
        discount, last, tail = draw.patience[actor], draw.game.deadline, draw.real(0.0)
    else:
        discount = going_on(draw, actor)
        last = max([t, draw.game.deadline, *to_come.values()])
        tail = in_round(last)
        if tail != 0:
            if discount == 1:
                raise ValueError("a war without end costs a patient actor without limit: give an outside option")
            tail = tail / (1 - discount)
    for s in range(last - 1, t - 1, -1):
        tail = in_round(s) + discount * tail
    return tail


def going_on(draw: Draw, actor: int) -> Number:
    """b: patience times the chance that the war goes on by itself."""
    end = draw.real(0.0) if draw.fighting is None else draw.fighting.end
    return draw.patience[actor] * (1 - end)


def strength_share(draw: Draw, active: set[int]) -> float:
    """s: the first claimant's share of strength, by square roots."""
    roots = []
    for side in (1, -1):
        total = sum(
            float(changed(draw, "strength", actor, draw.strength[actor], active))
            for actor in draw.actors
            if draw.game.side[actor] == side
        )
        roots.append(math.sqrt(max(total, 1e-9)))
    return roots[0] / (roots[0] + roots[1])


def logit(probability: float) -> float:
    """Logarithm of the odds."""
    return math.log(probability / (1 - probability))


def overrating(draw: Draw, actor: int, active: set[int]) -> float:
    """b_i: optimism in favour of A, negative for the second side, none for those who back nobody."""
    return draw.game.side[actor] * float(changed(draw, "optimism", actor, draw.optimism[actor], active))


def strength_gained(draw: Draw, active: set[int]) -> float:
    """How far the logit of the strength share has moved from the start, where no lever is pulled."""
    return logit(strength_share(draw, active)) - logit(strength_share(draw, set()))


def shares(draw: Draw, z: Number) -> list[Number]:
    """The ground: every region at the share held with the front at z, every other issue at no_deal."""
    ground = [issue.no_deal for issue in draw.issues]
    line = None if draw.fighting is None else draw.fighting.line
    if line is not None:
        for region, contested in zip(line.regions, line.contested, strict=True):
            held = ground[region]
            if contested:
                ground[region] = held + (1 - held) * z if z >= 0 else held * (1 + z)
    return ground


def room(draw: Draw, line: Line) -> tuple[Number, Number]:
    """G+ and G-: km2 that the first claimant can still gain and lose from where it stood at the start."""
    gain, loss = draw.real(0.0), draw.real(0.0)
    for region, contested, area in zip(line.regions, line.contested, line.area, strict=True):
        if contested:
            gain = gain + area * (1 - draw.issues[region].no_deal)
            loss = loss + area * draw.issues[region].no_deal
    return gain, loss


def move(draw: Draw, line: Line, z: Number, gained: Number) -> tuple[Number, Number]:
    """The front after a gain in km2, and the gain actually made."""
    upward, downward = room(draw, line)
    before = z * upward if z >= 0 else z * downward  # km2 from where the front stood at the start
    after = max(-downward, min(upward, before + gained))
    if after == 0:
        return draw.real(0.0), -before
    return (after / upward if after > 0 else after / downward), after - before


def fight(draw: Draw, state: State, t: int) -> None:
    """Step 5 of round t: the front moves, momentum follows."""
    line = None if draw.fighting is None else draw.fighting.line
    if line is None:
        return
    by_strength = line.response * draw.real(strength_gained(draw, set(state.pulled)))
    gained = line.pace + by_strength + line.noise * line.chance[t]
    state.z, made = move(draw, line, state.z, gained)
    pushed = max(draw.real(-1.0), min(draw.real(1.0), made / line.full_momentum))
    state.momentum = state.momentum + (pushed - state.momentum) / line.memory


def reservation(draw: Draw, actor: int, t: int, state: State) -> Number:
    """R_i(t): the closed form of section 3, or the outside option at the end of the clock."""
    ahead = expected_cost(draw, actor, t, state)
    outside, patience = draw.outside[actor], draw.patience[actor]
    if outside is not None:
        return patience ** (draw.game.deadline - t) * outside - ahead
    fighting = draw.fighting
    if fighting is None:
        return utility(draw, actor, shares(draw, state.z)) - ahead
    b = going_on(draw, actor)
    decided = patience * fighting.end / (1 - b) * fighting.decision if fighting.end else draw.real(0.0)
    expected = utility(draw, actor, shares(draw, _expected_z(draw, actor, state, b)))
    if not decided:
        return expected - ahead
    return (1 - decided) * expected + decided * decision(draw, fighting, actor, state) - ahead


def decision(draw: Draw, fighting: Fighting, actor: int, state: State) -> Number:
    """What a decision of the war is worth to an actor by its beliefs, p_i u_i(ideal of A) + (1-p_i) u_i(ideal of B)."""
    active = set(state.pulled)
    belief = logit(strength_share(draw, active)) + overrating(draw, actor, active)
    belief += float(fighting.momentum_weight * state.momentum)
    p = draw.real(1 / (1 + math.exp(-belief)))
    ideal = fighting.ideal[actor]
    return p * ideal[0] + (1 - p) * ideal[1]


def by_itself(draw: Draw, actor: int) -> Number:
    """The chance that the war ends by itself in a round, as it counts for this actor; 0 with an outside option."""
    return draw.real(0.0) if draw.fighting is None or draw.outside[actor] is not None else draw.fighting.end


def ended(draw: Draw, actor: int, state: State) -> Number:
    """w_i: what it is worth to an actor that the war ends by itself as it now stands."""
    on_the_ground = utility(draw, actor, shares(draw, state.z))
    fighting = draw.fighting
    if fighting is None or not fighting.decision:
        return on_the_ground
    k = fighting.decision
    return (1 - k) * on_the_ground + k * decision(draw, fighting, actor, state)


def flow(draw: Draw, actor: int, state: State) -> Number:
    """f_i of a round of fighting; `state` is that at its end."""
    if draw.outside[actor] is not None:
        return draw.real(0.0)
    return (1 - draw.patience[actor]) * utility(draw, actor, shares(draw, state.z))


def shifts(draw: Draw, state: State) -> list[Number]:
    """Every actor's shift after the levers pulled by now."""
    return [changed(draw, "shift", actor, draw.shift[actor], set(state.pulled)) for actor in draw.actors]


def _expected_z(draw: Draw, actor: int, state: State, b: Number) -> Number:
    """Where i expects the front at the discounted mean time of the war, 1 / (1 - b) rounds ahead."""
    line = None if draw.fighting is None else draw.fighting.line
    if line is None:
        return state.z
    active = set(state.pulled)
    pull = strength_gained(draw, active) + overrating(draw, actor, active)
    drift = line.pace + line.response * draw.real(pull)
    if drift == 0:
        return state.z
    if b == 1:
        return move(draw, line, state.z, math.copysign(math.inf, drift))[0]
    return move(draw, line, state.z, drift / (1 - b))[0]
