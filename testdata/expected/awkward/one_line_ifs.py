import argparse

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
done = True
if not done: frame = None
else: pass
for _ in range(1): pass
while False: pass
def finish(): pass
class Step: pass
with open(args["path"]) as f: pass
