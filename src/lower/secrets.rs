//! Credentials: what opens a door never goes into rewritten code. A literal password, or a literal
//! address with one inside, becomes a secret of a scope; a Glue connection becomes a scope of its name.

use super::Lowered;
use super::fragments::FragmentCx;
use crate::python::ast::{ExprId, ExprKind};

/// Words before `=` that say that a password or key follows, in lower case.
const KEYS: [&str; 6] =
    ["password", "passwd", "pwd", "secret_access_key", "secretaccesskey", "sessiontoken"];

/// Ends of the names of options whose value is a password or key, in lower case.
const NAMES: [&str; 7] = ["password", "passwd", "pwd", "pass", "secret", "secretkey", "accountkey"];

/// Starts of a placeholder that something fills at run time, and ends of an empty value.
const NO_VALUE: [char; 10] = ['{', '}', '$', '%', '<', '&', ';', '\'', '"', ','];

/// Whether a text holds a password: `password=…`, `//user:pw@host` or Oracle's `user/pw@`.
pub(super) fn holds_password(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let named = KEYS.iter().any(|key| {
        lower.match_indices(key).any(|(at, _)| {
            let Some(value) = lower[at + key.len()..].trim_start().strip_prefix('=') else {
                return false;
            };
            let value = value.trim_start().trim_start_matches(['\\', '\'', '"']);
            value.starts_with(|c: char| !c.is_whitespace() && !NO_VALUE.contains(&c))
        })
    });
    named || in_authority(&lower, "//", ':') || in_authority(&lower, ":thin:", '/')
}

/// Whether `user`, a separator, a password and `@` follow a mark.
fn in_authority(text: &str, mark: &str, separator: char) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let rest = &text[at + mark.len()..];
        let end = rest.find(['@', '?', ' ', ';']).filter(|end| rest[*end..].starts_with('@'));
        end.and_then(|end| rest[..end].split_once(separator)).is_some_and(|(user, password)| {
            !user.is_empty()
                && !user.contains(['/', '{'])
                && password.starts_with(|c: char| !NO_VALUE.contains(&c))
                && !password.contains('/')
        })
    })
}

/// Whether the source of an expression holds a password, behind names with one value too.
pub(super) fn shows_password(cx: &FragmentCx<'_>, id: ExprId) -> bool {
    let module = cx.script.module;
    let id = cx.script.constant(id).unwrap_or(id);
    let mut found = match &module.expr(id).kind {
        ExprKind::Str(literal) => match &literal.value {
            Some(text) => holds_password(text),
            None => holds_password(module.expr_source(id).trim_end_matches(['"', '\''])),
        },
        _ => false,
    };
    module.each_child(id, |child| found = found || shows_password(cx, child));
    found
}

/// Whether a password itself stands in the script: a literal, pieces of one, or a literal default.
pub(super) fn is_written_out(cx: &FragmentCx<'_>, id: ExprId) -> bool {
    let module = cx.script.module;
    let id = cx.script.constant(id).unwrap_or(id);
    match &module.expr(id).kind {
        ExprKind::Str(literal) => {
            literal.interpolations.is_empty() && !cx.script.is_empty_literal(id)
        }
        ExprKind::Number(_) => true,
        ExprKind::Binary(left, _, right) | ExprKind::BoolOp(left, _, right) => {
            is_written_out(cx, *left) || is_written_out(cx, *right)
        }
        ExprKind::IfElse { body, orelse, .. } => {
            is_written_out(cx, *body) || is_written_out(cx, *orelse)
        }
        ExprKind::Paren(inner) => is_written_out(cx, *inner),
        // `os.environ.get("PASSWORD", "…")`
        ExprKind::Call(func, args, _) => {
            let getter = matches!(module.expr(*func).kind, ExprKind::Attribute(_, attr)
                if matches!(attr.text, "get" | "getenv"));
            getter && args.get(1).is_some_and(|default| is_written_out(cx, default.value))
        }
        _ => false,
    }
}

/// The secret scope of the options of one site: that of the Glue connection where there is one, else
/// that of the database in a literal address, else that of the kind of connection.
pub(super) fn scope(cx: &FragmentCx<'_>, options: &[(String, ExprId)]) -> String {
    let option = |key: &str| options.iter().find(|o| o.0.eq_ignore_ascii_case(key)).map(|o| o.1);
    let named = option("connectionName")
        .or_else(|| option("secretId"))
        .or_else(|| cx.value("catalog_connection").ok().flatten())
        .or_else(|| cx.value("connection_name").ok().flatten());
    if let Some(name) = named {
        return connection_scope(cx, name);
    }
    let database = option("url")
        .and_then(|url| cx.script.literal(url))
        .and_then(|url| database(&url))
        .or_else(|| option("database").and_then(|name| cx.script.literal(name)));
    let kind = || cx.value("connection_type").ok().flatten().and_then(|t| cx.script.literal(t));
    let name = database.or_else(kind).unwrap_or_else(|| "glue".to_owned());
    cx.quote(&mapped(cx, &name))
}

