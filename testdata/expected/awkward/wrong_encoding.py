error: byte 0xf6 is not UTF-8
