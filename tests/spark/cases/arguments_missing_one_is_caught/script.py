import sys
from awsglue.utils import GlueArgumentError, getResolvedOptions

try:
    args = getResolvedOptions(sys.argv, ["database"])
    print(args["database"])
except GlueArgumentError:
    print("no database")
