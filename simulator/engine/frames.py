"""Frames: the few ways in which a deal can differ in how long it holds and in who must agree to it.

Within a frame the choices that enter the hazard are fixed, so that a deal's q is one number, and so is the set of
delivered issues that may be used, so that it is known whose consent is needed. docs/model.md, sections 4 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from simulator.game import TOLERANCE, Bools, Floats, Game


@dataclass(frozen=True)
class Frame:
    """One way to make a deal."""

    fixed: tuple[tuple[int, int], ...]  # choice issue -> option, for the choices that enter the hazard
    asked: tuple[int, ...]  # who delivers and is not in the coalition
    box: int


@dataclass(frozen=True)
class Box:
    """Which part of every other issue is open to those who must agree."""

    used: frozenset[int]  # switches: sets of deliverers whose issues may leave no_deal
    asked: tuple[int, ...]
    low: Floats  # (K, N): least open position of divisible issues, before the front moves
    high: Floats  # (K, N)
    follows: tuple[tuple[int, bool, bool], ...]  # issue, whether its least, its most open share is the one held now
    pinned: tuple[int, ...]  # regions that stay exactly as held
    open_: dict[int, Bools]  # (M, N) for every choice that no frame fixes


def hazard_choices(game: Game) -> tuple[int, ...]:
    """Choice issues on which some hazard ratio depends."""
    return tuple(sorted({issue for ratio in game.aftermath.ratios for issue in ratio.issues}))


def switches(game: Game, agreeing: set[int]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Sets of deliverers beyond those who agree anyway, each with its issues."""
    found: dict[tuple[int, ...], list[int]] = {}
    for k, issue in enumerate(game.issues):
        asked = tuple(sorted(set(issue.delivers) - agreeing))
        if asked:
            found.setdefault(asked, []).append(k)
    return tuple((asked, tuple(issues)) for asked, issues in found.items())


def make_frames(game: Game, agreeing: set[int]) -> tuple[tuple[Frame, ...], tuple[Box, ...]]:
    """Every frame in which a proposer and a coalition can make a deal, and the boxes they lie in."""
    groups = switches(game, agreeing)
    choices = hazard_choices(game)
    boxes: dict[frozenset[int], Box] = {}
    frames = []
    for used in (frozenset(s for s, on in enumerate(bits) if on) for bits in product((0, 1), repeat=len(groups))):
        asked = tuple(sorted({actor for s in used for actor in groups[s][0]}))
        idle = {issue for s, (_, issues) in enumerate(groups) if s not in used for issue in issues}
        for options in product(*(range(len(game.issues[k].options)) for k in choices)):
            fixed = tuple(zip(choices, options, strict=True))
            if any(k in idle and option != game.issues[k].no_deal[0] for k, option in fixed):
                continue
            if any(_pointless(game, groups[s][1], dict(fixed)) for s in used):
                continue
            if used not in boxes:
                boxes[used] = _box(game, used, asked, idle, agreeing | set(asked), set(choices))
            frames.append(Frame(fixed, asked, list(boxes).index(used)))
    return tuple(frames), tuple(boxes.values())


def _pointless(game: Game, issues: tuple[int, ...], fixed: dict[int, int]) -> bool:
    """Whether a switch would be used although all its issues are fixed where they are without a deal."""
    return all(k in fixed and fixed[k] == game.issues[k].no_deal[0] for k in issues)


def _box(
    game: Game,
    used: frozenset[int],
    asked: tuple[int, ...],
    idle: set[int],
    agreeing: set[int],
    fixed: set[int],
) -> Box:
    shape = (len(game.issues), game.draws)
    low, high = np.zeros(shape), np.zeros(shape)
    follows, pinned, open_ = [], [], {}
    front = game.war.front if game.war else None
    for k, issue in enumerate(game.issues):
        if not issue.divisible:
            if k not in fixed:
                open_[k] = _open_options(game, k, agreeing, k in idle)
            continue
        moves = front is not None and k in front.regions and bool(front.contested[front.regions.index(k)])
        still_low = [i for i in agreeing if not (moves and issue.red_held_low[i])]
        still_high = [i for i in agreeing if not (moves and issue.red_held_high[i])]
        ends = (issue.no_deal, issue.no_deal) if k in idle else (issue.knots[0], issue.knots[-1])
        low[k], high[k] = ends
        for i in still_low:
            np.maximum(low[k], issue.red_low[i], out=low[k])
        for i in still_high:
            np.minimum(high[k], issue.red_high[i], out=high[k])
        least, most = len(still_low) < len(agreeing), len(still_high) < len(agreeing)
        if least and most and not (np.any(low[k] > issue.knots[0]) or np.any(high[k] < issue.knots[-1])):
            pinned.append(k)
        if least or most:
            follows.append((k, least, most))
    return Box(used, asked, low, high, tuple(follows), tuple(pinned), open_)


def _open_options(game: Game, k: int, agreeing: set[int], idle: bool) -> Bools:
    """Options of a choice that no agreeing actor bars, (M, N)."""
    issue = game.issues[k]
    found = np.ones(issue.knots.shape, dtype=np.bool_)
    if not issue.divisible:
        for i in agreeing:
            found &= issue.allowed[i]
    if idle:
        found &= np.abs(issue.knots - issue.no_deal) < 0.5
    return found


def box_open(game: Game, box: Box) -> Bools:
    """In which draws a box has any package at all, before the front moves and frames aside, (N,)."""
    found = np.ones(game.draws, dtype=np.bool_)
    for options in box.open_.values():
        found &= options.any(axis=0)
    for k, issue in enumerate(game.issues):
        if issue.divisible:
            found &= box.low[k] <= box.high[k] + TOLERANCE
    return found


def frames_open(game: Game, frames: tuple[Frame, ...], boxes: list[Bools], agreeing: set[int]) -> Bools:
    """In which draws each frame has any package at all, given in which its box has, (frames, N)."""
    found = np.stack([boxes[frame.box] for frame in frames])
    allowed: dict[tuple[int, int, tuple[int, ...]], Bools] = {}
    for frame, open_ in zip(frames, found, strict=True):
        who = tuple(sorted({*agreeing, *frame.asked}))
        for k, option in frame.fixed:
            if (k, option, who) not in allowed:
                allowed[k, option, who] = np.all(game.issues[k].allowed[list(who), option], axis=0)
            open_ &= allowed[k, option, who]
    return found
