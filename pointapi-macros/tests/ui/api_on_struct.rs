use pointapi::point_api;

#[point_api]
struct Users {
    id: u64,
}

#[point_api]
fn people() -> Users {
    Users { id: 1 }
}

#[point_api]
mod inner {}

#[point_api]
impl Users {
    fn id(&self) -> u64 {
        self.id
    }
}

fn main() {
    let _ = people().id();
}
