/// How what is written is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// A crate for each target.
    #[default]
    Crates,
    /// A folder of modules with `mod.rs` at its root, for a crate of the user's own.
    Modules,
    /// The same in one file, `mod.rs`.
    Module,
}

impl Layout {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Crates, Self::Modules, Self::Module];

    /// The word for it in configurations.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Crates => "crates",
            Self::Modules => "modules",
            Self::Module => "module",
        }
    }

    /// The choice of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }
}
