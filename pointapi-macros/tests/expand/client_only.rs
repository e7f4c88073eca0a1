#[point_api(server)]
pub trait Pages {
    #[point_endpoint(GET "", client_only)]
    async fn next(&self, #[url] link: &str) -> Result<Page>;

    #[point_endpoint(POST "/pages")]
    async fn upload(
        &self,
        #[part] name: &str,
        #[part] tags: &[&str],
        #[part] file: Part,
        #[header("X-List")] list: &[u16],
    ) -> Result<()>;
}
