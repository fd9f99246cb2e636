//! Replacement templates with typed holes.
//!
//! `${name}` inserts an argument's source, `${a.b}` the value of a key of a literal dict argument,
//! `${@F}` a name that must be imported, `${spark}` the session, `${fragment(arg, …)}` a computed
//! fragment, `$[…]` a part that is left out when an argument in it is absent.

/// One part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(String),
    /// `${path}`
    Value(String),
    /// `${@name}`
    Import(String),
    /// `${name(args)}`
    Fragment(String, Vec<String>),
    /// `$[…]`
    Optional(Vec<Part>),
}

/// A parsed template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// In order.
    pub parts: Vec<Part>,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// Says what is wrong, in words for the author of the rule.
    pub fn parse(source: &str) -> Result<Self, String> {
        let mut rest = source;
        let parts = parts(&mut rest, false)?;
        Ok(Self { parts })
    }

    /// The argument paths that the template mentions.
    pub fn paths(&self) -> Vec<&str> {
        paths(&self.parts)
    }

    /// The imported names that the template mentions.
    pub fn imports(&self) -> Vec<&str> {
        fn walk<'a>(parts: &'a [Part], found: &mut Vec<&'a str>) {
            for part in parts {
                match part {
                    Part::Import(name) => found.push(name),
                    Part::Optional(inner) => walk(inner, found),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.parts, &mut found);
        found
    }

    /// The computed fragments that the template mentions.
    pub fn fragments(&self) -> Vec<&str> {
        fn walk<'a>(parts: &'a [Part], found: &mut Vec<&'a str>) {
            for part in parts {
                match part {
                    Part::Fragment(name, _) => found.push(name),
                    Part::Optional(inner) => walk(inner, found),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.parts, &mut found);
        found
    }
}

/// The argument paths that some parts mention.
pub fn paths(parts: &[Part]) -> Vec<&str> {
    let mut found = Vec::new();
    collect(parts, &mut found);
    found
}

fn collect<'a>(parts: &'a [Part], found: &mut Vec<&'a str>) {
    for part in parts {
        match part {
            Part::Value(path) => found.push(path),
            Part::Fragment(_, args) => found.extend(args.iter().map(String::as_str)),
            Part::Optional(inner) => collect(inner, found),
            Part::Text(_) | Part::Import(_) => {}
        }
    }
}

fn parts(rest: &mut &str, optional: bool) -> Result<Vec<Part>, String> {
    let mut out = Vec::new();
    let mut text = String::new();
    let mut depth = 0_usize;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("${") || rest.starts_with("$[") {
            if !text.is_empty() {
                out.push(Part::Text(std::mem::take(&mut text)));
            }
            let hole = rest.starts_with("${");
            *rest = &rest[2..];
            if hole {
                let end = rest.find('}').ok_or("`${` without `}`")?;
                out.push(hole_part(rest[..end].trim())?);
                *rest = &rest[end + 1..];
            } else {
                out.push(Part::Optional(parts(rest, true)?));
            }
            continue;
        }
        *rest = &rest[c.len_utf8()..];
        match c {
            '[' => depth += 1,
            ']' if optional && depth == 0 => {
                if !text.is_empty() {
                    out.push(Part::Text(text));
                }
                return Ok(out);
            }
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        text.push(c);
    }
    if optional {
        return Err("`$[` without `]`".to_owned());
    }
    if !text.is_empty() {
        out.push(Part::Text(text));
    }
    Ok(out)
}

fn hole_part(hole: &str) -> Result<Part, String> {
    let valid = |s: &str| {
        !s.is_empty()
            && s.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '*' | '-'))
    };
    if let Some(name) = hole.strip_prefix('@') {
        return if valid(name) {
            Ok(Part::Import(name.to_owned()))
        } else {
            Err(format!("`${{{hole}}}` does not name an import"))
        };
    }
    if let Some((name, args)) = hole.split_once('(') {
        let args = args.strip_suffix(')').ok_or(format!("`${{{hole}}}` lacks `)`"))?;
        let args: Vec<_> =
            args.split(',').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect();
        if !valid(name) || !args.iter().all(|a| valid(a)) {
            return Err(format!("`${{{hole}}}` is not `${{fragment(argument, …)}}`"));
        }
        return Ok(Part::Fragment(name.to_owned(), args));
    }
    if valid(hole) {
        Ok(Part::Value(hole.to_owned()))
    } else {
        Err(format!("`${{{hole}}}` is not a hole"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_fragments_and_optional_parts() {
        let t = Template::parse("${spark}.read[0]$[.where(${p.q})]${options(csv.read, o)}${@F}")
            .unwrap();
        assert_eq!(
            t.parts,
            [
                Part::Value("spark".into()),
                Part::Text(".read[0]".into()),
                Part::Optional(vec![
                    Part::Text(".where(".into()),
                    Part::Value("p.q".into()),
                    Part::Text(")".into())
                ]),
                Part::Fragment("options".into(), vec!["csv.read".into(), "o".into()]),
                Part::Import("F".into()),
            ]
        );
        assert_eq!(t.paths(), ["spark", "p.q", "csv.read", "o"]);
        assert!(Template::parse("${a").is_err());
        assert!(Template::parse("$[a").is_err());
        assert!(Template::parse("${a b}").is_err());
    }
}
