//! The last check of an output that still has Glue in it: nothing in it may read a name that is gone, and
//! a second run may not change it again.
//!
//! Rules and borders together can bring about what neither does alone. Such a file is left as it was: most
//! outputs have no Glue left, so that the check costs a run little.

use rustc_hash::FxHashSet;

use super::{Conversion, ConvertError, Parsed};
use crate::config::Settings;
use crate::diagnostics::Family;

/// What notebooks bind before their first cell.
const GIVEN: [&str; 3] = ["spark", "sc", "dbutils"];

/// Checks what a text became, where `again` converts the output as the text was converted.
///
/// # Errors
/// [`ConvertError::Unsettled`] where the output cannot be trusted.
pub fn settled(
    before: &Parsed<'_>,
    settings: &Settings,
    conversion: Conversion,
    again: impl FnOnce(&Parsed<'_>) -> Result<Conversion, ConvertError>,
) -> Result<Conversion, ConvertError> {
    let left = conversion.findings.iter().any(|f| f.family == Family::Glue && !f.converted);
    let Some(output) = conversion.text.as_deref().filter(|_| left) else {
        return Ok(conversion);
    };
    let parsed = Parsed::of(output)?;
    if let Some(name) = new_name(before, settings, &parsed) {
        return Err(ConvertError::Unsettled(format!("would read `{name}`, which nothing binds")));
    }
    match again(&parsed)?.text {
        None => Ok(conversion),
        Some(second) => {
            let same = output.lines().zip(second.lines()).take_while(|(a, b)| a == b).count();
            let line = output.lines().nth(same).unwrap_or_default().trim();
            Err(ConvertError::Unsettled(format!("would change again in a second run, at `{line}`")))
        }
    }
}

/// A name that the output reads and nothing in it binds, where the text did not read it so.
fn new_name<'o>(before: &Parsed<'_>, settings: &Settings, output: &Parsed<'o>) -> Option<&'o str> {
    let known: FxHashSet<&str> = before.unbound().collect();
    let given = |name: &str| settings.given_session && GIVEN.contains(&name);
    output.unbound().filter(|name| !known.contains(name) && !given(name)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rewrite::convert;

    /// A part of Glue that stays.
    const LEFT: &str = "from awsglue.context import GlueContext\nimport house\n\n\
                        house.start(GlueContext(sc).unheard_of())\n";

    fn checked(output: &str, second: Option<&str>) -> Result<Conversion, String> {
        let settings = Settings::default();
        let done = convert(LEFT, &settings).unwrap();
        assert!(done.findings.iter().any(|finding| !finding.converted));
        let done = Conversion { text: Some(output.to_owned()), ..done };
        let again = Conversion { text: second.map(str::to_owned), ..Conversion::default() };
        settled(&Parsed::of(LEFT).unwrap(), &settings, done, |_: &Parsed<'_>| Ok(again))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_output_that_stays_is_taken() {
        assert_eq!(checked(LEFT, None).unwrap().text.as_deref(), Some(LEFT));
    }

    #[test]
    fn an_output_that_would_change_again_is_not() {
        let error = checked(LEFT, Some(&LEFT.replace("GlueContext(sc).", ""))).unwrap_err();
        assert!(
            error.contains("in a second run, at `house.start(GlueContext(sc).unheard_of())`"),
            "{error}"
        );
    }

    #[test]
    fn an_output_with_a_name_that_is_gone_is_not() {
        let error = checked(&LEFT.replace("import house\n", ""), None).unwrap_err();
        assert!(error.contains("would read `house`, which nothing binds"), "{error}");
    }

    #[test]
    fn what_has_no_glue_left_is_not_looked_at() {
        let text = "import house\n";
        let done = Conversion { text: Some("later\n".to_owned()), ..Conversion::default() };
        let again = |_: &Parsed<'_>| panic!("it is converted again");
        let before = Parsed::of(text).unwrap();
        assert_eq!(settled(&before, &Settings::default(), done.clone(), again), Ok(done));
    }
}
