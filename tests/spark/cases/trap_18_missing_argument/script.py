import sys
from awsglue.utils import getResolvedOptions

print("before")
args = getResolvedOptions(sys.argv, ["JOB_NAME", "database"])
print("never", args["database"])
