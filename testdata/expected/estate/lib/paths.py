"""Where Velora keeps its files."""

LAKE = "s3://velora-lake/"
CURATED = LAKE + "curated/"


def plan(day: str) -> str:
    """The folder of one day's rebalancing plan."""
    return f"{LAKE}landing/plan/day={day}/"
