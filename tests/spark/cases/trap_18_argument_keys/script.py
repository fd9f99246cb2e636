import sys
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["JOB_NAME", "my-db", "limit"])
print(args["my_db"], repr(args["limit"]), args["JOB_NAME"])
