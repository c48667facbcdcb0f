//! Somebody else's page, with the elements in it: its own files, the package beside them, and a policy of its own.

use crate::paths;
use std::path::Path;

/// A page that embeds Fleetglass. `{first}` in any of its files is its own origin, `{second}` that of the simulator's second
/// port, where the package is, too.
#[derive(Debug)]
#[must_use = "give it to Setup::portal"]
pub struct Portal {
    files: Vec<(String, String)>,
    with_page: bool,
    pub(crate) policy: Option<String>,
}

impl Portal {
    /// A page of this HTML. The package is at `./fleetglass/`.
    pub fn new(html: &str) -> Self {
        Self { files: vec![("index.html".to_owned(), html.to_owned())], with_page: false, policy: None }
    }

    /// A page that imports the elements, with this in its body.
    pub fn of(body: &str) -> Self {
        Self::new(&format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Portal</title><link rel=\"icon\" href=\"data:,\">\
             <link rel=\"stylesheet\" href=\"portal.css\"><script type=\"module\" src=\"./fleetglass/fleetglass.js\"></script></head>\
             <body>{body}</body></html>"
        ))
        .file("portal.css", "fleetglass-overview, fleetglass-threads, fleetglass-runs, fleetglass-app { display: block; height: 600px }")
    }

    /// One more file, or another in place of one.
    pub fn file(mut self, name: &str, text: &str) -> Self {
        self.files.retain(|(held, _)| held != name);
        self.files.push((name.to_owned(), text.to_owned()));
        self
    }

    /// With the whole page at `./page/`, for a frame; its `config.json` is a file of the portal.
    pub fn with_page(mut self) -> Self {
        self.with_page = true;
        self
    }

    /// Another policy than that of the page; an empty one is none. `{second}` is as in the files.
    pub fn policy(mut self, policy: &str) -> Self {
        self.policy = Some(policy.to_owned());
        self
    }

    /// Writes the portal into a folder.
    pub(crate) fn write(&self, folder: &Path, first: &str, second_port: u16) {
        for (name, text) in &self.files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(folder)).unwrap();
            std::fs::write(path, text.replace("{first}", first).replace("{second}", &format!("http://127.0.0.1:{second_port}"))).unwrap();
        }
        if self.with_page {
            std::fs::create_dir_all(folder.join("page")).unwrap();
            for file in std::fs::read_dir(paths::dist()).unwrap() {
                let file = file.unwrap();
                std::os::unix::fs::symlink(file.path(), folder.join("page").join(file.file_name())).unwrap();
            }
        }
        std::os::unix::fs::symlink(paths::pkg(), folder.join("fleetglass")).unwrap();
    }
}
