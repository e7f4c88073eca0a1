//! Types with the names of those that the macro recognizes.
#![deny(warnings)]

use std::option;

use pointapi::{Result, point_api};

mod own {
    use pointapi::openapi::schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[schemars(crate = "pointapi::openapi::schemars")]
    pub enum Option<T> {
        Call(T),
        Put(T),
    }
}

type Pin = Result<u8>;

#[point_api(server, openapi)]
pub trait Options {
    #[point_endpoint(POST "/own")]
    async fn own(&self, #[query] right: own::Option<u8>, #[body] order: own::Option<u8>) -> Pin;

    #[point_endpoint(POST "/standard")]
    async fn standard(
        &self,
        #[query] page: option::Option<u8>,
        #[header("X-A")] a: std::option::Option<&str>,
        #[body] order: core::option::Option<&u8>,
    ) -> Result<u8>;
}
