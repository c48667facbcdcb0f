//! The panel of our own failure.

use crate::platform::panic::Words;

pub(super) const ENGLISH: Words = Words {
    stopped: "Fleetglass stopped:",
    unaffected: "Your agents are not affected.",
    copy: "Copy report",
    copied: "Copied",
    refused: "The browser refused the clipboard. The text is selected; press Ctrl C.",
    reload: "Reload",
    report: "Report",
};
