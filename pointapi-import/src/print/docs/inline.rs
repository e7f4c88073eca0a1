//! The text inside a paragraph.

/// Names in two cases that clippy does not take for code.
const NAMES: [&str; 16] = [
    "GitHub",
    "GitLab",
    "OAuth",
    "JavaScript",
    "TypeScript",
    "GraphQL",
    "IPv4",
    "IPv6",
    "iOS",
    "macOS",
    "OpenSSL",
    "OpenSSH",
    "WebSocket",
    "WebAssembly",
    "DevOps",
    "KiB",
];

/// A paragraph with its links kept, its identifiers as code, and everything else escaped.
pub(super) fn markdown(text: &str) -> String {
    let text = text.replace("**", "").replace("``", "`");
    let is_balanced = text.matches('`').count().is_multiple_of(2);
    let text = if is_balanced { text } else { text.replace('`', "") };
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            let code = part.trim();
            if !code.is_empty() {
                push_code(code, &mut out);
            }
        } else {
            links(part, &mut out);
        }
    }
    out
}

/// Adds code, to the code that it follows if nothing stands between them.
fn push_code(code: &str, out: &mut String) {
    match out.strip_suffix('`').map(str::len) {
        Some(length) => out.truncate(length),
        None => out.push('`'),
    }
    out.push_str(code);
    out.push('`');
}

/// `[text](https://...)` → `text`
pub(super) fn without_targets(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("](") {
        let (Some(start), Some((_, after))) = (before.rfind('['), behind.split_once(')')) else { break };
        plain.push_str(before.get(..start).unwrap_or_default());
        plain.push_str(before.get(start + 1..).unwrap_or_default());
        rest = after;
    }
    plain + rest
}

/// Text outside of code: `[text](https://...)` stays a link. What is escaped already is escaped once.
fn links(text: &str, out: &mut String) {
    let text = without_escapes(text);
    let mut rest = text.as_str();
    while let Some(start) = rest.find('[') {
        let (before, behind) = rest.split_at(start);
        escaped(before, out);
        let link = behind.get(1..).and_then(|inside| {
            let (label, behind) = inside.split_once("](")?;
            let (url, behind) = behind.split_once(')')?;
            (!label.contains(['[', ']'])).then_some((label, url.trim(), behind))
        });
        match link {
            Some((label, url, behind)) if url.starts_with("http") && !url.contains(char::is_whitespace) => {
                out.push('[');
                escaped(label.trim(), out);
                out.push_str(&format!("]({})", url.replace(['<', '>'], "")));
                rest = behind;
            }
            Some((label, _, behind)) => {
                escaped(label, out);
                rest = behind;
            }
            None => {
                out.push_str("\\[");
                rest = behind.get(1..).unwrap_or_default();
            }
        }
    }
    escaped(rest, out);
}

/// `\[` → `[`
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_escape = character == '\\' && characters.peek().is_some_and(|next| "[]<>\\".contains(*next));
        plain.extend(if is_escape { characters.next() } else { Some(character) });
    }
    plain
}

fn escaped(text: &str, out: &mut String) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        escape_word(word, out);
    }
}

fn escape_word(word: &str, out: &mut String) {
    if let Some((before, code, behind)) = foreign_url(word) {
        plain(before, out);
        push_code(code, out);
        plain(behind, out);
        return;
    }
    if let Some(start) = word.find("http://").or_else(|| word.find("https://")) {
        let (before, url) = word.split_at(start);
        let end = url.find(['<', '>', '"', ']', '\\', '|', ';']).unwrap_or(url.len());
        let url_part = url.get(..end).unwrap_or(url);
        let url_part = url_part.trim_end_matches(['.', ',', ')', '\'', ':', '*']);
        let behind = url.get(url_part.len()..).unwrap_or_default();
        plain(before.trim_end_matches('<'), out);
        if url_part.ends_with("//") {
            plain(url_part, out)
        } else {
            out.push_str(&format!("<{url_part}>"))
        }
        plain(behind.trim_start_matches('>'), out);
        return;
    }
    let is_edge = |c: char| !c.is_alphanumeric() && !"_${}:".contains(c);
    let core = without_colon(word.trim_matches(is_edge));
    let is_code = is_code(core) && !NAMES.contains(&core);
    if is_code && let Some((before, code, behind)) = with_slashes(word, core) {
        plain(before, out);
        push_code(code, out);
        plain(behind, out);
    } else {
        plain(word, out);
    }
}

/// The code with the slashes around a path, and what stands around it: `/users/{id}`, `a_b/c/`.
fn with_slashes<'a>(word: &'a str, code: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, behind) = word.split_once(code)?;
    let start = before.strip_suffix('/').unwrap_or(before).len();
    let has_end = code.contains('/') && behind.starts_with('/');
    let (before, rest) = word.split_at(start);
    let (code, behind) = rest.split_at(rest.len() - behind.len() + usize::from(has_end));
    Some((before, code, behind))
}

/// A URL of another scheme than HTTP, with what stands around it.
fn foreign_url(word: &str) -> Option<(&str, &str, &str)> {
    let separator = word.find("://")?;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let start = word.get(..separator)?.trim_end_matches(is_scheme).len();
    let scheme = word.get(start..separator)?;
    if scheme.is_empty() || ["http", "https"].contains(&scheme) {
        return None;
    }
    let end = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').len();
    Some((word.get(..start)?, word.get(start..end)?, word.get(end..)?))
}

/// The word without a single colon at an end, which belongs to the sentence; two belong to the word: `::1`.
fn without_colon(word: &str) -> &str {
    let word = if word.starts_with("::") { word } else { word.trim_start_matches(':') };
    if word.ends_with("::") { word } else { word.trim_end_matches(':') }
}

/// True for a word that reads as code: `snake_case`, `camelCase`, `a::b`, `{template}`.
fn is_code(word: &str) -> bool {
    let mut before = ' ';
    for character in word.chars() {
        if before.is_lowercase() && character.is_uppercase() {
            return true;
        }
        before = character;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let stem = word.strip_suffix('s').unwrap_or(word);
    let is_mixed = capitals > 1 && stem.chars().any(char::is_lowercase) && word.chars().all(char::is_alphanumeric);
    word.contains('_') || word.contains("::") || word.contains(['{', '}']) || is_mixed
}

fn plain(text: &str, out: &mut String) {
    for character in text.chars() {
        if matches!(character, '[' | ']' | '<' | '>' | '\\') {
            out.push('\\');
        }
        // Emphasis that a description opens and never closes.
        if !matches!(character, '*') {
            out.push(character);
        }
    }
}

/// Words that a line may break between: not within code, and not within the text of a link.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut is_code = false;
    for character in text.chars() {
        if character == '`' {
            is_code = !is_code;
        }
        if character == ' ' && !is_code {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            word.push(character);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
