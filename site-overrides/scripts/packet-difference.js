/* What differs between two packets of one worksheet, or between two answers. Stands on packet.js. Loaded when it is needed,
   with the rest of what hands packets over. */
;(packet => {
  "use strict"

  const { byId, canonical, isEmpty, isText, isTexts, own } = packet.inner

  function asShown(value) {
    if (value === undefined) return ""
    if (isText(value)) return value
    return isTexts(value) ? value.join("\n") : JSON.stringify(value)
  }

  // Every answer that a packet could hold, by its path, with its label.
  class Answers {
    constructor(packet) {
      this.packet = packet
      this.found = new Map()
    }

    add(at, label, value) {
      if (value === undefined || isEmpty(value)) return
      this.found.set(at, { label, value: asShown(value) })
    }

    fields(fields, answers, at, before) {
      fields.forEach(field => {
        const value = own(answers, field.id)
        const path = `${at}.${field.id}`
        if (value === undefined || field.type !== "group")
          this.add(path, before + field.label, value)
        else if (!field.repeat) this.fields(field.fields, value, path, `${before + field.label}: `)
        else {
          value.forEach((entry, number) => {
            const head = `${before + field.label} ${number + 1}: `
            this.fields(field.fields, entry, `${path}[${number}]`, head)
          })
        }
      })
    }

    part(part) {
      const answer = own(this.packet.answers, part.id)
      if (answer === undefined) return
      if (part.kind === "record") return this.fields(part.fields, answer, part.id, "")
      if (part.kind === "decision" || part.kind === "classification") {
        const key = part.kind === "decision" ? "option" : "labels"
        this.add(`${part.id}.${key}`, part.title, own(answer, key))
        return this.add(`${part.id}.because`, `${part.title}: because`, own(answer, "because"))
      }
      const inner = part.kind === "checklist" ? null : part.columns
      part.fields.forEach(item => {
        const there = own(answer, item.id)
        const at = `${part.id}.${item.id}`
        if (there === undefined) return
        if (!inner) {
          this.add(at, item.label, there.state)
          this.add(`${at}.because`, `${item.label}: because`, own(there, "because"))
          return
        }
        inner.forEach(column => {
          this.add(`${at}.${column.id}`, `${item.label}: ${column.label}`, own(there, column.id))
        })
      })
    }
  }

  // The answers of a packet in stretches: its name, part by part, its orphans.
  function answersIn(schema, packet) {
    const stretches = [new Answers(packet)]
    stretches[0].add("name", "Name", packet.name)
    schema.parts.forEach(part => {
      const inner = new Answers(packet)
      inner.part(part)
      stretches.push(inner)
    })
    const last = new Answers(packet)
    packet.orphans.forEach(orphan => {
      const at = `orphans.${orphan.at}`
      const before = last.found.get(at)
      const value = asShown(orphan.value)
      last.add(at, orphan.at, before ? `${before.value}\n${value}` : value)
    })
    return stretches.concat([last]).map(stretch => stretch.found)
  }

  /* What differs, in the order of the schema; what only the second has comes at the end of its
     part. `now` is what the first says and `then` what the second does, as text and empty where it
     says nothing. */
  function difference(schema, first, second) {
    const before = answersIn(schema, canonical(schema, first))
    const after = answersIn(schema, canonical(schema, second))
    return before.flatMap((now, stretch) => {
      const then = after[stretch]
      return Array.from(new Map([...now, ...then]))
        .map(pair => {
          const there = now.get(pair[0])
          const here = then.get(pair[0])
          return {
            at: pair[0],
            label: pair[1].label,
            now: there ? there.value : "",
            then: here ? here.value : "",
          }
        })
        .filter(change => change.now !== change.then)
    })
  }

  // --- two answers to one field ------------------------------------------------------------------

  // An answer in words: of an entry, each field with what it says.
  function inWords(field, value) {
    if (isEmpty(value)) return "nothing"
    if (isText(value)) return `“${value}”`
    if (isTexts(value)) return value.map(text => `“${text}”`).join(", ")
    if (!field.fields) return JSON.stringify(value)
    const answered = field.fields.filter(inner => own(value, inner.id) !== undefined)
    return answered.map(inner => `${inner.label} ${inWords(inner, value[inner.id])}`).join(", ")
  }

  // Of two lists of entries each in words: what it alone has, with its number. Where that is nothing, they
  // differ in their order, and it is all.
  function entriesInWords(field, lists) {
    const only = lists.map((list, i) =>
      list.filter(entry => !lists[1 - i].some(other => ProofpackStore.same(entry, other)))
    )
    const shown = only.flat().length ? only : lists
    return shown.map((list, i) => {
      const words = list.map(
        entry => `${field.label} ${lists[i].indexOf(entry) + 1} (${inWords(field, entry)})`
      )
      return words.join(", ") || "nothing"
    })
  }

  /* Where a path leads that has an entry on it or at its end, and else nothing; and what each of two answers
     there says, in words. */
  function apart(schema, path, both) {
    let field = /** @type {any} */ ({ fields: schema.parts })
    let entry = ""
    path.forEach(key => {
      if (typeof key === "number") entry = `${field.label} ${key + 1}`
      else field = byId(field.fields || []).get(key) || {}
    })
    if (typeof path[path.length - 1] === "number")
      return [entry, ...both.map(value => inWords(field, value))]
    if (field.repeat) {
      const lists = both.map(value => [].concat(value || []))
      return [field.label, ...entriesInWords(field, lists)]
    }
    return [entry && `${entry}: ${field.label}`, ...both.map(value => inWords(field, value))]
  }

  packet.apart = apart
  packet.difference = difference
})(ProofpackPacket)
