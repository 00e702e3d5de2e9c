//! The texts of several parts behind each other as one text, with the articles
//! of each in their new places.

use crate::load::formats::LoadedText;
use crate::load::text_of;
use crate::model::{Article, Block, Evidence, Fact, Meta, Repair, Span, Text};

/// The texts so far.
#[derive(Debug, Default)]
pub(super) struct JoinedText {
    content: String,
    /// Articles with the place in `content` where their own text begins.
    articles: Vec<(usize, Article)>,
}

/// What stands between two texts.
const BETWEEN: &str = "\n\n\n";

impl JoinedText {
    /// Puts a text behind those before. The facts of its articles are those
    /// that are `sure`, then its own, then `otherwise`.
    pub(super) fn add(&mut self, loaded: LoadedText, sure: &Meta, otherwise: &Meta) {
        if loaded.articles.is_empty()
            || self.content.len() + loaded.text.len() > Text::MAX_BYTES / 2
        {
            return;
        }
        let start = self.content.len();
        self.content.push_str(loaded.text.as_str());
        self.content.push_str(BETWEEN);
        for mut article in loaded.articles {
            let own = std::mem::take(&mut article.meta);
            article.meta = filled(filled(sure.clone(), own), otherwise.clone());
            self.articles.push((start, article));
        }
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// The one text with all articles.
    pub(super) fn finish(self) -> (Text, Vec<Article>) {
        let text = text_of(self.content);
        let moved = self.articles.into_iter().map(|(by, article)| moved(&text, by, article));
        let articles = moved.collect();
        (text, articles)
    }
}

/// Facts, with others where there are none.
fn filled(meta: Meta, other: Meta) -> Meta {
    Meta {
        title: meta.title.or(other.title),
        byline: meta.byline.or(other.byline),
        outlet: meta.outlet.or(other.outlet),
        agency: meta.agency.or(other.agency),
        place: meta.place.or(other.place),
        date: meta.date.or(other.date),
        url: meta.url.or(other.url),
        language: meta.language.or(other.language),
        tags: if meta.tags.is_empty() { other.tags } else { meta.tags },
    }
}

fn moved(text: &Text, by: usize, article: Article) -> Article {
    let span = |span: Span| text.clamp(by + span.start()..by + span.end());
    Article {
        span: span(article.span),
        meta: moved_facts(article.meta, &span),
        blocks: article
            .blocks
            .iter()
            .map(|block| Block { span: span(block.span), ..*block })
            .collect(),
        repairs: article
            .repairs
            .into_iter()
            .map(|repair| Repair { span: span(repair.span), ..repair })
            .collect(),
        ..article
    }
}

fn moved_facts(meta: Meta, span: &impl Fn(Span) -> Span) -> Meta {
    Meta {
        title: moved_fact(meta.title, span),
        byline: moved_fact(meta.byline, span),
        outlet: moved_fact(meta.outlet, span),
        agency: moved_fact(meta.agency, span),
        place: moved_fact(meta.place, span),
        date: moved_fact(meta.date, span),
        url: moved_fact(meta.url, span),
        language: moved_fact(meta.language, span),
        tags: meta.tags.into_iter().filter_map(|tag| moved_fact(Some(tag), span)).collect(),
    }
}

fn moved_fact<T>(fact: Option<Fact<T>>, span: &impl Fn(Span) -> Span) -> Option<Fact<T>> {
    fact.map(|fact| match fact.evidence {
        Evidence::Words(words) => Fact { evidence: Evidence::Words(span(words)), ..fact },
        _ => fact,
    })
}
