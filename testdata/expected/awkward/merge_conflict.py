error: not Python 3: Expected a statement
