from .context import glueContext, spark
from .job import BaseJob

__all__ = ["BaseJob", "glueContext", "spark"]
