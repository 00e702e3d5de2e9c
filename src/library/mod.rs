//! Many documents: the sample that the program brings along.

pub mod sample;
