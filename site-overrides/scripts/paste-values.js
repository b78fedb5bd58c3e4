/* What a paste writes down: values as JSON, Python and JavaScript print them, addresses and times. A
   classic script that knows of no page, no packet and no storage.

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
      const found = Object.create(null)
      this.at++
      while (!this.closed("}")) {
        const key = "\"'".includes(this.text[this.at]) ? this.string() : this.bare(/[\w$-]*/y)
        this.blank()
        if (this.cut || this.at >= this.text.length) this.cut = true
        else if (this.text[this.at] !== ":" || key === "") this.wrong = true
        if (this.cut || this.wrong) break
        this.at++
        const value = this.value(depth + 1)
        if (value !== undefined) found[key] = value
        if (this.cut || this.wrong) break
      }
      return found
    }

    list(depth, end) {
      const found = []
      this.at++
      while (!this.closed(end)) {
        found.push(this.value(depth + 1))
        if (this.cut || this.wrong) break
      }
      return found
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
      let made = ""
      for (;;) {
        const one = this.text[this.at++]
        if (one === undefined) this.cut = true
        if (one === undefined || one === quote) return made
        made += one === "\\" ? this.escape() : one
      }
    }

    escape() {
      const one = this.text[this.at++]
      const length = { u: 4, x: 2 }[one]
      if (!length) return ESCAPES[one] === undefined ? one || "" : ESCAPES[one]
      const digits = this.text.slice(this.at, this.at + length)
      this.at += length
      return String.fromCharCode(parseInt(digits, 16) || 0xfffd)
    }

    bare(pattern) {
      pattern.lastIndex = this.at
      const found = pattern.exec(this.text)[0]
      this.at += found.length
      return found
    }

    word() {
      const found = this.bare(/[\w.+-]*/y)
      if (found === "") this.wrong = true
      if (Object.hasOwn(WORDS, found)) return WORDS[found]
      return found !== "" && Number.isFinite(Number(found)) ? Number(found) : found
    }
  }

  function parse(text, start) {
    const reader = new ValueReader(text, start)
    const value = reader.value(0)
    return { value, end: reader.at, cut: reader.cut, wrong: reader.wrong }
  }

  // --- addresses ---------------------------------------------------------------------------------

  const IDENTIFIER =
    /^(?:[0-9]{2,}|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{20,}|[a-z]{2,12}[_-](?=[^/]*[0-9])[A-Za-z0-9]{6,}|<REDACTED:.*>)$/u

  // The template of a path: names of models, and whatever names one thing among many, are slots.
  function template(path) {
    let model = ""
    const parts = path.split("/").map((part, at, all) => {
      const [name, verb] = part.split(/:(?=[A-Za-z]+$)/u)
      if (all[at - 1] === "models" && name) {
        model = name
        return verb ? `{model}:${verb}` : "{model}"
      }
      if (all[at - 1] === "deployments" && name) return "{deployment}"
      return IDENTIFIER.test(part) ? "{id}" : part
    })
    return { route: parts.join("/"), model }
  }

  // Host and route of an address; a host that is a variable or a placeholder is none.
  function address(text) {
    const found = /** @type {any} */ (
      /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^?#]*)/iu.exec(text.trim())
    )
    const authority = found[1].replace(/^.*@/u, "").toLowerCase()
    const known = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::[0-9]+)?$/u.test(authority)
    const host = known ? authority.replace(/:(?:80|443)$/u, "") : ""
    const scheme = /^\s*(https?:\/\/)/iu.exec(text)
    const origin = scheme && host ? scheme[1].toLowerCase() + host : ""
    return Object.assign({ host, origin }, template(found[2]))
  }

  // --- times -------------------------------------------------------------------------------------

  const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ")
  const ISO =
    /^([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?\s?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$/iu
  const HTTP =
    /^(?:[A-Z][a-z]{2}, )?([0-9]{1,2})[ /-]([A-Z][a-z]{2})[ /-]([0-9]{4})[ :]([0-9]{2}):([0-9]{2}):([0-9]{2})\s?(GMT|UTC|[+-][0-9]{2}:?[0-9]{2})?$/u
  const WITHIN =
    /[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?\s?(?:Z\b|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}\b)?|(?:[A-Z][a-z]{2}, )?[0-9]{1,2}[ /][A-Z][a-z]{2}[ /][0-9]{4}[ :][0-9]{2}:[0-9]{2}:[0-9]{2}\s?(?:GMT|UTC|[+-][0-9]{4})?/u

  function minutes(zone) {
    const found = /^([+-])([0-9]{2}):?([0-9]{2})$/u.exec(zone)
    if (!found) return 0
    return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]))
  }

  function spelled(time) {
    if (!Number.isFinite(time) || time < 631152000000 || time >= 7258118400000) return ""
    return new Date(time).toISOString().replace(".000Z", "Z")
  }

  // A time of the clock of some zone, in UTC. A day or an hour that there is not is no time.
  function utc(parts, fraction, zone) {
    const [year, month, day, hour, minute, second] = parts.map(Number)
    const thousandths = Math.floor(Number(`0.${fraction || 0}`) * 1000 + 1e-6)
    const time = Date.UTC(year, month - 1, day, hour, minute, second, thousandths)
    const there = new Date(time)
    if (there.getUTCDate() !== day || there.getUTCHours() !== hour) return ""
    return zone ? spelled(time - minutes(zone) * 60000) : "local"
  }

  function instant(given) {
    const text = String(given).trim()
    if (/^1[0-9]{9}(?:\.[0-9]+)?$/u.test(text)) return spelled(Math.round(Number(text) * 1000))
    if (/^1[0-9]{12}$/u.test(text)) return spelled(Number(text))
    const iso = ISO.exec(text)
    if (iso) return utc([...iso.slice(1, 6), iso[6] || 0], iso[7], iso[8])
    const http = HTTP.exec(text)
    if (!http) return ""
    const month = MONTHS.indexOf(http[2].toLowerCase()) + 1
    return month ? utc([http[3], month, http[1], ...http.slice(4, 7)], 0, http[7]) : ""
  }

  // The first time that stands in a line, as it is written.
  function timeIn(line) {
    const found = WITHIN.exec(line)
    return found ? found[0] : ""
  }

  return { parse, address, instant, timeIn }
})()
