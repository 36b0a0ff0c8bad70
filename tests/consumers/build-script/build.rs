fn main() {
    bindery::build("openapi.yaml");
}
