//! The least that a run over a folder can cost: reading every Python file, and a bare tree-sitter
//! parse of those that use Glue. `scripts/bench` sets the whole program against it.
//!
//! usage: `cargo bench --bench floor -- DIR GLUE_LIST [RUNS]`
//!
//! `GLUE_LIST` names one file a line, relative to `DIR`. Each line of the output is a name, the
//! number of threads and, for every run, the milliseconds that passed and those of processor time.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tree_sitter::Parser;
use walkdir::WalkDir;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const RUNS: usize = 9;

fn main() -> Result<()> {
    // Cargo adds `--bench` of its own, and runs the bench without a folder under `--all-targets`.
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let [folder, list, rest @ ..] = arguments.as_slice() else {
        println!("floor: no folder given; run scripts/bench");
        return Ok(());
    };
    let runs = rest.first().map_or(Ok(RUNS), |text| text.parse())?;
    let folder = Path::new(folder);
    let glue = glue_texts(folder, Path::new(list))?;
    println!("files {}", python_files(folder).len());
    println!("glue_files {}", glue.len());
    println!("glue_bytes {}", glue.iter().map(Vec::len).sum::<usize>());
    for threads in thread_counts() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        pool.install(|| {
            report("read", threads, runs, || read_all(folder));
            report("parse", threads, runs, || parse_all(&glue));
            report("read+parse", threads, runs, || read_all(folder) + parse_all(&glue));
        });
    }
    Ok(())
}

/// One thread, two and all of them, as far as there are so many.
fn thread_counts() -> Vec<usize> {
    let all = rayon::current_num_threads();
    let mut counts = vec![1, all.min(2), all];
    counts.dedup();
    counts
}

fn report(name: &str, threads: usize, runs: usize, work: impl Fn() -> usize) {
    let times: Vec<String> = (0..runs).map(|_| cost(&work)).collect();
    println!("{name} {threads} {}", times.join(" "));
}

/// `12.345/23.456`: the milliseconds that passed, and those of processor time of all threads.
fn cost(work: &impl Fn() -> usize) -> String {
    let before = processor_time();
    let started = Instant::now();
    black_box(work());
    let passed = started.elapsed();
    let used =
        processor_time().zip(before).map_or(passed, |(after, before)| after.saturating_sub(before));
    format!("{:.3}/{:.3}", milliseconds(passed), milliseconds(used))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The processor time of all threads of this process; `None` where the system is not Linux.
fn processor_time() -> Option<Duration> {
    // The system adds up when a thread stops: until then the last few milliseconds are missing.
    std::thread::sleep(Duration::from_micros(200));
    let tasks = fs::read_dir("/proc/self/task").ok()?;
    let nanoseconds = |task: fs::DirEntry| -> Option<u64> {
        fs::read_to_string(task.path().join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    tasks.map(|task| nanoseconds(task.ok()?)).sum::<Option<u64>>().map(Duration::from_nanos)
}

fn python_files(folder: &Path) -> Vec<PathBuf> {
    WalkDir::new(folder)
        .into_iter()
        .filter_map(std::result::Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .collect()
}

fn glue_texts(folder: &Path, list: &Path) -> Result<Vec<Vec<u8>>> {
    fs::read_to_string(list)?.lines().map(|line| Ok(fs::read(folder.join(line))?)).collect()
}

/// Walks the folder and reads every Python file; the bytes that were read.
fn read_all(folder: &Path) -> usize {
    python_files(folder)
        .par_iter()
        .map(|path| fs::read(path).map_or(0, |bytes| black_box(bytes).len()))
        .sum()
}

/// Parses all texts, with one parser for each piece of work that a thread takes.
fn parse_all(texts: &[Vec<u8>]) -> usize {
    texts
        .par_iter()
        .map_init(python_parser, |parser, text| {
            parser.parse(text, None).map_or(0, |tree| black_box(tree).root_node().end_byte())
        })
        .sum()
}

fn python_parser() -> Parser {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_python::LANGUAGE.into())
        .expect("the grammar and the library are of one version");
    parser
}
