/* What decision tables say about the answers of a packet: the rows that count, and what is against
   them: generator/proofpack/worksheets/verdicts.py. Stands on packet.js. */
;(packet => {
  "use strict"

  const { canonical, ids, isMapping, isText, own, PLACEHOLDER } = packet.inner

  /* The rows that count for what somebody sees, or the inputs that decide which do. Of the rows whose
     conditions hold, those with the most count. While a row with more conditions may still come to
     hold, and would say something else, none counts yet. */
  function matching(rows, inputs, seen) {
    function meets(row, name) {
      return !seen.has(name) || row.when[name].includes(seen.get(name))
    }
    function weight(row) {
      return Object.keys(row.when).length
    }
    const possible = rows.filter(row => Object.keys(row.when).every(name => meets(row, name)))
    const holding = possible.filter(row => Object.keys(row.when).every(name => seen.has(name)))
    const most = Math.max(-1, ...holding.map(weight))
    const best = holding.filter(row => weight(row) === most)
    const said = best.map(row => row.verdict)
    const rivals = possible.filter(row => weight(row) > most && !said.includes(row.verdict))
    const wanted = inputs.filter(name => !seen.has(name) && rivals.some(row => name in row.when))
    return { rows: wanted.length ? [] : best, wanted }
  }

  function at(value, path) {
    return path.reduce((inner, key) => (isMapping(inner) ? own(inner, key) : undefined), value)
  }

  function isWithin(path, group) {
    return group.length > 0 && group.every((key, i) => path[i] === key)
  }

  // The answer of a field, in an entry where it repeats.
  function valueOf(answers, path, group, entry) {
    const value = isWithin(path, group)
      ? at(at(answers, group)[entry], path.slice(group.length))
      : at(answers, path)
    return isText(value) ? value : ""
  }

  function pathOf(path, group, entry) {
    if (!isWithin(path, group)) return path.join(".")
    return `${group.join(".")}[${entry}].${path.slice(group.length).join(".")}`
  }

  // What is being typed counts once it is what some row is for, or once its field is left.
  function seenIn(bound, answers, entry, typing) {
    const seen = new Map()
    bound.inputs.forEach(asked => {
      const value = valueOf(answers, asked.at, bound.group, entry)
      const named = bound.rows.some(row => (own(row.when, asked.id) || []).includes(value))
      if (!named && pathOf(asked.at, bound.group, entry) === typing) return
      if (value && !PLACEHOLDER.test(value)) seen.set(asked.id, value)
    })
    return seen
  }

  // The inputs of all rows of which a condition holds, or those that are answered.
  function aboutIn(bound, seen) {
    const near = bound.rows.filter(row =>
      Object.keys(row.when).some(name => row.when[name].includes(seen.get(name)))
    )
    const about = new Set(near.length ? near.flatMap(row => Object.keys(row.when)) : seen.keys())
    return ids(bound.inputs).filter(name => about.has(name))
  }

  function againstIn(bound, rows, answers, entry) {
    const row = rows.find(one => one.binds)
    if (!row) return []
    return bound.decisions.flatMap(decision => {
      const answer = valueOf(answers, decision.at, bound.group, entry)
      const agree = own(decision.agree, row.verdict) || []
      const known = Object.values(decision.agree).flat()
      if (!known.includes(answer) || agree.includes(answer)) return []
      const because = valueOf(answers, decision.because, bound.group, entry)
      const place = pathOf(decision.at, bound.group, entry)
      const reason = pathOf(decision.because, bound.group, entry)
      return [{ at: place, reason, answer, because, row: row.id, agree }]
    })
  }

  // What the tables of a worksheet say about a packet, where that says what somebody sees. `typing` is
  // the path of a field that is being filled in.
  function verdicts(schema, packet, typing) {
    if (!schema.verdicts) return []
    const answers = canonical(schema, packet).answers
    return schema.verdicts.flatMap((bound, table) => {
      const entries = bound.group.length ? (at(answers, bound.group) || []).length : 1
      return Array.from({ length: entries }, (none, entry) => entry).flatMap(entry => {
        const seen = seenIn(bound, answers, entry, typing)
        if (!seen.size) return []
        const { rows, wanted } = matching(bound.rows, ids(bound.inputs), seen)
        const against = againstIn(bound, rows, answers, entry)
        return [{ table, entry, about: aboutIn(bound, seen), rows: ids(rows), wanted, against }]
      })
    })
  }

  // Rule, path and slots of each answer that is against what is documented.
  function against(schema, packet, typing) {
    return verdicts(schema, packet, typing).flatMap(verdict =>
      verdict.against.map(one => {
        const row = schema.verdicts[verdict.table].rows.find(row => row.id === one.row)
        return {
          rule: one.because ? "against-with-reason" : "against-documented",
          at: one.at,
          slots: {
            answer: one.answer,
            row: row.title,
            verdict: row.words,
            said: row.said,
            agree: one.agree.join(" or "),
          },
        }
      })
    )
  }

  packet.verdicts = verdicts
  packet.matching = matching
  packet.inner.pathOf = pathOf
  packet.inner.against = against
})(ProofpackPacket)
