"""Makes the folder that the benchmark runs on: thousands of Python files, one in six Glue.

The same seed gives the same bytes. Sizes follow what is usual: Glue scripts have a median of 72
lines and a ninth decile of 222. So does the share of those that hang together: one Glue script in
eight imports its team's helper module, which is Glue as well, and half of all other files import
one of their neighbours. Teams are of the same size however many files there are, and keep their rows in
folders of their own. One read of files in READ_AGAIN takes what another job of the team writes: as of real
scripts, two or three Glue files in a hundred do.
"""

from __future__ import annotations

import math
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

SEED = 20240601
FILES = 4000
GLUE_SHARE = 6
TEAM_SIZE = 108
READ_AGAIN = 40
HELPER = "glue_tables"
WORDS = ("trip bike dock station rider fare plan van repair zone lock battery ride city depot route"
         " stop crew shift order invoice payment refund bonus tour model part sensor map").split()
TYPES = ("string", "int", "long", "double", "date", "timestamp", "boolean", "decimal(10,2)")


def make(root: Path, files: int = FILES) -> Path:
    """Fills `root/tree`; the path of the list of its Glue files."""
    stamp, wanted = root / "stamp", f"{SEED} {files} 4"
    listed = root / "glue.txt"
    if stamp.is_file() and stamp.read_text() == wanted:
        return listed
    shutil.rmtree(root, ignore_errors=True)
    rng = Dice(SEED)
    teams = [Team(f"team_{number:03}") for number in range(max(1, files // TEAM_SIZE))]
    glue = []
    for number in range(files):
        block, place = divmod(number, GLUE_SHARE)
        path = write_one(root / "tree", number, teams[block % len(teams)], place == 0, rng)
        glue += [path] if place == 0 else []
    listed.write_text("".join(f"{path}\n" for path in glue))
    # An empty `.git` keeps the ignore rules of the project around it out of the tree.
    (root / "tree" / ".git").mkdir()
    stamp.write_text(wanted)
    return listed


@dataclass
class Team:
    """A folder of files that import each other."""

    name: str
    modules: list[str] = field(default_factory=list)
    has_helper: bool = False
    written: list[str] = field(default_factory=list)


class Dice(random.Random):
    """What is left to chance in a file of a team."""

    team: Team

    def place(self, folder: str) -> str:
        """A path of the team."""
        return f"s3://velora-lake/{self.team.name}/{folder}/"

    def target(self, folder: str) -> str:
        """A path that the team keeps rows in from now on."""
        self.team.written.append(self.place(folder))
        return self.team.written[-1]

    def source(self) -> tuple[str, str]:
        """A path that a job reads, and the format of the files there."""
        if self.team.written and self.randrange(READ_AGAIN) == 0:
            return self.choice(self.team.written), "parquet"
        return self.place(name(self)), self.choice(("csv", "json", "parquet"))


def write_one(tree: Path, number: int, team: Team, is_glue: bool, rng: Dice) -> str:
    """Writes one file; its path from the tree's root."""
    rng.team = team
    folder, module = rng.choice(WORDS), f"{rng.choice(WORDS)}_{number:04}"
    path = Path(team.name, folder, f"{module}.py")
    if is_glue and not team.has_helper:
        team.has_helper = True
        path, lines = Path(team.name, f"{HELPER}.py"), helper(rng)
    elif is_glue:
        # The old console's long lines are rare; they would make parsing look dearer than it is.
        styles = (studio, console, by_hand, with_helper)
        style = rng.choices(styles, weights=(20, 6, 61, 13))[0]
        lines = style(rng, size(rng, 72, 222))
    else:
        lines = ordinary(rng, size(rng, 95, 420), team.modules)
        team.modules.append(f"{team.name}.{folder}.{module}")
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text("\n".join(lines) + "\n")
    return path.as_posix()


def size(rng: Dice, median: int, ninth_decile: int) -> int:
    """A number of lines from the log-normal distribution with these two quantiles."""
    spread = math.log(ninth_decile / median) / 1.2816
    return min(1600, max(12, round(rng.lognormvariate(math.log(median), spread))))


def name(rng: Dice) -> str:
    return f"{rng.choice(WORDS)}_{rng.choice(WORDS)}"


def mappings(rng: Dice, count: int) -> list[tuple[str, str, str, str]]:
    return [(name(rng), rng.choice(TYPES), name(rng) + str(i), rng.choice(TYPES))
            for i in range(count)]


BOOT = """\
import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
"""
START = """\
args = getResolvedOptions(sys.argv, ["JOB_NAME"])
sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)
"""


def studio(rng: Dice, lines: int) -> list[str]:
    """As Glue Studio writes it: one assignment for each node, one argument a line."""
    out = (BOOT + "\n" + START).splitlines()
    number = 1672531200000
    last = studio_read(rng, out, number)
    while len(out) < lines - 14:
        number += 1
        step = rng.choice((studio_mapping, studio_filter, studio_drop, studio_read))
        last = step(rng, out, number) if step is studio_read else step(rng, out, number, last)
    studio_write(rng, out, number + 1, last)
    out.append("job.commit()")
    return out


def node(rng, out, number, title):
    """The comment of a node; the name of its variable."""
    made = f"{title.replace(' ', '')}_node{number}"
    out.extend(["", f"# Script generated for node {title}"])
    return made


def studio_read(rng, out, number):
    made = node(rng, out, number, f"Source {rng.choice(WORDS)}")
    out.extend([
        f"{made} = glueContext.create_dynamic_frame.from_catalog(",
        f'    database="{rng.choice(WORDS)}_raw",', f'    table_name="{name(rng)}",',
        f'    transformation_ctx="{made}",', ")"])
    return made


def studio_mapping(rng, out, number, frame):
    made = node(rng, out, number, "Change Schema")
    out.extend([f"{made} = ApplyMapping.apply(", f"    frame={frame},", "    mappings=["])
    out.extend(f"        {m!r},".replace("'", '"') for m in mappings(rng, rng.randint(3, 14)))
    out.extend(["    ],", f'    transformation_ctx="{made}",', ")"])
    return made


def studio_filter(rng, out, number, frame):
    made = node(rng, out, number, "Filter")
    out.extend([f"{made} = Filter.apply(", f"    frame={frame},",
                f'    f=lambda row: (row["{name(rng)}"] > {rng.randint(0, 99)}),',
                f'    transformation_ctx="{made}",', ")"])
    return made


def studio_drop(rng, out, number, frame):
    made = node(rng, out, number, "Drop Fields")
    out.extend([f"{made} = DropFields.apply(", f"    frame={frame},",
                f'    paths=["{name(rng)}", "{name(rng)}"],',
                f'    transformation_ctx="{made}",', ")"])
    return made


def studio_write(rng, out, number, frame):
    made = node(rng, out, number, "Target")
    out.extend([
        f"{made} = glueContext.write_dynamic_frame.from_options(", f"    frame={frame},",
        '    connection_type="s3",', '    format="glueparquet",', "    connection_options={",
        f'        "path": "{rng.target(f"{rng.choice(WORDS)}/{name(rng)}")}",',
        '        "partitionKeys": [],', "    },", f'    transformation_ctx="{made}",', ")"])


def console(rng: Dice, lines: int) -> list[str]:
    """As the first console wrote it: `## @type` comments over long lines."""
    out = (BOOT + "\n## @params: [JOB_NAME]\n" + START).splitlines()
    step, frame = 0, "datasource0"
    out.append(f'datasource0 = glueContext.create_dynamic_frame.from_catalog(database = "'
               f'{rng.choice(WORDS)}_raw", table_name = "{name(rng)}", transformation_ctx = "datasource0")')
    while len(out) < lines - 7:
        step += 1
        made = f"applymapping{step}"
        listed = mappings(rng, rng.randint(2, 8))
        out.extend([
            "## @type: ApplyMapping", f'## @args: [mapping = {listed}, transformation_ctx = "{made}"]',
            f"## @return: {made}", f"## @inputs: [frame = {frame}]",
            f'{made} = ApplyMapping.apply(frame = {frame}, mappings = {listed}, '
            f'transformation_ctx = "{made}")'])
        frame = made
    out.extend([
        "## @type: DataSink", "## @return: datasink", f"## @inputs: [frame = {frame}]",
        f"datasink = glueContext.write_dynamic_frame.from_options(frame = {frame}, connection_type = "
        f'"s3", connection_options = {{"path": "{rng.target(name(rng))}"}}, format = "parquet", '
        'transformation_ctx = "datasink")', "job.commit()"])
    return out


def by_hand(rng: Dice, lines: int) -> list[str]:
    """As people write it: functions, DataFrames in the middle, Glue at both ends."""
    out = (f'"""Loads {name(rng)} for the {rng.choice(WORDS)} team."""\n\n' + BOOT
           + "from awsglue.dynamicframe import DynamicFrame\n"
             "from pyspark.sql import functions as F\n\n" + START).splitlines()
    functions = []
    while len(out) < lines - 12:
        functions.append(f"{name(rng)}_{len(functions)}")
        out.extend(rng.choice((hand_read, hand_frame, function))(rng, functions[-1]))
    out.extend(["", "", "if __name__ == \"__main__\":"])
    out.extend(f"    {f}(args)" for f in functions[:4])
    out.extend(["    logger = glueContext.get_logger()", '    logger.info("done")',
                "    job.commit()"])
    return out


def hand_read(rng, made):
    place, kind = rng.source()
    return f'''

def {made}(options):
    """Reads the {rng.choice(WORDS)} files of one day."""
    frame = glueContext.create_dynamic_frame.from_options(
        connection_type="s3",
        connection_options={{"paths": ["{place}"], "recurse": True}},
        format="{kind}",
        format_options={{"withHeader": True, "separator": ","}},
    )
    df = frame.toDF()
    df = df.withColumn("{name(rng)}", F.col("{name(rng)}") * {rng.randint(2, 9)})
    return df.where(F.col("{name(rng)}").isNotNull())'''.splitlines()


def hand_frame(rng, made):
    return f'''

def {made}(df, target="{rng.place(name(rng))}"):
    # the reader of these files wants one folder a day
    frame = DynamicFrame.fromDF(df, glueContext, "{made}")
    frame = frame.drop_fields(["{name(rng)}"]).rename_field("{name(rng)}", "{name(rng)}")
    frame = frame.resolveChoice(specs=[("{name(rng)}", "cast:long")])
    glueContext.write_dynamic_frame.from_options(
        frame=frame,
        connection_type="s3",
        connection_options={{"path": target, "partitionKeys": ["day"]}},
        format="parquet",
    )'''.splitlines()


def helper(rng: Dice) -> list[str]:
    """What a team's jobs share: a session, a read and a write."""
    return f'''\
"""Tables of the {rng.choice(WORDS)} team."""

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext


def session():
    return GlueContext(SparkContext.getOrCreate())


def read_day(context, table, day):
    frame = context.create_dynamic_frame.from_catalog(
        database="{rng.choice(WORDS)}_raw",
        table_name=table,
        push_down_predicate=f"day = '{{day}}'",
    )
    return frame.drop_fields(["{name(rng)}"])


def write_day(context, frame: DynamicFrame, place):
    context.write_dynamic_frame.from_options(
        frame=frame,
        connection_type="s3",
        connection_options={{"path": place, "partitionKeys": ["day"]}},
        format="parquet",
    )'''.splitlines()


def with_helper(rng: Dice, lines: int) -> list[str]:
    """A job by hand that reads and writes with its team's helper."""
    out = by_hand(rng, lines - 12)
    at = out.index("from awsglue.job import Job")
    out[at + 1:at + 1] = [f"from {HELPER} import read_day, session, write_day"]
    out.extend(f'''\


def one_day(day):
    context = session()
    rides = read_day(context, "{name(rng)}", day)
    rides = rides.rename_field("{name(rng)}", "{name(rng)}")
    write_day(context, rides, "{rng.place(name(rng))}")


one_day("2024-05-01")'''.splitlines())
    return out


def ordinary(rng: Dice, lines: int, others: list[str]) -> list[str]:
    """Python that is no Glue: some of it Spark, some with the word in a comment."""
    out = [f'"""The {rng.choice(WORDS)} side of the {rng.choice(WORDS)} service."""', "",
           "from __future__ import annotations", "", "import json", "import logging",
           "from dataclasses import dataclass", ""]
    if rng.random() < 0.02:
        out.append("# the old job used AWS Glue (awsglue) for this")
    if rng.random() < 0.1:
        out.extend(["from pyspark.sql import SparkSession", "from pyspark.sql import functions as F"])
    if others and rng.random() < 0.5:
        out.append(f"from {rng.choice(others[-40:])} import log as other_log")
    out.append("log = logging.getLogger(__name__)")
    while len(out) < lines:
        out.extend(rng.choice((function, record, table))(rng, f"{name(rng)}_{len(out)}"))
    return out


def function(rng, made):
    first, second = name(rng), name(rng)
    return f'''

def {made}({first}: list[dict], {second}: int = {rng.randint(1, 99)}) -> dict[str, float]:
    """Sums `{rng.choice(WORDS)}` of every {rng.choice(WORDS)} that is over a limit."""
    total: dict[str, float] = {{}}
    for row in {first}:
        key = row.get("{name(rng)}") or "{rng.choice(WORDS)}"
        try:
            value = float(row["{rng.choice(WORDS)}"])
        except (KeyError, ValueError) as error:
            log.warning("row %s left out: %s", key, error)
            continue
        if value > {second} and key not in ("{rng.choice(WORDS)}", "{rng.choice(WORDS)}"):
            total[key] = total.get(key, 0.0) + value * {rng.random():.3f}
    return {{k: v for k, v in sorted(total.items()) if v}}'''.splitlines()


def record(rng, made):
    title = "".join(part.title() for part in made.split("_"))
    fields = [f"    {name(rng)}_{i}: {rng.choice(('int', 'str', 'float', 'str | None'))}"
              for i in range(rng.randint(3, 9))]
    return ["", "", "@dataclass", f"class {title}:", f'    """One {rng.choice(WORDS)}."""', "",
            *fields, "", "    def to_json(self) -> str:",
            "        return json.dumps(self.__dict__, sort_keys=True, default=str)", "",
            "    @property", "    def key(self) -> str:",
            f'        return f"{{self.__class__.__name__}}:{{id(self):x}}:{rng.choice(WORDS)}"']


def table(rng, made):
    rows = [f'    "{name(rng)}_{i}": ({rng.randint(0, 999)}, "{rng.choice(WORDS)}", {rng.random():.4f}),'
            for i in range(rng.randint(4, 20))]
    return ["", f"{made.upper()} = {{", *rows, "}"]