/// The scope that takes the place of a Glue connection.
pub(super) fn connection_scope(cx: &FragmentCx<'_>, name: ExprId) -> String {
    match cx.script.literal(name) {
        Some(name) => cx.quote(&mapped(cx, &name)),
        None => (cx.source)(name),
    }
}

/// The configured scope, or the name itself in the letters that a scope's name may have.
fn mapped(cx: &FragmentCx<'_>, name: &str) -> String {
    let valid = |c: char| c.is_alphanumeric() || "-_@.".contains(c);
    match cx.script.settings.secrets.get(name) {
        Some(scope) => scope.clone(),
        None => name.chars().map(|c| if valid(c) { c } else { '-' }).collect(),
    }
}

/// The database that a literal address names.
fn database(url: &str) -> Option<String> {
    let end = url.find(['?', ';']).unwrap_or(url.len());
    let (address, rest) = url.split_at(end);
    let named = rest.split(';').find_map(|p| p.trim().strip_prefix("databaseName="));
    let path = || {
        let (_, authority) = address.split_once("//")?;
        authority.split_once('/').map(|(_, path)| path)
    };
    let name = named.or_else(path)?;
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (!name.is_empty() && name.chars().all(valid)).then(|| name.to_owned())
}

/// `dbutils.secrets.get(scope, key)`.
pub(super) fn get(cx: &FragmentCx<'_>, scope: &str, key: &str) -> String {
    format!("{}.secrets.get({scope}, {})", (cx.import)("dbutils"), cx.quote(key))
}

/// What is said about a scope that takes the place of a Glue connection.
pub(super) fn holds(scope: &str, keys: &[&str]) -> String {
    let keys = match keys.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => keys.concat(),
    };
    format!("the secret scope {scope} must hold {keys} of the Glue connection")
}

/// What is said about a credential that was left behind.
pub(super) fn note(scope: &str, key: &str) -> String {
    format!(
        "credentials stand in the script and are not copied: put them into the secret scope {scope} under the key \"{key}\""
    )
}

/// A value as it goes into an option: its source, or a secret where the source shows a password.
pub(super) fn guarded(
    cx: &FragmentCx<'_>,
    given: &[(String, ExprId)],
    key: &str,
    value: ExprId,
) -> Lowered {
    let opens = NAMES.iter().any(|n| key.to_ascii_lowercase().ends_with(n));
    if shows_password(cx, value) || opens && is_written_out(cx, value) {
        let key = if opens { "password" } else { key };
        let scope = scope(cx, given);
        let mut out = Lowered { text: get(cx, &scope, key), notes: Vec::new() };
        out.note(note(&scope, key));
        return out;
    }
    Lowered { text: (cx.source)(value), notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_seen_in_addresses() {
        for text in [
            "jdbc:redshift://h:5439/dev?user=u&password=hunter2",
            "jdbc:mysql://h/d?user=u&pwd=hunter2",
            "jdbc:sqlserver://h;user=u;Password = hunter2;",
            "mongodb://user:hunter2@h:27017/",
            "jdbc:oracle:thin:user/hunter2@//h:1521/x",
            "org.Plain required username=\"u\" password=\"hunter2\";",
            "CREDENTIALS 'aws_access_key_id=A;aws_secret_access_key=S'",
            "f\"jdbc:mysql://{h}/d?password=hunter2",
        ] {
            assert!(holds_password(text), "{text}");
        }
        for text in [
            "jdbc:redshift://h:5439/dev",
            "jdbc:mysql://h/d?user=u&password=",
            "jdbc:mysql://h/d?password={}&x=1",
            "user=${user};Password=${Password}",
            "f\"mongodb://{user}:{password}@h/",
            "mongodb+srv://h/?retryWrites=true",
            "s3://bucket/a:b/c@d",
            "password required",
            "jdbc:oracle:thin:@//h:1521/x",
        ] {
            assert!(!holds_password(text), "{text}");
        }
    }

    #[test]
    fn the_database_of_an_address() {
        assert_eq!(database("jdbc:mysql://h:3306/shop?ssl=1").as_deref(), Some("shop"));
        assert_eq!(database("jdbc:sqlserver://h:1;databaseName=shop;x=1").as_deref(), Some("shop"));
        assert_eq!(database("jdbc:oracle:thin:@h"), None);
    }
}
