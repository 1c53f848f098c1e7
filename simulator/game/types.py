"""What arrays hold, and when two utilities are alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

TOLERANCE = 1e-9
"""Two utilities nearer than this count as equal, everywhere in the engine."""

LEAST_STRENGTH = 1e-9
"""A side without strength counts as this strong."""
