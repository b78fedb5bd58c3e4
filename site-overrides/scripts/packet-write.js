/* A packet as JSON and YAML, and for support: generator/proofpack/worksheets/formats/. Stands on packet.js
   and packet-message.js. Loaded when it is needed, with the rest of what hands packets over. */
;(packet => {
  "use strict"

  const { canonical, constants, inWords, isEmpty, isMapping, isText, message, own, paragraphs } =
    packet.inner
  const { PLACEHOLDER, SLOT, SPECIAL, whole } = packet.inner

  // --- JSON and YAML: generator/proofpack/worksheets/formats/ ------------------------------------

  function spelled(text) {
    return text.replace(SPECIAL, found => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)
  }

  function toJSON(schema, packet) {
    return `${spelled(JSON.stringify(canonical(schema, packet), null, 2))}\n`
  }

  function quoted(text) {
    return spelled(JSON.stringify(text))
  }

  const PLAIN_KEY = whole(constants.PLAIN_KEY)

  function yamlKey(name) {
    return PLAIN_KEY.test(name) ? name : quoted(name)
  }

  // Whether a text reads the same in a literal block.
  function isBlock(text) {
    return (
      text.includes("\n") &&
      text[0] !== " " &&
      text[0] !== "\n" &&
      !text.includes("\t") &&
      text.search(SPECIAL) < 0 &&
      !/^[ ]+$/m.test(text)
    )
  }

  // A text as the rest of its line, and the lines after it.
  function yamlText(text, indent) {
    if (!isBlock(text)) return [quoted(text)]
    return ["|-"].concat(indented(text, indent))
  }

  function indented(text, indent) {
    return text.split("\n").map(one => one && indent + one)
  }

  // A key or a dash with its value; what stands on lines of its own is indented.
  function yamlEntry(head, value, indent) {
    let lines
    if (isText(value)) lines = yamlText(value, indent)
    else if (isEmpty(value)) lines = [Array.isArray(value) ? "[]" : "{}"]
    else if (isMapping(value) && head.endsWith("-")) {
      lines = yamlMapping(value, indent)
      lines[0] = lines[0].trimStart()
    } else {
      const made = isMapping(value) ? yamlMapping(value, indent) : yamlList(value, indent)
      return [head].concat(made)
    }
    return [`${head} ${lines[0]}`].concat(lines.slice(1))
  }

  function yamlMapping(value, indent) {
    return Object.keys(value).flatMap(name =>
      yamlEntry(`${indent + yamlKey(name)}:`, value[name], `${indent}  `)
    )
  }

  function yamlList(value, indent) {
    return value.flatMap(inner => yamlEntry(`${indent}-`, inner, `${indent}  `))
  }

  function toYAML(schema, packet) {
    return `${yamlMapping(canonical(schema, packet), "").join("\n")}\n`
  }

  // --- for support: generator/proofpack/worksheets/formats/support.py ----------------------------

  const { ALSO, SUPPORT } = constants

  // A text as a format shows it letter for letter.
  function shown(text, form) {
    const escape = new RegExp(form.escape || "(?!)", "gu")
    return text.replace(escape, found =>
      found.startsWith("http") ? found : form.before + found + form.after
    )
  }

  function row(label, value, form) {
    let text = shown(value, form)
    if (value.includes("\n")) {
      const fence = form.fence
      const kept = fence ? value.replaceAll(fence, `${fence[0]} ${fence.slice(1)}`) : value
      text = fence ? `\n${fence}\n${kept}\n${fence}` : `\n${kept}`
    }
    const [before, between, after] = form.row.split("{}")
    const colon = value.includes("\n") ? between.trimEnd() : between
    return before + shown(label, form) + colon + text + after
  }

  // A row for each answer that may leave and that no message has told.
  function rowsOf(fields, answers, at, told, form, head) {
    return fields.flatMap(field => {
      const value = own(answers, field.id)
      if (value === undefined || field.sensitivity === "internal") return []
      if (field.type === "group") {
        const entries = Array.isArray(value) ? value : [value]
        return entries.flatMap((entry, i) => {
          const number = entries.length > 1 ? ` ${i + 1}` : ""
          return rowsOf(field.fields, entry, at, told, form, `${head}${field.label}${number}, `)
        })
      }
      if (told.has(`${at}.${field.id}`) || (isText(value) && PLACEHOLDER.test(value))) return []
      return [row(head + field.label, inWords(field, value), form)]
    })
  }

  function toSupport(schema, packet, name) {
    packet = canonical(schema, packet)
    const form = SUPPORT[name]
    const messages = schema.parts.filter(part => part.kind === "message").map(part => part.id)
    const texts = messages.flatMap(id => paragraphs(schema, packet, id).map(one => one.text))
    const told = new Set(texts.flatMap(text => Array.from(text.matchAll(SLOT), slot => slot[1])))
    const rows = schema.parts.flatMap(part =>
      rowsOf(part.fields, own(packet.answers, part.id) || {}, part.id, told, form, "")
    )
    const blocks = [form.title.replace("{}", () => shown(schema.title, form))]
    messages.forEach(id => {
      const text = shown(message(schema, packet, id), form)
      blocks.push(text.replace(/(?<!\n)\n(?!\n)/gu, () => form.break))
    })
    if (rows.length && messages.length) blocks.push(form.head.replace("{}", ALSO))
    return `${blocks.concat(rows.length ? [rows.join("\n")] : []).join("\n\n")}\n`
  }

  packet.toJSON = toJSON
  packet.toSupport = toSupport
  packet.toYAML = toYAML
})(ProofpackPacket)
