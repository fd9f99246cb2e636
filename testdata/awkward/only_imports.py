from awsglue.transforms import *
from awsglue.context import GlueContext
