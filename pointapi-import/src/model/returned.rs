//! Return types of endpoints.

use crate::model::ty::{Type, TypeId};

/// The return type of an endpoint, inside its `Result`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Returned {
    Nothing,
    Json(Type),
    /// A value, or none for a success without a body.
    Optional(Type),
    Text,
    Download,
    Events(Type),
    Lines(Type),
    Xml(Type),
    /// An enum by status.
    Statuses(TypeId),
}

/// One success type of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatusVariant {
    /// `200`, `2XX` or `default`.
    pub(crate) statuses: Vec<String>,
    pub(crate) returned: Returned,
}

impl StatusVariant {
    /// The reason phrase of its first status.
    pub(crate) fn name(&self) -> String {
        let name = match self.statuses.first().map_or("", String::as_str) {
            "200" => "Ok",
            "201" => "Created",
            "202" => "Accepted",
            "203" => "NonAuthoritative",
            "204" => "NoContent",
            "205" => "ResetContent",
            "206" => "PartialContent",
            "207" => "MultiStatus",
            "2XX" => "Success",
            "default" => "Other",
            status => return format!("Status{status}"),
        };
        name.to_owned()
    }
}

impl Returned {
    /// The type that is decoded, if it is a type of the document.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Returned::Json(ty)
            | Returned::Optional(ty)
            | Returned::Events(ty)
            | Returned::Lines(ty)
            | Returned::Xml(ty) => Some(ty),
            Returned::Nothing | Returned::Text | Returned::Download | Returned::Statuses(_) => None,
        }
    }

    pub(crate) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Returned::Json(ty)
            | Returned::Optional(ty)
            | Returned::Events(ty)
            | Returned::Lines(ty)
            | Returned::Xml(ty) => Some(ty),
            Returned::Nothing | Returned::Text | Returned::Download | Returned::Statuses(_) => None,
        }
    }
}
