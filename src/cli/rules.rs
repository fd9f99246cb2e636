//! `unglue rules`: what the rules are, and whether their examples hold.

use anyhow::bail;

use super::Streams;
use super::args::RulesCommand;

/// The single place in which the command line meets the rules.
///
/// # Errors
/// Where the rules cannot be loaded, or the id is not known.
pub fn run(command: &RulesCommand, _streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    match command {
        RulesCommand::Show { id } => bail!("rules are not loaded, so `{id}` is not known"),
        RulesCommand::List | RulesCommand::Test => bail!("rules are not loaded"),
    }
}
