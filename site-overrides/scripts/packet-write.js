/* A packet as JSON, YAML and Markdown: generator/proofpack/worksheets/formats/. Stands on packet.js
   and packet-message.js. Loaded when it is needed, with the rest of what hands packets over. */
;(packet => {
  "use strict"

  const {
    canonical,
    constants,
    isEmpty,
    isMapping,
    isText,
    isTexts,
    message,
    own,
    progressOf,
    SPECIAL,
    summed,
    whole,
  } = packet.inner
  const { ANSWERED, BOXES, CLOSING, HEAD, PINS } = constants

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

  // --- Markdown: generator/proofpack/worksheets/formats/as_markdown.py ---------------------------

  const RENDERED = new RegExp(constants.RENDERED, "gu")

  function escaped(text) {
    return text.replace(/\n/g, " ").replace(RENDERED, "\\$&")
  }

  function longestRun(text) {
    return (text.match(/`+/g) || []).reduce((longest, run) => Math.max(longest, run.length), 0)
  }

  function code(text) {
    const ticks = "`".repeat(longestRun(text) + 1)
    const first = text[0]
    const last = text[text.length - 1]
    const pad = first === "`" || last === "`" || (first === " " && last === " ") ? " " : ""
    return ticks + pad + text + pad + ticks
  }

  function fenced(text, indent) {
    const ticks = "`".repeat(Math.max(3, longestRun(text) + 1))
    return [`${indent + ticks}text`].concat(indented(text, indent), [indent + ticks])
  }

  function labelled(label, id) {
    return `${escaped(label)} (\`${id}\`)`
  }

  // A name that is no id of a worksheet, as it may stand in a code span.
  function named(name) {
    const bare = encodeURIComponent(name)
      .replace(/[!*'()]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%(?:40|5B|5D)/g, decodeURIComponent)
    return `(\`${bare || "%"}\`)`
  }

  function mdText(head, text, below) {
    if (!text.includes("\n")) return [`${head} ${code(text)}`]
    return [head].concat(fenced(text, below))
  }

  function mdInner(value, indent) {
    return Object.keys(value).flatMap(key => mdAnswer(indent, named(key), value[key]))
  }

  // The lines of an answer by its shape.
  function mdAnswer(indent, name, value) {
    const below = `${indent}  `
    const head = `${indent}- ${name}`
    if (value === undefined || isEmpty(value)) return [`${head}: open`]
    if (isText(value)) return mdText(`${head}:`, value, below)
    if (isMapping(value)) return [`${head}:`].concat(mdInner(value, below))
    if (isTexts(value)) {
      return value.reduce(
        (lines, inner) => lines.concat(mdText(`${below}-`, inner, `${below}  `)),
        [`${head}:`]
      )
    }
    return value.flatMap((inner, number) =>
      [`${head} ${number + 1}:`].concat(mdInner(inner, below))
    )
  }

  function mdFields(fields, answers, indent) {
    const below = `${indent}  `
    return fields.flatMap(field => {
      const name = labelled(field.label, field.id)
      const value = own(answers, field.id)
      if (field.type !== "group" || (field.repeat && !value)) return mdAnswer(indent, name, value)
      if (!field.repeat) {
        return [`${indent}- ${name}:`].concat(mdFields(field.fields, value || {}, below))
      }
      return value.flatMap((entry, number) => {
        const head = `${indent}- ${name} ${number + 1}:`
        return [head].concat(mdFields(field.fields, entry, below))
      })
    })
  }

  function mdBecause(answer, indent) {
    return answer.because ? mdAnswer(indent, labelled("Because", "because"), answer.because) : []
  }

  function mdItem(item, answer) {
    const state = answer.state || "open"
    const box = own(BOXES, state)
    let lines = [`- [${box || " "}] ${labelled(item.label, item.id)}`]
    if (!box) lines = lines.concat(mdAnswer("  ", labelled("State", "state"), state))
    return lines.concat(mdBecause(answer, "  "))
  }

  function mdPart(schema, packet, part) {
    const answer = own(packet.answers, part.id) || {}
    if (part.kind === "record") return mdFields(part.fields, answer, "")
    if (part.kind === "message") return fenced(message(schema, packet, part.id), "")
    if (part.kind === "checklist") {
      return part.items.flatMap(item => mdItem(item, own(answer, item.id) || {}))
    }
    if (part.kind === "table") {
      return part.rows.flatMap(row => {
        const cells = own(answer, row.id) || {}
        return [`- ${labelled(row.label, row.id)}:`].concat(
          part.columns.flatMap(column =>
            mdAnswer("  ", labelled(column.label, column.id), own(cells, column.id))
          )
        )
      })
    }
    const asked = part.kind === "decision" ? ["Option", "option"] : ["Labels", "labels"]
    const lines = mdAnswer("", labelled(asked[0], asked[1]), answer[asked[1]])
    return lines.concat(mdBecause(answer, ""))
  }

  function mdSection(title, id, lines) {
    return ["", `## ${escaped(title)} (\`${id}\`)`, ""].concat(lines)
  }

  function mdPins(packet, key) {
    return packet[key].flatMap(pin =>
      PINS[key]
        .slice(1)
        .reduce(
          (lines, name) => lines.concat(mdAnswer("  ", named(name), pin[name])),
          [`- ${named(pin.id)}:`]
        )
    )
  }

  function mdHead(schema, packet) {
    let lines = [`# ${escaped(packet.title)}`, ""]
    HEAD.forEach(key => {
      if (key === "title") return
      const label = key[0].toUpperCase() + key.slice(1)
      lines = lines.concat(mdAnswer("", labelled(label, key), packet[key]))
    })
    const all = summed(Object.values(progressOf(schema, packet)))
    return lines.concat(["", `Answered: ${all.done} of ${all.of}. ${ANSWERED}`])
  }

  function toMarkdown(schema, packet) {
    packet = canonical(schema, packet)
    let lines = mdHead(schema, packet)
    schema.parts.forEach(part => {
      lines = lines.concat(mdSection(part.title, part.id, mdPart(schema, packet, part)))
    })
    ;["guides", "facts"].forEach(key => {
      if (!packet[key].length) return
      const title = key[0].toUpperCase() + key.slice(1)
      lines = lines.concat(mdSection(title, `@${key}`, mdPins(packet, key)))
    })
    if (packet.orphans.length) {
      const orphans = packet.orphans.flatMap(orphan => mdAnswer("", named(orphan.at), orphan.value))
      lines = lines.concat(mdSection("Answers without a field", "@orphans", orphans))
    }
    return `${lines.concat(["", CLOSING]).join("\n")}\n`
  }

  packet.toJSON = toJSON
  packet.toMarkdown = toMarkdown
  packet.toYAML = toYAML
})(ProofpackPacket)
