/* A packet from a file: generator/packets/read.py. What is refused is refused with its line and with what
   was wanted. YAML needs the library in vendor/, which is loaded when somebody has such a file. Stands on
   packet.js. */
;(function (packet) {
  "use strict"

  var {
    FORMAT, isText, mappingOf, own,
  } = packet.inner

  var LONGEST = 1048576 // characters of a file that is read
  var DEEPEST = 24 // mappings and lists within each other

  // --- reading: generator/packets/read.py ---------------------------------------------------------

  function refuse(line, message) {
    var error = new Error(message)
    error.line = line
    throw error
  }

  // A value with the line on which it stands: `data` is text, a list of such values, or a Map of them.
  function Located(line, data) {
    this.line = line
    this.data = data
  }

  function rawOf(located) {
    var data = located.data
    if (isText(data)) return data
    if (Array.isArray(data)) return data.map(rawOf)
    return mappingOf(
      Array.from(data, function (pair) {
        return [pair[0], rawOf(pair[1])]
      })
    )
  }

  function put(map, key, value, line) {
    if (map.has(key)) {
      var first = map.get(key).line
      refuse(line, 'the key "' + key + '" is written twice, first on line ' + first + "; keep one")
    }
    map.set(key, value)
  }

  // --- JSON: the browser's own reader tells neither lines nor keys that stand twice -----------------

  var TOKEN = /[ \t\n]*("[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"|[{}[\]:,]|[^ \t\n{}[\]:,"]+|.|$)/y

  function JSONReader(text) {
    this.text = text
    this.end = 0
    this.line = 1
    this.next()
  }

  JSONReader.prototype.next = function () {
    TOKEN.lastIndex = this.end
    var match = TOKEN.exec(this.text)
    var blank = match[0].length - match[1].length
    this.line += this.text.slice(this.end, this.end + blank).split("\n").length - 1
    this.token = match[1]
    this.end += match[0].length
  }

  JSONReader.prototype.fail = function (what) {
    refuse(this.line, "not JSON: " + what + "; check commas, quotes and brackets")
  }

  JSONReader.prototype.take = function (wanted) {
    var found = this.token
    if (found.length !== 1 || wanted.indexOf(found) < 0) {
      this.fail("wanted " + wanted.split("").join(" or ") + " here")
    }
    this.next()
    return found
  }

  JSONReader.prototype.string = function () {
    var found
    try {
      found = JSON.parse(this.token)
    } catch (_) {
      this.fail("text that is not closed, or a \\ that means nothing")
    }
    this.next()
    return found
  }

  JSONReader.prototype.scalar = function () {
    if (this.token[0] === '"') return this.string()
    var known = /^(?:true|false|null|-?[0-9.eE+-]+)$/.test(this.token)
    if (known) refuse(this.line, "found a value without quotes; wanted: text in quotes")
    this.fail("wanted a value here")
  }

  JSONReader.prototype.value = function (depth) {
    var line = this.line
    if (depth > DEEPEST) refuse(line, "nested over " + DEEPEST + " levels deep; flatten it")
    if (this.token === "{") return new Located(line, this.mapping(depth))
    if (this.token === "[") return new Located(line, this.list(depth))
    return new Located(line, this.scalar())
  }

  JSONReader.prototype.list = function (depth) {
    var found = []
    this.take("[")
    while (found.length || this.token !== "]") {
      found.push(this.value(depth + 1))
      if (this.take(",]") === "]") return found
    }
    this.next()
    return found
  }

  JSONReader.prototype.mapping = function (depth) {
    var found = new Map()
    this.take("{")
    while (found.size || this.token !== "}") {
      var line = this.line
      if (this.token[0] !== '"') this.fail("wanted a key in quotes here")
      var key = this.string()
      this.take(":")
      put(found, key, this.value(depth + 1), line)
      if (this.take(",}") === "}") return found
    }
    this.next()
    return found
  }

  function readJSON(text) {
    var reader = new JSONReader(text)
    var found = reader.value(0)
    if (reader.token) reader.fail("something stands after the end")
    return found
  }

  // --- YAML: events of a library, so that scalars stay text and each key has a line -----------------

  function YAMLReader(text) {
    this.text = text
    this.at = 0
    this.offset = 0
    this.line = 1
    try {
      this.events = jsyaml.parseEvents(text, { maxDepth: DEEPEST })
    } catch (error) {
      if (!error.mark) throw error
      refuse(error.mark.line + 1, "not YAML: " + error.reason)
    }
  }

  YAMLReader.prototype.document = function () {
    var kinds = jsyaml.EVENT_ID
    if (!this.events.length) refuse(1, "the file is empty")
    this.at = 1
    if (this.events[1].type === kinds.POP) refuse(1, "the file is empty")
    var found = this.value(1)
    this.at++
    if (this.at < this.events.length) refuse(this.lineOfNext(), "a second document; keep one")
    return found
  }

  // The line of a place. Places come in their order, but for an anchor before its value.
  YAMLReader.prototype.lineAt = function (offset) {
    if (offset < this.offset) {
      this.offset = 0
      this.line = 1
    }
    this.line += this.text.slice(this.offset, offset).split("\n").length - 1
    this.offset = offset
    return this.line
  }

  // The line on which the next document begins, which no event says: that of its `---`.
  YAMLReader.prototype.lineOfNext = function () {
    var mark = /\n(?:---|\.\.\.)(?=[ \t\n]|$)/g
    mark.lastIndex = this.offset
    var found = mark.exec(this.text)
    return this.lineAt(found ? found.index + 1 : this.text.length)
  }

  YAMLReader.prototype.expectPlain = function (event) {
    if (event.type === jsyaml.EVENT_ID.ALIAS) {
      refuse(this.lineAt(event.anchorStart), "an alias (*); write the value out")
    }
    if (event.anchorStart >= 0) refuse(this.lineAt(event.anchorStart), "an anchor (&); take it out")
    if (event.tagStart >= 0) refuse(this.lineAt(event.tagStart), "a tag (!); take it out")
  }

  YAMLReader.prototype.value = function (line) {
    var kinds = jsyaml.EVENT_ID
    var event = this.events[this.at]
    this.expectPlain(event)
    if (event.type !== kinds.SCALAR) line = this.lineAt(event.start)
    else if (event.valueStart >= 0) line = this.lineAt(event.valueStart)
    this.at++
    if (event.type === kinds.MAPPING) return new Located(line, this.mapping(line))
    if (event.type === kinds.SEQUENCE) return new Located(line, this.list(line))
    return new Located(line, jsyaml.getScalarValue(this.text, event))
  }

  YAMLReader.prototype.list = function (line) {
    var found = []
    while (this.events[this.at].type !== jsyaml.EVENT_ID.POP) found.push(this.value(line))
    this.at++
    return found
  }

  YAMLReader.prototype.mapping = function (line) {
    var found = new Map()
    while (this.events[this.at].type !== jsyaml.EVENT_ID.POP) {
      var key = this.value(line)
      if (!isText(key.data)) refuse(key.line, "a key that is no text")
      put(found, key.data, this.value(key.line), key.line)
    }
    this.at++
    return found
  }

  function readYAML(text) {
    if (typeof jsyaml === "undefined") {
      refuse(1, "YAML cannot be read on this page; wanted: JSON or Markdown")
    }
    return new YAMLReader(text).document()
  }

  // --- Markdown: generator/packets/from_markdown.py -----------------------------------------------

  var SECTION = /^## (?:[^`\\]|\\.)*\(`([^`]+)`\)[ \t]*$/s
  var ENTRY =
    /^( *)- (?:\[([ xX-])\] )?(?:[^`\\]|\\.)*\(`([^`]+)`\)(?:(?: ([0-9]{1,4}))?:(.*)|([ \t]*))$/s
  var NAMED = /^ *- (?:[^`\\]|\\.)*\(`[^`]+`\).*$/s // a line that names a field, whatever follows
  var NO_COLON =
    "no answer can be read here; wanted: `- LABEL (`ID`): ANSWER`, or `- [x] LABEL (`ID`)` in a checklist"
  var ITEM = /^( *)-(?: (.*))?$/s
  var FENCE = /^( *)(`{3,}|~{3,})[^`]*$/
  var SAID = /^(?:(?:Answered: |Common shapes of secrets |#).*|[ ]*<!-- .* -->[ ]*)$/s
  var BLANK = /^(?:(?!\ufeff)[\s\x1c-\x1f\x85])*$/ // what Python takes for spaces
  var BOXES = { " ": "open", x: "done", X: "done", "-": "not-applicable" }

  // A line with a dash. The key is nothing where it is an item of a list.
  function Entry(key, number, box, indent, line) {
    this.key = key
    this.number = number
    this.box = box
    this.indent = indent
    this.line = line
    this.text = undefined
    this.lines = []
    this.children = []
  }

  // What it holds, by its shape.
  Entry.prototype.located = function () {
    var made
    if (this.children.length && this.text) {
      refuse(this.children[0].line, "an answer stands beside the id and below it; keep one of them")
    }
    if (this.box) {
      made = entryMap(this.children)
      if (!made.has("state")) made.set("state", new Located(this.line, BOXES[this.box]))
      if (this.text) made.set("because", new Located(this.line, this.text))
    } else if (!this.children.length) {
      made = this.text === undefined ? this.lines.join("\n") : this.text
    } else if (this.children.every(isItem)) {
      made = this.children.map(function (one) {
        return one.located()
      })
    } else made = entryMap(this.children)
    return new Located(this.line, made)
  }

  function isItem(entry) {
    return entry.item
  }

  // Entries by their keys; those with numbers as a list.
  function entryMap(entries) {
    var found = new Map()
    entries.forEach(function (one) {
      var there = found.get(one.key)
      if (one.item) refuse(one.line, "an item of a list stands among fields; take it out")
      if (one.number && there && Array.isArray(there.data)) there.data.push(one.located())
      else {
        var value = one.located()
        put(found, one.key, one.number ? new Located(one.line, [value]) : value, one.line)
      }
    })
    return found
  }

  function MarkdownReader(lines) {
    this.lines = lines
    this.at = 0
    this.title = ""
    this.sections = [{ name: "", line: 1, entries: [] }]
    this.open = []
  }

  MarkdownReader.prototype.last = function () {
    return this.open[this.open.length - 1]
  }

  MarkdownReader.prototype.run = function () {
    for (; this.at < this.lines.length; this.at++) this.take(this.lines[this.at])
    return new Located(1, this.data())
  }

  MarkdownReader.prototype.take = function (text) {
    var last = this.last()
    var match
    if ((match = SECTION.exec(text))) {
      this.sections.push({ name: match[1], line: this.at + 1, entries: [] })
      this.open = []
    } else if (text.startsWith("# ") && !this.title) {
      this.title = text.slice(2).replace(/\\(.)/gs, "$1")
    } else if ((match = FENCE.exec(text))) this.fence(match[1].length, match[2])
    else if ((match = ENTRY.exec(text)) && this.begins(match)) {
      if (match[6] !== undefined && !match[2]) refuse(this.at + 1, NO_COLON)
      this.entry(nameOf(match[3]), Number(match[4] || 0), match[2] || "", match[1].length, match[5])
    } else if ((match = ITEM.exec(text)) && NAMED.test(text) && this.begins(match)) {
      refuse(this.at + 1, NO_COLON)
    } else if ((match = ITEM.exec(text)) && this.begins(match) && this.isBelow(match)) {
      this.entry("", 0, "", match[1].length, match[2]).item = true
    } else if (!BLANK.test(text)) this.words(text)
    else if (last && last.lines.length) last.lines.push("")
  }

  // Whether a dash begins an entry, and is no part of words that stand below one.
  MarkdownReader.prototype.begins = function (match) {
    var last = this.last()
    return !last || !last.lines.length || match[1].length <= last.indent
  }

  // Whether an entry stands above, to which an item can belong.
  MarkdownReader.prototype.isBelow = function (match) {
    return this.open.some(function (one) {
      return one.indent < match[1].length && !one.item
    })
  }

  MarkdownReader.prototype.entry = function (key, number, box, indent, rest) {
    var entry = new Entry(key, number, box, indent, this.at + 1)
    while (this.open.length && this.last().indent >= indent) this.open.pop()
    if (this.open.length > DEEPEST) {
      refuse(this.at + 1, "nested over " + DEEPEST + " levels deep; flatten it")
    }
    var section = this.sections[this.sections.length - 1]
    var above = this.open.length ? this.last().children : section.entries
    above.push(entry)
    this.open.push(entry)
    rest = (rest || "").replace(/^[ \t]+/, "").replace(/[ \t]+$/, "")
    if (rest) entry.text = written(rest)
    return entry
  }

  // A block of code: the value of the entry above, or a composed message.
  MarkdownReader.prototype.fence = function (indent, ticks) {
    var first = this.at + 1
    while (this.open.length && this.last().indent > indent) this.open.pop()
    var entry = this.last()
    var held = this.held(indent, ticks, entry)
    if (!held) {
      var what = "a block of code that is not closed, or whose lines stand further left than it"
      refuse(first, what + "; close it, and indent its lines")
    }
    if (!entry) return
    if (entry.text || entry.lines.length || entry.children.length) {
      refuse(first, "a block of code that belongs to no answer; take it out")
    }
    entry.text = held.join("\n")
  }

  // The lines of a block, or nothing where it does not end before something else begins.
  MarkdownReader.prototype.held = function (indent, ticks, entry) {
    var found = []
    for (;;) {
      this.at++
      if (this.at >= this.lines.length) return null
      var text = this.lines[this.at]
      var bare = text.replace(/^ +/, "")
      var blank = text.length - bare.length
      if (bare && blank < indent) return null
      if (bare.replace(/[ \t]+$/, "") === ticks) return found
      // A composed message may hold any line; an answer that is not indented ends with its section.
      if (entry && SECTION.test(text) && !indent) return null
      found.push(text.slice(Math.min(indent, blank)))
    }
  }

  // Takes words that stand below an entry; refuses words that stand nowhere.
  MarkdownReader.prototype.words = function (text) {
    var last = this.last()
    var bare = text.replace(/^ +/, "")
    if (SAID.test(text)) return
    if (last && text.length - bare.length > last.indent && last.text === undefined) {
      last.lines.push(bare.replace(/ +$/, ""))
      return
    }
    var wanted = "`- LABEL (`ID`): ANSWER`, or an answer indented below such a line"
    refuse(this.at + 1, "this line belongs to no answer; wanted: " + wanted)
  }

  MarkdownReader.prototype.data = function () {
    var found = entryMap(this.sections[0].entries)
    var answers = new Map()
    if (this.title && !found.has("title")) found.set("title", new Located(1, this.title))
    ;["answers", "orphans", "guides", "facts"].forEach(function (key) {
      if (!found.has(key)) return
      refuse(found.get(key).line, "(`" + key + "`) among the first lines; take it out")
    })
    found.set("answers", new Located(1, answers))
    this.sections.slice(1).forEach(function (section) {
      var made = inSection(section)
      var own = OWN_SECTION.has(section.name)
      put(own ? found : answers, own ? section.name.slice(1) : section.name, made, section.line)
    })
    return found
  }

  var OWN_SECTION = new Set(["@guides", "@facts", "@orphans"])

  function inSection(section) {
    if (section.name === "@orphans") return new Located(section.line, orphanList(section))
    var own = OWN_SECTION.has(section.name)
    return new Located(section.line, own ? section.entries.map(pinEntry) : entryMap(section.entries))
  }

  function pinEntry(entry) {
    var inner = entry.located()
    var made = new Map([["id", new Located(entry.line, entry.key)]])
    if (inner.data instanceof Map) {
      inner.data.forEach(function (one, key) {
        put(made, key, one, one.line)
      })
    } else made.set("value", inner)
    return new Located(entry.line, made)
  }

  // Orphans. Entries that are numbered onwards belong to one.
  function orphanList(section) {
    var found = []
    var last = 0
    section.entries.forEach(function (one) {
      var before = found[found.length - 1]
      var next = one.number > 1 && one.number === last + 1
      var onwards = next && before.data.get("at").data === one.key
      var value = one.located()
      if (onwards) before.data.get("value").data.push(value)
      else {
        if (one.number) value = new Located(one.line, [value])
        var pairs = [["at", new Located(one.line, one.key)], ["value", value]]
        found.push(new Located(one.line, new Map(pairs)))
      }
      last = one.number
    })
    return found
  }

  // The name that stands in a code span, where what is no letter may be written as in an address.
  function nameOf(written) {
    if (written === "%") return ""
    return written.replace(/[\x00-\x7f]+/g, function (run) {
      if (run.indexOf("%") < 0) return run
      var bytes = []
      run.replace(/%([0-9a-fA-F]{2})|[^]/g, function (one, hex) {
        bytes.push(hex ? parseInt(hex, 16) : one.charCodeAt(0))
      })
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes))
    })
  }

  // What follows a colon: code without its marks, nothing for `open`, or words as they are.
  function written(rest) {
    if (rest === "open") return ""
    var ticks = /^`*/.exec(rest)[0].length
    var inner = rest.slice(ticks, -ticks)
    var isCode = ticks && inner && rest.endsWith("`".repeat(ticks)) && !inner.endsWith("`")
    var ends = (inner.match(/`+/g) || []).some(function (run) {
      return run.length === ticks
    })
    if (!isCode || ends) return rest
    var padded = inner.length > 2 && inner[0] === " " && inner.endsWith(" ") && /[^ ]/.test(inner)
    return padded ? inner.slice(1, -1) : inner
  }

  // --- a file: told apart by what it says and not by its name ---------------------------------------

  var IS_MARKDOWN = /(?:^|\n)- (?:[^`\n\\]|\\[^\n])*\(`packet`\):/

  function read(text) {
    text = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
    if (text.length > LONGEST) refuse(1, "a file of over 1 MiB; wanted: one packet")
    var found
    if (text.trimStart()[0] === "{") found = readJSON(text)
    else if (IS_MARKDOWN.test(text)) found = new MarkdownReader(text.split("\n")).run()
    else found = readYAML(text)
    expectPacket(found)
    return rawOf(found)
  }

  // Refuses what is no packet, or one of a later program.
  function expectPacket(found) {
    function textAt(key) {
      var there = found.data instanceof Map && found.data.get(key)
      return there && isText(there.data) ? there : undefined
    }
    var wanted = "; wanted: a packet, which says `packet: " + FORMAT + "`"
    var said = textAt("packet")
    var format = said && /^proofpack\/([0-9]{1,6})$/.exec(said.data.trim())
    if (!format) refuse(said ? said.line : found.line, "no packet" + wanted)
    if (said.data.trim() !== FORMAT) {
      var later = "a packet of format " + format[1] + ", which this page does not know"
      refuse(said.line, later + "; update Proofpack")
    }
    if (!textAt("worksheet")) {
      refuse(found.line, "it does not say of which worksheet it is; wanted: `worksheet: ID`")
    }
  }

  packet.read = read
})(ProofpackPacket)
