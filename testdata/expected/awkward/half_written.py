error: not Python 3: unexpected EOF while parsing
