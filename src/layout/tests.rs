use super::*;
use proptest::prelude::*;

fn laid(code: &str, width: usize) -> String {
    layout(code, "", "    ", 0, width, "\n")
}

/// The tree without parentheses, as text.
fn dump(module: &Module<'_>, id: ExprId) -> String {
    let id = module.unparen(id);
    let expr = module.expr(id);
    let mut out = match &expr.kind {
        ExprKind::Name(t) | ExprKind::Number(t) => (*t).to_owned(),
        ExprKind::Str(_) => module.expr_source(id).to_owned(),
        ExprKind::Attribute(_, n) => format!(".{}", n.text),
        ExprKind::Call(_, args, _) => format!(
            "call{:?}",
            args.iter().map(|a| (a.stars, a.name.map(|n| n.text))).collect::<Vec<_>>()
        ),
        ExprKind::Binary(_, o, _) | ExprKind::BoolOp(_, o, _) | ExprKind::Unary(o, _) => {
            (*o).to_owned()
        }
        ExprKind::Compare(_, rest) => rest.iter().map(|r| r.0).collect(),
        other => format!("{:?}", std::mem::discriminant(other)),
    };
    out.push('[');
    module.each_child(id, |child| {
        out += &dump(module, child);
        out.push(' ');
    });
    out.push(']');
    out
}

