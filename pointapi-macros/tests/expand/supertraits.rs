/// All of it.
#[point_api]
pub trait Point: users::UserManagement + Orders<Order> + Send + std::fmt::Debug {}
