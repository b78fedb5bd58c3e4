/* A worksheet that is filled in: the packet, as browsers read, fit, judge and write it. A classic
   script that asks nothing, stores nothing and touches no page. It does what
   generator/proofpack/worksheets/ does, step by step and to the byte: whoever changes one changes
   both, and tests hold them together.

     ProofpackPacket.fresh(schema, name, made)        // a packet with the defaults of its fields
     ProofpackPacket.read(text, name)                // raw data; throws an Error with `line`
     ProofpackPacket.adopt(schema, raw)              // {packet, moved: [{from, to}]}; drops nothing
     ProofpackPacket.canonical(schema, packet)   // clean, in the order of the schema, nothing empty

     const rules = ProofpackPacket.compile(Proofpack.rules)
     ProofpackPacket.judge(schema, packet, rules)     // [{rule, at, level, holds, what, remedy, …}]
     ProofpackPacket.judgeAgreement(schema, packet, rules)  // what contradicts itself, of a canonical one
     ProofpackPacket.judgeField(field, value, at, rules)      // the same for one field of a record
     ProofpackPacket.judgeWords(key, text, at, rules)         // for a cell or a reason
     ProofpackPacket.judgeDecisions(schema, packet, rules, typing) // against the documentation
     ProofpackPacket.verdicts(schema, packet, typing)         // [{table, entry, about, rows, …}]
     ProofpackPacket.redacted(schema, packet, rules)
     const numbers = ProofpackPacket.numbers(packet) // of placeholders; keep it, and the same value
     ProofpackPacket.redact(key, text, rules, numbers)        // gets the same one everywhere
     ProofpackPacket.progress(schema, packet)         // {part: {done, of}}
     ProofpackPacket.difference(schema, now, then)    // [{at, label, now, then}]

     ProofpackPacket.toJSON(schema, packet), toYAML, toSupport(schema, packet, form)
     ProofpackPacket.toMessage(schema, packet, partId)

   Findings about words carry start and end, which count UTF-16 units of the value at `at`. Mappings
   have no prototype: an id may be `constructor`.

   In this file is what a packet is. packet-agree.js, packet-verdicts.js, packet-judge.js and
   packet-message.js add what filling in needs;
   packet-adopt.js, packet-write.js, packet-read.js, packet-redacted.js and packet-difference.js what
   handing over and taking in does, which is loaded by then. Each stands on this one (and the judge on secrets.js). */
