//! Python string literals: reading their value, writing a value in a wanted quote style.

/// One piece of a string literal as the source spells it.
pub struct Piece<'s> {
    /// The letters before the quote.
    pub prefix: &'s str,
    /// The text between the quotes.
    pub body: &'s str,
}

impl<'s> Piece<'s> {
    /// Splits a literal such as `rb'…'` or `"""…"""`; `None` where it is not one.
    pub fn split(source: &'s str) -> Option<Self> {
        let quote_at = source.find(['"', '\''])?;
        let (prefix, rest) = source.split_at(quote_at);
        let quote = &rest[..1];
        let triple =
            rest.len() >= 6 && rest[1..].starts_with(quote) && rest[2..].starts_with(quote);
        let width = if triple { 3 } else { 1 };
        let body = rest.get(width..rest.len().checked_sub(width)?)?;
        Some(Self { prefix, body })
    }

    fn has(&self, letter: char) -> bool {
        self.prefix.chars().any(|c| c.eq_ignore_ascii_case(&letter))
    }

    /// Whether it is an f-string (or a t-string).
    pub fn formatted(&self) -> bool {
        self.has('f') || self.has('t')
    }

    /// Whether it is a bytes literal.
    pub fn bytes(&self) -> bool {
        self.has('b')
    }

    /// The text it stands for; `None` for f-strings, bytes and escapes that need a name table.
    pub fn value(&self) -> Option<String> {
        if self.formatted() || self.bytes() {
            return None;
        }
        if self.has('r') {
            return Some(self.body.to_owned());
        }
        unescape(self.body)
    }
}

pub(crate) fn unescape(body: &str) -> Option<String> {
    if !body.contains('\\') {
        return Some(body.to_owned());
    }
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next()? {
            '\n' => {}
            '\r' => {
                chars.next_if_eq(&'\n');
            }
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'a' => out.push('\u{7}'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'v' => out.push('\u{b}'),
            c @ ('\\' | '\'' | '"') => out.push(c),
            'x' => out.push(hex(&mut chars, 2)?),
            'u' => out.push(hex(&mut chars, 4)?),
            'U' => out.push(hex(&mut chars, 8)?),
            'N' => return None,
            c @ '0'..='7' => {
                let mut code = c.to_digit(8)?;
                for _ in 0..2 {
                    match chars.peek().and_then(|d| d.to_digit(8)) {
                        Some(d) => {
                            code = code * 8 + d;
                            chars.next();
                        }
                        None => break,
                    }
                }
                out.push(char::from_u32(code)?);
            }
            // An unknown escape keeps its backslash.
            c => {
                out.push('\\');
                out.push(c);
            }
        }
    }
    Some(out)
}

fn hex(chars: &mut impl Iterator<Item = char>, digits: usize) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code * 16 + chars.next()?.to_digit(16)?;
    }
    char::from_u32(code)
}

/// Writes `value` as a Python literal, with `quote` unless the other one needs no escapes.
pub fn quoted(value: &str, quote: char) -> String {
    let other = if quote == '"' { '\'' } else { '"' };
    let quote = if value.contains(quote) && !value.contains(other) { other } else { quote };
    let mut out = String::with_capacity(value.len() + 2);
    out.push(quote);
    for c in value.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(source: &str) -> Option<String> {
        Piece::split(source).and_then(|p| p.value())
    }

    #[test]
    fn reads_every_spelling() {
        assert_eq!(value("'a'").as_deref(), Some("a"));
        assert_eq!(value("\"\"\"a\"b\"\"\"").as_deref(), Some("a\"b"));
        assert_eq!(value("''").as_deref(), Some(""));
        assert_eq!(value(r"r'\d'").as_deref(), Some(r"\d"));
        assert_eq!(value(r"'\x41\u00e9\101\q'").as_deref(), Some("AéA\\q"));
        assert_eq!(value("b'a'"), None);
        assert_eq!(value("f'{a}'"), None);
    }

    #[test]
    fn writes_what_it_reads() {
        for text in ["", "a", "it's", "say \"x\"", "both ' and \"", "a\\b", "tab\tnl\n", "\u{1}é"]
        {
            for quote in ['"', '\''] {
                assert_eq!(value(&quoted(text, quote)).as_deref(), Some(text), "{text:?} {quote}");
            }
        }
    }
}
