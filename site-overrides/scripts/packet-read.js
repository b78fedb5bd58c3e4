/* A packet from a file: generator/proofpack/worksheets/read.py. What is refused is refused with its
   line and with what was wanted. YAML needs the library beside it, which is loaded when somebody
   has such a file. Stands on packet.js. Loaded when it is needed, with the rest of what hands packets
   over. */
;(packet => {
  "use strict"

  const { constants, isText, mappingOf, whole } = packet.inner
  const { FORMAT, LONGEST } = constants
  const DEEPEST = 2 * constants.DEEPEST // mappings and lists within each other

  // --- reading: generator/proofpack/worksheets/read.py -------------------------------------------

  function refuse(line, message) {
    throw Object.assign(new Error(message), { line })
  }

  // A value with the line on which it stands: `data` is text, a list of such values, or a Map of
  // them.
  class Located {
    constructor(line, data) {
      this.line = line
      this.data = data
    }
  }

  function rawOf(located) {
    const data = located.data
    if (isText(data)) return data
    if (Array.isArray(data)) return data.map(rawOf)
    return mappingOf(Array.from(data, pair => [pair[0], rawOf(pair[1])]))
  }

  function put(map, key, value, line) {
    if (map.has(key)) {
      const first = map.get(key).line
      refuse(line, `the key "${key}" is written twice, first on line ${first}; keep one`)
    }
    map.set(key, value)
  }

  // --- JSON: the browser's own reader tells neither lines nor keys that stand twice --------------

  const TOKEN =
    /[ \t\n]*("[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"|[{}[\]:,]|[^ \t\n{}[\]:,"]+|.|$)/y

  class JSONReader {
    end = 0
    line = 1
    token = ""

    constructor(text) {
      this.text = text
      this.next()
    }

    next() {
      TOKEN.lastIndex = this.end
      // It matches everywhere, and at the end nothing.
      const match = /** @type {RegExpExecArray} */ (TOKEN.exec(this.text))
      const blank = match[0].length - match[1].length
      this.line += this.text.slice(this.end, this.end + blank).split("\n").length - 1
      this.token = match[1]
      this.end += match[0].length
    }

    fail(what) {
      refuse(this.line, `not JSON: ${what}; check commas, quotes and brackets`)
    }

    take(wanted) {
      const mark = this.token
      if (mark.length !== 1 || !wanted.includes(mark)) {
        this.fail(`wanted ${wanted.split("").join(" or ")} here`)
      }
      this.next()
      return mark
    }

    string() {
      let value
      try {
        value = JSON.parse(this.token)
      } catch (_) {
        this.fail("text that is not closed, or a \\ that means nothing")
      }
      this.next()
      return value
    }

    scalar() {
      if (this.token[0] === '"') return this.string()
      const known = /^(?:true|false|null|-?[0-9.eE+-]+)$/.test(this.token)
      if (known) refuse(this.line, "found a value without quotes; wanted: text in quotes")
      this.fail("wanted a value here")
    }

    value(depth) {
      const line = this.line
      if (depth > DEEPEST) refuse(line, `nested over ${DEEPEST} levels deep; flatten it`)
      if (this.token === "{") return new Located(line, this.mapping(depth))
      if (this.token === "[") return new Located(line, this.list(depth))
      return new Located(line, this.scalar())
    }

    list(depth) {
      const list = []
      this.take("[")
      while (list.length || this.token !== "]") {
        list.push(this.value(depth + 1))
        if (this.take(",]") === "]") return list
      }
      this.next()
      return list
    }

    mapping(depth) {
      const mapping = new Map()
      this.take("{")
      while (mapping.size || this.token !== "}") {
        const line = this.line
        if (this.token[0] !== '"') this.fail("wanted a key in quotes here")
        const key = this.string()
        this.take(":")
        put(mapping, key, this.value(depth + 1), line)
        if (this.take(",}") === "}") return mapping
      }
      this.next()
      return mapping
    }
  }

  function readJSON(text) {
    const reader = new JSONReader(text)
    const value = reader.value(0)
    if (reader.token) reader.fail("something stands after the end")
    return value
  }

  // --- YAML: events of a library, so that scalars stay text and each key has a line --------------

  class YAMLReader {
    constructor(text) {
      // Python's reader takes no document that ends before it begins.
      if (/^\.\.\.(?=[ \t\n]|$)/u.test(text)) refuse(1, "not YAML: it ends before it begins")
      this.text = text
      this.at = 0
      this.offset = 0
      this.line = 1
      try {
        this.events = jsyaml.parseEvents(text, { maxDepth: DEEPEST })
      } catch (refusal) {
        const error = /** @type {any} */ (refusal)
        if (!error.mark) throw error
        refuse(error.mark.line + 1, `not YAML: ${error.reason}`)
      }
    }

    document() {
      const kinds = jsyaml.EVENT_ID
      if (!this.events.length) refuse(1, "the file is empty")
      this.at = 1
      if (this.events[1].type === kinds.POP) refuse(1, "the file is empty")
      const value = this.value(1)
      this.at++
      if (this.at < this.events.length) refuse(this.lineOfNext(), "a second document; keep one")
      return value
    }

    // The line of a place. Places come in their order, but for an anchor before its value.
    lineAt(offset) {
      if (offset < this.offset) {
        this.offset = 0
        this.line = 1
      }
      this.line += this.text.slice(this.offset, offset).split("\n").length - 1
      this.offset = offset
      return this.line
    }

    // The line on which the next document begins, which no event says: that of its `---`.
    lineOfNext() {
      const mark = /\n(?:---|\.\.\.)(?=[ \t\n]|$)/g
      mark.lastIndex = this.offset
      const match = mark.exec(this.text)
      return this.lineAt(match ? match.index + 1 : this.text.length)
    }

    expectPlain(event) {
      if (event.type === jsyaml.EVENT_ID.ALIAS) {
        refuse(this.lineAt(event.anchorStart), "an alias (*); write the value out")
      }
      if (event.anchorStart >= 0)
        refuse(this.lineAt(event.anchorStart), "an anchor (&); take it out")
      if (event.tagStart >= 0) refuse(this.lineAt(event.tagStart), "a tag (!); take it out")
    }

    value(line) {
      const kinds = jsyaml.EVENT_ID
      const event = this.events[this.at]
      this.expectPlain(event)
      if (event.type !== kinds.SCALAR) line = this.lineAt(event.start)
      else if (event.valueStart >= 0) line = this.lineAt(event.valueStart)
      this.at++
      if (event.type === kinds.MAPPING) return new Located(line, this.mapping(line))
      if (event.type === kinds.SEQUENCE) return new Located(line, this.list(line))
      return new Located(line, jsyaml.getScalarValue(this.text, event))
    }

    list(line) {
      const list = []
      while (this.events[this.at].type !== jsyaml.EVENT_ID.POP) list.push(this.value(line))
      this.at++
      return list
    }

    mapping(line) {
      const mapping = new Map()
      while (this.events[this.at].type !== jsyaml.EVENT_ID.POP) {
        const key = this.value(line)
        if (!isText(key.data)) refuse(key.line, "a key that is no text")
        put(mapping, key.data, this.value(key.line), key.line)
      }
      this.at++
      return mapping
    }
  }

  function readYAML(text) {
    if (typeof jsyaml === "undefined") {
      refuse(1, "YAML cannot be read on this page; wanted: JSON")
    }
    return new YAMLReader(text).document()
  }

  // --- a file: told apart by what it says and not by its name ------------------------------------

  const IS_MARKDOWN = new RegExp(constants.MARKDOWN, "u")
  const IS_FORMAT = whole(constants.FORMAT_PATTERN)

  // Whether a text is longer than what is read, here and by the program: both count what it takes in a file.
  function isTooBig(text) {
    return new Blob([text]).size > LONGEST
  }

  function read(text) {
    if (isTooBig(text)) refuse(1, "a file of over 1 MiB; wanted: one packet")
    text = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
    let value
    if (text.trimStart()[0] === "{") value = readJSON(text)
    else if (IS_MARKDOWN.test(text)) {
      refuse(
        1,
        "Markdown is for people and is not read back; wanted: the JSON or YAML of the same packet"
      )
    } else value = readYAML(text)
    expectPacket(value)
    return rawOf(value)
  }

  // Refuses what is no packet, or one of a later program.
  function expectPacket(value) {
    function textAt(key) {
      const there = value.data instanceof Map && value.data.get(key)
      return there && isText(there.data) ? there : undefined
    }
    const wanted = `; wanted: a packet, which says \`packet: ${FORMAT}\``
    const formatText = textAt("packet")
    const format = formatText && IS_FORMAT.exec(formatText.data.trim())
    if (!format) refuse(formatText ? formatText.line : value.line, `no packet${wanted}`)
    if (formatText.data.trim() !== FORMAT) {
      const later = `a packet of format ${format[1]}, which this page does not know`
      refuse(formatText.line, `${later}; update Proofpack`)
    }
    if (!textAt("worksheet")) {
      refuse(value.line, "it does not say of which worksheet it is; wanted: `worksheet: ID`")
    }
  }

  packet.isTooBig = isTooBig
  packet.read = read
})(ProofpackPacket)
