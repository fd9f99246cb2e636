error: not text: there is a NUL byte
