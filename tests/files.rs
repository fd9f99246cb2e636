//! Finding and writing files in awkward places.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use unglue::walk::{Options, Walked, shown, walk};
use unglue::write::{WriteError, create, replace};

fn tree(files: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x = 1\n").unwrap();
    }
    dir
}

fn found(paths: &[PathBuf]) -> Walked {
    walk(&Options {
        paths: paths.to_vec(),
        excluded: Arc::new(|_, _| false),
        force_exclude: false,
        others: false,
        threads: None,
    })
}

fn names(walked: &Walked, root: &Path) -> Vec<String> {
    let files = walked.files.iter();
    files.map(|entry| shown(entry.path.strip_prefix(root).unwrap_or(&entry.path))).collect()
}

#[test]
fn folders_give_python_files_in_order() {
    let dir = tree(&["b.py", "a/z.py", "a.py", "a/data.csv", ".hidden/x.py", "node.pyi", "C.PY"]);
    let walked = found(&[dir.path().to_path_buf()]);
    assert_eq!(names(&walked, dir.path()), ["C.PY", "a/z.py", "a.py", "b.py"]);
}

#[test]
fn named_files_are_taken_whatever_they_are_called_and_only_once() {
    let dir = tree(&["script", ".hidden/x.py", "a.py"]);
    let at = |name: &str| dir.path().join(name);
    let walked = found(&[at("script"), at(".hidden/x.py"), at("a.py"), at("."), at("./a.py")]);
    assert_eq!(names(&walked, dir.path()), [".hidden/x.py", "a.py", "script"]);
}

#[test]
fn gitignore_holds_without_a_repository_too() {
    let dir = tree(&["a.py", "build/b.py", "sub/c.py"]);
    std::fs::write(dir.path().join(".gitignore"), "build/\nc.py\n").unwrap();
    assert_eq!(names(&found(&[dir.path().to_path_buf()]), dir.path()), ["a.py"]);
}

#[test]
fn what_is_not_there_is_said() {
    let dir = tree(&["a.py"]);
    let walked = found(&[dir.path().join("no.py"), dir.path().join("a.py"), "/dev/null".into()]);
    assert_eq!(walked.files.len(), 1);
    let messages: Vec<_> = walked.failures.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(messages, ["neither a file nor a folder", "no such file or folder"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use unglue::diagnostics::SkipReason;

    use super::*;

    #[test]
    fn links_in_a_folder_are_not_followed() {
        let dir = tree(&["a.py", "sub/b.py"]);
        symlink(dir.path(), dir.path().join("sub/up")).unwrap();
        symlink("a.py", dir.path().join("link.py")).unwrap();
        symlink("nowhere", dir.path().join("dangling.py")).unwrap();
        symlink("loop.py", dir.path().join("loop.py")).unwrap();
        let walked = found(&[dir.path().to_path_buf()]);
        assert_eq!(names(&walked, dir.path()), ["a.py", "sub/b.py"]);
        assert_eq!(walked.skipped.len(), 2);
        assert!(walked.skipped.iter().all(|skip| skip.reason == SkipReason::Link));
        let messages: Vec<_> = walked.failures.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages[0], "a link to something that does not exist");
        assert!(messages[1].starts_with("a link that leads nowhere"), "{}", messages[1]);
    }

    #[test]
    fn a_named_link_is_taken() {
        let dir = tree(&["sub/a.py"]);
        symlink("sub", dir.path().join("folder")).unwrap();
        symlink("sub/a.py", dir.path().join("file.py")).unwrap();
        assert_eq!(found(&[dir.path().join("folder")]).files.len(), 1);
        let both = found(&[dir.path().join("file.py"), dir.path().join("sub")]);
        assert_eq!(both.files.len(), 1, "one file, two names");
    }

    #[test]
    fn mode_and_link_stay() {
        let dir = tree(&["sub/a.py"]);
        let (file, link) = (dir.path().join("sub/a.py"), dir.path().join("link.py"));
        symlink("sub/a.py", &link).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        replace(&link, b"x = 1\n", b"new\r\n").unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new\r\n");
        assert_eq!(std::fs::metadata(&file).unwrap().mode() & 0o7777, 0o755);
        assert_eq!(std::fs::read_dir(dir.path().join("sub")).unwrap().count(), 1);
    }

    #[test]
    fn hard_links_stay_one_file() {
        let dir = tree(&["a.py"]);
        let (one, two) = (dir.path().join("a.py"), dir.path().join("b.py"));
        std::fs::hard_link(&one, &two).unwrap();
        replace(&one, b"x = 1\n", b"y\n").unwrap();
        replace(&two, b"x = 1\n", b"y\n").unwrap();
        assert_eq!(std::fs::read(&two).unwrap(), b"y\n");
        assert_eq!(std::fs::metadata(&one).unwrap().nlink(), 2);
    }

    #[test]
    fn read_only_files_are_left_alone() {
        let dir = tree(&["a.py"]);
        let file = dir.path().join("a.py");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(replace(&file, b"x = 1\n", b"y\n"), Err(WriteError::ReadOnly)));
    }

    #[test]
    fn a_read_only_folder_is_said() {
        let dir = tree(&["sub/a.py"]);
        let folder = dir.path().join("sub");
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
        let result = replace(&folder.join("a.py"), b"x = 1\n", b"y\n");
        let is_root = std::fs::write(folder.join("probe"), "").is_ok();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        if !is_root {
            assert!(matches!(result, Err(WriteError::Folder(_))), "{result:?}");
            assert_eq!(std::fs::read(folder.join("a.py")).unwrap(), b"x = 1\n");
        }
    }
}

#[test]
fn a_file_that_changed_since_is_not_overwritten() {
    let dir = tree(&["a.py"]);
    let file = dir.path().join("a.py");
    let error = replace(&file, b"y = 1\n", b"new\n").unwrap_err();
    assert!(matches!(error, WriteError::Changed), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), b"x = 1\n");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn new_trees_are_made() {
    let dir = tree(&["file"]);
    create(&dir.path().join("a/b/c.py"), b"x", None).unwrap();
    assert_eq!(std::fs::read(dir.path().join("a/b/c.py")).unwrap(), b"x");
    assert!(create(&dir.path().join("file/c.py"), b"x", None).is_err());
}
