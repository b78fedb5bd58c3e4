/* A packet without secrets: generator/proofpack/worksheets/redact.py. Stands on packet.js and
   packet-judge.js. Loaded when it is needed, with the rest of what hands packets over. */
;(packet => {
  "use strict"

  const { byId, canonical, ids, isText, lastOf, mappingOf, own, constants } = packet.inner
  const { numbers, redact } = packet
  const { YES_NO } = constants

  // Texts of raw data changed, each beside the nearest key.
  function changed(value, key, change) {
    if (isText(value)) return change(key, value)
    if (Array.isArray(value)) {
      return value.map(inner => changed(inner, key, change))
    }
    return mappingOf(
      Object.keys(value).map(name => [change("", name), changed(value[name], name, change)])
    )
  }

  function mapped(value, inner) {
    return mappingOf(Object.keys(value).map(name => [name, inner(value[name], name)]))
  }

  // What is none of the choices changed: a choice is no secret, whatever stands before it.
  function choiceChanged(value, known, change) {
    if (!Array.isArray(value)) return known.includes(value) ? value : change("", value)
    return value.map(inner => choiceChanged(inner, known, change))
  }

  function fieldsChanged(fields, answers, change) {
    const known = byId(fields)
    return mapped(answers, (value, id) => {
      const field = known.get(id)
      if (field.choices.length) return choiceChanged(value, ids(field.choices), change)
      if (field.type === "yes-no") return choiceChanged(value, YES_NO, change)
      if (field.type !== "group") return changed(value, id, change)
      if (!Array.isArray(value)) return fieldsChanged(field.fields, value, change)
      return value.map(entry => fieldsChanged(field.fields, entry, change))
    })
  }

  /* A packet without secrets, for who wants to hand over what holds some. What is looked at, and
     beside which key, is what `judge` looks at: nothing that it finds is left. */
  function redacted(schema, packet, rules) {
    const made = canonical(schema, packet)
    const numbered = numbers(made)
    const parts = byId(schema.parts)
    function change(key, text) {
      return redact(key, text, rules, numbered)
    }
    ;["version", "title", "name", "made"].forEach(key => {
      made[key] = change("", made[key])
    })
    // In the order of the schema, which numbers the placeholders.
    const answers = new Map()
    ids(schema.parts).forEach(id => {
      const answer = own(made.answers, id)
      if (answer !== undefined) answers.set(id, fieldsChanged(parts.get(id).fields, answer, change))
    })
    made.answers = mappingOf(Array.from(answers))
    made.orphans = made.orphans.map(orphan => {
      const at = change("", orphan.at)
      return { at, value: changed(orphan.value, lastOf(orphan.at), change) }
    })
    ;["guides", "facts"].forEach(kind => {
      made[kind] = made[kind].map(pin => mapped(pin, text => change("", text)))
    })
    return canonical(schema, made)
  }

  packet.redacted = redacted
})(ProofpackPacket)
