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

pub mod anchor;
pub mod annotation;
pub mod atomic;
pub mod basket;
pub mod collection;
pub mod corrections;
pub mod index;
pub mod indexing;
pub mod linker;
pub mod notes;
pub mod sample;
pub mod scan;
pub mod searches;
pub mod sketch;
pub mod userdata;
pub mod watch;
