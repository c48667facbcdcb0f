// Tests rows of logs against a pattern, away from the page: a pattern that takes for ever is ended by ending this worker.
//
// In: { source, flags, rows: bytes of UTF-8, a line break after each row, ranges: whether places are wanted }.
// Out: a Uint32Array: the numbers of the rows that match, or, where places are wanted, row, start and end of each match in
// UTF-16 units.
"use strict";

// What may match a line break, or look over one, is tried row by row; all else runs over the whole text at once.
const CROSSES = /\\[sWDnrxucpPktvf0-9]|\[\^|\(\?[^:]/;
const MOST_RANGES = 100000;

function matching(text, source, flags) {
  const found = [];
  if (CROSSES.test(source)) {
    const pattern = new RegExp(source, flags);
    let row = 0;
    for (let at = 0; at < text.length; row += 1) {
      const end = text.indexOf("\n", at);
      if (pattern.test(text.slice(at, end))) found.push(row);
      at = end + 1;
    }
    return found;
  }
  const pattern = new RegExp(source, flags + "gm");
  let row = 0;
  let at = 0;
  for (let match = pattern.exec(text); match !== null && match.index < text.length; match = pattern.exec(text)) {
    let end = text.indexOf("\n", at);
    while (end < match.index) {
      row += 1;
      at = end + 1;
      end = text.indexOf("\n", at);
    }
    found.push(row);
    row += 1;
    at = end + 1;
    pattern.lastIndex = at;
  }
  return found;
}

function places(text, source, flags) {
  const pattern = new RegExp(source, flags + "g");
  const found = [];
  let row = 0;
  for (let at = 0; at < text.length && found.length < MOST_RANGES; row += 1) {
    const end = text.indexOf("\n", at);
    for (const match of text.slice(at, end).matchAll(pattern)) {
      if (match[0] !== "") found.push(row, match.index, match.index + match[0].length);
    }
    at = end + 1;
  }
  return found;
}

onmessage = ({ data: { source, flags, rows, ranges } }) => {
  const text = new TextDecoder().decode(rows);
  const found = Uint32Array.from((ranges ? places : matching)(text, source, flags));
  postMessage(found, [found.buffer]);
};
