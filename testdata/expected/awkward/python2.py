error: not Python 3: Simple statements must be separated by newlines or semicolons
