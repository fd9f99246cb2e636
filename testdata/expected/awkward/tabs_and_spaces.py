error: not Python 3: unindent does not match any outer indentation level
