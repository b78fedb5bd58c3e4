/* A packet fitted to the worksheet of today, with nothing dropped:
   generator/proofpack/worksheets/adopt.py. Stands on packet.js, which says how the scripts of
   packets belong together. */
;(packet => {
  "use strict"

  const {
    answersInOrder,
    canonical,
    cleaned,
    constants,
    ids,
    isEmpty,
    isMapping,
    isMappings,
    isText,
    isTexts,
    join,
    mappingOf,
    orphanOf,
    own,
    pruned,
  } = packet.inner
  const { FIRST_NAME, FORMAT, HEAD, LISTS } = constants

  // --- fitted to the worksheet of today: generator/proofpack/worksheets/adopt.py -----------------

  function equal(one, other) {
    if (isText(one) || isText(other)) return one === other
    if (Array.isArray(one) !== Array.isArray(other)) return false
    const names = Object.keys(one)
    return (
      names.length === Object.keys(other).length &&
      names.every(name => {
        const there = own(other, name)
        return there !== undefined && equal(one[name], there)
      })
    )
  }

  // Walks a worksheet beside the answers, and writes down what moves and what finds no place.
  class Fitting {
    constructor() {
      this.moved = []
      this.orphans = []
    }

    orphan(at, value) {
      this.orphans.push({ at, value })
    }

    parts(parts, answers) {
      return this.each(parts, answers, "", (answer, at, part) => this.part(part, answer, at))
    }

    // The answers by today's ids; the rest becomes orphans. An answer under today's id stays; then
    // earlier ids count, in the order in which they are listed.
    taken(named, answers, at) {
      const self = this
      const left = new Set(Object.keys(answers))
      const found = Object.create(null)
      function take(id, name) {
        found[id] = answers[name]
        left.delete(name)
      }
      named.forEach(record => {
        if (left.has(record.id)) take(record.id, record.id)
      })
      named.forEach(record => {
        record.was.forEach(earlier => {
          if (!left.has(earlier) || own(found, record.id) !== undefined) return
          take(record.id, earlier)
          self.moved.push({ from: join(at, earlier), to: join(at, record.id) })
        })
      })
      left.forEach(name => {
        self.orphan(join(at, name), answers[name])
      })
      return found
    }

    each(named, answers, at, inner) {
      const found = this.taken(named, answers, at)
      const made = Object.create(null)
      named.forEach(record => {
        const value = own(found, record.id)
        if (value !== undefined) made[record.id] = inner(value, join(at, record.id), record)
      })
      return made
    }

    part(part, answer, at) {
      if (!isMapping(answer) || part.kind === "message") {
        this.orphan(at, answer)
        return Object.create(null)
      }
      return this.fields(part.fields, answer, at)
    }

    text(answer, at) {
      if (isText(answer)) return answer
      if (isTexts(answer)) return answer.join("\n")
      this.orphan(at, answer)
      return ""
    }

    fields(fields, answers, at) {
      return this.each(fields, answers, at, (value, where, field) =>
        this.value(field, value, where)
      )
    }

    value(field, value, at) {
      if (field.type === "group") {
        // A state alone, or a cell, is what people write by hand.
        const entry = isText(value) && field.short ? mappingOf([[field.short, value]]) : value
        return this.group(field, entry, at)
      }
      if (field.type === "list" || field.type === "choices")
        return this.several(field.choices, value, at)
      const text = this.text(value, at)
      return field.choices.length ? this.chosen(field.choices, text, at) : text
    }

    group(field, value, at) {
      const entries = Array.isArray(value) ? value : [value]
      if (!isMappings(entries) || (entries.length !== 1 && !field.repeat)) {
        this.orphan(at, value)
        return []
      }
      if (!field.repeat) return this.fields(field.fields, entries[0], at)
      return entries.map((entry, number) => this.fields(field.fields, entry, `${at}[${number}]`))
    }

    several(choices, value, at) {
      const listed = isText(value) ? value.split("\n") : value
      if (!isTexts(listed)) {
        this.orphan(at, value)
        return []
      }
      return listed.map(one => this.chosen(choices, one, at))
    }

    // A choice by the id that it has today. What is none of them stays as it is.
    chosen(choices, value, at) {
      if (ids(choices).includes(value)) return value
      const renamed = choices.find(choice => choice.was.includes(value))
      if (!renamed) return value
      this.moved.push({ from: `${at}=${value}`, to: `${at}=${renamed.id}` })
      return renamed.id
    }

    // Tries orphans once more, and returns those that still find no field, or a full one.
    again(parts, fitted, orphans) {
      return orphans.filter(orphan => {
        const trial = new Fitting()
        const found = trial.parts(parts, nested(orphan.at, orphan.value))
        if (trial.orphans.length || isEmpty(pruned(found)) || !isFree(fitted, found)) return true
        merge(fitted, found)
        this.moved.push({ from: `orphans.${orphan.at}`, to: orphan.at }, ...trial.moved)
        return false
      })
    }
  }

  // The answers in which a value stands at a path. Entries before it are empty.
  function nested(at, value) {
    return at.split(".").reduceRight((inner, name) => {
      const numbered = /^([^[]*)\[([0-9]{1,3})\]$/.exec(name)
      if (!numbered) return mappingOf([[name, inner]])
      const before = Array.from({ length: Number(numbered[2]) }, () => Object.create(null))
      return mappingOf([[numbered[1], before.concat([inner])]])
    }, value)
  }

  // Whether what is added stands nowhere where something stands already.
  function isFree(there, more) {
    if (isMapping(there) && isMapping(more)) {
      return Object.keys(more).every(
        key => own(there, key) === undefined || isFree(there[key], more[key])
      )
    }
    if (Array.isArray(there) && Array.isArray(more)) {
      // An orphan of an entry that is no more stays one: it would begin an entry of its own.
      return more.length <= there.length && more.every((one, number) => isFree(there[number], one))
    }
    return isEmpty(there) || isEmpty(more)
  }

  function merge(there, more) {
    Object.keys(more).forEach(key => {
      const before = own(there, key)
      const value = more[key]
      if (isMapping(before) && isMapping(value)) merge(before, value)
      else if (Array.isArray(value) && before !== undefined && !isEmpty(before)) {
        value.forEach((inner, number) => {
          if (isMapping(inner)) merge(before[number], inner)
        })
      } else if (!isEmpty(value)) there[key] = value
    })
  }

  // Orphans as they are kept: without empty ones, and none of them twice.
  function once(orphans) {
    const kept = []
    orphans.forEach(orphan => {
      if (isEmpty(pruned(orphan.value))) return
      const made = orphanOf(orphan)
      const again = kept.some(one => equal(one, made))
      if (!again) kept.push(made)
    })
    return kept
  }

  // What stands at the top and a packet has no place for, as orphans.
  function strange(raw) {
    const found = []
    Object.keys(raw).forEach(key => {
      const value = raw[key]
      if (HEAD.includes(key) && isText(value)) return
      if (key === "answers" && isMapping(value)) return
      if (key === "orphans" && isMappings(value)) return
      if (!own(LISTS, key) || !isMappings(value)) {
        found.push({ at: `packet.${key}`, value })
        return
      }
      value.forEach((inner, number) => {
        const at = `packet.${key}[${number}]`
        if (!isPin(inner, key)) found.push({ at, value: inner })
        else {
          Object.keys(inner).forEach(name => {
            const known = LISTS[key].includes(name) && isText(inner[name])
            if (!known) found.push({ at: `${at}.${name}`, value: inner[name] })
          })
        }
      })
    })
    return found
  }

  // Whether a mapping says what it is about: under its first key, on one line.
  function isPin(value, key) {
    const id = own(value, LISTS[key][0])
    return isText(id) && id !== "" && !id.includes("\n")
  }

  // The pins of a packet, with their keys in order.
  function pinsOf(raw, key) {
    const value = own(raw, key)
    return (isMappings(value) ? value.filter(inner => isPin(inner, key)) : []).map(inner =>
      mappingOf(
        LISTS[key].map(name => {
          const text = own(inner, name)
          return [name, isText(text) ? text : ""]
        })
      )
    )
  }

  // The orphans that a packet has. One in a strange shape is kept as the value of one.
  function orphansOf(raw) {
    const value = own(raw, "orphans")
    return (isMappings(value) ? value : []).map(inner => {
      const right = Object.keys(inner).length === 2 && own(inner, "value") !== undefined
      return right && isText(own(inner, "at")) && inner.at
        ? { at: inner.at, value: inner.value }
        : { at: "packet.orphans", value: inner }
    })
  }

  // Where a place is after a move.
  function movedAt(at, move) {
    const below = [`${move.from}.`, `${move.from}[`].some(head => at.startsWith(head))
    return at === move.from || below ? move.to + at.slice(move.from.length) : at
  }

  function headOf(schema, raw) {
    const otherwise = {
      packet: FORMAT,
      worksheet: schema.id,
      version: schema.version,
      title: schema.title,
      name: FIRST_NAME,
      made: "",
    }
    return HEAD.map(key => {
      const value = own(raw, key)
      return [key, (isText(value) && value) || otherwise[key]]
    })
  }

  function adopt(schema, raw) {
    raw = cleaned(raw)
    const fitting = new Fitting()
    const answers = own(raw, "answers")
    const packet = mappingOf(headOf(schema, raw))
    Object.keys(LISTS).forEach(key => {
      packet[key] = pinsOf(raw, key)
    })
    packet.answers = fitting.parts(schema.parts, isMapping(answers) ? pruned(answers) : {})
    const before = once(orphansOf(raw))
    let orphans = once(before.concat(fitting.orphans, strange(raw)))
    const added = orphans.slice(before.length)
    // One that finds its field may make the entry in which another one stood.
    for (let count = Infinity; orphans.length < count;) {
      count = orphans.length
      packet.answers = answersInOrder(schema, packet.answers)
      orphans = fitting.again(schema.parts, packet.answers, orphans)
    }
    packet.orphans = orphans
    packet.waived.forEach(one => {
      one.at = fitting.moved.reduce(movedAt, one.at)
    })
    const orphaned = added.filter(one => orphans.includes(one))
    return {
      packet: canonical(schema, packet),
      moved: fitting.moved,
      orphaned: orphaned.map(one => one.at),
    }
  }

  packet.adopt = adopt
})(ProofpackPacket)