const ProofpackPacket = (() => {
  "use strict"

  // What Python and browsers share: generator/proofpack/worksheets/constants.py, at the head of the
  // joined code.
  const constants = ProofpackConstants
  const { DEEPEST, FIRST_NAME, FORMAT, HEAD, LISTS, LONGEST_KEY, PINS } = constants

  // A pattern as it matches a whole text.
  function whole(pattern) {
    return new RegExp(`^(?:${pattern})$`, "u")
  }

  // --- raw data: mappings, lists and text --------------------------------------------------------

  const NEVER = new RegExp(constants.NEVER, "gu")
  const SPECIAL = new RegExp(constants.SPECIAL, "gu")

  function clean(text) {
    text = text.replace(/\r\n?/g, "\n").replace(NEVER, "\ufffd")
    let end = text.length // a pattern for what trails would try again at each blank
    while (end > 0 && " \t\n".includes(text[end - 1])) end--
    return text.slice(0, end)
  }

  function isText(value) {
    return typeof value === "string"
  }

  function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
  }

  function isTexts(value) {
    return Array.isArray(value) && value.every(isText)
  }

  function isMappings(value) {
    return Array.isArray(value) && value.every(isMapping)
  }

  function own(mapping, key) {
    return Object.prototype.hasOwnProperty.call(mapping, key) ? mapping[key] : undefined
  }

  function mappingOf(pairs) {
    const made = Object.create(null)
    pairs.forEach(pair => {
      made[pair[0]] = pair[1]
    })
    return made
  }

  function ids(named) {
    return named.map(record => record.id)
  }

  function cleaned(value) {
    if (isText(value)) return clean(value)
    if (Array.isArray(value)) return value.map(cleaned)
    if (!isMapping(value)) return value === null || value === undefined ? "" : clean(String(value))
    return mappingOf(Object.keys(value).map(key => [clean(key), cleaned(value[key])]))
  }

  function isEmpty(value) {
    if (isText(value) || Array.isArray(value)) return value.length === 0
    return value === undefined || Object.keys(value).length === 0
  }

  function pruned(value) {
    if (isText(value)) return value
    if (Array.isArray(value)) {
      return value.map(pruned).filter(one => !isEmpty(one))
    }
    const made = Object.create(null)
    Object.keys(value).forEach(key => {
      const inner = pruned(value[key])
      if (!isEmpty(inner)) made[key] = inner
    })
    return made
  }

  function join(at, name) {
    return at ? `${at}.${name}` : name
  }

  // Every text of raw data with its path, and with the nearest key.
  function texts(value, at, key, visit) {
    if (isText(value)) visit(at, key, value)
    else if (Array.isArray(value)) {
      value.forEach((inner, number) => {
        texts(inner, `${at}[${number}]`, key, visit)
      })
    } else {
      Object.keys(value).forEach(name => {
        texts(value[name], join(at, name), name, visit)
      })
    }
  }

  // The last name of a path, without the number of an entry.
  function lastOf(at) {
    return at.slice(at.lastIndexOf(".") + 1).replace(/\[[0-9]+\]$/, "")
  }

  function byId(records) {
    const made = new Map()
    records.forEach(record => {
      made.set(record.id, record)
    })
    return made
  }

  function eachField(fields, visit) {
    fields.forEach(field => {
      visit(field)
      eachField(field.fields, visit)
    })
  }

  // --- a packet in canonical form: generator/proofpack/worksheets/packet.py ----------------------

  /* The values of a mapping in the order of a list of things with ids, without what is empty. Keys
     that are whole numbers come first all the same, as in every object: Python puts them there as
     well. */
  function like(named, value, inner) {
    const made = Object.create(null)
    named.forEach(record => {
      let found = own(value, record.id)
      if (found !== undefined && inner) found = inner(found, record)
      if (found !== undefined && !isEmpty(found)) made[record.id] = found
    })
    return made
  }

  // What was chosen in the order of the choices, each once; what is none of them comes last.
  function chosen(choices, values) {
    const known = ids(choices)
    const there = new Set(values)
    const other = Array.from(there).filter(one => !known.includes(one))
    return known.filter(one => there.has(one)).concat(other)
  }

  function fieldsInOrder(fields, answer) {
    return like(fields, answer, (value, field) => {
      if (field.type === "choices") return chosen(field.choices, value)
      if (field.type === "utc-time") return ProofpackTimes.read(value).utc || value
      if (field.type !== "group") return value
      const entries = (Array.isArray(value) ? value : [value])
        .map(entry => fieldsInOrder(field.fields, entry))
        .filter(entry => !isEmpty(entry))
      return field.repeat ? entries : entries[0]
    })
  }

  // How an item stands; nothing if it is open and nobody said why.
  function itemInOrder(answer) {
    const because = own(answer, "because") || ""
    const state = own(answer, "state") || "open"
    if (because)
      return mappingOf([
        ["state", state],
        ["because", because],
      ])
    return mappingOf(state === "open" ? [] : [["state", state]])
  }

  function partInOrder(part, answer) {
    const items = part.kind === "checklist" ? like(part.fields, answer, itemInOrder) : answer
    return fieldsInOrder(part.fields, items)
  }

  function answersInOrder(schema, answers) {
    return like(schema.parts, pruned(cleaned(answers)), (answer, part) => partInOrder(part, answer))
  }

  // Answers in which the fields that take their value from a decision have it. One that says something
  // else keeps it: `judge` tells so.
  function decided(schema, answers) {
    return like(schema.parts, Object.assign(emptyOf(schema), answers), (answer, part) => {
      const taken = Object.create(null)
      part.fields.forEach(field => {
        const option = own(own(answers, field.decided_by) || {}, "option")
        if (option) taken[field.id] = option
      })
      return isEmpty(taken) ? answer : like(part.fields, Object.assign(taken, answer))
    })
  }

  function emptyOf(schema) {
    return mappingOf(schema.parts.map(part => [part.id, Object.create(null)]))
  }

  // The text of a head, which stands on one line.
  function line(text) {
    return clean(text.replace(/[\r\n\t]+/g, " "))
  }

  // Whether every format can hold a value: text, a list of texts, or mappings of such things.
  function isPlain(value, depth) {
    function isInner(one) {
      return isPlain(one, depth + 1)
    }
    if (isText(value)) return true
    if (depth > DEEPEST) return false
    if (isMapping(value)) {
      return Object.keys(value).every(
        key => key && Array.from(key).length <= LONGEST_KEY && isInner(value[key])
      )
    }
    return value.length > 0 && (isTexts(value) || (isMappings(value) && value.every(isInner)))
  }

  // An orphan whose value has such a shape; any other becomes text.
  function orphanOf(orphan) {
    const value = pruned(cleaned(orphan.value))
    return { at: line(orphan.at), value: isPlain(value, 0) ? value : JSON.stringify(value) }
  }

  function canonical(schema, packet) {
    const made = Object.create(null)
    HEAD.forEach(key => {
      made[key] = line(own(packet, key) || "")
    })
    made.answers = decided(schema, answersInOrder(schema, own(packet, "answers") || {}))
    made.orphans = (own(packet, "orphans") || []).map(orphanOf)
    Object.keys(LISTS).forEach(key => {
      const listed = cleaned(own(packet, key) || [])
      if (own(PINS, key) || listed.length) made[key] = listed
    })
    return made
  }

  // What stands in a field at first. A repeated group begins with one entry.
  function atFirst(field) {
    if (field.type === "group") {
      const inner = defaults(field.fields)
      return field.repeat ? [inner] : inner
    }
    if (field.type !== "list" && field.type !== "choices") return field.default
    return field.default ? [field.default] : []
  }

  function defaults(fields) {
    return mappingOf(fields.map(field => [field.id, atFirst(field)]))
  }

  function pinned(schema, name) {
    return schema[name].map(one => mappingOf(PINS[name].map(key => [key, one[key]])))
  }

  function fresh(schema, name, made) {
    const answers = Object.create(null)
    schema.parts.forEach(part => {
      if (part.kind === "record") answers[part.id] = defaults(part.fields)
    })
    return canonical(schema, {
      packet: FORMAT,
      worksheet: schema.id,
      version: schema.version,
      title: schema.title,
      name: name || FIRST_NAME,
      made: made || "",
      guides: pinned(schema, "guides"),
      facts: pinned(schema, "facts"),
      answers,
      orphans: [],
    })
  }

  // --- how much is filled in: generator/proofpack/worksheets/progress.py -------------------------

  const PLACEHOLDER = whole(constants.PLACEHOLDER)

  function isAnswer(field, value) {
    if (value === undefined || isEmpty(value)) return false
    return value !== field.default || !PLACEHOLDER.test(field.default)
  }

  function summed(counts) {
    return counts.reduce(
      (sum, count) => ({
        done: sum.done + count.done,
        of: sum.of + count.of,
      }),
      { done: 0, of: 0 }
    )
  }

  function fieldsDone(fields, answers) {
    const asked = fields.filter(field => !field.decided_by)
    return summed(
      asked.map(field => {
        const value = own(answers, field.id)
        if (field.type !== "group") return { done: isAnswer(field, value) ? 1 : 0, of: 1 }
        const entries = Array.isArray(value) ? value : [value || {}]
        return summed(entries.map(entry => fieldsDone(field.fields, entry)))
      })
    )
  }

  function isSettled(item) {
    if (!item) return false
    return item.state === "done" || (item.state === "not-applicable" && !!item.because)
  }

  function partDone(part, answer) {
    if (part.kind === "record") return fieldsDone(part.fields, answer)
    if (part.kind === "checklist") {
      const settled = part.fields.filter(item => isSettled(own(answer, item.id)))
      return { done: settled.length, of: part.fields.length }
    }
    if (part.kind === "decision") return { done: answer.option ? 1 : 0, of: 1 }
    if (part.kind === "classification") return { done: answer.labels ? 1 : 0, of: 1 }
    if (part.kind === "message") return { done: 0, of: 0 }
    const cells = Object.keys(answer).map(row => Object.keys(answer[row]).length)
    const done = cells.reduce((sum, count) => sum + count, 0)
    return { done, of: part.fields.length * part.columns.length }
  }

  function progressOf(schema, packet) {
    return mappingOf(
      schema.parts.map(part => [
        part.id,
        partDone(part, own(packet.answers, part.id) || Object.create(null)),
      ])
    )
  }

  // For a packet that may not be canonical: what is empty does not count.
  function progress(schema, packet) {
    return progressOf(schema, canonical(schema, packet))
  }

  return {
    canonical,
    clean,
    fresh,
    progress,
    // What the scripts beside this one stand on; nothing else should.
    inner: {
      answersInOrder,
      byId,
      canonical,
      clean,
      cleaned,
      eachField,
      constants,
      ids,
      isAnswer,
      isEmpty,
      isMapping,
      isMappings,
      isText,
      isTexts,
      join,
      lastOf,
      mappingOf,
      orphanOf,
      own,
      PLACEHOLDER,
      progressOf,
      pruned,
      SPECIAL,
      summed,
      texts,
      whole,
    },
  }
})()
