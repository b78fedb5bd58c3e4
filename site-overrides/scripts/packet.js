/* A worksheet that is filled in: the packet, as browsers read, fit, judge and write it. A classic
   script that asks nothing, stores nothing and touches no page. What generator/proofpack/worksheets/ does is
   derived from there (derived-*.js); here is what browsers ask of it, and what only they need.

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
     ProofpackPacket.left(schema, packet, isWanted)   // {answers, items} that are open, in the parts wanted
     ProofpackPacket.difference(schema, now, then)    // [{at, label, now, then}]

     ProofpackPacket.toJSON(schema, packet), toYAML, toSupport(schema, packet, form)
     ProofpackPacket.toMessage(schema, packet, partId)

   Findings about words carry start and end, which count UTF-16 units of the value at `at`. Mappings
   have no prototype: an id may be `constructor`.

   derived-packet.js and those beside it say what a packet is. packet-judge.js, packet-write.js, packet-read.js, packet-redacted.js and packet-difference.js what handing over and taking
   in does, which is loaded by then. Each stands on this one (and the judge on secrets.js). */
const ProofpackPacket = (() => {
  "use strict"

  const constants = ProofpackConstants
  const { modules } = ProofpackPython
  const { canonical, clean, fresh, texts } = modules.packet
  const { is_answer, progress } = modules.progress

  // A pattern as it matches a whole text.
  function whole(pattern) {
    return new RegExp(`^(?:${pattern})$`, "u")
  }

  function isText(value) {
    return typeof value === "string"
  }

  function isTexts(value) {
    return Array.isArray(value) && value.every(isText)
  }

  function own(mapping, key) {
    return Object.prototype.hasOwnProperty.call(mapping, key) ? mapping[key] : undefined
  }

  function mappingOf(pairs) {
    const mapping = Object.create(null)
    pairs.forEach(pair => {
      mapping[pair[0]] = pair[1]
    })
    return mapping
  }

  function ids(named) {
    return named.map(record => record.id)
  }

  function byId(records) {
    return new Map(records.map(record => [record.id, record]))
  }

  function isEmpty(value) {
    if (isText(value) || Array.isArray(value)) return value.length === 0
    return value === undefined || Object.keys(value).length === 0
  }

  // How many answers each part has, and of how many.
  function counts(schema, packet) {
    const parts = Object.entries(progress(schema, packet))
    return mappingOf(parts.map(([id, [done, of]]) => [id, { done, of }]))
  }

  // What parts of a worksheet still ask for, as paths: required answers, also those of the one entry that a
  // group begins with and, once what sees it is loaded, those that other answers ask for; then items of
  // checklists that are open.
  function left(schema, packet, isWanted = part => !!part) {
    const wanted = schema.parts.filter(isWanted)
    const required = wanted
      .filter(part => part.kind === "record")
      .flatMap(part => open(part.fields, own(packet.answers, part.id), part.id))
    const asked = (modules.agreement ? [...modules.agreement.agreement(schema, packet)] : [])
      .filter(contradiction => contradiction.rule === "missing-when")
      .map(contradiction => contradiction.at)
      .filter(at => wanted.some(part => at.startsWith(`${part.id}.`)))
    return {
      answers: [...required, ...asked],
      items: modules.progress
        .open_items(schema, packet)
        .filter(([part]) => wanted.includes(part))
        .flatMap(([part, items]) => items.map(item => `${part.id}.${item.id}`)),
    }
  }

  function open(fields, answers, at) {
    return fields.flatMap(field => {
      const value = own(answers || {}, field.id)
      const here = `${at}.${field.id}`
      if (field.type !== "group") return field.required && !is_answer(field, value) ? [here] : []
      if (!field.repeat) return open(field.fields, value, here)
      const entries = value && value.length ? value : [{}]
      return entries.flatMap((entry, i) => open(field.fields, entry, `${here}[${i}]`))
    })
  }

  function leftInWords({ faults = [], answers, items }) {
    const counted = ({ length }, noun, rest = "") =>
      length ? [`${length} ${noun}${length === 1 ? "" : "s"}${rest}`] : []
    const counts = [
      ...counted(faults, "answer", " to fix"),
      ...counted(answers, "required answer"),
      ...counted(items, "checklist item"),
    ]
    return counts.length ? `${counts.join(", then ")} left` : "all required is there"
  }

  function verdicts(schema, packet, typing) {
    if (!schema.verdicts) return []
    return modules.verdicts.verdicts(schema, canonical(schema, packet), typing)
  }

  const MARK = /<REDACTED:([a-z0-9_-]{1,80})-([0-9]{1,9})>/gu

  // The last number of each rule that a packet holds, and the numbers that values have got since.
  function numbers(packet) {
    const numbered = { last: Object.create(null), given: Object.create(null) }
    for (const [, text] of texts(packet)) {
      for (const mark of text.matchAll(MARK)) {
        numbered.last[mark[1]] = Math.max(numbered.last[mark[1]] || 0, Number(mark[2]))
      }
    }
    return numbered
  }

  return {
    belongs: (schema, packet, paragraph) => modules.message.belongs(schema, packet, paragraph),
    canonical,
    clean,
    // {answers, items} as paths, of a canonical packet
    left,
    leftInWords,
    fresh: (schema, name, time) => fresh(schema, name || constants.FIRST_NAME, time || ""),
    numbers,
    slot: (schema, packet, path) => modules.message.slot(schema, packet, path),
    toMessage: (schema, packet, part) =>
      modules.message.to_message(schema, canonical(schema, packet), part),
    verdicts,
    // For a packet that may not be canonical: what is empty does not count.
    progress: (schema, packet) => counts(schema, canonical(schema, packet)),
    // What the scripts beside this one stand on; nothing else should.
    inner: {
      byId,
      canonical,
      clean,
      constants,
      ids,
      isAnswer: is_answer,
      isEmpty,
      isText,
      isTexts,
      mappingOf,
      modules,
      own,
      whole,
    },
  }
})()
