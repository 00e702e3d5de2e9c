//! What an index stands for: the folders whose files were all looked at, and
//! when. It is part of every commit, so that it is never newer or older than
//! what was committed with it.

use serde::{Deserialize, Serialize};

use crate::library::sure::sure;

/// A pass over the library that was finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Completeness {
    /// The folders and files of the library then.
    pub(crate) folders: Vec<String>,
    /// When it was, in seconds since 1970 (UTC).
    pub(crate) as_of: i64,
    /// Files that could not be read, and what they were then.
    pub(crate) unread: Vec<UnreadFile>,
}

/// A file that is not in the index because it cannot be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnreadFile {
    pub(crate) path: String,
    /// As [`crate::library::stamp::FileStamp`] is printed.
    pub(crate) stamp: String,
}

impl Completeness {
    pub(super) fn write(&self) -> String {
        // Plain data with names for keys: nothing in it can fail.
        sure(serde_json::to_string(self).ok())
    }

    pub(super) fn read(payload: &str) -> Option<Completeness> {
        serde_json::from_str(payload).ok()
    }
}
