//! `nreader completions SHELL`: what a shell needs to complete the command
//! line, made from its definition.

use std::process::ExitCode;

use super::output::write_out;
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
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, name, &mut script);
        write_out(&String::from_utf8_lossy(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}
