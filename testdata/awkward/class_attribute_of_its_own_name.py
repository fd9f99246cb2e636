# awsglue was used here once
codec = make()


class Reader:
    codec = codec


print(Reader.codec)
