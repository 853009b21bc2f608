//! What a shell wants of a program: completions and a manual page, both made from the command line itself.

use std::io;

use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use rehearsal::RehearsalError;

use crate::{args::Arguments, exit::Failure, output};

/// The completions of a shell.
pub fn completions(shell: Shell) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    generate(shell, &mut Arguments::command(), "debrief", &mut bytes);
    output::print(&bytes)
}

/// The manual page: the program, then each command in a section of its own.
pub fn man() -> Result<(), Failure> {
    let page = page().map_err(|source| RehearsalError::Write { path: "the manual page".into(), source })?;
    output::print(&page)
}

fn page() -> io::Result<Vec<u8>> {
    let mut program = Arguments::command();
    program.build();
    let mut page = Vec::new();
    let man = Man::new(program.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        section(command, &mut page)?;
    }
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// A command as a section: its own headings become those of subsections.
fn section(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(command.clone());
    let mut inside = Vec::new();
    man.render_synopsis_section(&mut inside)?;
    man.render_description_section(&mut inside)?;
    man.render_options_section(&mut inside)?;
    man.render_extra_section(&mut inside)?;
    page.extend(format!(".SH \"DEBRIEF {}\"\n", command.get_name().to_uppercase()).bytes());
    page.extend(String::from_utf8_lossy(&inside).replace(".SH ", ".SS ").bytes());
    Ok(())
}
