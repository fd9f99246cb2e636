import argparse

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
def start():
    pass


def stop():
    """Ends the job."""


def both():
    pass


# first the job

match args["path"]:
    case "a":
        pass
    case _:
        pass


async def later():
    pass
