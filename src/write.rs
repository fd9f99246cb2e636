//! Puts new bytes in the place of a file: whole or not at all.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::NamedTempFile;

/// Why a file was not written; in every case it is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Somebody wrote the file since it was read.
    #[error("the file changed while unglue was running; it is left as it is now")]
    Changed,
    /// The file has no write permission.
    #[error("the file is read-only")]
    ReadOnly,
    /// The folder takes no temporary file, so the file cannot be replaced in one step.
    #[error("cannot create a file in the folder: {0}")]
    Folder(#[source] io::Error),
    /// Anything else that the system said.
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
}

impl WriteError {
    /// What a person does about it.
    pub fn way_out(&self) -> &'static str {
        match self {
            Self::Changed => "run unglue again",
            Self::ReadOnly => "make the file writable, or exclude it",
            Self::Folder(_) => {
                "make the folder writable, or write elsewhere with `apply --out-dir DIR`"
            }
            Self::Io(_) => "see what the system says, then run unglue again",
        }
    }
}

/// How the name of a temporary file starts and ends.
const PREFIX: &str = ".unglue-";
const SUFFIX: &str = ".tmp";

/// Two names of one file must not be written in place at the same time.
static IN_PLACE: Mutex<()> = Mutex::new(());

/// Replaces the content of a file that held `old` when it was read.
///
/// Links are followed, mode bits and owner are kept. The new content goes to a temporary file
/// beside the target which is then renamed over it; a file that has several hard links is written
/// in place, as a rename would cut it off from the other names.
///
/// # Errors
/// Where the file no longer holds `old`, or the system does not let it be written.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let target = std::fs::canonicalize(path)?;
    let metadata = std::fs::metadata(&target)?;
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    if links(&metadata) > 1 {
        return in_place(&target, old, new);
    }
    let file = temporary(&target)?;
    if !keep_owner(&file, &metadata) {
        drop(file);
        return in_place(&target, old, new);
    }
    fill(&file, new)?;
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    // As late as can be, so that the time in which a change is lost is shortest.
    if !holds(&target, old)? {
        return Err(WriteError::Changed);
    }
    persist(file, &target)
}

/// Writes a file of a new tree, in one step; folders are made, mode bits follow `like`.
///
/// # Errors
/// Where the system does not let it be written.
pub fn create(path: &Path, bytes: &[u8], like: Option<&Metadata>) -> Result<(), WriteError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = temporary(path)?;
    fill(&file, bytes)?;
    if let Some(metadata) = like {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    persist(file, path)
}

/// Removes the temporary files in a folder that a run left which was killed.
///
/// Those of a run that is still at work are locked and stay. What cannot be removed stays as well.
pub fn clear_up(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|n| n.starts_with(PREFIX) && n.ends_with(SUFFIX));
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(&path);
        }
    }
}

fn temporary(target: &Path) -> Result<NamedTempFile, WriteError> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The umask takes away what a new file should not have.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder).map_err(WriteError::Folder)?;
    // Held until the file is renamed or gone: what nobody holds is left from a run that was killed.
    // A file system that has no locks only loses the clearing up.
    let _ = file.as_file().try_lock();
    Ok(file)
}

fn fill(file: &NamedTempFile, bytes: &[u8]) -> io::Result<()> {
    file.as_file().write_all(bytes)
}

fn persist(file: NamedTempFile, target: &Path) -> Result<(), WriteError> {
    file.persist(target).map_err(|error| WriteError::Io(error.error))?;
    Ok(())
}

fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(std::fs::metadata(path)?.len() == length && std::fs::read(path)? == bytes)
}

fn in_place(target: &Path, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let _guard = IN_PLACE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if holds(target, new)? {
        return Ok(()); // written through another of its names
    }
    if !holds(target, old)? {
        return Err(WriteError::Changed);
    }
    // Not truncated first: an interruption must not leave an empty file.
    let mut file: File = OpenOptions::new().write(true).open(target)?;
    file.write_all(new)?;
    file.set_len(u64::try_from(new.len()).unwrap_or(u64::MAX))?;
    file.sync_all()?;
    Ok(())
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn links(_metadata: &Metadata) -> u64 {
    1
}

/// Gives the new file the owner of the old one; false where this is not allowed.
#[cfg(unix)]
fn keep_owner(file: &NamedTempFile, old: &Metadata) -> bool {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let Ok(new) = file.as_file().metadata() else {
        return false;
    };
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return true;
    }
    fchown(file.as_file(), Some(old.uid()), Some(old.gid())).is_ok()
}

#[cfg(not(unix))]
fn keep_owner(_file: &NamedTempFile, _old: &Metadata) -> bool {
    true
}
