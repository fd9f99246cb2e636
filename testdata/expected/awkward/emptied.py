import sys
import argparse

try:
    print(1)
except ValueError:
    print(2)
try:
    print(1)
finally:
    pass
if len(sys.argv) > 1:
    print("a")
for i in range(3):
    print(i)
def f():
    pass


kept = ["path"]
kept.append("table")
parser = argparse.ArgumentParser(allow_abbrev=False)
for option in kept:
    parser.add_argument(f"--{option}", required=True)
print(vars(parser.parse_known_args()[0])["path"])

names = []
names.append("a")
print(names)
