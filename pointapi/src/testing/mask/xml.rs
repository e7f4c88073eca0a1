//! Secrets in XML.

use super::{MASK, Masks};

impl Masks {
    /// Masks the content of elements and the attributes that have the name of a secret, and links with one.
    pub(super) fn xml(&self, text: &str) -> String {
        let (before, tags) = text.split_once('<').unwrap_or((text, ""));
        let mut masked = self.string(before);
        // The element whose content is masked, and how many of its name are open.
        let mut hidden: Option<(&str, usize)> = None;
        for piece in tags.split('<') {
            let (tag, content) = piece.split_once('>').unwrap_or((piece, ""));
            let name = tag.split(|letter: char| letter.is_whitespace() || letter == '/').next().unwrap_or_default();
            match &mut hidden {
                Some((element, open)) => {
                    *open += usize::from(name == *element && !tag.ends_with('/'));
                    *open -= usize::from(tag.strip_prefix('/').is_some_and(|end| end.trim_end() == *element));
                    if *open > 0 {
                        continue;
                    }
                    hidden = None;
                }
                None if self.hides(name) && !tag.ends_with('/') => {
                    hidden = Some((name, 1));
                    let mask = if content.trim().parse::<f64>().is_ok() { "0" } else { MASK };
                    masked.extend(["<", &self.tag(tag), ">", mask]);
                    continue;
                }
                None => {}
            }
            let end = if piece.len() > tag.len() { ">" } else { "" };
            masked.extend(["<", &self.tag(tag), end, &self.string(content)]);
        }
        masked
    }

    /// A tag whose attributes stand in quotes, or else a link in angle brackets.
    fn tag(&self, tag: &str) -> String {
        let mut masked = String::new();
        let mut rest = tag;
        while let Some((before, after)) = rest.split_once('=') {
            let quoted = after.trim_start();
            let value = ['"', '\''].into_iter().find_map(|quote| {
                let (value, rest) = quoted.strip_prefix(quote)?.split_once(quote)?;
                Some((quote.to_string(), value, rest))
            });
            let Some((quote, value, after)) = value else { return self.link(tag) };
            let name = before.split_whitespace().next_back().unwrap_or_default();
            let value = if self.hides(name) { MASK.to_owned() } else { self.string(value) };
            masked.extend([before, "=", &quote, &value, &quote]);
            rest = after;
        }
        masked + rest
    }
}
