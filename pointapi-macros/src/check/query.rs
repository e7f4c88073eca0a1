//! The query.

use crate::errors::Errors;
use crate::model::endpoint::Endpoint;
use crate::model::param::Place;

/// One name, sent by two arguments or by the template too.
pub(crate) fn forbid_query_twice(endpoint: &Endpoint, errors: &mut Errors) {
    for place in [Place::Query, Place::Form, Place::Part, Place::Cookie] {
        let params: Vec<_> = endpoint.request.params.iter().filter(|param| param.kind.place == place).collect();
        for (position, param) in params.iter().enumerate() {
            let name = &param.wire.value;
            let earlier = params.iter().take(position).find(|earlier| earlier.wire.value == *name);
            let sender = match earlier {
                Some(earlier) => format!("`{}`", earlier.ident),
                None if place == Place::Query && endpoint.request.path.fixed_query.contains(name) => {
                    "the path".to_owned()
                }
                None => continue,
            };
            let role = param.kind.role;
            let message =
                format!("{role} `{name}` is already sent by {sender}; take a list in one argument to repeat it");
            errors.at(param.wire.span, message);
        }
    }
}
