//! Arguments may be called anything.
#![deny(warnings)]
#![allow(non_snake_case, reason = "a name that the prelude has too")]

use pointapi::{Result, point_api};

#[point_api(server, openapi)]
pub trait Orders {
    #[point_endpoint(GET "/{self_}/{request}/{client}/{call}/{options}/{type}")]
    async fn path(
        &self,
        self_: u8,
        request: &str,
        client: String,
        call: u32,
        options: char,
        r#type: bool,
    ) -> Result<()>;

    #[point_endpoint(GET "/query")]
    async fn query(
        &self,
        #[query] __pointapi_x: u8,
        #[query] api: u8,
        #[query] fetch: u8,
        #[query] Some: u8,
        #[query] None: u8,
        #[query] Result: u8,
        #[query] r#async: u8,
        #[query] core: u8,
    ) -> Result<()>;
}
