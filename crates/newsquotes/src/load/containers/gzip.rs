//! Files compressed with gzip: `page.html.gz`, `crawl.warc.gz`.

use std::io::Cursor;

use flate2::read::MultiGzDecoder;

use super::{ContainerPart, Unpacker};

pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b\x08")
}

pub(super) fn unpack(unpacker: &mut Unpacker, file: &ContainerPart) {
    let reader = MultiGzDecoder::new(Cursor::new(&file.bytes));
    let Some(bytes) = unpacker.inflate(&file.name, reader) else { return };
    let inner = file.name.strip_suffix(".gz").or_else(|| file.name.strip_suffix(".GZ"));
    unpacker.take(ContainerPart {
        name: inner.unwrap_or(&file.name).to_owned(),
        bytes,
        sure: file.sure.clone(),
        otherwise: file.otherwise.clone(),
    });
}
