import sys
import argparse


def raise_error(message):
    """Raises what a script can catch where argparse would end the program."""
    raise ValueError(message)


if '--day' in sys.argv:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument('--bucket', required=True)
    parser.add_argument('--day', required=True)
    args = vars(parser.parse_known_args()[0])
    day = args['day']
else:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument('--bucket', required=True)
    args = vars(parser.parse_known_args()[0])
    day = None
names = ['JOB_NAME', 'bucket']
if '--{}'.format('limit') in sys.argv:
    names.append('limit')
parser = argparse.ArgumentParser(allow_abbrev=False)
for option in names:
    parser.add_argument(f"--{option}", required=True)
more = vars(parser.parse_known_args()[0])
limit = more['limit'] if 'limit' in more else 10
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument('--bucket', required=True)
one = vars(parser.parse_known_args()[0])['bucket']
try:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.error = raise_error
    parser.add_argument('--opt', required=True)
    opt = vars(parser.parse_known_args()[0])['opt']
except Exception:
    opt = 'x'
for n in ['a', 'b']:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument(f"--{n}", required=True)
    v = vars(parser.parse_known_args()[0])[n]
    print(n, v)


def optional(name, default=None):
    if f'--{name}' in sys.argv:
        parser = argparse.ArgumentParser(allow_abbrev=False)
        parser.add_argument(f"--{name}", required=True)
        return vars(parser.parse_known_args()[0])[name]
    return default


print(day, limit, one, opt, optional('z'))
