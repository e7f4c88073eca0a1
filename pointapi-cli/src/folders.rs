//! The folders of the program, by the conventions of the platform.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::failure::{Failure, Result};

/// The name of the program's folder in each.
const NAME: &str = "pointapi";

/// Returns the folder of the profiles: `~/.config/pointapi`, or `$XDG_CONFIG_HOME/pointapi`; below `AppData` on Windows.
pub(crate) fn config() -> Result<PathBuf> {
    Ok(strategy()?.config_dir().join(NAME))
}

/// Returns the folder of tokens and journals: `~/.local/state/pointapi`, or `$XDG_STATE_HOME/pointapi`.
pub(crate) fn state() -> Result<PathBuf> {
    let strategy = strategy()?;
    Ok(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join(NAME))
}

/// Waits for the lock of this name in a folder, which is created if it is missing. The lock ends with the file.
///
/// # Errors
///
/// If the file cannot be created or locked.
pub(crate) fn locked(folder: &Path, name: &str) -> Result<File> {
    let path = folder.join(name);
    let locked = || {
        fs::create_dir_all(folder)?;
        let file = File::create(&path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    };
    locked().map_err(|error| Failure::file(&path, error))
}

fn strategy() -> Result<impl BaseStrategy> {
    choose_base_strategy().map_err(|error| Failure::usage(format!("there is no home folder: {error}")))
}
