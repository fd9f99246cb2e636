import sys
from awsglue.utils import getResolvedOptions

if '--day' in sys.argv:
    args = getResolvedOptions(sys.argv, ['JOB_NAME', 'bucket', 'day'])
    day = args['day']
else:
    args = getResolvedOptions(sys.argv, ['JOB_NAME', 'bucket'])
    day = None
names = ['JOB_NAME', 'bucket']
if '--{}'.format('limit') in sys.argv:
    names.append('limit')
more = getResolvedOptions(sys.argv, names)
limit = more['limit'] if 'limit' in more else 10
one = getResolvedOptions(sys.argv, ['bucket'])['bucket']
try:
    opt = getResolvedOptions(sys.argv, ['opt'])['opt']
except Exception:
    opt = 'x'
for n in ['a', 'b']:
    v = getResolvedOptions(sys.argv, [n])[n]
    print(n, v)


def optional(name, default=None):
    if f'--{name}' in sys.argv:
        return getResolvedOptions(sys.argv, [name])[name]
    return default


print(day, limit, one, opt, optional('z'))
