from awsglue.transforms import DropFields
from awsglue.utils import iteritems, iterkeys, itervalues

options = {"a": 1, "b": 2}
DropFields.describeArgs()
print(list(iteritems(options)), list(iterkeys(options)), list(itervalues(options)))
