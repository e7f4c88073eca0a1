//! Two versions of an API: traits of one name, in modules of their own.

use pointapi::{Result, point_api};

pub(crate) mod v1 {
    use super::{Result, point_api};

    #[point_api(prefix = "/v1", openapi)]
    pub(crate) trait Orders {
        #[point_endpoint(GET "/orders")]
        async fn list(&self) -> Result<Vec<u64>>;
    }
}

pub(crate) mod v2 {
    use super::{Result, point_api};

    #[point_api(prefix = "/v2", openapi)]
    pub(crate) trait Orders {
        #[point_endpoint(GET "/orders")]
        async fn list(&self) -> Result<Vec<String>>;
    }
}

#[point_api(openapi)]
pub(crate) trait All: v1::Orders + v2::Orders {}
