use pointapi::point_api;

#[point_api]
unsafe trait Users {}

fn main() {}
