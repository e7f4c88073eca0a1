//! The folders of the program, by the conventions of the platform.

use std::path::PathBuf;

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

fn strategy() -> Result<impl BaseStrategy> {
    choose_base_strategy().map_err(|error| Failure::usage(format!("there is no home folder: {error}")))
}
