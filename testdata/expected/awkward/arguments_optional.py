import sys
import argparse

names = ["JOB_NAME", "my-opt", "TempDir"]
if ("--{}".format("since") in sys.argv):
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for option in names + ["since"]:
        if option != "TempDir":
            parser.add_argument(f"--{option}", required=True)
    parser.add_argument("--TempDir")
    parser.add_argument("--JOB_RUN_ID")
    args = vars(parser.parse_known_args()[0])
else:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--JOB_NAME", required=True)
    parser.add_argument("--my-opt", required=True)
    parser.add_argument("--TempDir")
    parser.add_argument("--JOB_RUN_ID")
    args = vars(parser.parse_known_args()[0])
try:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--extra", required=True)
    extra = vars(parser.parse_known_args()[0])["extra"]
except SystemExit:
    extra = None
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--one", required=True)
one = vars(parser.parse_known_args()[0])["one"]
since, my_opt = args.get("since"), args["my_opt"]
print(args["JOB_NAME"], args["JOB_RUN_ID"], args["TempDir"], **args)
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--a", required=True)
parser.add_argument("--b", required=True)
parser.add_argument("--TempDir")
parser.add_argument("--JOB_RUN_ID")
all_args = dict(vars(parser.parse_known_args()[0]))
