/* What a paste writes down: values as JSON, Python and JavaScript print them, addresses and times. A
   classic script that knows of no page, no packet and no storage. Stands on packet-times.js.

     ProofpackPasteValues.parse(text, start)  // {value, end, cut}: as much as can be read
     ProofpackPasteValues.address(text)       // {host, origin, route, model}, without query and identifiers
     ProofpackPasteValues.instant(text)       // a time in UTC; "local" without a zone; "" if it is none */
const ProofpackPasteValues = (() => {
  "use strict"

  const WORDS = {
    null: null,
    None: null,
    undefined,
    true: true,
    True: true,
    false: false,
    False: false,
  }
  const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", 0: "\0", a: "\x07" }
  const DEEPEST = 60

  // --- values ------------------------------------------------------------------------------------

  // Reads one value. Where the text ends in the middle of it, what was read so far is the value.
  class ValueReader {
    constructor(text, at) {
      this.text = text
      this.at = at
      this.cut = false
      this.wrong = false
    }

    blank() {
      while (this.at < this.text.length && " \t\r\n".includes(this.text[this.at])) this.at++
    }

    value(depth) {
      this.blank()
      const first = this.text[this.at]
      if (first === undefined || depth > DEEPEST) this.cut = true
      else if (first === "{") return this.mapping(depth)
      else if (first === "[" || first === "(") return this.list(depth, first === "[" ? "]" : ")")
      else if ("\"'`".includes(first)) return this.string()
      else return this.word()
      return undefined
    }

    mapping(depth) {
      const mapping = Object.create(null)
      this.at++
      while (!this.closed("}")) {
        const key = "\"'".includes(this.text[this.at]) ? this.string() : this.bare(/[\w$-]*/y)
        this.blank()
        if (this.cut || this.at >= this.text.length) this.cut = true
        else if (this.text[this.at] !== ":" || key === "") this.wrong = true
        if (this.cut || this.wrong) break
        this.at++
        const value = this.value(depth + 1)
        if (value !== undefined) mapping[key] = value
        if (this.cut || this.wrong) break
      }
      return mapping
    }

    list(depth, end) {
      const list = []
      this.at++
      while (!this.closed(end)) {
        list.push(this.value(depth + 1))
        if (this.cut || this.wrong) break
      }
      return list
    }

    // Steps over what parts two values; says whether that was the end.
    closed(end) {
      this.blank()
      if (this.text[this.at] === ",") this.at++
      this.blank()
      if (this.at >= this.text.length) this.cut = true
      if (this.cut || this.wrong) return true
      if (this.text[this.at] !== end) return false
      this.at++
      return true
    }

    string() {
      const quote = this.text[this.at++]
      let text = ""
      for (;;) {
        const character = this.text[this.at++]
        if (character === undefined) this.cut = true
        if (character === undefined || character === quote) return text
        text += character === "\\" ? this.escape() : character
      }
    }

    escape() {
      const character = this.text[this.at++]
      const length = { u: 4, x: 2 }[character]
      if (!length) return ESCAPES[character] === undefined ? character || "" : ESCAPES[character]
      const digits = this.text.slice(this.at, this.at + length)
      this.at += length
      return String.fromCharCode(parseInt(digits, 16) || 0xfffd)
    }

    bare(pattern) {
      pattern.lastIndex = this.at
      const word = pattern.exec(this.text)[0]
      this.at += word.length
      return word
    }

    // What was taken out of a number stands there without quotes.
    word() {
      const word = this.bare(/(?:[\w.+-]|<REDACTED:[\w-]+>)*/y)
      if (word === "") this.wrong = true
      if (Object.hasOwn(WORDS, word)) return WORDS[word]
      return word !== "" && Number.isFinite(Number(word)) ? Number(word) : word
    }
  }

  function parse(text, start) {
    const reader = new ValueReader(text, start)
    const value = reader.value(0)
    return { value, end: reader.at, cut: reader.cut, wrong: reader.wrong }
  }

  // --- addresses ---------------------------------------------------------------------------------

  // Numbers, UUIDs, digests, ids behind a prefix, addresses of people, and what is too long for a word or has
  // digits among its letters.
  const IDENTIFIER = new RegExp(
    "^(?:[0-9]+|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{20,}|[a-z]{2,12}[_-](?=[^/]*[0-9])[a-z0-9]{6,}|" +
      "[^/]*(?:@|%40)[^/]*|[a-z0-9]{24,}|(?=[a-z0-9]*[0-9][a-z]+[0-9])[a-z0-9]{8,}|<REDACTED:.*>)$",
    "iu"
  )
  const PIECE = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+/gu

  // Words have longer pieces than what was drawn at random, in any case, with dashes.
  function isRandom(part) {
    const pieces = /^[\w-]{16,}$/u.test(part) ? part.match(PIECE) || [] : []
    return part.length < 2.6 * pieces.length
  }

  // The template of a path: names of models, and whatever names one thing among many, are slots.
  function template(path) {
    let model = ""
    const parts = path.split("/").map((part, at, all) => {
      const [name, verb] = part.split(/:(?=[A-Za-z]+$)/u)
      if (/^(?:models|engines)$/u.test(all[at - 1]) && name) {
        model = name
        return verb ? `{model}:${verb}` : "{model}"
      }
      if (all[at - 1] === "deployments" && name) return "{deployment}"
      return IDENTIFIER.test(part) || isRandom(part) ? "{id}" : part
    })
    return { route: parts.join("/"), model }
  }

  // Host and route of an address; a host that is a variable or a placeholder is none.
  function address(text) {
    const match = /** @type {any} */ (
      /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^?#]*)/iu.exec(text.trim())
    )
    const authority = match[1].replace(/^.*@/u, "").toLowerCase()
    const known = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::[0-9]+)?$/u.test(authority)
    const host = known ? authority.replace(/:(?:80|443)$/u, "") : ""
    const scheme = /^\s*(https?:\/\/)/iu.exec(text)
    const origin = scheme && host ? scheme[1].toLowerCase() + host : ""
    return Object.assign({ host, origin }, template(match[2]))
  }

  // --- times: read as everywhere, by packet-times.js ----------------------------------------------

  const { TIME_FORMS } = ProofpackConstants
  // Where one begins in a line. A count since 1970, the last of the forms, may be any number there.
  const BARE = TIME_FORMS.slice(0, -1).map(form => form.replace(/\(\?<\w+>/gu, "(?:"))
  const WITHIN = new RegExp(`(?<![0-9])(?:${BARE.join("|")})(?![0-9])`, "iu")
  const NUMBER = /^[0-9.]+$/u
  const COUNT = /^1(?:[0-9]{9}(?:\.[0-9]{1,9})?|[0-9]{12})$/u

  function instant(given) {
    const text = String(given).trim()
    if (NUMBER.test(text) && !COUNT.test(text)) return ""
    const { utc, rule } = ProofpackTimes.read(text)
    return rule === "no-zone" || rule === "zone-name" ? "local" : utc.replace(/\.0+Z$/u, "Z")
  }

  // The first time that stands in a line, as it is written.
  function timeIn(line) {
    const match = WITHIN.exec(line)
    return match ? match[0] : ""
  }

  // All of them that stand behind some words.
  function timesIn(text, behind) {
    return Array.from(text.matchAll(new RegExp(WITHIN, "giu")))
      .filter(match => behind.test(text.slice(0, match.index)))
      .map(match => match[0])
  }

  return { parse, address, instant, timeIn, timesIn }
})()
