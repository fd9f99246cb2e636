"""Tests of the project's Python tools: `python -m unittest discover -s scripts/tests`."""
