from datetime import date


def today():
    return date.today().isoformat()
