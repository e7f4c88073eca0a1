#[point_api(prefx = "/v1")]
pub trait Broken {
    #[point_endpoint(GET "/users/{usr_id}")]
    async fn misspelt(&self, user_id: u64) -> Result<User>;

    #[point_endpoint(POST "/users")]
    fn not_async(self, #[body] #[query] (a, b): (u8, u8), like: impl Like);

    #[point_endpoint(GETT "/users", timout = "1s", timeout = "0s")]
    async fn generic<T: Show>(&self, #[query] value: T) -> Result<&str>;

    async fn undeclared(&self, x: u8) -> Result<()>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}
