/* What contradicts itself in a packet: generator/proofpack/worksheets/agreement.py, and whether a value
   looks as its field asks for (well_formed.py). Stands on packet.js and packet-times.js. */
;(packet => {
  "use strict"

  const { constants, isMapping, isText, own, whole } = packet.inner
  const { YEARS } = constants
  const DATE = whole(constants.DATE)
  const FORMS = new Map(Object.entries(constants.FORMS).map(entry => [entry[0], whole(entry[1])]))

  function isDay(day) {
    const match = DATE.exec(day)
    if (!match || Number(match[1]) < YEARS[0] || Number(match[1]) > YEARS[1]) return false
    const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])))
    return date.toISOString().slice(0, 10) === day
  }

  // The rule that a value of a field breaks, with what would do instead; or nothing.
  function misshapen(field, value) {
    if (field.type === "utc-time") {
      const reading = ProofpackTimes.read(value)
      return reading.rule ? { rule: reading.rule, known: reading.offered } : null
    }
    if (field.type === "date") return isDay(value) ? null : { rule: "bad-date", known: "" }
    const kind = field.format || field.type
    const form = FORMS.get(kind)
    const instead = field.choices.map(choice => choice.id)
    if (!form || form.test(value) || instead.includes(value)) return null
    return { rule: `bad-${kind}`, known: instead.map(one => `, or ${one}`).join("") }
  }

  /* Whether a time, day or number lies before another; a number, whether it is not above it. Times are
     compared as far as both say. */
  function precedes(type, value, other) {
    if (type === "number") return Number(value) <= Number(other)
    const [first, second] = [value.replace("Z", ""), other.replace("Z", "")]
    const length = Math.min(first.length, second.length)
    return first.slice(0, length) < second.slice(0, length)
  }

  function textsAt(value, names) {
    if (Array.isArray(value)) return value.flatMap(inner => textsAt(inner, names))
    if (isText(value)) return names.length ? [] : [value]
    if (!names.length) return []
    return textsAt(own(value, names[0]) || [], names.slice(1))
  }

  function calledOf(schema) {
    const called = new Map()
    function add(at, fields) {
      fields.forEach(field => {
        called.set(`${at}.${field.id}`, field.label)
        add(`${at}.${field.id}`, field.fields)
      })
    }
    schema.parts.forEach(part => {
      called.set(part.id, part.title)
      add(part.id, part.fields)
    })
    return called
  }

  class Held {
    constructor(schema, answers, tell) {
      this.called = calledOf(schema)
      this.answers = answers
      this.tell = tell
    }

    fields(fields, entry, at) {
      fields.forEach(field => {
        const value = own(entry, field.id)
        const place = { field, fields, entry, at: `${at}.${field.id}`, value: value || "" }
        if (value === undefined) this.wanted(place)
        else if (field.type === "group") this.group(field, value, place.at)
        else if (isText(value)) {
          this.after(place)
          this.decided(place)
          this.counted(place)
          this.same(place)
        }
      })
    }

    group(field, value, at) {
      if (!field.repeat) {
        this.fields(field.fields, value, at)
        return
      }
      value.forEach((entry, number) => {
        this.fields(field.fields, entry, `${at}[${number}]`)
      })
      const name = field.ordered_by
      if (!name) return
      const inner = field.fields.find(one => one.id === name)
      const there = value
        .map((entry, number) => ({ number, text: own(entry, name) }))
        .filter(one => one.text && !misshapen(inner, one.text))
      there.slice(1).forEach((one, i) => {
        const before = there[i].text
        if (!precedes(inner.type, one.text, before)) return
        const where = `${at}[${one.number}].${name}`
        this.tell("out-of-order", where, [name, one.text], inner.label, [name, before])
      })
    }

    wanted(place) {
      const met = (place.field.when || []).map(([path, values]) => ({
        path,
        value: this.texts(path, place).find(one => values.includes(one)),
      }))
      if (met.length && met.every(one => one.value !== undefined)) {
        this.told("missing-when", place, met[0].path, met[0].value)
      }
    }

    after(place) {
      const path = place.field.after
      if (!path || misshapen(place.field, place.value)) return
      this.texts(path, place).forEach(other => {
        if (misshapen(place.field, other)) return
        if (precedes(place.field.type, place.value, other)) {
          this.told("too-early", place, path, other)
        }
      })
    }

    decided(place) {
      const part = place.field.decided_by
      if (!part) return
      this.texts(`${part}.option`, place).forEach(other => {
        if (other !== place.value) this.told("not-decided", place, part, other)
      })
    }

    counted(place) {
      const path = place.field.counts
      if (!path || !isMatched(place) || !/^[0-9]+$/.test(place.value)) return
      const rows = this.rows(path, place).rows
      const kept = rows.filter(row => matches(place, row))
      const stated = place.value.replace(/^0+(?=[0-9])/, "")
      if (rows.length && stated !== String(kept.length)) {
        this.told("miscounted", place, path, String(kept.length))
      }
    }

    same(place) {
      const path = place.field.same_as
      if (!path || !isMatched(place)) return
      const { rows, names } = this.rows(path, place)
      const kept = rows.filter(row => matches(place, row))
      if (rows.length && !kept.length) {
        const group = path.slice(0, path.lastIndexOf("."))
        this.told("no-entry", place, group, place.entry[place.field.matched_by])
      }
      const others = rows.length ? textsAt(kept, names) : this.texts(path, place)
      if (others.length && !others.includes(place.value)) {
        this.told("differs", place, path, others[0])
      }
    }

    told(rule, place, path, other) {
      const beside = path.includes(".") ? null : place.fields.find(one => one.id === path)
      const label = beside ? beside.label : this.called.get(path)
      const key = path.slice(path.lastIndexOf(".") + 1)
      this.tell(rule, place.at, [place.field.id, place.value], label, [key, other])
    }

    start(path, place) {
      return path.includes(".") ? this.answers : place.entry
    }

    // The answers to which a path leads, of every entry on its way.
    texts(path, place) {
      return textsAt(this.start(path, place), path.split("."))
    }

    // The entries of the repeated group on a path, and the names that follow it.
    rows(path, place) {
      const names = path.split(".")
      let value = this.start(path, place)
      while (names.length && isMapping(value)) value = own(value, names.shift()) || {}
      return { rows: Array.isArray(value) ? value.filter(isMapping) : [], names }
    }
  }

  // Whether it is known with which entries an answer is compared.
  function isMatched(place) {
    const key = place.field.matched_by
    return !key || own(place.entry, key) !== undefined
  }

  function matches(place, row) {
    const key = place.field.matched_by
    return !key || own(row, key) === own(place.entry, key)
  }

  /* What contradicts itself in a canonical packet. Calls tell(rule, path, [key, value], label of the
     other, [key, value of the other]). */
  function agreement(schema, made, tell) {
    const held = new Held(schema, made.answers, tell)
    schema.parts.forEach(part => {
      if (part.kind === "record")
        held.fields(part.fields, own(made.answers, part.id) || {}, part.id)
    })
  }

  packet.inner.agreement = agreement
  packet.inner.misshapen = misshapen
})(ProofpackPacket)
