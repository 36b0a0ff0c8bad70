//! Changes to disk.

use std::cmp::Reverse;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::compare::{Changes, Write};

impl Changes {
    /// Carries the changes out: each file at once or not at all, manifests last, since Cargo refuses a whole workspace
    /// over one manifest without its files. Then removes what is no longer made, and folders that this leaves empty.
    ///
    /// # Errors
    /// What the file system said first, with the path it said it of.
    pub fn apply(&self) -> Result<(), (PathBuf, io::Error)> {
        let (mut manifests, others): (Vec<_>, Vec<_>) = self.writes.iter().partition(|write| is_manifest(&write.name));
        // The manifest of a workspace names those below it.
        manifests.sort_by_key(|write| Reverse(write.name.matches('/').count()));
        for write in others.into_iter().chain(manifests) {
            self.write(write).map_err(|error| (self.shown.join(&write.name), error))?;
        }
        for removal in &self.removals {
            fs::remove_file(self.root.join(&removal.name)).map_err(|error| (self.shown.join(&removal.name), error))?;
            self.remove_empty_folders(&removal.name);
        }
        Ok(())
    }

    fn write(&self, write: &Write) -> io::Result<()> {
        let path = self.root.join(&write.name);
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let mut file = temporary(folder)?;
        file.write_all(&write.new)?;
        file.persist(&path).map_err(|refused| refused.error)?;
        Ok(())
    }

    fn remove_empty_folders(&self, name: &str) {
        let folders = Path::new(name).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        for folder in folders {
            // A folder that still holds something refuses to go, and so do those above it.
            if fs::remove_dir(self.root.join(folder)).is_err() {
                break;
            }
        }
    }
}

fn is_manifest(name: &str) -> bool {
    name == "Cargo.toml" || name.ends_with("/Cargo.toml")
}

/// A file that takes its place when it is whole. Temporary files are private; ours are as open as any new file.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bindery-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