fn tree(code: &str) -> String {
    let text = format!("x = {code}\n");
    let module = crate::python::parse(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    let StmtKind::Assign { value: Some(value), .. } = module.stmt(module.body.stmts[0]).kind else {
        panic!("{text}");
    };
    dump(&module, value)
}

#[test]
fn breaks_as_black_does() {
    for (code, width, expected) in [
        (r#"df.select("a", "b")"#, 88, r#"df.select("a", "b")"#),
        (
            r#"spark.read.format("csv").option("header", "true").load(path)"#,
            40,
            "(\n    spark.read.format(\"csv\")\n    .option(\"header\", \"true\")\n    .load(path)\n)",
        ),
        (
            r#"df.select("a", F.col("b").try_cast("int").alias("c"))"#,
            45,
            "df.select(\n    \"a\",\n    F.col(\"b\").try_cast(\"int\").alias(\"c\"),\n)",
        ),
        (
            r#"df.filter(F.col("n").isNotNull() & ((F.col("n") > 5) | (F.col("a") == "v")))"#,
            50,
            "df.filter(\n    F.col(\"n\").isNotNull()\n    & ((F.col(\"n\") > 5) | (F.col(\"a\") == \"v\"))\n)",
        ),
        (
            r#"spark.table("t").select("aaaaaaaa", "bbbbbbbb")"#,
            30,
            "spark.table(\"t\").select(\n    \"aaaaaaaa\", \"bbbbbbbb\"\n)",
        ),
        (
            r#"df.select(F.struct(F.col("a").alias("x"), "b").alias("s"), "c")"#,
            32,
            "df.select(\n    F.struct(\n        F.col(\"a\").alias(\"x\"),\n        \"b\",\n    ).alias(\"s\"),\n    \"c\",\n)",
        ),
        (
            r#"df.filter(x).write.mode("append").option("a", "b").save(p)"#,
            30,
            "(\n    df.filter(x)\n    .write.mode(\"append\")\n    .option(\"a\", \"b\")\n    .save(p)\n)",
        ),
        (
            r#"df.withColumns({"a": F.col("a"), "b": F.col("b")})"#,
            30,
            "df.withColumns(\n    {\n        \"a\": F.col(\"a\"),\n        \"b\": F.col(\"b\"),\n    }\n)",
        ),
        (
            r#"df.drop("aaaaaaaa", "bbbbbbbb", "cccccccc")"#,
            30,
            "df.drop(\n    \"aaaaaaaa\",\n    \"bbbbbbbb\",\n    \"cccccccc\",\n)",
        ),
        (r"aaaaaaaaaaaa & bbbbbbbbbbbb", 20, "(\n    aaaaaaaaaaaa\n    & bbbbbbbbbbbb\n)"),
        ("f(x for x in a_long_name_of_a_list)", 20, "f(x for x in a_long_name_of_a_list)"),
        (r#""a string that is too long to fit""#, 20, r#""a string that is too long to fit""#),
    ] {
        assert_eq!(laid(code, width), expected);
    }
}

#[test]
fn puts_a_word_with_its_link() {
    let write = "frame.write.mode('append').saveAsTable('lake.rides')";
    let expected = "(\n    frame.write.mode('append')\n    .saveAsTable('lake.rides')\n)";
    assert_eq!(laid(write, 36), expected);
}

#[test]
fn keeps_what_the_user_laid_out() {
    let list = "df.drop(*[\n  c  # why\n  for c in cols\n], \"a\", \"b\")";
    assert_eq!(laid(list, 20), list);
    let commented = "df.select(\n  aaaaaaaaaaaaaaaaaaaa,  # first\n  b)";
    assert_eq!(laid(commented, 8), commented);
    assert_eq!(laid("not ( python", 3), "not ( python");
}

#[test]
fn breaks_a_long_link_of_a_chain_that_the_user_laid_out() {
    let chain = "df\n  .drop(\"a\")  # why.not\n  .select(\"aaaa\", \"bbbb\", \"cccc\")\n  .show()";
    let expected = "df\n  .drop(\"a\")  # why.not\n  .select(\n      \"aaaa\",\n      \"bbbb\",\n      \"cccc\",\n  )\n  .show()";
    assert_eq!(laid(chain, 22), expected);
    assert_eq!(laid(chain, 88), chain);
    let generated =
        "spark.read.format(\"json\").option(\"mode\", \"DROP\").load(path)\n    .drop(\"a\")";
    let expected = "spark.read.format(\"json\")\n    .option(\"mode\", \"DROP\")\n    .load(path)\n    .drop(\"a\")";
    assert_eq!(layout(generated, "    ", "    ", 4, 40, "\n"), expected);
    let slashed = generated.replace('\n', " \\\n");
    assert_eq!(layout(&slashed, "", "    ", 4, 40, "\n"), expected.replace('\n', " \\\n"));
    let joined = "df \\\n  .select(\"aaaa\", \"bbbb\") \\\n  .show()";
    let expected = "df \\\n  .select(\n      \"aaaa\", \"bbbb\"\n  ) \\\n  .show()";
    assert_eq!(laid(joined, 22), expected);
}

#[test]
fn indents_with_the_file() {
    let got = layout("df.select(\"aaaa\", b=\"bbbb\")", "\t", "\t", 8, 20, "\r\n");
    assert_eq!(got, "df.select(\r\n\t\t\"aaaa\",\r\n\t\tb=\"bbbb\",\r\n\t)");
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z]{1,9}".prop_map(|n| format!("v_{n}")),
        "[a-z .,()]{0,12}".prop_map(|s| format!("\"{s}\"")),
        (0..999u32).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(5, 60, 4, |inner| {
        let args = proptest::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            (inner.clone(), "[a-z]{1,9}", args.clone())
                .prop_map(|(o, m, a)| format!("({o}).m_{m}({})", a.join(", "))),
            ("[a-z]{1,9}", "[a-z]{1,9}", args.clone(), args.clone()).prop_map(|(o, m, a, b)| {
                format!("v_{o}.read.m_{m}({}).then({})", a.join(", "), b.join(", "))
            }),
            ("[a-z]{1,9}", args.clone(), args.clone(), args.clone()).prop_map(|(o, a, b, c)| {
                format!(
                    "v_{o}.one({}).two(k={}).three(*{})[0].x",
                    a.join(", "),
                    b.first().map_or("1", |s| s),
                    c.first().map_or("[]", |s| s)
                )
            }),
            (inner.clone(), inner.clone(), 0..4usize)
                .prop_map(|(l, r, op)| { format!("({l}) {} ({r})", ["&", "|", "+", "and"][op]) }),
            (inner.clone(), inner.clone()).prop_map(|(l, r)| format!("(({l}) < ({r}))")),
            inner.clone().prop_map(|e| format!("~({e})")),
            args.clone().prop_map(|a| format!("[{}]", a.join(", "))),
            args.clone().prop_map(|a| match &a[..] {
                [] => "()".to_owned(),
                a => format!("({},)", a.join(", ")),
            }),
            args.prop_map(|a| {
                let items: Vec<_> = a.iter().map(|v| format!("\"k\": {v}")).collect();
                format!("{{{}}}", items.join(", "))
            }),
            (inner.clone(), inner).prop_map(|(a, b)| format!("lambda x: ({a}, {b})")),
        ]
    })
}

proptest! {
    #[test]
    fn changes_no_meaning(code in expression(), width in 10..100usize, column in 0..20usize) {
        let out = layout(&code, "", "  ", column, width, "\n");
        prop_assert_eq!(tree(&out), tree(&code), "{}", out);
    }

    #[test]
    fn a_second_pass_changes_no_meaning(code in expression(), width in 10..100usize) {
        let once = layout(&code, "", "    ", 0, width, "\n");
        // What spans lines is judged by its first line only, so a second pass may still break a
        // part of it, but never changes the meaning.
        let twice = layout(&once, "", "    ", 0, width, "\n");
        prop_assert_eq!(tree(&twice), tree(&code), "{}", twice);
    }
}
