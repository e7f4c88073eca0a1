//! Point Services, declared with this crate's own macro and nothing else.
//!
//! What flows in is what a user fills in, what flows out are the platform's answers as types. Signing in is done by
//! the client itself, through [`UserManagementClient`].

mod orders;
mod password_login;
mod user_management;
mod webhooks;

pub use orders::{OrderPage, OrderQuery, OrderRow, Orders, OrdersClient};
pub(crate) use password_login::PasswordLogin;
pub use user_management::{Refresh, SignIn, Tokens, UserManagement, UserManagementClient};
pub use webhooks::{WebhookTest, Webhooks, WebhooksClient};
