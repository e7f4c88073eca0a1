//! API traits as supertraits of API traits: `trait Point: UserManagement + Orders {}` yields one client that implements
//! all three.
//!
//! The macro sees neither the methods nor the client of a supertrait. These two traits connect them: a generated client
//! lends its state to the methods of another, and a trait object lists its endpoints.

use crate::call::Api;
use crate::endpoint::Endpoint;

/// A generated client.
///
/// `Key` is the trait object of the trait that is implemented: each blanket implementation of an API trait for all
/// generated clients uses its own, so that the trait can still be implemented for types of other crates.
pub trait GeneratedClient<Key: ?Sized>: Send + Sync {
    /// The trait object of the client's own trait.
    type Trait: ?Sized;

    /// Returns the state of the client.
    fn api(&self) -> &Api;
}

/// The trait object of an API trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not of a `#[point_api]` trait",
    label = "not an API trait",
    note = "mark the trait `#[point_api]`, or remove it from the supertraits"
)]
pub trait ApiTrait {
    /// The endpoints of the trait and of its supertraits.
    const ENDPOINTS: &'static [&'static Endpoint];
}

/// Returns the state of a generated client, for the methods of another.
pub fn api_of<Key: ?Sized, C: GeneratedClient<Key>>(client: &C) -> &Api {
    client.api()
}

/// The largest number of endpoints of a trait and its supertraits together.
const MOST_JOINED: usize = 2048;

/// Lists of endpoints, joined at compile time.
pub struct JoinedEndpoints {
    endpoints: [&'static Endpoint; MOST_JOINED],
    length: usize,
}

impl JoinedEndpoints {
    /// Joins the lists in order.
    ///
    /// # Panics
    ///
    /// At compile time, if there are more than 2048 endpoints.
    #[must_use]
    pub const fn of(lists: &[&[&'static Endpoint]]) -> Self {
        static NONE: Endpoint = Endpoint::new("", http::Method::GET, "", &[]);
        let mut joined = Self { endpoints: [&NONE; MOST_JOINED], length: 0 };
        let mut list = 0;
        while list < lists.len() {
            let mut index = 0;
            while index < lists[list].len() {
                assert!(joined.length < MOST_JOINED, "a trait and its supertraits have more than 2048 endpoints");
                joined.endpoints[joined.length] = lists[list][index];
                joined.length += 1;
                index += 1;
            }
            list += 1;
        }
        joined
    }

    /// Returns the joined list.
    #[must_use]
    pub const fn as_slice(&self) -> &[&'static Endpoint] {
        self.endpoints.split_at(self.length).0
    }
}
