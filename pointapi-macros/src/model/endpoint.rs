//! One endpoint: a method and its request, after the rules of `check`.

use crate::forwarded::Forwarded;
use crate::model::http_method::HttpMethod;
use crate::model::options::EndpointOptions;
use crate::model::param::Param;
use crate::model::path_template::PathTemplate;
use crate::model::signature::{Argument, Signature};
use crate::model::spanned::Spanned;

pub(crate) struct Endpoint {
    pub(crate) attributes: Forwarded,
    pub(crate) signature: Signature,
    pub(crate) request: Request,
}

/// The request that the endpoint sends.
pub(crate) struct Request {
    pub(crate) http_method: Spanned<HttpMethod>,
    /// The whole template, prefix included.
    pub(crate) path: PathTemplate,
    /// Its name in metrics and errors.
    pub(crate) name: Spanned<String>,
    pub(crate) options: EndpointOptions,
    /// One for each argument: path values in the order of the template, then the others in that of the signature.
    pub(crate) params: Vec<Param>,
}

impl Endpoint {
    /// Returns the argument that `param` sends.
    pub(crate) fn argument(&self, param: &Param) -> Option<&Argument> {
        self.signature.arguments.iter().find(|argument| argument.ident == param.ident)
    }

    /// True if no server has the endpoint.
    pub(crate) fn is_client_only(&self) -> bool {
        self.request.options.client_only.is_some()
    }
}
