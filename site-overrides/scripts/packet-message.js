/* A packet as a message: generator/proofpack/worksheets/formats/message.py. Stands on packet.js. */
;(packet => {
  "use strict"

  const { canonical, constants, isMapping, isMappings, isText, mappingOf, own } = packet.inner

  const SLOT = new RegExp(constants.SLOT, "gu")
  const known = new WeakMap()

  // The answers of a field, wherever in groups it stands.
  function below(value, name) {
    if (Array.isArray(value)) return value.flatMap(inner => below(inner, name))
    if (isText(value)) return []
    return Object.keys(value).flatMap(key => {
      const one = value[key]
      return key !== name || isMapping(one) || isMappings(one) ? below(one, name) : [one]
    })
  }

  function answersAt(packet, path) {
    const [part, name] = path.split(".")
    return below(own(packet.answers, part) || {}, name)
  }

  // The fields that may leave, by `part.field`; what is in an internal group may not.
  function fieldsOf(schema) {
    function leaving(fields, part) {
      return fields
        .filter(field => field.sensitivity !== "internal")
        .flatMap(field => [[`${part}.${field.id}`, field]].concat(leaving(field.fields, part)))
    }
    const made =
      known.get(schema) || mappingOf(schema.parts.flatMap(part => leaving(part.fields, part.id)))
    known.set(schema, made)
    return made
  }

  // An answer of a field that is no group, with the labels of its choices.
  function inWords(field, value) {
    const labels = mappingOf(field.choices.map(choice => [choice.id, choice.label]))
    return (isText(value) ? [value] : value).map(one => labels[one] || one).join("; ")
  }

  // What stands in a slot, in the words of its field. Nothing if it is open or stays inside.
  function slot(schema, packet, path) {
    const field = own(fieldsOf(schema), path)
    if (!field) return ""
    return answersAt(packet, path)
      .map(one => inWords(field, one))
      .join(", ")
  }

  // Whether the conditions of a paragraph hold.
  function belongs(packet, paragraph) {
    function holds(entry) {
      const found = answersAt(packet, entry[0]).flat()
      return found.length > 0 && [constants.ANSWERED, ...found].some(one => entry[1].includes(one))
    }
    const without = Object.entries(paragraph.unless).some(holds)
    return Object.entries(paragraph.when).every(holds) && !without
  }

  function paragraphs(schema, packet, partId) {
    const part = schema.parts.find(one => one.id === partId)
    return part.template.filter(one => belongs(packet, one))
  }

  function message(schema, packet, partId) {
    function filled(all, path) {
      const field = own(fieldsOf(schema), path)
      return slot(schema, packet, path) || `[${field ? field.label : path}]`
    }
    return paragraphs(schema, packet, partId)
      .map(one => one.text.replace(SLOT, filled))
      .join("\n\n")
  }

  packet.toMessage = (schema, packet, partId) => message(schema, canonical(schema, packet), partId)
  packet.slot = slot
  packet.belongs = belongs
  Object.assign(packet.inner, { inWords, message, paragraphs, SLOT })
})(ProofpackPacket)
