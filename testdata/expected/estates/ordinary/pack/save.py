from pack import source_text


def save(thing, file):
    file.write(source_text.getSource(thing))
    file.write(source_text.pretty(thing))
