def getSource(thing):
    return "app = " + pretty(thing)


def pretty(thing):
    if hasattr(thing, "getSource"):
        return thing.getSource()
    if type(thing) is dict:
        return "{%s}" % ", ".join(pretty(key) for key in thing.items())
    return repr(thing)
