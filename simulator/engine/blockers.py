"""Who is in the way of a deal, and which issue shuts the zone. docs/model.md, section 9."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from simulator.engine.division import fits
from simulator.engine.point import Found
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import TOLERANCE, Bools, Floats, Game, Ints

NOBODY = -1
NO_ISSUE = -1


def blockers(
    game: Game, held_now: dict[int, Floats], talks: Callable[[Bools], Talks], draws: Bools, open_: Bools
) -> tuple[Ints, Ints]:
    """For draws (N,) without a deal at the last round: who is in the way, and the issue that shuts the zone.

    Args:
        game: the block.
        held_now: the shares held in the last round, (N,) each.
        talks: gives talks opened at the last round, for the draws in which offers are asked for.
        draws: which draws ended without a deal.
        open_: which of them had a zone all the same.

    Returns:
        Actor (N,), NOBODY where the zone was open, and issue (N,), NO_ISSUE where red lines leave something.
    """
    found, shut = np.full(game.draws, NOBODY), np.full(game.draws, NO_ISSUE)
    closed = draws & ~open_
    if closed.any():
        issue, actor = _shut(game, held_now)
        shut = np.where(closed, issue, NO_ISSUE)
        found = np.where(closed & (shut != NO_ISSUE), actor, found)
        rest = closed & (shut == NO_ISSUE)
        if rest.any():
            found = np.where(rest, _furthest(talks(rest), rest), found)
    return found, shut


def _furthest(talks: Talks, some: Bools) -> Ints:
    """The actor with the largest shortfall over the best offers of all, (N,)."""
    game, reservation, short = talks.game, talks.fighting.reservation, _Shortfall(talks, some)
    for proposer in game.consent:
        found = talks.offer(proposer, reservation, some, least=-np.inf)
        offered = some & (found.worst > -np.inf)
        short.count(proposer, found, offered, refused=False)
        rest = some & ~offered
        if rest.any():
            found = talks.offer(proposer, reservation, rest, least=-np.inf, unasked=True)
            refused = rest & (found.worst > -np.inf)
            short.count(proposer, found, refused, refused=True)
            short.raise_to(proposer, -talks.most(proposer, rest & ~refused), rest & ~refused)
    furthest = np.full(game.draws, NOBODY)
    furthest[some] = (short.most >= short.most.max(axis=0) - TOLERANCE).argmax(axis=0)
    return furthest


class _Shortfall:
    """The largest R - V of each actor over several offers, in some draws.

    Attributes:
        most: (A, n), -inf for whoever was not asked.
    """

    def __init__(self, talks: Talks, some: Bools) -> None:
        """No offer yet."""
        self._talks, self._here = talks, np.nonzero(some)[0]
        self.most = np.full((len(talks.game.actors), len(self._here)), -np.inf)

    def count(self, proposer: int, found: Found, draws: Bools, *, refused: bool) -> None:
        """Take in what was found in some draws (N,), for all who must agree; for deliverers only, if they refused."""
        talks, fighting, game = self._talks, self._talks.fighting, self._talks.game
        at = np.nonzero(draws[self._here])[0]
        if not len(at):
            return
        here = self._here[at]
        deliver = talks.delivering(proposer, found, here)
        actors = tuple(sorted({*game.consent, *deliver}))
        standing = Standing(game, talks.terms(proposer, found, here), talks.holding, actors, draws=here)
        reservation, shift = fighting.reservation[:, here], fighting.shift[:, here]
        for i in actors:
            gap = reservation[i] - standing.value(i, fighting.z[here], reservation, shift)
            counts = np.full(len(here), i in game.consent and not refused) | deliver.get(i, False)
            self.most[i, at] = np.where(counts, np.maximum(self.most[i, at], gap), self.most[i, at])

    def raise_to(self, actor: int, gap: Floats, draws: Bools) -> None:
        """Take in the R - V (N,) of one actor in some draws (N,)."""
        here = self._here
        self.most[actor] = np.where(draws[here], np.maximum(self.most[actor], gap[here]), self.most[actor])


def _shut(game: Game, held_now: dict[int, Floats]) -> tuple[Ints, Ints]:
    """The first issue (N,) on which red lines leave nothing, NO_ISSUE for none, and who is in the way there (N,)."""
    shut, actor = np.full(game.draws, NO_ISSUE), np.full(game.draws, NOBODY)
    must = sorted(set.intersection(*(set(coalition) for coalition in game.coalitions)))
    if not must:  # nobody's line binds every coalition
        return shut, actor
    for rows in game.divisions:  # its shares are within everybody's lines one by one, if not together
        fit = fits(game, set(must))
        shut[~fit] = rows[0]
        lines = np.stack([_line_worth(game, i, rows) for i in must])
        actor = np.where(fit, actor, np.array(must)[lines.argmax(axis=0)])
    for k in reversed(range(len(game.issues))):
        issue = game.issues[k]
        losses = np.full((len(must), game.draws), -np.inf)
        if not issue.divisible:
            empty = ~np.all(issue.allowed[must], axis=0).any(axis=0)
            if not empty.any():
                continue
            for row, i in enumerate(must):
                others = np.all(issue.allowed[[j for j in must if j != i]], axis=0)
                line = np.where(issue.allowed[i], issue.value[i], np.inf).min(axis=0)
                left = np.where(others, issue.value[i], -np.inf).max(axis=0)
                loss = line - np.where(others.any(axis=0), left, issue.value[i].min(axis=0))
                losses[row] = np.where(issue.allowed[i].all(axis=0), -np.inf, loss)
        else:
            ends = {i: red_ends(game, i, k, held_now) for i in must}
            low, high = (np.max([e[0] for e in ends.values()], axis=0), np.min([e[1] for e in ends.values()], axis=0))
            empty = low > high + TOLERANCE
            if not empty.any():
                continue
            for row, i in enumerate(must):
                losses[row] = _loss(game, i, k, ends)
        shut[empty] = k
        actor = np.where(empty, np.array(must)[(losses >= losses.max(axis=0) - TOLERANCE).argmax(axis=0)], actor)
    return shut, actor


def _line_worth(game: Game, actor: int, rows: tuple[int, ...]) -> Floats:
    """What an actor's red line on its share of a division is worth to it, (N,); nothing without one."""
    found = np.zeros(game.draws)
    for k in rows:
        line = np.maximum(game.issues[k].red_low[actor], 0.0)
        found += np.where(line > 0, game.issues[k].value_at(line)[actor], 0.0)
    return found


