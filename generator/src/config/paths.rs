use std::path::{Component, Path, PathBuf};

/// A path of the configuration without `.` and doubled or trailing slashes.
///
/// # Errors
/// Says why a path is not taken: it is empty, absolute, or leaves the folder of the file.
pub(super) fn inside(text: &str) -> Result<PathBuf, &'static str> {
    if text.is_empty() {
        return Err("is empty");
    }
    let mut path = PathBuf::new();
    for component in Path::new(text).components() {
        match component {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir => return Err("leaves the folder of the configuration"),
            Component::RootDir | Component::Prefix(_) => return Err("is absolute"),
        }
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::inside;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(inside("./a//b/").as_deref(), Ok(Path::new("a/b")));
        assert_eq!(inside("a/../../b"), Err("leaves the folder of the configuration"));
        assert_eq!(inside("/etc"), Err("is absolute"));
        assert_eq!(inside(""), Err("is empty"));
    }
}
