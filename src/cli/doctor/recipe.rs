//! What editors and shells need to call the picker: one table, the files of
//! `assets/editors`.

/// What to put into an editor.
#[derive(Debug)]
pub(super) struct Recipe {
    /// As `--recipe` takes it.
    pub(super) name: &'static str,
    /// The programs that it is for.
    pub(super) programs: &'static [&'static str],
    /// The file as it is shipped; its first lines say where it belongs.
    pub(super) text: &'static str,
}

macro_rules! recipe {
    ($name:literal, $programs:expr, $file:literal) => {
        Recipe {
            name: $name,
            programs: &$programs,
            text: include_str!(concat!("../../../assets/editors/", $file)),
        }
    };
}

/// All recipes.
pub(super) const RECIPES: &[Recipe] = &[
    recipe!("neovim", ["nvim"], "nreader.lua"),
    recipe!("vim", ["vim", "vi", "gvim"], "nreader.vim"),
    recipe!("helix", ["hx", "helix"], "helix.toml"),
    recipe!("kakoune", ["kak"], "nreader.kak"),
    recipe!("emacs", ["emacs", "emacsclient"], "nreader.el"),
    recipe!("vscode", ["code", "codium"], "vscode-tasks.json"),
    recipe!("tmux", ["tmux"], "tmux.conf"),
    recipe!("bash", ["bash"], "nreader.bash"),
    recipe!("zsh", ["zsh"], "nreader.zsh"),
    recipe!("fish", ["fish"], "nreader.fish"),
];

/// The recipe for a program.
pub(super) fn of_program(program: &str) -> Option<&'static Recipe> {
    RECIPES.iter().find(|recipe| recipe.programs.contains(&program))
}

/// The recipe of that name, or for the program of that name.
pub(super) fn named(name: &str) -> Result<&'static Recipe, String> {
    let found = RECIPES.iter().find(|recipe| recipe.name == name);
    found.or_else(|| of_program(name)).ok_or_else(|| {
        let names: Vec<&str> = RECIPES.iter().map(|recipe| recipe.name).collect();
        format!("there are recipes for {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_a_recipe_of_at_most_a_screen() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/editors");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), RECIPES.len());
        for recipe in RECIPES {
            assert!(recipe.text.lines().count() <= 60, "{}", recipe.name);
            assert_eq!(named(recipe.name).unwrap().text, recipe.text);
            assert!(recipe.text.contains("nreader"), "{}", recipe.name);
        }
    }
}
