# This module never names Glue; what it is given tells.
def report(label, frame):
    print(label, frame.count(), frame.columns)


def only_open(frame):
    return frame.where("status = 'open'")
