//! What every match of a pattern must hold, so that rows without it need not be shown to the pattern.
//!
//! Reads the syntax of JavaScript (ECMA-262, 22.2.1 with annex B.1.2) without the flags `u` and `v`: a character beyond the
//! basic plane is two units, and ignoring case no character outside ASCII equals one inside. It errs on the safe side: what
//! it does not know for certain adds nothing.

/// Returns the longest run of characters that every match of a pattern holds.
///
/// Where case does not count the run is lower-case ASCII, to be looked for in any case. Returns `None` where no character is
/// certain to be there; so it does for what is no pattern.
///
/// ```
/// use fleetglass_core::state::log::literal::required_literal;
/// assert_eq!(required_literal(r"error\[E\d+\]: (mis|un)matched types", true).as_deref(), Some("matched types"));
/// assert_eq!(required_literal("one|other", true), None);
/// ```
#[must_use]
pub fn required_literal(pattern: &str, case: bool) -> Option<String> {
    let mut reader = Reader { rest: pattern.chars().collect(), at: 0, case };
    let mut runs = reader.alternatives(0)?;
    // A parenthesis that closes nothing.
    if reader.at < reader.rest.len() {
        return None;
    }
    runs.end_run();
    (!runs.best.is_empty()).then_some(runs.best)
}

/// Groups nested deeper than this are not read.
const DEPTH: usize = 32;

/// What is certain of a part of a pattern.
struct Runs {
    /// The characters it ends with; nothing else matched since they began.
    run: String,
    /// The longest run so far.
    best: String,
    /// Whether the run is all there is.
    only: bool,
}

impl Runs {
    fn new() -> Self {
        Self { run: String::new(), best: String::new(), only: true }
    }

    fn offer(&mut self, run: String) {
        if run.len() > self.best.len() {
            self.best = run;
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.offer(run);
        self.only = false;
    }
}

/// One thing of a pattern that can be repeated.
enum Atom {
    /// This character.
    Char(char),
    /// Takes no room in the text.
    Nowhere,
    /// Characters that are not known.
    Unknown,
    Group(Runs),
}

struct Reader {
    rest: Vec<char>,
    at: usize,
    case: bool,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn take(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(n, c)| self.rest.get(self.at + n) == Some(&c));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    /// Reads up to the end or to the parenthesis that closes the group.
    fn alternatives(&mut self, depth: usize) -> Option<Runs> {
        let mut runs = Runs::new();
        let mut several = false;
        while let Some(c) = self.peek() {
            match c {
                ')' => break,
                '|' => {
                    self.at += 1;
                    several = true;
                }
                _ => {
                    let atom = self.atom(depth)?;
                    let least = self.least_repeats();
                    self.append(atom, least, &mut runs);
                }
            }
        }
        Some(if several { Runs { only: false, ..Runs::new() } } else { runs })
    }

    /// Adds what stands there once (`None`), or so many times at least.
    fn append(&self, atom: Atom, least: Option<u32>, runs: &mut Runs) {
        match (atom, least) {
            (Atom::Nowhere, _) => {}
            (Atom::Char(c), None) => self.push(c, runs),
            (Atom::Char(c), Some(1..)) => {
                self.push(c, runs);
                runs.end_run();
                // The last repeat stands before what follows. Of two units only the second is repeated.
                if u32::from(c) <= 0xffff {
                    self.push(c, runs);
                }
            }
            (Atom::Group(inner), None) if inner.only => runs.run.push_str(&inner.run),
            (Atom::Group(inner), None | Some(1..)) => {
                runs.end_run();
                runs.offer(inner.best);
                runs.offer(inner.run);
            }
            (Atom::Char(_) | Atom::Group(_), Some(0)) | (Atom::Unknown, _) => runs.end_run(),
        }
    }

    fn push(&self, c: char, runs: &mut Runs) {
        match (self.case, c.is_ascii()) {
            (true, _) => runs.run.push(c),
            (false, true) => runs.run.push(c.to_ascii_lowercase()),
            (false, false) => runs.end_run(),
        }
    }

