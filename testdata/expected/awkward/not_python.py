error: not Python 3: Expected `:`, found name
