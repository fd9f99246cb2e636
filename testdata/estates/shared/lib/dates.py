def folder(day):
    return "/".join(day.split("-")) + "/"
