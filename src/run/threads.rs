//! The program's own threads, and what becomes of a panic in one of them.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use super::terminal::give_back;
use crate::library::scan;

/// The terminal is given back before a panic is reported, so that the report
/// can be read. A panic in a thread of ours that nobody waits for ends the
/// program; one while a file is loaded is caught and becomes a problem of that
/// file, so nothing is done about it here.
pub(super) fn give_back_on_panic() {
    static HOOKED: AtomicBool = AtomicBool::new(false);
    if HOOKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = thread::current();
        // A thread without a name is none of ours.
        let name = thread.name().unwrap_or("");
        if name.starts_with(scan::WORKER_NAME) {
            return;
        }
        give_back();
        // What it says may quote an article; where it happened does not.
        log::error!("panic in thread {name:?} at {:?}", panic.location());
        report(panic);
        if name.starts_with(WORKER_NAME) {
            std::process::exit(PANICKED);
        }
    }));
}

/// How the names of the reader's own threads begin.
const WORKER_NAME: &str = "reader ";
/// The exit code of a Rust program that panicked.
const PANICKED: i32 = 101;

/// Starts one of the reader's own threads.
///
/// # Errors
///
/// When the system has no thread left.
pub fn spawn<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<JoinHandle<T>> {
    thread::Builder::new().name(format!("{WORKER_NAME}{name}")).spawn(work)
}
