"""Many runs: what varies, in which order, who plays it, and the folder that keeps what came of it."""