    fn atom(&mut self, depth: usize) -> Option<Atom> {
        let c = self.peek()?;
        self.at += 1;
        Some(match c {
            '(' => return self.group(depth),
            '[' => return self.class(),
            '\\' => return self.escape(),
            '*' | '+' | '?' => return None,
            '{' if self.counts_from(self.at).is_some() => return None,
            '^' | '$' => Atom::Nowhere,
            '.' => Atom::Unknown,
            // No row holds a control, so nothing is known of a match that would.
            c if c.is_control() && c != '\t' => Atom::Unknown,
            c => Atom::Char(c),
        })
    }

    fn group(&mut self, depth: usize) -> Option<Atom> {
        if depth == DEPTH {
            return None;
        }
        let aside = ["?=", "?!", "?<=", "?<!"].iter().any(|start| self.take(start));
        if !aside && !self.take("?:") && self.take("?") {
            // A name. Anything else is of a syntax to come.
            if !self.take("<") {
                return None;
            }
            while !self.take(">") {
                self.peek().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '$'))?;
                self.at += 1;
            }
        }
        let inner = self.alternatives(depth + 1)?;
        self.take(")").then_some(if aside { Atom::Nowhere } else { Atom::Group(inner) })
    }

    /// Reads a class; one of a single character is that character.
    fn class(&mut self) -> Option<Atom> {
        let start = self.at;
        loop {
            let c = self.peek()?;
            self.at += 1;
            match c {
                ']' => break,
                '\\' => self.at += 1,
                _ => {}
            }
        }
        Some(match self.rest.get(start..self.at.saturating_sub(1))? {
            [c] if !matches!(c, '^' | '\\') && u32::from(*c) <= 0xffff && !c.is_control() => Atom::Char(*c),
            _ => Atom::Unknown,
        })
    }

    fn escape(&mut self) -> Option<Atom> {
        let c = self.peek()?;
        self.at += 1;
        Some(match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 'r' | 'v' | 'f' => Atom::Unknown,
            'b' | 'B' => Atom::Nowhere,
            't' => Atom::Char('\t'),
            'x' => self.coded(2)?,
            'u' => self.coded(4)?,
            '0'..='9' => {
                while self.peek().is_some_and(|c| c.is_ascii_digit()) {
                    self.at += 1;
                }
                Atom::Unknown
            }
            // Letters mean something else where the pattern has names, or one day.
            c if c.is_alphanumeric() || c.is_control() || c == '_' => return None,
            c => Atom::Char(c),
        })
    }

    /// Reads the character of so many hexadecimal digits.
    fn coded(&mut self, digits: usize) -> Option<Atom> {
        let text: String = self.rest.get(self.at..self.at + digits)?.iter().collect();
        let code = text.chars().all(|c| c.is_ascii_hexdigit()).then(|| u32::from_str_radix(&text, 16).ok())??;
        self.at += digits;
        Some(char::from_u32(code).filter(|c| !c.is_control() || *c == '\t').map_or(Atom::Unknown, Atom::Char))
    }

    /// Reads a quantifier if one stands here, and returns how many times at least.
    fn least_repeats(&mut self) -> Option<u32> {
        let least = match self.peek() {
            Some('*' | '?') => 0,
            Some('+') => 1,
            Some('{') => match self.counts_from(self.at + 1) {
                Some((least, end)) => {
                    self.at = end - 1;
                    least
                }
                None => return None,
            },
            _ => return None,
        };
        self.at += 1;
        self.take("?");
        Some(least)
    }

    /// Reads `n}`, `n,}` or `n,m}` and returns the first number, 2 for any higher, and where it ends.
    fn counts_from(&self, from: usize) -> Option<(u32, usize)> {
        let digits = |at: usize| self.rest[at.min(self.rest.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
        let mut at = from + digits(from);
        if at == from {
            return None;
        }
        let zero = self.rest[from..at].iter().all(|c| *c == '0');
        if self.rest.get(at) == Some(&',') {
            at += 1;
            at += digits(at);
        }
        (self.rest.get(at) == Some(&'}')).then_some((if zero { 0 } else { 2 }, at + 1))
    }
}
