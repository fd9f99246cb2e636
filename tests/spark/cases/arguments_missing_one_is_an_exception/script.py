import sys
from awsglue.utils import getResolvedOptions

try:
    day = getResolvedOptions(sys.argv, ["day"])["day"]
except Exception:
    day = "today"
print(day)
