import sys
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["database", "limit"])
print(args["database"], repr(args["limit"]))