def red_ends(game: Game, actor: int, k: int, held_now: dict[int, Floats]) -> tuple[Floats, Floats]:
    """Least and most that an actor may sign on a share or level, within the ladder, (N,) each."""
    issue = game.issues[k]
    held = held_now.get(k, issue.no_deal)
    low = held if issue.red_held_low[actor] else issue.red_low[actor]
    high = held if issue.red_held_high[actor] else issue.red_high[actor]
    return np.maximum(low, issue.knots[0]), np.minimum(high, issue.knots[-1])


def _loss(game: Game, actor: int, k: int, ends: dict[int, tuple[Floats, Floats]]) -> Floats:
    """What an actor loses on a share or level by going from its own line to the best position others leave, (N,).

    -inf where it has no line.
    """
    issue, mine = game.issues[k], ends[actor]
    bottom, top = issue.knots[0], issue.knots[-1]
    others = [end for i, end in ends.items() if i != actor]
    low = np.max([bottom, *(end[0] for end in others)], axis=0)
    high = np.min([top, *(end[1] for end in others)], axis=0)
    worths = [
        np.where(drawn, issue.value_to(actor, np.clip(line, bottom, top)), -np.inf)
        for drawn, line in ((mine[0] > bottom, mine[0]), (mine[1] < top, mine[1]))
    ]
    best = np.take_along_axis(issue.knots, issue.value[actor].argmax(axis=0)[None, :], axis=0)[0]
    left = issue.value_to(actor, np.clip(best, low, np.maximum(low, high)))
    return np.maximum(*worths) - np.where(low <= high + TOLERANCE, left, issue.value[actor].min(axis=0))


def without_red_lines(game: Game, keep: tuple[int, ...] = ()) -> Game:
    """The same game in which everybody may sign anything, but for the actors to keep theirs."""
    free = [i for i in range(len(game.actors)) if i not in keep]
    issues = []
    for issue in game.issues:
        if not issue.divisible:
            allowed = issue.allowed.copy()
            allowed[free] = True
            issues.append(dataclasses.replace(issue, allowed=allowed))
            continue
        low, high = issue.red_low.copy(), issue.red_high.copy()
        low[free], high[free] = -np.inf, np.inf
        held_low = tuple(moves and i in keep for i, moves in enumerate(issue.red_held_low))
        held_high = tuple(moves and i in keep for i, moves in enumerate(issue.red_held_high))
        issues.append(
            dataclasses.replace(issue, red_low=low, red_high=high, red_held_low=held_low, red_held_high=held_high)
        )
    return dataclasses.replace(game, issues=tuple(issues))
