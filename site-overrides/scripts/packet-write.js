/* A packet fitted to the worksheet of today, as JSON and YAML, and for support: what is derived of these.
   Loaded when it is needed, with the rest of what hands packets over. */
;(packet => {
  "use strict"

  const { canonical, constants, modules, whole } = packet.inner
  const SPECIAL = new RegExp(constants.SPECIAL, "gu")
  const PLAIN_KEY = whole(constants.PLAIN_KEY)

  // Characters that do not show, spelled out: generator/proofpack/text/yaml_scalars.py.
  function spelled(text) {
    return text.replace(
      SPECIAL,
      character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
    )
  }

  function quoted(text) {
    return spelled(JSON.stringify(text))
  }

  function key(name) {
    return PLAIN_KEY.test(name) ? name : quoted(name)
  }

  modules.yaml_scalars = { SPECIAL: constants.SPECIAL, key, quoted }

  packet.adopt = (schema, raw) => {
    const adopted = modules.adopt.adopt(schema, raw)
    const moved = adopted.moves.map(move => ({ from: move.before, to: move.after }))
    return { packet: adopted.packet, moved, orphaned: adopted.orphaned }
  }
  packet.toJSON = (schema, raw) => `${spelled(JSON.stringify(canonical(schema, raw), null, 2))}\n`
  packet.toSupport = (schema, raw, form) =>
    modules.support.to_support(schema, canonical(schema, raw), form)
  packet.toYAML = (schema, raw) => modules.as_yaml.to_yaml(canonical(schema, raw))
})(ProofpackPacket)
