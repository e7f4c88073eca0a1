//! The place of generated code: `src/api` for `src/api.rs` and the folder `src/api`.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// The files of one import.
#[derive(Debug)]
pub(crate) struct Out {
    /// The folder of the modules, which is the path of the root without `.rs`.
    pub(crate) folder: PathBuf,
    /// The name of the root module.
    pub(crate) stem: String,
}

impl Out {
    /// Reads the path that the user gave, with or without `.rs`.
    pub(crate) fn of(path: &Path) -> Result<Self, Error> {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let has_module_name = path.extension().is_none_or(|extension| extension == "rs");
        match stem.filter(|_| has_module_name) {
            Some(stem) => Ok(Self { folder: path.with_extension(""), stem: stem.to_owned() }),
            None => {
                let path = path.display();
                Err(Error::option(format!("`{path}` does not name a module; write a path such as `src/api`")))
            }
        }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.with_extension("rs")
    }

    /// The file of a module; the root's name is empty.
    pub(crate) fn file(&self, module: &str) -> PathBuf {
        if module.is_empty() {
            self.root()
        } else {
            self.folder.join(format!("{}.rs", module.trim_start_matches("r#")))
        }
    }
}
