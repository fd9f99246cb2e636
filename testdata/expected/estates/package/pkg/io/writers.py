class Writer:
    format = "json"

    def __init__(self, base):
        self.base = base
        self.written = []

    def write(self, frame, name):
        result = (
            frame.write.format(self.format)
            .mode("append")
            .option("header", "true")
            .option("escape", '"')
            .option("ignoreLeadingWhiteSpace", "false")
            .option("ignoreTrailingWhiteSpace", "false")
            .save(f"{self.base}/{name}/")
        )
        self.written.append(name)
        return result
