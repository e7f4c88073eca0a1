//! A struct that denies unknown fields.

use pointapi::{Result, point_api};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::shapes::{Filter, sent_to};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strict {
    status: Option<String>,
}

#[point_api(server)]
pub(crate) trait Strictly {
    #[point_endpoint(GET "/one?kind=full")]
    async fn one(&self, #[query] which: &Strict) -> Result<Value>;

    #[point_endpoint(GET "/optional")]
    async fn optional(&self, #[query] which: Option<&Strict>) -> Result<Value>;

    #[point_endpoint(GET "/beside")]
    async fn beside(&self, #[query] which: &Strict, #[query] page: Option<u32>) -> Result<Value>;

    #[point_endpoint(GET "/deep")]
    async fn deep(&self, #[query(format = deep)] which: &Strict, #[query] page: Option<u32>) -> Result<Value>;

    #[point_endpoint(GET "/lenient")]
    async fn lenient(&self, #[query] filter: &Filter) -> Result<Value>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] which: &Strict) -> Result<Value>;

    #[point_endpoint(POST "/form/deep")]
    async fn deep_form(&self, #[body(form, format = deep)] which: &Strict) -> Result<Value>;
}

struct Shown;

#[pointapi::async_trait]
impl Strictly for Shown {
    async fn one(&self, which: &Strict) -> Result<Value> {
        Ok(json!(which.status))
    }

    async fn optional(&self, which: Option<&Strict>) -> Result<Value> {
        Ok(json!(which.map(|which| &which.status)))
    }

    async fn beside(&self, which: &Strict, _: Option<u32>) -> Result<Value> {
        self.one(which).await
    }

    async fn deep(&self, which: &Strict, _: Option<u32>) -> Result<Value> {
        self.one(which).await
    }

    async fn lenient(&self, filter: &Filter) -> Result<Value> {
        Ok(json!(filter.state))
    }

    async fn form(&self, which: &Strict) -> Result<Value> {
        self.one(which).await
    }

    async fn deep_form(&self, which: &Strict) -> Result<Value> {
        self.one(which).await
    }
}

#[tokio::test]
async fn a_struct_that_denies_unknown_fields_rejects_them_where_it_is_alone() {
    let rows = [
        ("/one?kind=full&status=open", 200),
        ("/one?kind=full", 200),
        ("/one?kind=full&statsu=open", 400),
        ("/one?kind=full&status=open&x=1", 400),
        ("/optional?status=open", 200),
        ("/optional", 200),
        ("/optional?statsu=open", 400),
        ("/beside?statsu=open&page=1", 200),
        ("/deep?which[status]=open&page=1&x=2", 200),
        ("/deep?which[statsu]=open", 400),
        ("/lenient?state=open&x=1", 200),
        ("/form?status=open", 200),
        ("/form?statsu=open", 400),
        ("/form/deep?status=open", 200),
        ("/form/deep?statsu=open", 400),
    ];
    for (target, expected) in rows {
        let router = StrictlyServer::new(Shown).unprotected().router::<()>();
        let (status, body) = sent_to(router, target).await;
        assert_eq!(status, expected, "{target}: {body}");
        assert!(
            status == 200 || body["detail"].as_str().unwrap().ends_with("has an unknown field"),
            "{target}: {body}"
        );
    }
}
