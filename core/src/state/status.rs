//! Agent status: every event is a full snapshot, so a session that is absent has ended.

use super::cx::Cx;
use super::unit::{Fact, Kind, Since, Status, UnitIx};
use crate::protocol::field::Id;
use crate::protocol::status as api;
use std::collections::BTreeSet;

/// So far may the beginnings of one state lie apart, as two snapshots tell it.
const JITTER_MS: u64 = 3_000;

#[derive(Debug, Default)]
pub(super) struct Sessions {
    /// The sessions of the last snapshot.
    present: BTreeSet<UnitIx>,
    snapshots: u64,
}

impl Sessions {
    pub(super) fn apply(&mut self, status: api::Status, cx: &mut Cx<'_>) {
        let global = status.global;
        cx.server.state = global.state;
        cx.server.active_sessions = global.active_sessions;
        cx.server.max_concurrent = global.max_concurrent;
        cx.server.uptime_seconds = global.uptime_seconds;
        cx.server.heard_ms = cx.now_ms;
        cx.changes.server = true;
        let Some(sessions) = status.sessions else { return };
        let all_read = sessions.unread.is_empty();
        cx.witnessed = self.snapshots > 0;
        self.snapshots += 1;
        let mut present = BTreeSet::new();
        let mut nameless = false;
        for session in cx.read("status", sessions) {
            match self.session(session, cx) {
                Some(ix) => drop(present.insert(ix)),
                None => nameless = true,
            }
        }
        if !all_read || nameless {
            // A session that could not be read may be any of those that seem absent.
            present.extend(&self.present);
        }
        for gone in self.present.difference(&present) {
            cx.left(*gone);
        }
        self.present = present;
    }

    fn session(&mut self, session: api::Session, cx: &mut Cx<'_>) -> Option<UnitIx> {
        let Some(id) = [&session.session_key, &session.session_id].into_iter().flatten().map(Id::as_str).find(|id| !id.is_empty()) else {
            cx.unread(crate::protocol::DecodeError::missing("status", "session_key"));
            return None;
        };
        let (ix, _) = cx.root(Kind::Session, &[id], id);
        let state = session.state.as_ref().map(api::SessionState::as_str);
        let status = match &session.state {
            Some(api::SessionState::Thinking | api::SessionState::ToolRunning | api::SessionState::Streaming) => Status::Running,
            Some(api::SessionState::WaitingForUser) => Status::Waiting,
            Some(api::SessionState::Idle) => Status::Idle,
            Some(api::SessionState::Error) => Status::Failed,
            Some(api::SessionState::Other(_)) | None => Status::Unknown,
        };
        let goes_on = cx.status(ix) == status;
        cx.set_status(ix, status, state);
        let now_ms = cx.now_ms;
        cx.edit(ix, |unit| {
            if let Some(title) = session.title.filter(|title| !title.is_empty()).or_else(|| session.channel.clone()) {
                unit.title = title;
            }
            if let Some(seconds) = session.duration_seconds.filter(|seconds| *seconds >= 0.0) {
                let ms = now_ms.saturating_sub((seconds * 1000.0) as u64);
                // Each snapshot took another time to come; a state that goes on keeps its beginning.
                if !goes_on || !unit.since.witnessed || unit.since.ms.abs_diff(ms) > JITTER_MS {
                    unit.since = Since { ms, witnessed: true };
                }
            }
            unit.ask = match status {
                Status::Failed => session.error_message,
                _ => None,
            };
            unit.doing.clone_from(&session.tool_name);
            unit.set_fact(Fact::Channel, session.channel);
            unit.set_fact(Fact::Tool, session.tool_name);
            unit.set_fact(Fact::Tokens, session.token_usage.map(|used| format!("{}/{}", used.input, used.output)));
        });
        Some(ix)
    }
}
