/* Derived from generator/proofpack/: worksheets/verdicts.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const { PLACEHOLDER } = constants
    const _PLACEHOLDER = py.re(PLACEHOLDER)
    // Return the rows that count for what somebody sees, or the inputs that decide which do.
    function matching(rows, inputs, seen) {
      const possible = py
        .list(rows)
        .filter(row =>
          py
            .items(row.when)
            .every(([name, values]) => py.has(values, py.get(seen, name, values[0])))
        )
      const holding = py
        .list(possible)
        .filter(row => py.list(row.when).every(name => py.has(seen, name)))
      const most = py.max(
        py.list(holding).map(row => py.length(row.when)),
        -1
      )
      const best = py.list(holding).filter(row => py.length(row.when) === most)
      const best_verdicts = py.list(best).map(row => row.verdict)
      const rivals = py
        .list(possible)
        .filter(row => py.length(row.when) > most && !py.has(best_verdicts, row.verdict))
      const wanted = py
        .list(inputs)
        .filter(name => !py.has(seen, name) && py.list(rivals).some(row => py.has(row.when, name)))
      return [py.truth(wanted) ? [] : best, wanted]
    }
    // Return what the tables of a worksheet say about a packet, where it says what somebody sees.
    function verdicts(schema, packet, typing = "") {
      let seen
      const answers = packet.answers
      return py
        .enumerate(schema.verdicts)
        .flatMap(([position, bound]) =>
          py
            .range(_entries(answers, bound.group))
            .flatMap(entry =>
              py.truth((seen = _seen(bound, answers, entry, typing)))
                ? [_said(bound, position, entry, answers, seen)]
                : []
            )
        )
    }
    // Yield rule, path and slots for each answer that is against what is documented.
    function* findings(schema, packet, typing = "") {
      for (let verdict of py.list(verdicts(schema, packet, typing))) {
        const rows = schema.verdicts[verdict.table].rows
        for (let against of py.list(verdict.against)) {
          const row = py.next(py.list(rows).filter(row => py.equal(row.id, against.row)))
          const slots = {
            __proto__: null,
            answer: against.answer,
            row: row.title,
            verdict: row.words,
            said: row.said,
            agree: py.join(" or ", py.list(against.agree)),
          }
          const rule = py.truth(against.because) ? "against-with-reason" : "against-documented"
          yield [rule, against.at, slots]
        }
      }
    }
    function _said(bound, position, entry, answers, seen) {
      const inputs = py.list(bound.inputs).map(asked => asked.id)
      const [rows, wanted] = matching(bound.rows, inputs, seen)
      return {
        __proto__: null,
        table: position,
        entry: entry,
        about: _about(bound.rows, inputs, seen),
        rows: py.list(rows).map(row => row.id),
        wanted: wanted,
        against: py.list(_against(bound, rows, answers, entry)),
      }
    }
    // Return the inputs of all rows of which a condition holds, or those that are answered.
    function _about(rows, inputs, seen) {
      const near = py
        .list(rows)
        .filter(row => py.items(row.when).some(([name, some]) => py.has(some, py.get(seen, name))))
      const about = py.either(
        py.list(near).flatMap(row => py.list(row.when)),
        () => py.list(seen)
      )
      return py.list(inputs).filter(name => py.has(about, name))
    }
    function* _against(bound, rows, answers, entry) {
      const row = py.next(
        py.list(rows).filter(row => py.truth(row.binds)),
        null
      )
      if (row == null) {
        return
      }
      for (let decision of py.list(bound.decisions)) {
        const answer = _value(answers, decision.at, bound.group, entry)
        const agree = py.get(decision.agree, row.verdict, [])
        const known = py.values(decision.agree).flatMap(options => py.list(options))
        if (py.has(known, answer) && !py.has(agree, answer)) {
          yield {
            __proto__: null,
            at: path_of(decision.at, bound.group, entry),
            reason: path_of(decision.because, bound.group, entry),
            answer: answer,
            because: _value(answers, decision.because, bound.group, entry),
            row: row.id,
            agree: agree,
          }
        }
      }
    }
    // Return what is answered. What is being typed counts once it is what some row is for.
    function _seen(bound, answers, entry, typing) {
      const seen = { __proto__: null }
      for (let asked of py.list(bound.inputs)) {
        const [name, value] = [asked.id, _value(answers, asked.at, bound.group, entry)]
        const named = py.list(bound.rows).some(row => py.has(py.get(row.when, name, []), value))
        const is_typed = py.equal(path_of(asked.at, bound.group, entry), typing) && !py.truth(named)
        if (
          py.truth(value) &&
          !py.truth(is_typed) &&
          !py.truth(py.fullmatch(_PLACEHOLDER, value))
        ) {
          seen[name] = value
        }
      }
      return seen
    }
    // Return how often a table is asked: once, or once an entry.
    function _entries(answers, group) {
      return py.truth(group) ? py.length(py.either(_at(answers, group), () => [])) : 1
    }
    function _at(value, path) {
      for (let key of py.list(path)) {
        value = py.isMapping(value) ? py.get(value, key) : null
      }
      return value
    }
    // Return the answer of a field, in an entry where it repeats.
    function _value(answers, at, group, entry) {
      let value
      if (py.truth(group) && py.equal(py.slice(at, undefined, py.length(group)), group)) {
        const entries = _at(answers, group)
        value = _at(entries[entry], py.slice(at, py.length(group), undefined))
      } else {
        value = _at(answers, at)
      }
      return py.isText(value) ? value : ""
    }
    // Return the path of a field, with the number of its entry where it repeats.
    function path_of(at, group, entry) {
      if (py.truth(group) && py.equal(py.slice(at, undefined, py.length(group)), group)) {
        return (
          "" +
          py.join(".", py.list(group)) +
          "[" +
          entry +
          "]." +
          py.join(".", py.list(py.slice(at, py.length(group), undefined)))
        )
      }
      return py.join(".", py.list(at))
    }
    py.modules.verdicts = { matching, verdicts, findings, path_of }
  }
})(ProofpackPython)
