from .context import spark
from .job import BaseJob

__all__ = ["BaseJob", "spark"]
