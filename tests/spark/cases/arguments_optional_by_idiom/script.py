import sys
from awsglue.utils import getResolvedOptions

if "--limit" in sys.argv:
    limit = getResolvedOptions(sys.argv, ["JOB_NAME", "limit"])["limit"]
else:
    limit = "none"
if "--offset" in sys.argv:
    offset = getResolvedOptions(sys.argv, ["offset"])["offset"]
else:
    offset = "none"
print(limit, offset)
