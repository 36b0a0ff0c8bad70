use bindery::{Build, Target};

fn main() {
    let common = Build::new("../specs/common.yaml").targets([Target::Models]).shared();
    common.compile();
    for document in ["../specs/pets.yaml", "../specs/shops.yaml"] {
        Build::new(document).targets([Target::Models]).import(&common, "crate::common::models").compile();
    }
}
