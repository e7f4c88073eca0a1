//! The request and response of the measured call.

use serde::{Deserialize, Serialize};

/// The bearer token of every client, as long as a typical JWT.
pub const TOKEN: &str = concat!(
    "eyJhbGciOiJSUzI1NiJ9.",
    "eyJzdWIiOiJncmV0YSIsImlzcyI6Imh0dHBzOi8vbG9naW4uZXhhbXBsZS5jb20vdGVuYW50IiwiYXVkIjoib3JkZXJzIiwiZXhwIjoyfQ.",
    "c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJl",
);

/// The path value, which needs encoding.
pub const ACCOUNT: &str = "branch 7";
/// The first query value.
pub const LIMIT: u32 = 100;
/// The second query value, which needs encoding.
pub const STATE: &str = "open & late";

/// The request body.
#[derive(Debug, Serialize)]
pub struct Search<'a> {
    pub reference: &'a str,
    pub product: &'a str,
    pub minimum: u32,
    pub newest_first: bool,
}

pub const SEARCH: Search<'static> =
    Search { reference: "R-2024-000117", product: "ADV-120", minimum: 3, newest_first: true };

/// The response body.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page {
    pub count: u32,
    pub next_marker: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    pub product: String,
    pub state: String,
    pub placed_at: String,
    pub owner: String,
    pub quantity: u32,
    pub price: f64,
    pub is_urgent: bool,
}

/// The size of the response body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// One row, about 200 bytes.
    Small,
    /// 100 rows, about 20 KiB.
    Medium,
}

impl Size {
    pub const ALL: [Self; 2] = [Self::Small, Self::Medium];

    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
        }
    }

    /// The path prefix by which the server chooses the response.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Small => "/small",
            Self::Medium => "/medium",
        }
    }

    pub fn rows(self) -> usize {
        match self {
            Self::Small => 1,
            Self::Medium => 100,
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }
}

/// Returns the response body of this size as JSON.
pub fn response_body(size: Size) -> Vec<u8> {
    let row = |number: usize| Row {
        id: format!("0000000000000{number:06}"),
        product: "ADV-120".into(),
        state: "open".into(),
        placed_at: "2024-01-31T10:00:00.777Z".into(),
        owner: "Greta Lindqvist, branch 7".into(),
        quantity: 3,
        price: 12.75,
        is_urgent: number.is_multiple_of(2),
    };
    let rows = (0..size.rows()).map(row).collect::<Vec<_>>();
    let page = Page { count: rows.len() as u32, next_marker: None, rows };
    serde_json::to_vec(&page).expect("a page is JSON")
}
