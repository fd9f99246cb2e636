//! What holds for every text that goes through the rewriter.

use std::cell::Cell;

use unglue::config::Settings;
use unglue::free_names::free_names;
use unglue::python::parse;
use unglue::rewrite::{Conversion, ConvertError, convert};

use super::generate::Made;

/// The settings that change most of what is written.
pub const CONFIGS: [&str; 4] = [
    "",
    "spark = \"3.5\"\narguments = \"widgets\"",
    "grade = \"safe\"",
    "delta_formats = []\n[catalog]\ndefault = \"main\"\n[paths]\n\"s3://b/o\" = \"main.a.b\"",
];

/// The settings that a number stands for.
pub fn settings(number: u8) -> Settings {
    let text = CONFIGS[usize::from(number) % CONFIGS.len()];
    Settings::from_toml(text).expect("the configurations above are valid")
}

thread_local! {
    static LENIENT: Cell<bool> = const { Cell::new(false) };
}

/// Whether texts at random may be refused by the last check of an output (`Unsettled`): most of what
/// fuzzing makes no longer works in Python either. Kept inputs and made scripts may not.
#[allow(dead_code)] // not all tests ask for it
pub fn lenient(on: bool) {
    LENIENT.set(on);
}

/// Whether an error is no fault: the text is no Python 3, goes past a limit, or is refused as
/// [`lenient`] allows.
pub fn is_refusal(error: &ConvertError) -> bool {
    match error {
        ConvertError::NotPython { .. } | ConvertError::Limit(_) => true,
        ConvertError::Unsettled(_) => LENIENT.get(),
        ConvertError::BadOutput(_) => false,
    }
}

/// Converts a text and checks what must hold of any.
///
/// `None` where the text is refused, as it is not Python 3 or past a limit.
///
/// # Errors
/// The invariant that is broken.
pub fn check(text: &str, settings: &Settings) -> Result<Option<Conversion>, String> {
    let done = match convert(text, settings) {
        Ok(done) => done,
        Err(ConvertError::NotPython { line, column, .. }) => {
            let lines = text.split('\n').count();
            return if (1..=lines).contains(&line) && column >= 1 {
                Ok(None)
            } else {
                Err(format!("the place {line}:{column} of the error is outside"))
            };
        }
        Err(error) if is_refusal(&error) => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    for finding in &done.findings {
        let place = text.get(finding.range.clone());
        if place.is_none() || finding.message.is_empty() {
            return Err(format!("a finding without a place or a message: {finding:?}"));
        }
    }
    let Some(new) = &done.text else {
        return Ok(Some(done));
    };
    parse(new).map_err(|error| format!("the output does not parse: {error}\n{new}"))?;
    let (before, after) = (free_names(text), free_names(new));
    let (Some(before), Some(after)) = (before, after) else {
        return Err("the names of the text cannot be told".to_owned());
    };
    let added: Vec<_> = after.difference(&before).collect();
    if !added.is_empty() {
        return Err(format!("new undefined names {added:?} in\n{new}"));
    }
    match convert(new, settings) {
        Ok(Conversion { text: None, .. }) => Ok(Some(done)),
        Ok(Conversion { text: Some(again), .. }) => {
            Err(format!("a second run changes\n{new}\ninto\n{again}"))
        }
        Err(error) => Err(format!("the output is refused: {error}\n{new}")),
    }
}

/// As [`check`], with what is known of a made script: it parses, untouched text is untouched, comments
/// are not lost, and no use of Glue is met with silence.
///
/// # Errors
/// The invariant that is broken.
pub fn check_made(made: &Made, settings: &Settings) -> Result<(), String> {
    let Some(done) = check(&made.text, settings)? else {
        return Err("the made script is refused".to_owned());
    };
    for place in &made.glue {
        let met =
            |range: &std::ops::Range<usize>| range.start < place.end && place.start < range.end;
        if !done.findings.iter().any(|finding| met(&finding.range)) {
            return Err(format!("no finding at `{}`", &made.text[place.clone()]));
        }
    }
    let Some(new) = &done.text else {
        return Ok(());
    };
    for text in made.plain.iter().chain(&made.comments) {
        if new.matches(text.as_str()).count() != 1 {
            return Err(format!("`{text}` is not once in\n{new}"));
        }
    }
    let mixed = new.replace("\r\n", "").contains('\n') && new.contains("\r\n");
    if mixed {
        return Err(format!("the line endings are mixed in\n{new}"));
    }
    Ok(())
}
