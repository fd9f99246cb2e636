//! What must hold of small estates of made jobs.

#[allow(dead_code)] // shared with others
#[path = "support/search.rs"]
mod search;
#[allow(dead_code)] // shared with fuzz/
#[path = "support/targets.rs"]
mod targets;

use targets::invariants::settings;
use targets::program::Module;
use targets::{linked, program};

#[test]
fn made_estates_keep_the_invariants() {
    let fault = |choices: &[u8], config: u8| {
        linked::check(&program::estate(choices), &settings(config)).err()
    };
    search::search(150, &fault, program::shown);
}

fn module(path: &'static str, text: &str) -> Module {
    Module { path, text: text.to_owned(), ..Module::default() }
}

#[test]
fn what_a_module_has_through_another_one_stays_in_the_next_run_too() {
    // The job hands `Map` on, and does not read it any more itself.
    let modules = [
        module("job.py", "from lib.session import *\n\nout = Map.apply(frame=given, f=change)\n"),
        module("lib/helpers.py", "from job import *\n\nmade = Map.apply(out, change, **more)\n"),
        module(
            "lib/session.py",
            "from awsglue.transforms import *\n\n\ndef read(ctx):\n    return \
             ctx.create_dynamic_frame.from_catalog(database=\"db\", table_name=\"t\")\n",
        ),
    ];
    linked::check(&modules, &settings(0)).unwrap();
}

#[test]
fn what_a_module_without_glue_makes_for_others_stays() {
    // The job reads `sc` for Glue alone, so that nobody reads it after the first run.
    let job = "from awsglue.context import GlueContext\nfrom awsglue.transforms import Map\n\
               from lib.session import *\n\ncontext, other = GlueContext(sc), None\n\
               frame = context.create_dynamic_frame.from_catalog(database=\"db\", table_name=\"t\")\n\
               made = Map.apply(clean(frame), change, **more)\n";
    let session = "from pyspark.context import SparkContext\n\nsc = SparkContext()\n\n\n\
                   def clean(source):\n    return source.drop_fields([\"a\"])\n";
    let modules = [module("job.py", job), module("lib/session.py", session)];
    linked::check(&modules, &settings(0)).unwrap();
}

#[test]
fn a_session_is_kept_that_only_a_function_makes_under_the_same_name() {
    // The context of the module stays, as a class has it, and gives `spark` no more.
    let text = "from awsglue.context import GlueContext\n\
                from awsglue.dynamicframe import DynamicFrame\n\
                from pyspark.context import SparkContext\n\nsc = SparkContext()\n\
                glueContext = GlueContext(sc)\nspark = glueContext.spark_session\n\n\n\
                def start():\n    context = GlueContext(SparkContext.getOrCreate())\n    \
                try:\n        yield context\n    finally:\n        print(1)\n\n\n\
                def load():\n    frame = DynamicFrame.fromDF(spark.read.parquet(\"s3://b/in\"), \
                glueContext, \"x\")\n    return frame\n\n\nclass Job:\n    \
                context = glueContext\n\n    def spark(self):\n        \
                self.context.write_dynamic_frame.from_options(\n            \
                source, \"s3\", {\"path\": \"s3://b/o\"}, \"json\"\n        )\n";
    linked::check(&[module("job.py", text)], &settings(2)).unwrap();
}

#[test]
fn a_star_import_of_glue_is_enough_where_others_have_the_same_name() {
    let text = "from awsglue.transforms import *\nfrom lib.session import *\n\n\n\
                def load(source):\n    return source.drop_fields([\"a\"])\n";
    let helpers = "from awsglue.transforms import *\nfrom job import *\n\n\
                   made = load(Map.apply(given, change, **more))\n";
    let session = "from awsglue.transforms import *\nfrom job import load\n\n\n\
                   def again(source):\n    \
                   return load(DropFields.apply(frame=source, paths=[\"a\"]))\n";
    let modules = [
        module("job.py", text),
        module("lib/helpers.py", helpers),
        module("lib/session.py", session),
    ];
    linked::check(&modules, &settings(0)).unwrap();
    let new = linked::rewritten(&modules, &settings(0)).unwrap();
    let with_glue = new.iter().map(|text| text.contains("awsglue")).collect::<Vec<_>>();
    assert_eq!(with_glue, [false, true, false], "{new:#?}");
}

const GLUE: &str =
    "from awsglue.context import GlueContext\nfrom pyspark.context import SparkContext\n\n";

#[test]
fn what_a_module_of_glue_makes_for_others_goes_with_its_last_reader() {
    // The job reads `sc` for Glue alone; the module names Glue in the next run, too.
    let session = format!(
        "{GLUE}sc = SparkContext.getOrCreate()\n\n\ndef load(ctx, **options):\n    return \
         ctx.create_dynamic_frame.from_catalog(database=\"db\", table_name=\"t\", \
         additional_options=options)\n"
    );
    let job = "from awsglue.context import GlueContext\nfrom lib.session import *\n\n\
               context, other = GlueContext(sc), None\nload(context)\n";
    let modules = [module("job.py", job), module("lib/session.py", &session)];
    linked::check(&modules, &settings(0)).unwrap();
    // Others still have it: by its name, as an attribute, or by an import that nobody reads.
    let readers = [
        "from lib.session import *\n\nsc.parallelize([1])\n",
        "import lib.session\n\nlib.session.sc.parallelize([1])\n",
        "from lib.session import sc\n",
    ];
    for reader in readers {
        let modules = [module("job.py", reader), module("lib/session.py", &session)];
        linked::check(&modules, &settings(0)).unwrap();
        let new = linked::rewritten(&modules, &settings(0)).unwrap();
        assert!(new[1].contains("sc = SparkContext.getOrCreate()"), "{new:#?}");
    }
}

#[test]
fn a_context_of_one_branch_stays_for_a_call_in_another() {
    let text = "from awsglue.context import GlueContext\n\
                from awsglue.dynamicframe import DynamicFrame\n\
                from pyspark.sql import SparkSession\n\nspark = SparkSession.builder.getOrCreate()\n\n\n\
                def load(name, ctx):\n    if flag:\n        \
                ctx = GlueContext(spark.sparkContext)\n    elif other:\n        \
                df = ctx.create_dynamic_frame.from_catalog(database=\"db\", table_name=\"t\")\n        \
                name = getattr(df, \"toDF\")()\n    return name\n";
    linked::check(&[module("job.py", text)], &settings(0)).unwrap();
}

#[test]
fn a_local_name_that_reads_itself_stays_local() {
    let text = format!(
        "{GLUE}glueContext = GlueContext(SparkContext.getOrCreate())\n\n\n@decorated\n\
         def load(session, ctx):\n    if other:\n        \
         glueContext, session = glueContext, ctx.spark_session\n    \
         first, second = glueContext, glueContext.spark_session\n    return session\n\n\n\
         load(glueContext.spark_session, glueContext)\n"
    );
    linked::check(&[module("job.py", &text)], &settings(0)).unwrap();
}
