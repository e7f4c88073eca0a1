#[point_api]
trait Helpers {
    #[point_endpoint(GET "/one")]
    async fn one(&self) -> Result<u32>;

    /// Both.
    async fn two(&self) -> Result<u32> {
        Ok(self.one().await? + self.one().await?)
    }

    fn each<F: Fn()>(&self, f: F) {
        f();
    }

    fn name() -> &'static str {
        "helpers"
    }
}
