//! A document's spelling to words, and words to the two cases of Rust.

/// Names for texts that have neither a letter nor a digit.
const SYMBOLS: [(char, &str); 18] = [
    ('=', "equal"),
    ('!', "not"),
    ('<', "less"),
    ('>', "greater"),
    ('*', "star"),
    ('+', "plus"),
    ('-', "minus"),
    ('/', "slash"),
    ('.', "dot"),
    ('@', "at"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('#', "hash"),
    ('~', "tilde"),
    ('|', "or"),
    ('_', "underscore"),
    (' ', "blank"),
];

/// `listOrders`, `list-orders` and `ListOrders` → `list`, `orders`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let signed = text.strip_prefix(['+', '-']);
    if let Some(rest) = signed
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        words.push(if text.starts_with('+') { "plus" } else { "minus" }.to_owned());
    }
    let characters: Vec<char> = text.chars().collect();
    let mut word = String::new();
    for (index, character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            if *character != '\'' {
                words.extend(take(&mut word));
            }
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| characters.get(index));
        let behind = characters.get(index + 1);
        let begins = character.is_ascii_uppercase()
            && (before.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                || (before.is_some_and(char::is_ascii_uppercase) && behind.is_some_and(char::is_ascii_lowercase)));
        // The plural of an acronym is one word: `IDs`, `URLs`.
        let is_plural = before.is_some_and(char::is_ascii_uppercase)
            && behind == Some(&'s')
            && characters.get(index + 2).is_none_or(|c| !c.is_ascii_lowercase());
        if begins && !is_plural {
            words.extend(take(&mut word));
        }
        word.push(character.to_ascii_lowercase());
    }
    words.extend(take(&mut word));
    if words.is_empty() { symbols(text) } else { words }
}

fn take(word: &mut String) -> Option<String> {
    (!word.is_empty()).then(|| std::mem::take(word))
}

fn symbols(text: &str) -> Vec<String> {
    if text.is_empty() {
        return vec!["empty".to_owned()];
    }
    let name = |character: char| match SYMBOLS.iter().find(|(symbol, _)| *symbol == character) {
        Some((_, name)) => (*name).to_owned(),
        None => format!("u{:x}", u32::from(character)),
    };
    text.chars().take(8).map(name).collect()
}

/// `list`, `orders` → `ListOrders`
pub(crate) fn pascal(text: &str) -> String {
    let mut name = String::new();
    for word in words(text) {
        let mut characters = word.chars();
        // Adjacent digits would run together: `1.2` and `12`.
        if name.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("N{name}") } else { name }
}

/// `list`, `orders` → `list_orders`
pub(crate) fn snake(text: &str) -> String {
    let name = words(text).join("_");
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("n{name}") } else { name }
}

/// A key that the spellings of one tag have in common. Characters beyond ASCII, which names leave out, tell tags apart.
pub(crate) fn tag_key(tag: &str) -> String {
    snake(tag) + &tag.to_lowercase().replace(|character: char| character.is_ascii(), "")
}

/// `labels` → `label`; `None` for a word that is not an English plural.
pub(crate) fn singular(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let cut = |length: usize| text.get(..text.len().checked_sub(length)?).map(str::to_owned);
    if text.len() < 4
        || !text.is_ascii()
        || ["ss", "us", "is", "news", "series", "status"].iter().any(|end| lower.ends_with(end))
    {
        None
    } else if lower.ends_with("ies") {
        cut(3).map(|stem| format!("{stem}y"))
    } else if ["sses", "shes", "ches", "xes"].iter().any(|end| lower.ends_with(end)) {
        cut(2)
    } else if lower.ends_with('s') {
        cut(1)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_equal() {
        for text in ["listOrders", "list-orders", "ListOrders", "list_orders", "list orders"] {
            assert_eq!(snake(text), "list_orders");
            assert_eq!(pascal(text), "ListOrders");
        }
    }

    #[test]
    fn acronyms_and_digits_are_words() {
        assert_eq!(snake("getURLOfSHA256"), "get_url_of_sha256");
        assert_eq!(snake("IDs"), "ids");
        assert_eq!(snake("RootFs"), "root_fs");
        assert_eq!(pascal("v1.Pod"), "V1Pod");
        assert_eq!(pascal("1.2"), "N1_2");
    }

    #[test]
    fn symbols_have_names() {
        assert_eq!(pascal("+1"), "Plus1");
        assert_eq!(pascal("-1"), "Minus1");
        assert_eq!(pascal("!="), "NotEqual");
        assert_eq!(pascal(""), "Empty");
        assert_eq!(pascal("日本"), "U65e5U672c");
    }

    #[test]
    fn a_plural_has_a_singular() {
        assert_eq!(singular("labels").as_deref(), Some("label"));
        assert_eq!(singular("repositories").as_deref(), Some("repository"));
        assert_eq!(singular("branches").as_deref(), Some("branch"));
        assert_eq!(singular("status"), None);
    }
}
