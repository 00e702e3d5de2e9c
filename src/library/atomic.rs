//! Writing a file whole or not at all.

use std::fs;
#[cfg(unix)]
use std::fs::Permissions;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::private;

/// Puts `bytes` into the file at `path` in one step: a crash leaves the old
/// file or the new one. Folders above it are made; a link is followed and
/// stays; the rights of the old file are kept. A new one has those that the
/// user's umask leaves, as every file that is made for others to use.
///
/// # Errors
///
/// When the folder cannot be written.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes, |folder| {
        fs::create_dir_all(folder)?;
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has rights to set"))]
        let mut builder = Builder::new();
        #[cfg(unix)]
        builder.permissions(by_umask());
        builder.tempfile_in(folder)
    })
}

/// The same for a file of the program itself, which only its owner may read.
///
/// # Errors
///
/// When the folder cannot be written.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes, |folder| {
        private::create_folder(folder)?;
        NamedTempFile::new_in(folder)
    })?;
    private::close(path);
    Ok(())
}

fn replace(
    path: &Path,
    bytes: &[u8],
    new_in: impl FnOnce(&Path) -> io::Result<NamedTempFile>,
) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    if let Ok(old) = fs::metadata(&path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// What a program asks for when it leaves the rights to the umask.
#[cfg(unix)]
fn by_umask() -> Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_and_a_link_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/file");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            write(&link, b"three").unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"three");
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_handed_over_goes_by_the_umask_and_what_is_kept_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let home = tempfile::tempdir().unwrap();
        let usual = home.path().join("usual");
        fs::write(&usual, b"as any program makes it").unwrap();
        let export = home.path().join("export.md");
        write(&export, b"quotations").unwrap();
        assert_eq!(mode(&export), mode(&usual));
        let own = home.path().join("own/searches");
        write_private(&own, b"bridge").unwrap();
        assert_eq!((mode(&own), mode(own.parent().unwrap())), (0o600, 0o700));
        fs::set_permissions(&own, Permissions::from_mode(0o644)).unwrap();
        write_private(&own, b"ferry").unwrap();
        assert_eq!(mode(&own), 0o600, "one that an earlier version left open");
        fs::set_permissions(&export, Permissions::from_mode(0o640)).unwrap();
        write(&export, b"more").unwrap();
        assert_eq!(mode(&export), 0o640, "chosen by the person");
    }
}
