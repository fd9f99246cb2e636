import sys
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["database"])
print(args["database"])
