//! `nreader completions SHELL`: what a shell needs to complete the command
//! line, made from its definition.

use std::process::ExitCode;

use super::output::write_out;
use super::styles;
use clap::builder::PossibleValuesParser;
use clap::{Args, Command};
use clap_complete::Shell;

/// Arguments of `nreader completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell that reads them
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

impl CompletionsArguments {
    /// Prints the script.
    pub(super) fn run(&self, mut program: Command) -> anyhow::Result<ExitCode> {
        let name = program.get_name().to_owned();
        program = named_styles(program);
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, name, &mut script);
        write_out(&String::from_utf8_lossy(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Lists the styles where a command takes one, so that their names are
/// completed; the person's own are those there are now.
fn named_styles(program: Command) -> Command {
    // The command line wants names that last as long as it does.
    let names = styles::names().into_iter();
    let names: Vec<&'static str> = names.map(|(name, _)| &*name.leak()).collect();
    let takes = |command: &Command| command.get_arguments().any(|arg| arg.get_id() == "style");
    program.mut_subcommands(|command| {
        if !takes(&command) {
            return command;
        }
        let names = PossibleValuesParser::new(names.clone());
        command.mut_arg("style", |arg| arg.value_parser(names))
    })
}
