//! The rows of a tree of units: what is open, and jobs that differ only in a variant as one group.

use fleetglass_core::state::unit::{Kind, Status, Unit, UnitIx, Units};
use std::collections::HashMap;

/// From so many jobs on, those that went well are closed at first.
const MANY: usize = 12;

/// A row of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Node {
    /// A unit.
    Unit {
        /// Where it stands.
        ix: UnitIx,
        /// Which it is.
        serial: u64,
        /// How deep.
        depth: u8,
    },
    /// Jobs that differ in a variant: `test (mac)`, `test (win)`.
    Group {
        /// What opens and closes it.
        key: String,
        /// The name they share.
        name: String,
        /// Them.
        members: Vec<UnitIx>,
    },
}

/// What was opened and closed by hand, by unit id or group key.
pub type Opened = HashMap<String, bool>;

/// Returns the rows below a root.
#[must_use]
pub fn rows(units: &Units, root: UnitIx, opened: &Opened) -> Vec<Node> {
    let mut nodes = Vec::new();
    let Some(unit) = units.get(root) else { return nodes };
    let children = &unit.children;
    let stems: Vec<Option<&str>> = children.iter().map(|ix| units.get(*ix).and_then(stem)).collect();
    for (at, ix) in children.iter().enumerate() {
        let Some(name) = stems[at] else {
            push(units, *ix, 0, children.len(), opened, &mut nodes);
            continue;
        };
        let members: Vec<UnitIx> = (0..children.len()).filter(|other| stems[*other] == Some(name)).map(|other| children[other]).collect();
        match members.first() {
            _ if members.len() < 2 => push(units, *ix, 0, children.len(), opened, &mut nodes),
            Some(first) if first == ix => {
                let key = format!("{}/{name} (", unit.id);
                let open = opened.get(&key).copied().unwrap_or(true);
                nodes.push(Node::Group { key, name: name.to_owned(), members: members.clone() });
                if open {
                    members.iter().for_each(|ix| push(units, *ix, 1, children.len(), opened, &mut nodes));
                }
            }
            // It stands with the first of its group.
            _ => {}
        }
    }
    nodes
}

fn push(units: &Units, ix: UnitIx, depth: u8, siblings: usize, opened: &Opened, nodes: &mut Vec<Node>) {
    let Some(unit) = units.get(ix) else { return };
    nodes.push(Node::Unit { ix, serial: unit.serial, depth });
    if is_open(units, unit, siblings, opened) {
        unit.children.iter().for_each(|child| push(units, *child, depth + 1, siblings, opened, nodes));
    }
}

/// Says whether a unit's parts are shown: as a person wanted it, else jobs, and whatever leads to a failure or to what runs.
#[must_use]
pub fn is_open(units: &Units, unit: &Unit, siblings: usize, opened: &Opened) -> bool {
    let Some(by_hand) = opened.get(&unit.id) else {
        let went_well = matches!(unit.status, Status::Succeeded | Status::Skipped | Status::Queued);
        return match unit.kind {
            Kind::Job => siblings < MANY || !went_well,
            _ => is_worth_a_look(units, unit),
        };
    };
    *by_hand
}

fn is_worth_a_look(units: &Units, unit: &Unit) -> bool {
    let itself = |unit: &Unit| unit.has_failed() || matches!(unit.status, Status::Running | Status::Waiting);
    unit.children.iter().filter_map(|ix| units.get(*ix)).any(|child| itself(child) || is_worth_a_look(units, child))
}

/// Returns the name that the variants of a job share: `test` of `test (mac)`.
fn stem(unit: &Unit) -> Option<&str> {
    let (name, rest) = unit.title.split_once(" (")?;
    (unit.kind == Kind::Job && rest.ends_with(')') && !name.is_empty()).then_some(name)
}

/// Returns the status of a group: the most urgent of its members', where what is over counts least.
#[must_use]
pub fn worst(units: &Units, members: &[UnitIx]) -> Status {
    let each = members.iter().filter_map(|ix| units.get(*ix)).map(|unit| unit.status);
    each.min_by_key(|status| Status::ALL.iter().position(|held| held == status)).unwrap_or(Status::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fleetglass_core::protocol::Api;
    use fleetglass_core::sse::Frame;
    use fleetglass_core::state::{Changes, Stream};

    fn stream(run: &str) -> Stream {
        let mut stream = Stream::new(Api::Runner, None);
        let data = format!(r#"{{"runId":"r","run":{run}}}"#);
        stream.apply(Frame { event: "run.started", data: &data, last_event_id: "" }, 0, &mut Changes::default());
        stream
    }

    fn titles(stream: &Stream, opened: &Opened) -> Vec<String> {
        let units = stream.units();
        let said = |node: &Node| match node {
            Node::Unit { ix, depth, .. } => format!("{}{}", "-".repeat(usize::from(*depth)), units.get(*ix).map_or("", |unit| &unit.title)),
            Node::Group { name, members, .. } => format!("{name} x{}", members.len()),
        };
        rows(units, units.roots()[0], opened).iter().map(said).collect()
    }

    const MATRIX: &str = r#"{"id":"r","jobs":[
        {"id":"a","name":"build","status":"completed","conclusion":"success","steps":[{"number":1,"name":"Checkout"}]},
        {"id":"b","name":"test (mac)"},{"id":"c","name":"lint (strict)"},{"id":"d","name":"test (win)"}]}"#;

    #[test]
    fn variants_of_a_job_stand_together() {
        let stream = stream(MATRIX);
        assert_eq!(titles(&stream, &Opened::new()), ["build", "-Checkout", "test x2", "-test (mac)", "-test (win)", "lint (strict)"]);
    }

    #[test]
    fn a_person_opens_and_closes() {
        let stream = stream(MATRIX);
        let opened = Opened::from([("r/a".to_owned(), false), ("r/test (".to_owned(), false)]);
        assert_eq!(titles(&stream, &opened), ["build", "test x2", "lint (strict)"]);
    }

    #[test]
    fn what_leads_to_a_failure_is_open_at_first() {
        let nested = |conclusion: &str| {
            format!(
                r#"{{"id":"r","jobs":[{{"id":"a","name":"build","steps":[{{"number":1,"name":"outer"}},
                {{"number":101,"name":"inner","status":"completed","conclusion":"{conclusion}"}}]}}]}}"#
            )
        };
        assert_eq!(titles(&stream(&nested("success")), &Opened::new()), ["build", "-outer"]);
        assert_eq!(titles(&stream(&nested("failure")), &Opened::new()), ["build", "-outer", "--inner"]);
    }
}
