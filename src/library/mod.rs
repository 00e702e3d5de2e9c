//! Many documents: the walk over folders, and what a person made of them.
//!
//! [`scan`] turns files and folders into documents on worker threads;
//! [`sample`] is what there is to open before anything was saved. [`userdata`]
//! keeps what a person made ([`annotation`], [`notes`], [`basket`]) in one `SQLite` file, apart from
//! the articles, which nothing here ever writes to. [`anchor`] finds the place
//! of an annotation again in a file that was saved anew, and [`corrections`]
//! applies it. [`index`] answers queries over all of it, from a cache that may
//! be deleted. [`linker`] makes one entity of the names of many articles. The
//! file system, threads and `SQLite` begin in this layer; it draws nothing and
//! guesses nothing about a text.

pub(crate) mod anchor;
pub(crate) mod annotation;
pub(crate) mod atomic;
pub(crate) mod basket;
mod codec;
pub(crate) mod collection;
pub(crate) mod corrections;
pub(crate) mod disjoint;
pub(crate) mod index;
pub(crate) mod indexing;
pub(crate) mod linker;
pub(crate) mod notes;
pub(crate) mod private;
pub(crate) mod sample;
pub(crate) mod scan;
pub(crate) mod searches;
pub(crate) mod sketch;
pub(crate) mod stamp;
pub(crate) mod sure;
pub(crate) mod userdata;
pub(crate) mod watch;
