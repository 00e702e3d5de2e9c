//! Files and folders that nobody but their owner may read: what a person made,
//! what they searched for, and what they have read. Where a system knows no
//! such rights, they are as the system makes them.

use std::fs;
use std::io;
use std::path::Path;

/// Makes a folder and those above it that are missing, for the owner alone.
/// One that was there stays as it is.
///
/// # Errors
///
/// When it cannot be made.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes an empty file for the owner alone, if there is none.
///
/// # Errors
///
/// When it cannot be made.
pub(crate) fn create_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes the rights of everybody else from a file or folder that an earlier
/// version, or a careless copy, left open. What cannot be changed stays.
pub(crate) fn close(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let Ok(metadata) = fs::metadata(path) else { return };
        let mode = metadata.permissions().mode();
        if mode & 0o077 != 0 {
            // Without the right to change it there is nothing more to do here;
            // `nreader doctor` tells of it.
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700));
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Whether others may read a file or folder.
pub(crate) fn is_open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
