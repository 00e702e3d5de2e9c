use super::*;

fn words(source: &str) -> Vec<String> {
    let prose = read(source);
    prose.blocks.iter().map(|block| prose.words[block.range.clone()].to_owned()).collect()
}

#[test]
fn csquotes_ligatures_and_accents() {
    let source = "\\documentclass{article}\\begin{document}\nOber: \\textquote[Ober]{We \\textelp{} keep \\textins{the} br\\\"ucke---it's 5\\,\\% \\emph{ours}}. % nr:0f3a9c21b7de\nHe said ``Fran\\c{c}ois''\\footnote{See “x”.}.\n\\end{document} junk";
    assert_eq!(
        words(source)[0],
        "Ober: “We […] keep [the] brücke—it's 5\u{2009}% ours”. He said “François”."
    );
    let prose = read(source);
    assert_eq!(
        &prose.words[prose.declared[0].range.clone()],
        "We […] keep [the] brücke—it's 5\u{2009}% ours"
    );
    assert_eq!(prose.declared[0].attribution.as_deref(), Some("Ober"));
    assert_eq!(prose.ids.len(), 1);
    assert_eq!(prose.blocks[1].role, ProseRole::Footnote);
}

#[test]
fn environments_and_cited_quotations() {
    let source = "\\section{One}\nText\n\n\\begin{quote}\nIt stays.\n\\end{quote}\n\\begin{verbatim}\n``code''\n\\end{verbatim}\n\\blockcquote[Ober, quoted in][para.~9]{bell2026}{We keep it} and \\textcquote[9]{b2}{so}.";
    let prose = read(source);
    let roles: Vec<ProseRole> = prose.blocks.iter().map(|block| block.role).collect();
    assert_eq!(
        roles,
        [
            ProseRole::Heading(2),
            ProseRole::Paragraph,
            ProseRole::Quotation(1),
            ProseRole::Paragraph
        ]
    );
    assert_eq!(prose.declared[0].attribution.as_deref(), Some("Ober, quoted in"));
    assert_eq!(prose.declared[1].attribution, None);
    assert!(prose.citations[0].1.ends_with("bell2026"));
}

#[test]
fn broken_sources_end() {
    for source in
        ["\\", "{{{", "}", "\\textquote[", "\\begin{verbatim}", "$a", "\\\"", "\\'{e", "%"]
    {
        read(source);
    }
    read(&"{".repeat(100_000));
    read(&"\\textquote[".repeat(5_000));
}
