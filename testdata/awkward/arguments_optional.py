import sys
from awsglue.utils import getResolvedOptions, GlueArgumentError

names = ["JOB_NAME", "my-opt", "TempDir"]
if ("--{}".format("since") in sys.argv):
    args = getResolvedOptions(sys.argv, names + ["since"])
else:
    args = getResolvedOptions(sys.argv, names)
try:
    extra = getResolvedOptions(sys.argv, ["extra"])["extra"]
except GlueArgumentError:
    extra = None
one = getResolvedOptions(sys.argv, ["one"])["one"]
since, my_opt = args.get("since"), args["my_opt"]
print(args["JOB_NAME"], args["JOB_RUN_ID"], args["TempDir"], **args)
all_args = dict(getResolvedOptions(args=sys.argv, options=("a", "b")))
