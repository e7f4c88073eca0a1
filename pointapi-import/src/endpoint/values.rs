//! The values of arguments that are passed as text.

use crate::model::{Argument, Model, Shape, Type};

/// The most values that the docs of an argument list.
const MOST_LISTED: usize = 20;

/// Adds a sentence to the docs of an argument that is text because it stands in the path, a header or a cookie: the
/// values of an enum, and how a list is written.
pub(super) fn describe(argument: &mut Argument, model: &Model) {
    let (item, is_list) = match &argument.ty {
        Type::List(item) => (&**item, true),
        ty => (ty, false),
    };
    let values = match item.named().and_then(|id| model.definition(id)).map(|definition| &definition.shape) {
        Some(Shape::Enum(values)) => listed(values),
        _ => None,
    };
    let sentence = match (is_list, values) {
        (true, Some(values)) => format!("Several values are separated by commas, each one of {values}."),
        (true, None) => "Several values are separated by commas.".to_owned(),
        (false, Some(values)) => alone(&values),
        (false, None) => return,
    };
    add(&sentence, &mut argument.docs);
}

/// Adds the values that the text may have.
pub(super) fn describe_values(values: &[String], docs: &mut String) {
    if let Some(values) = listed(values) {
        add(&alone(&values), docs);
    }
}

fn alone(values: &str) -> String {
    if values.contains(',') { format!("One of {values}.") } else { format!("Always {values}.") }
}

fn add(sentence: &str, docs: &mut String) {
    let separator = if docs.is_empty() { "" } else { "\n\n" };
    docs.push_str(separator);
    docs.push_str(sentence);
}

/// The values as code; nothing if one of them cannot be shown as it is.
fn listed(values: &[String]) -> Option<String> {
    let is_plain =
        |value: &String| !value.is_empty() && value.trim() == value && !value.contains(['`', '<', '&', '\n']);
    let are_plain =
        !values.is_empty() && values.iter().all(is_plain) && !values.iter().any(|value| value.contains(". "));
    let shown: Vec<String> = values.iter().take(MOST_LISTED).map(|value| format!("`{value}`")).collect();
    let shown = shown.join(", ");
    let others = values.len().saturating_sub(MOST_LISTED);
    are_plain.then(|| if others > 0 { format!("{shown} and {others} others") } else { shown })
}
