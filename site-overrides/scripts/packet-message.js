/* A packet as a message: generator/proofpack/worksheets/formats/message.py. Stands on packet.js. */
;(packet => {
  "use strict"

  const { canonical, constants, eachField, isMapping, isMappings, isText, own } = packet.inner

  const SLOT = new RegExp(constants.SLOT, "gu")

  // The answers of a field, wherever in groups it stands.
  function answersOf(value, name) {
    if (Array.isArray(value)) {
      return value.flatMap(inner => answersOf(inner, name))
    }
    if (isText(value)) return []
    return Object.keys(value).flatMap(key => {
      const one = value[key]
      if (key !== name || isMapping(one) || isMappings(one)) return answersOf(one, name)
      return [isText(one) ? one : one.join("; ")]
    })
  }

  function toMessage(schema, packet, partId) {
    return message(schema, canonical(schema, packet), partId)
  }

  function message(schema, packet, partId) {
    const labels = new Map()
    schema.parts.forEach(part => {
      eachField(part.fields || [], field => {
        labels.set(`${part.id}.${field.id}`, field.label)
      })
    })
    const part = schema.parts.find(one => one.id === partId)
    return part.template.replace(SLOT, (all, path) => {
      const [record, name] = path.split(".")
      const found = answersOf(own(packet.answers, record) || {}, name)
      if (found.length) return found.join(", ")
      return `[${labels.has(path) ? labels.get(path) : path}]`
    })
  }

  packet.toMessage = toMessage
  packet.inner.message = message
})(ProofpackPacket)
