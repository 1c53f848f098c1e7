"""Uncertain numbers, sampled: a named stream of uniforms for every path, through the inverse of its distribution.

A stream is `PCG64(SeedSequence(seed, spawn_key=(block, words of the path's SHA-256)))`, always drawn for a whole
block and then cut. So a run's first draws do not depend on how many follow, and a changed number changes only itself.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from simulator.compiling.seeding import states
from simulator.game import Floats
from simulator.scenario.numbers import Distribution, Number

BLOCK = 1024
"""Draws in a block: the unit of seeding, storage and resume."""

CELLS = 4096  # of the table through which pert and beta are inverted; the quantile's error is below 1e-6 of the range

IN_CACHE = 2**14  # numbers of an array that stays in a processor's cache with a few more of its kind

_courses: dict[str, list[str]] = {}  # by the first path: the paths that a sampler then drew for, in order
MOST_COURSES = 64


class Sampler:
    """The uncertain numbers of one block, or of several blocks that follow each other."""

    def __init__(self, seed: int, block: int, draws: int = BLOCK) -> None:
        """`draws` is how many of the block's 1024 are kept; beyond 1024 they go on in the next blocks."""
        self.seed, self.block, self.draws = seed, block, draws
        self._blocks = range(block, block + max(1, -(-draws // BLOCK)))
        self._states: list[dict[str, tuple[int, int]]] = [{} for _ in self._blocks]
        self._bits = np.random.PCG64(0)
        self._stream = np.random.Generator(self._bits)
        self._asked: list[str] = []

    def uniform(self, path: str, rows: int | None = None) -> Floats:
        """Uniforms on (0, 1) that belong to a path: (N,), or (rows, N)."""
        if path not in self._states[0]:
            self._seed(path)
        self._asked.append(path)
        drawn = np.empty(len(self._blocks) * BLOCK) if rows is None else np.empty((rows, len(self._blocks) * BLOCK))
        for n, states_ in enumerate(self._states):
            state, increment = states_[path]
            self._bits.state = {
                "bit_generator": "PCG64",
                "state": {"state": state, "inc": increment},
                "has_uint32": 0,
                "uinteger": 0,
            }
            here = drawn[..., n * BLOCK : (n + 1) * BLOCK]
            if rows is None:
                self._stream.random(out=here)
            else:
                here[:] = self._stream.random((rows, BLOCK))
        return np.maximum(drawn, 2.0**-54, out=drawn)[..., : self.draws]

    def _seed(self, path: str) -> None:
        """Seed the stream of a path; with the first, all that followed it last time, since that is done at once."""
        paths: tuple[str, ...] = (path,)
        if not self._asked:
            paths = tuple({path: None, **dict.fromkeys(_courses.get(path, ()))})
            if len(_courses) >= MOST_COURSES:
                _courses.clear()
            _courses[path] = self._asked
        for block, known in zip(self._blocks, self._states, strict=True):
            known.update(states(self.seed, block, paths))

    @property
    def asked(self) -> frozenset[str]:
        """The paths that were drawn for."""
        return frozenset(self._asked)

    def constant(self, value: float) -> Floats:
        """The same in every draw, (N,)."""
        return np.full(self.draws, value)

    def number(self, number: Number, path: str) -> Floats:
        """A number in every draw, (N,)."""
        return self.sampled(number, path) if number.ranged else self.constant(number.value)

    def brief(self, number: Number, path: str) -> Floats:
        """A number in every draw, (N,), or once, (1,), if draws do not differ in it."""
        return self.sampled(number, path) if number.ranged else np.array([number.value])

    def sampled(self, number: Number, path: str) -> Floats:
        """A number with a range in every draw, (N,)."""
        low, high = number.ends
        return quantile(self.uniform(path), number.dist, low, number.value, high)


def quantile(u: Floats, dist: Distribution, low: float, mode: float, high: float) -> Floats:
    """The u-quantiles of a distribution on [low, high] around `mode`.

    triangular: mode is the peak. uniform: mode is ignored. normal: mean `mode`, standard deviation a quarter of the
    range, cut at the ends. pert: a beta with mean (low + 4 mode + high) / 6 (Malcolm et al. 1959). beta: a beta of the
    same mode with a + b = 4, flatter than pert's 6.
    """
    if dist == "uniform":
        found = low + (high - low) * u
    elif dist == "triangular":
        found = _triangular(u, low, mode, high)
    elif dist == "normal":
        spread = (high - low) / 4
        ends = _normal_cdf((low - mode) / spread), _normal_cdf((high - mode) / spread)
        found = mode + spread * normal_quantile(ends[0] + (ends[1] - ends[0]) * u)
    else:
        grid, cumulative = _beta_table((mode - low) / (high - low), 4.0 if dist == "pert" else 2.0)
        found = low + (high - low) * np.interp(u, cumulative, grid)
    return np.clip(found, low, high, out=found)


def _triangular(u: Floats, low: float, mode: float, high: float) -> Floats:
    """Rises as a root up to the peak and as the mirror image of one beyond it.

    Each half stands still at the peak where the other moves, so that they add up without a choice between them.
    """
    peak = (mode - low) / (high - low)
    rising = np.minimum(u, peak)
    rising *= peak
    np.sqrt(rising, out=rising)
    falling = np.minimum(1 - u, 1 - peak)
    falling *= 1 - peak
    np.sqrt(falling, out=falling)
    rising -= falling
    rising *= high - low
    rising += low + (high - low) * (1 - peak)
    return rising


@lru_cache(maxsize=256)
def _beta_table(mode: float, weight: float) -> tuple[Floats, Floats]:
    """Positions and cumulative probabilities of the beta with a = 1 + weight * mode, b = 1 + weight * (1 - mode)."""
    grid = (1 - np.cos(np.linspace(0, np.pi, CELLS + 1))) / 2  # finer towards the ends, where the quantile is steep
    middle = (grid[1:] + grid[:-1]) / 2
    density = middle ** (weight * mode) * (1 - middle) ** (weight * (1 - mode))
    cumulative = np.concatenate([[0.0], np.cumsum(density * np.diff(grid))])
    return grid, cumulative / cumulative[-1]


def _normal_cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


def normal_quantile(p: Floats) -> Floats:
    """The standard normal quantile of probabilities in (0, 1): Wichura (1988), algorithm AS 241, 1e-16 relative."""
    p = np.atleast_1d(np.asarray(p, dtype=np.float64))
    q = p - 0.5
    found = np.empty(q.shape)
    some = max(1, IN_CACHE // max(1, q[0].size))
    for at in range(0, len(q), some):
        part = q[at : at + some]
        np.multiply(part, _ratio(0.180625 - part * part, _CENTRAL), out=found[at : at + some])
    outside = np.abs(q) > 0.425
    tail = np.sqrt(-np.log(np.minimum(p[outside], 1 - p[outside])))
    outer = np.where(tail <= 5.0, _ratio(tail - 1.6, _MIDDLE), _ratio(tail - 5.0, _FAR))
    found[outside] = np.where(q[outside] < 0, -outer, outer)
    return found


def _ratio(r: Floats, coefficients: tuple[tuple[float, ...], tuple[float, ...]]) -> Floats:
    above, below = coefficients
    top, bottom = np.full_like(r, above[0]), np.full_like(r, below[0])
    for line, rest in ((top, above[1:]), (bottom, below[1:])):
        for each in rest:
            line *= r
            line += each
    top /= bottom
    return top


_CENTRAL = (
    (
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080,
    ),
    (
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0,
    ),
)  # fmt: skip
_MIDDLE = (
    (
        7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1.0,
    ),
)  # fmt: skip
_FAR = (
    (
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ),
    (
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0,
    ),
)  # fmt: skip
