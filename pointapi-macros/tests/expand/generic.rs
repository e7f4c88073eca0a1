#[point_api]
pub trait Crud<T, const VERSION: u8 = 1>: 'static
where
    T: Serialize + DeserializeOwned,
{
    #[point_endpoint(POST "/items")]
    async fn create(&self, #[body] item: &T) -> Result<T>;

    #[point_endpoint(GET "/items/{id}")]
    async fn get<'a>(&'a self, id: &'a str) -> Result<T>
    where
        T: 'a;
}
