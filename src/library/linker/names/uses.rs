//! How often names are used: counted when an article comes, taken off when it
//! goes.

use super::{FormId, KnownNames, NameId};

impl KnownNames {
    /// Counts one more article in which the name is the fullest of an entity
    /// with so many mentions; a new one is compared with others.
    pub(in crate::library::linker) fn use_own(&mut self, id: NameId, mentions: u32) {
        if !self.is_live(id) {
            self.sound(id);
            let mut alike = std::mem::take(&mut self.alike);
            alike.enter(self, id);
            self.alike = alike;
        }
        if let Some(name) = self.all.get_mut(id as usize) {
            name.own = name.own.saturating_add(1);
            name.mentions = name.mentions.saturating_add(mentions);
        }
    }

    pub(in crate::library::linker) fn drop_own(&mut self, id: NameId, mentions: u32) {
        let Some(name) = self.all.get_mut(id as usize) else { return };
        name.own = name.own.saturating_sub(1);
        name.mentions = name.mentions.saturating_sub(mentions);
        if name.own == 0 {
            let mut alike = std::mem::take(&mut self.alike);
            alike.leave(self, id);
            self.alike = alike;
        }
    }

    pub(in crate::library::linker) fn use_alias(&mut self, id: NameId) {
        if let Some(name) = self.all.get_mut(id as usize) {
            name.alias = name.alias.saturating_add(1);
        }
    }

    pub(in crate::library::linker) fn drop_alias(&mut self, id: NameId) {
        if let Some(name) = self.all.get_mut(id as usize) {
            name.alias = name.alias.saturating_sub(1);
        }
    }

    /// Counts a printed form; at least once, since a fullest name need not
    /// stand anywhere just so.
    pub(in crate::library::linker) fn use_form(&mut self, form: FormId, count: u32) {
        if let Some(form) = self.form_entries.get_mut(form as usize) {
            form.count = form.count.saturating_add(count + 1);
        }
    }

    pub(in crate::library::linker) fn drop_form(&mut self, form: FormId, count: u32) {
        if let Some(form) = self.form_entries.get_mut(form as usize) {
            form.count = form.count.saturating_sub(count + 1);
        }
    }
}
