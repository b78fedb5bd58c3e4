/* A packet without secrets: generator/proofpack/worksheets/redact.py. Stands on packet.js and
   packet-judge.js. Loaded when it is needed, with the rest of what hands packets over. */
;(packet => {
  "use strict"

  const { byId, canonical, ids, isText, mappingOf, modules, own, constants } = packet.inner
  const { last_key } = modules.packet
  const { numbers, redact, waivedIn } = packet
  const { LISTS, YES_NO } = constants

  function mapped(value, inner) {
    return mappingOf(Object.keys(value).map(name => [name, inner(value[name], name)]))
  }

  // Texts of raw data changed, each beside the nearest key.
  function changed(value, at, key, change) {
    if (isText(value)) return change(at, key, value)
    if (Array.isArray(value)) {
      return value.map((inner, number) => changed(inner, `${at}[${number}]`, key, change))
    }
    return mappingOf(
      Object.keys(value).map(name => {
        const place = `${at}.${name}`
        return [change(place, "", name), changed(value[name], place, name, change)]
      })
    )
  }

  function fieldChanged(field, value, at, change) {
    if (Array.isArray(value)) {
      return value.map((inner, number) => fieldChanged(field, inner, `${at}[${number}]`, change))
    }
    if (field.type === "group") return fieldsChanged(field.fields, value, at, change)
    const known = field.type === "yes-no" ? YES_NO : ids(field.choices)
    const isClosed = known.length && !field.format
    // A choice is no secret, whatever stands before it.
    return known.includes(value) ? value : change(at, isClosed ? "" : field.id, value)
  }

  function fieldsChanged(fields, answers, at, change) {
    const known = byId(fields)
    return mapped(answers, (value, id) => fieldChanged(known.get(id), value, `${at}.${id}`, change))
  }

  /* A packet without secrets, for who wants to hand over what holds some. What is looked at, and
     beside which key, is what `judge` looks at: nothing that it finds is left. */
  function redacted(schema, packet, rules) {
    const copy = canonical(schema, packet)
    const numbered = numbers(copy)
    const waived = waivedIn(copy, rules)
    const parts = byId(schema.parts)
    function change(at, key, text) {
      return redact(key, text, rules, numbered, rule => waived.has(`${rule} ${at}`))
    }
    ;["version", "title", "name", "made"].forEach(key => {
      copy[key] = change(key, "", copy[key])
    })
    // In the order of the schema, which numbers the placeholders.
    const answers = new Map()
    ids(schema.parts).forEach(id => {
      const answer = own(copy.answers, id)
      if (answer !== undefined)
        answers.set(id, fieldsChanged(parts.get(id).fields, answer, id, change))
    })
    copy.answers = mappingOf(Array.from(answers))
    copy.orphans = copy.orphans.map((orphan, number) => {
      const place = `orphans[${number}]`
      const at = change(`${place}.at`, "", orphan.at)
      return { at, value: changed(orphan.value, `${place}.value`, last_key(orphan.at), change) }
    })
    Object.keys(LISTS).forEach(kind => {
      if (copy[kind]) copy[kind] = copy[kind].map(pin => mapped(pin, text => change("", "", text)))
    })
    return canonical(schema, copy)
  }

  packet.redacted = redacted
})(ProofpackPacket)
