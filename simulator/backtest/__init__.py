"""Forecasts of cases whose outcome is known, scored beside baselines: docs/backtest.md."""
