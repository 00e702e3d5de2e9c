//! Writing what was chosen, found or listed into a file.

use super::Session;
use crate::app::asking::IndexAsked;
use crate::app::{
    Content, Effect, Export, ExportScope, ExportedArticles, FileTask, Notice, WriteTask,
};
use crate::library::index::ArticleRef;

impl Session {
    /// Composes what is to be written, or has it composed.
    pub(super) fn export(&mut self, export: Export) -> Vec<Effect> {
        self.writing = export.writing;
        let made = match &export.scope {
            ExportScope::Basket => self.compose_basket(&export.writing),
            ExportScope::Chosen(article, chosen) => self.clip(*article, *chosen, &export.writing),
            ExportScope::Quotes(typed) => {
                let asked = IndexAsked::Found { typed: typed.clone() };
                self.exporting = Some(export);
                return self.ask_index(asked);
            }
            ExportScope::Articles(articles) => {
                let articles = articles.iter().filter_map(|id| Some((self.reference(*id)?, None)));
                let articles = articles.collect();
                return self.export_articles(export, articles);
            }
        };
        match made {
            Some(clip) => write(export.file, Content::Text { text: clip.text, what: clip.what }),
            None => self.nothing_to_export(),
        }
    }

    /// What a query for quotations found is here.
    pub(super) fn export_found(&mut self, found: Vec<(ArticleRef, Vec<u32>)>) -> Vec<Effect> {
        let Some(export) = self.exporting.take() else { return Vec::new() };
        let articles = found.into_iter().map(|(at, quotes)| (at, Some(quotes)));
        self.export_articles(export, articles.collect())
    }

    fn export_articles(
        &mut self,
        export: Export,
        articles: Vec<(ArticleRef, Option<Vec<u32>>)>,
    ) -> Vec<Effect> {
        if articles.is_empty() {
            return self.nothing_to_export();
        }
        let content = Content::Articles(ExportedArticles {
            writing: export.writing,
            handed: self.handing(),
            chosen: articles,
            held: self.files.without_file(),
        });
        self.notice = Some(Notice::done(format!("Writing {} …", export.file)));
        write(export.file, content)
    }

    fn nothing_to_export(&mut self) -> Vec<Effect> {
        self.notice = Some(Notice::warning("There is nothing to write."));
        Vec::new()
    }

    /// Writes over a file after all.
    pub(super) fn write_over(&mut self, task: WriteTask) -> Vec<Effect> {
        self.overwriting = None;
        vec![Effect::File(FileTask::Write(WriteTask { over: true, ..task }))]
    }

    /// The file that is there already and that the user is asked about.
    #[must_use]
    pub(crate) fn overwriting(&self) -> Option<&WriteTask> {
        self.overwriting.as_ref()
    }
}

fn write(file: String, content: Content) -> Vec<Effect> {
    vec![Effect::File(FileTask::Write(WriteTask { file, over: false, content }))]
}
