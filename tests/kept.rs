//! The fuzz targets without a fuzzer: over their kept inputs, the project's own files, and mutations of
//! both. A short search with one seed and so many turns, so that a build says the same on each machine;
//! `UNGLUE_FUZZ_SECONDS` makes it longer, `UNGLUE_FUZZ_SEED` another.

#[allow(dead_code)] // shared with other tests and with fuzz/
#[path = "support/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many mutations are tried where no time is given.
const TURNS: usize = 150;

/// Words that make a text mean something else.
const WORDS: [&str; 24] = [
    "glueContext",
    "DynamicFrame",
    "awsglue",
    "import ",
    "from ",
    "def ",
    "lambda x: ",
    ".toDF()",
    "#",
    "\"\"\"",
    "'",
    "\\",
    "\r\n",
    "\n    ",
    "\t",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\u{feff}",
    "é",
    "${",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.sort();
    let below = |path: PathBuf| {
        if path.is_dir() { files(&path, wanted) } else { vec![path] }
    };
    paths.into_iter().flat_map(below).filter(|path| wanted(path)).collect()
}

/// The kept inputs of a target, and what the project itself has of its kind.
fn inputs(target: &str) -> Vec<Vec<u8>> {
    let ends = |end: &'static str| move |path: &Path| path.to_string_lossy().ends_with(end);
    let head: &[u8] = match target {
        "bytes" => &[0],
        "notebooks" => &[0, 0],
        _ => &[],
    };
    let own = match target {
        "bytes" => files(&root().join("testdata/awkward"), &ends(".py")),
        "notebooks" => files(&root().join("testdata/notebooks"), &ends(".ipynb")),
        "config" => files(&root().join("testdata"), &ends("unglue.toml")),
        "rules" => files(&root().join("rules"), &|path| {
            ends(".toml")(path) && path.metadata().is_ok_and(|data| data.len() < 8192)
        }),
        _ => Vec::new(),
    };
    let kept = files(&root().join("fuzz/corpus").join(target), &|_| true);
    let kept = kept.iter().map(|path| std::fs::read(path).unwrap());
    let own = own.iter().map(|path| [head, &std::fs::read(path).unwrap()].concat());
    kept.chain(own).collect()
}

/// Numbers that look random and are the same each time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).unwrap()).unwrap()
    }

    /// The bytes with one to four changes.
    fn mutated(&mut self, bytes: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(24)).min(bytes.len());
            match self.below(6) {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, WORDS[self.below(WORDS.len())].bytes())),
                2 => drop(bytes.splice(at..end, bytes[at..end].repeat(2))),
                3 => {
                    let from = self.below(other.len() + 1);
                    let to = (from + self.below(200)).min(other.len());
                    drop(bytes.splice(at..end, other[from..to].iter().copied()));
                }
                4 => bytes.insert(at, u8::try_from(self.below(256)).unwrap()),
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = u8::try_from(self.below(256)).unwrap();
                    }
                }
            }
        }
        bytes
    }
}

/// Runs a target; an input that fails is kept where `scripts/fuzz` keeps its own.
fn tried(name: &str, target: targets::Target, input: &[u8]) {
    if let Err(fault) = catch_unwind(AssertUnwindSafe(|| target(input))) {
        let folder = root().join("fuzz/artifacts").join(name);
        let path = folder.join(format!("kept-{}", input.len()));
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(&path, input).unwrap();
        println!("the input that failed is in {}", path.display());
        std::panic::resume_unwind(fault);
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn search(name: &str) {
    let (_, target) = *targets::ALL.iter().find(|(known, _)| *known == name).unwrap();
    let inputs = inputs(name);
    assert!(!inputs.is_empty(), "the inputs are gone");
    for input in &inputs {
        tried(name, target, input);
    }
    targets::invariants::lenient(true);
    let mut random = Random(number("UNGLUE_FUZZ_SEED").unwrap_or(0).wrapping_add(0x9e37_79b9));
    let time = number("UNGLUE_FUZZ_SECONDS").map(Duration::from_secs);
    let (start, mut turns) = (Instant::now(), 0);
    while time.map_or(turns < TURNS, |time| start.elapsed() < time) {
        let (one, two) = (random.below(inputs.len()), random.below(inputs.len()));
        tried(name, target, &random.mutated(&inputs[one], &inputs[two]));
        turns += 1;
    }
    println!("{name}: {} inputs, {turns} mutations", inputs.len());
}

#[test]
fn bytes() {
    search("bytes");
}

#[test]
fn scripts() {
    search("scripts");
}

#[test]
fn estates() {
    search("estates");
}

#[test]
fn notebooks() {
    search("notebooks");
}

#[test]
fn rules() {
    search("rules");
}

#[test]
fn config() {
    search("config");
}
