error: the file is UTF-16 or UTF-32, which Python does not read as source
