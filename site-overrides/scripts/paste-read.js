/* Reads a paste: what it is, and what it says of requests and answers. A classic script that knows of
   no page and no packet. It is handed text whose secrets are out already.

     const steps = ProofpackPaste.read(text)   // a generator: it gives the turn back between slices
     ProofpackPaste.finished(steps)            // its result, at once
     // {kinds, exchanges, facts, local, lines}

   A paste is cut into pieces, line by line: commands, heads of requests and of answers, bodies, streams,
   tracebacks, lines of logs. Pieces that belong together become exchanges: one request, with what came
   back. Facts are those of the exchange that a report is about: the last that failed, or else the last. */
const ProofpackPaste = (() => {
  "use strict"

  const values = ProofpackPasteValues
  const bodies = ProofpackPasteBodies
  const lines = ProofpackPasteLines
  const SLICE = 40 // lines between two turns
  const WRITTEN = 20_000 // characters that somebody may have written by hand, or of a page that are looked at

  // --- the pieces, each from the line on which it begins -----------------------------------------

  /* A reader takes the reading and the number of a line, and gives {kind, facts, next}, or nothing. `next` is
     the line behind the piece. Order matters: the first reader that knows a line takes it. */

  function bare(line) {
    return line.replace(/^[<>] ?/u, "")
  }

  function command(reading, at) {
    const start = reading.starts[at]
    if (!/\bcurl(?:\.exe)?[ \t]/u.test(reading.lines[at])) return null
    const curl = ProofpackPasteCurl.read(reading.text, at ? start - 1 : 0)
    if (!curl) return null
    const facts = { method: curl.method, request: true, body: curl.body }
    facts.sent = [curl.body, ...curl.form].filter(Boolean).flatMap(ProofpackPasteRequest.texts)
    facts.auth = authOf(curl.headers)
    const known = values.address(curl.address)
    Object.assign(facts, bodies.kept(known))
    curl.headers.forEach(header => {
      const read = {}
      lines.header(header, read)
      if (read.attempt) facts.attempt = read.attempt
    })
    const sent = curl.body && values.parse(curl.body, 0)
    if (sent && bodies.isMapping(sent.value) && bodies.isText(sent.value.model))
      facts.model = sent.value.model
    return { kind: "command", facts, next: reading.lineAt(curl.end) + 1 }
  }

  // Commands that are no curl: PowerShell's, httpie, wget.
  const INVOKE = /\bInvoke-(?:RestMethod|WebRequest)\s.*?-Uri\s+["']?(https?:\/\/[^\s"']+)/iu
  const HTTPIE = new RegExp(
    `^\\s*(?:[$#%>] )?https? (?:-\\S+ )*(?:${lines.METHOD} )?(https?://\\S+|:[0-9]*/\\S*)`,
    "u"
  )
  const WGET = /^\s*(?:[$#%>] )?wget (?:.* )?["']?(https?:\/\/[^\s"']+)/u

  function called(reading, at) {
    const line = reading.lines[at]
    /** @type {any[]} */
    const [invoke, httpie, wget] = [INVOKE, HTTPIE, WGET].map(pattern => pattern.exec(line))
    if (!invoke && !httpie && !wget) return null
    const option = invoke && /-Method\s+["']?(\w+)/iu.exec(line)
    const posts = httpie && /\s[\w-]+:?=\S/u.test(line.slice(httpie[0].length))
    const method = invoke
      ? option
        ? option[1]
        : "GET"
      : httpie
        ? httpie[1] || (posts ? "POST" : "GET")
        : "GET"
    const facts = { request: true, method: method.toUpperCase() }
    facts.sent = Array.from(line.matchAll(/(["'])(.*?)\1/gu), quoted =>
      quoted[2].replace(/^\w+:=/u, "")
    )
      .filter(text => /[\s{]/u.test(text) && !/^[\w-]+: /u.test(text))
      .flatMap(ProofpackPasteRequest.texts)
    lines.path(facts, invoke ? invoke[1] : httpie ? httpie[2] : wget[1])
    const model = httpie && /\smodel=["']?([\w./:-]+)/u.exec(line)
    if (model) facts.model = model[1]
    if (/\bauthorization\b/iu.test(line)) facts.auth = "Authorization: Bearer <API_KEY_PLACEHOLDER>"
    return { kind: "command", facts: bodies.kept(facts), next: at + 1 }
  }

  // What a console shows of a request line by line: its status and how long it took, and heads by name.
  function shown(reading, at) {
    const above = reading.lines.slice(Math.max(0, at - 2), at)
    const line = reading.lines[at].trim()
    const status = /^([1-5][0-9]{2})(?: [A-Z][A-Za-z ]+)?$/u.exec(line)
    const took = /^[0-9.]+ ?m?s$/u.test(line)
    if (
      (status || took) &&
      above.some(line => new RegExp(`^${lines.METHOD} https?://\\S+$`, "u").test(line.trim()))
    ) {
      const facts = { open: true }
      if (status) facts.status = status[1]
      else lines.duration(facts, line)
      return { kind: "log", facts, next: at + 1 }
    }
    if (!/^(?:Request|Response) Headers:?$/u.test(line)) return null
    const [facts, next] = headers(reading, at + 1, "")
    const keys = /^Request/u.test(line) ? ["host", "sdk"] : ["retry_after", "request_id", "at"]
    const kept = Object.fromEntries(keys.map(key => [key, facts[key]]))
    if (/^Request/u.test(line)) kept.auth = authOf(facts.headers)
    return { kind: "log", facts: bodies.kept(kept), next }
  }

  // The form of the header that authorizes, without what it holds.
  function authOf(headers) {
    const match = headers
      .map(header => /^(authorization|x-api-key|api-key): *(\S+) ?/iu.exec(header))
      .find(Boolean)
    if (!match) return ""
    const scheme = /^(?:bearer|basic|token)$/iu.test(match[2]) ? `${match[2]} ` : ""
    return `${match[1]}: ${scheme}<API_KEY_PLACEHOLDER>`
  }

  // Headers from a line on: [facts, the line behind them].
  function headers(reading, at, mark) {
    const facts = {}
    const kept = []
    for (; at < reading.lines.length; at++) {
      let line = reading.lines[at]
      if (/^[*{}] /u.test(line)) continue // what curl -v says beside them
      if (mark && !line.startsWith(mark.trim())) break
      line = bare(line)
      if (line.trim() === "" || !lines.header(line, facts)) {
        if (line.trim() === "") at++
        break
      }
      kept.push(line)
    }
    facts.headers = kept
    return [facts, at]
  }

  const REQUEST_HEAD = new RegExp(`^(> )?${lines.METHOD} (\\S+) HTTP/[0-9.]+\\s*$`, "u")

  function request(reading, at) {
    const head = REQUEST_HEAD.exec(reading.lines[at])
    if (!head) return null
    const [sent, next] = headers(reading, at + 1, head[1] || "")
    const facts = { request: true, method: head[2] }
    lines.path(facts, head[3])
    for (const key of ["host", "sdk", "attempt"]) if (sent[key]) facts[key] ||= sent[key]
    facts.auth = authOf(sent.headers)
    if (/^\s*\{/u.test(reading.lines[next] || "")) {
      const { value } = values.parse(reading.text, reading.starts[next])
      facts.sent = ProofpackPasteRequest.textsIn(value, true)
    }
    return { kind: "request", facts, next }
  }

  const ANSWER_HEAD = /^(< )?HTTP\/[0-9.]+ ([1-5][0-9]{2})(?: .*)?$/u

  function response(reading, at) {
    const head = ANSWER_HEAD.exec(reading.lines[at])
    if (!head) return null
    let [facts, next] = headers(reading, at + 1, head[1] || "")
    facts = Object.assign({}, facts, { status: head[2] })
    const proxied = /connection established/iu.test(reading.lines[at])
    if (head[2][0] === "1" || proxied) return { kind: "", facts: {}, next }
    if (facts.length === "0" || facts.status === "204") facts.shape = "empty"
    if (/event-stream/u.test(facts.type || "")) facts.shape = "stream"
    while (next < reading.lines.length && isNoise(reading.lines[next])) next++
    if (/^\s*<(?:[!a-z]|\?xml)/iu.test(reading.lines[next] || "")) {
      facts.shape = "html"
      while (next < reading.lines.length && reading.lines[next].trim() !== "") next++
    }
    return { kind: "response", facts, next }
  }

  // A page instead of an answer: what its titles say, and the id of whoever served it.
  function page(reading, at) {
    if (!/^\s*<(?:!doctype html|html)\b/iu.test(reading.lines[at])) return null
    const ends = reading.lines.findIndex((line, i) => i >= at && /<\/html>/iu.test(line))
    const next = ends < 0 ? reading.lines.length : ends + 1
    const html = reading.lines.slice(at, next).join("\n").slice(0, WRITTEN)
    const titles = html.match(/<(title|h[1-3])\b[^>]*>[^]*?<\/\1>/giu) || []
    const texts = titles.map(title => title.replace(/<[^>]*>/gu, " ").trim())
    const status = texts.map(title => TITLED.exec(title)).find(Boolean)
    const served = /\bRay ID:?\s*(?:<[^>]+>\s*)*([0-9a-f]{16}(?:-[A-Z]{3})?)/iu.exec(html)
    const facts = { shape: "html", at: values.instant(values.timeIn(html)) }
    if (status) facts.status = status[1]
    if (served) facts.request_id = served[1]
    return { kind: "page", facts: bodies.kept(facts), next }
  }

  const TITLED = /(?:^|\| *|\berror(?: code)?:? +)([45][0-9]{2})\b/iu

  function isNoise(line) {
    return /^[*{}] |^\s*$|^\s*[0-9 ]+ [0-9:. -]+k?$|^ +% Total/u.test(line)
  }

  function stream(reading, at) {
    if (!/^(?:data|event): ?/u.test(reading.lines[at]) && !/^: /u.test(reading.lines[at]))
      return null
    const events = []
    let next = at
    for (; next < reading.lines.length; next++) {
      const line = reading.lines[next]
      if (!/^(?:data|event|id|retry): ?|^:|^\s*$/u.test(line)) break
      events.push(line)
    }
    if (!events.some(line => line.startsWith("data:"))) return null
    return { kind: "stream", facts: bodies.stream(events), next }
  }

  // --- tracebacks --------------------------------------------------------------------------------

  const CODED = /^Error code: ([1-5][0-9]{2})(?: - (.*))?$/u
  /** @type {[string, RegExp][]} */
  const LIBRARIES = [
    ["openai-python", /-packages[\\/]openai[\\/]|^openai\./mu],
    ["anthropic-python", /-packages[\\/]anthropic[\\/]|^anthropic\./mu],
    ["litellm", /-packages[\\/]litellm[\\/]|^litellm\./mu],
    ["vercel-ai", /node_modules[\\/](?:ai|@ai-sdk)[\\/]/u],
    ["openai-java", /^\s+at com\.openai\./mu],
    ["openai-node", /node_modules[\\/]openai[\\/]/u],
    ["anthropic-node", /node_modules[\\/]@anthropic-ai[\\/]sdk[\\/]/u],
    ["openai-dotnet", /^\s+at OpenAI\./mu],
  ]
  const POOL = /\b(HTTPS?)ConnectionPool\(host='([^']+)', port=([0-9]+)\).*? url: (\/[^\s)]*)/u
  const UNREACHED =
    /APIConnection|APITimeout|Connect(?:Error|Timeout|ionError)|MaxRetryError|NameResolution|litellm\.exceptions\.Timeout/u

  function traceback(reading, at) {
    const trace = /** @type {any} */ (ProofpackPasteTraces.read(reading.lines, at))
    if (!trace) return null
    const { name } = trace
    const facts = { exception: name, message: trace.message }
    const coded = CODED.exec(facts.message)
    if (coded) fromBody(facts, coded)
    else worded(facts, name)
    if (trace.body) bodied(facts, trace)
    property(facts, trace.properties)
    const time = values.timeIn(trace.head || "")
    if (time) facts.at = values.instant(time)
    const library = LIBRARIES.find(library => library[1].test(trace.text))
    if (library) facts.sdk ||= library[0]
    if (!facts.shape && !facts.status && UNREACHED.test(name)) facts.shape = "empty"
    before(facts, reading.lines, at)
    const kind = trace.wraps && facts.shape ? "json" : "traceback"
    return { kind, facts: bodies.kept(facts), next: trace.next }
  }

  // The time of the line of a log that a traceback stands below.
  function before(facts, lines, at) {
    const line = (lines[at - 1] || "").trim() ? lines[at - 1] : lines[at - 2] || ""
    const time = values.timeIn(line)
    if (time && /\b(?:ERROR|WARN|FATAL|CRITICAL|SEVERE)/u.test(line) && line.indexOf(time) < 3)
      facts.at ||= values.instant(time)
  }

  // JSON in a message; an error that is only told by its body is no exception of a program.
  function bodied(facts, trace) {
    const body = bodies.body(values.parse(trace.body, 0).value)
    if (!body || body.shape !== "error_json") return
    Object.assign(facts, body, { status: body.status || facts.status })
    if (trace.wraps) delete facts.exception
  }

  function fromBody(facts, coded) {
    facts.status = coded[1]
    const body = coded[2] ? bodies.body(values.parse(coded[2], 0).value) : null
    if (body) Object.assign(facts, body, { status: coded[1] })
  }

  function worded(facts, name) {
    const logged = lines.log(facts.message) || {}
    const plain = /^([1-5][0-9]{2}) \S/u.exec(facts.message)
    const status = (plain && /(?:Error|Exception|\$\w+)$/u.test(name) && plain[1]) || logged.status
    if (status) facts.status = status
    const pool = POOL.exec(facts.message)
    if (pool) lines.path(facts, `${pool[1].toLowerCase()}://${pool[2]}:${pool[3]}${pool[4]}`)
    const address = lines.ADDRESS.exec(facts.message)
    if (address) lines.path(facts, address[0])
    for (const key of ["method", "request_id", "attempt"]) if (logged[key]) facts[key] = logged[key]
    if (logged.message && logged.status) facts.message = logged.message // as Go's clients put it
    // .NET: the status and the code on a line, and what they mean below.
    const split = /^HTTP ([1-5][0-9]{2}) \((?:[\w ]*: ?)?(\w+)\)\n(.+)$/su.exec(facts.message)
    if (split) Object.assign(facts, { status: split[1], code: split[2], message: split[3] })
    if (/:$/u.test(facts.message)) facts.message = "" // what is meant stands below
  }

  const PROPERTIES = {
    status: (facts, value) => lines.status(facts, value),
    statusCode: (facts, value) => lines.status(facts, value),
    request_id: (facts, value, read) => (read.request_id = value),
    requestID: (facts, value, read) => (read.request_id = value),
    code: (facts, value) => /^\w+$/u.test(value) && (facts.code ||= value),
    method: (facts, value) =>
      /^[a-z]{3,7}$/iu.test(value) && (facts.method ||= value.toUpperCase()),
    url: (facts, value) => lines.path(facts, value),
    cause: (facts, value) => lines.path(facts, (lines.ADDRESS.exec(value) || [""])[0]),
    data: (facts, value) => inner(facts, value),
    responseBody: (facts, value) => inner(facts, value),
    requestBodyValues: (facts, value) => inner(facts, value),
  }

  // What was sent, or came back, as text.
  function inner(facts, value) {
    const { value: parsed } = values.parse(value, 0)
    const body = bodies.body(parsed) || {}
    if (body.shape === "error_json")
      Object.assign(facts, body, { status: facts.status || body.status })
    else if (bodies.isMapping(parsed) && bodies.isText(parsed.model)) facts.model ||= parsed.model
  }

  function property(facts, properties) {
    const read = {}
    properties.forEach(line => {
      const match = /^\s+\x27?([\w-]+)\x27?: (.*?),?$/u.exec(line)
      if (!match) return
      const value = match[2].replace(/^([\x27\x22\x60])(.*)\1$/u, "$2")
      if (match[1] === "status" && value === "undefined") facts.shape ||= "empty"
      if (/^(?:undefined|null|\[\w+\])$/u.test(value)) return
      if (Object.hasOwn(PROPERTIES, match[1])) PROPERTIES[match[1]](facts, value, read)
      else lines.header(`${match[1]}: ${value}`, read)
    })
    for (const key of ["retry_after", "request_id", "sdk", "at"])
      if (read[key]) facts[key] = read[key]
  }

  // --- bodies and lines --------------------------------------------------------------------------

  // JSON from a line on; what stands before it on that line is read as a line.
  function json(reading, at) {
    const line = reading.lines[at]
    const from = line.search(/[{[]\s*(?:$|[\x22\x27{[\]}])/u)
    if (from < 0) return null
    const before = line.slice(0, from)
    if (before.trim() !== "" && !/[:\s=]$/u.test(before)) return null
    const parsed = values.parse(reading.text, reading.starts[at] + from)
    if (bodies.isMapping(parsed.value) && bodyIsLog(parsed, line, from)) return null
    const span = lines.span(parsed.value)
    if (span) span.asked = span.model
    const body = span || bodies.body(parsed.value)
    if (!body || (parsed.wrong && body.shape !== "error_json")) return null
    body.sent = ProofpackPasteRequest.textsIn(parsed.value, body.request)
    if (parsed.cut && !body.request) body.shape = "cut"
    const isError = body.shape === "error_json"
    const head = before.trim() ? lines.log(before.trim()) || leading(before, isError) : null
    const next = reading.lineAt(parsed.end) + 1
    const behind = reading.text.slice(parsed.end, reading.starts[next]).trim()
    const tail = isError && behind ? lines.log(behind) : null
    return { kind: "json", facts: body, head, tail, next }
  }

  function bodyIsLog(parsed, line, from) {
    return line.slice(0, from).trim() === "" && lines.log(line) !== null && !parsed.value.error
      ? ["level", "log", "msg", "severity"].some(key => key in parsed.value)
      : false
  }

  function leading(before, isError) {
    const match = (
      isError ? /(?:^|[\s(])([1-5][0-9]{2})[\s:]*$/u : /^\s*([1-5][0-9]{2})[\s:]*$/u
    ).exec(before)
    return match ? { status: match[1] } : null
  }

  function log(reading, at) {
    const facts = lines.log(reading.lines[at])
    return facts && { kind: "log", facts, next: at + 1 }
  }

  // The whole paste as YAML, if that is what it is; its reader may not be there.
  function isYAML(text) {
    return (
      /^[A-Za-z_][\w-]*:(?:[ \t]|\n)/u.test(text) &&
      text
        .split("\n")
        .every(line =>
          /^(?:\s*#.*|\s*(?:- )*["']?[\w-]+["']?:(?: .*)?|\s+\S.*|\s*- .*|---|\s*)$/u.test(line)
        ) &&
      !/^(?:data|event):/u.test(text)
    )
  }

  function yaml(text) {
    if (!self.jsyaml || !isYAML(text)) return null
    try {
      return bodies.body(jsyaml.load(text))
    } catch {
      return null // lines that only look like it
    }
  }

  // --- exchanges ---------------------------------------------------------------------------------

  const CODE = /^[\w.:/-]*$/u // as programs have them
  const SENT = ["method", "host", "origin", "route", "model", "asked", "auth"]

  class Joined {
    constructor() {
      this.exchanges = []
      this.kinds = []
      this.local = 0
      this.waits = 0
      this.now = null
      this.sent = [] // texts of requests
    }

    // An answer is without what it quotes of a request.
    *unquote() {
      const without = ProofpackPasteQuotes.taking(this.sent)
      for (const exchange of this.exchanges) {
        yield
        const { message, code } = exchange
        if (message) exchange.message = without(message)
        if (code && (!CODE.test(code) || this.sent.includes(code))) exchange.code = without(code)
      }
    }

    begin(facts, line) {
      const sent = this.now || {}
      this.now = { line, lines: {} }
      for (const key of facts.request ? [] : SENT) if (sent[key]) this.now[key] = sent[key]
      if (this.next) this.now.wait = this.next
      this.next = ""
      this.exchanges.push(this.now)
    }

    // Whether a piece begins another exchange than the one before it.
    begins(kind, facts) {
      const now = this.now
      if (!now) return true
      if (kind === "command") return true
      if (kind === "request") return !!now.status || !now.commanded || !!now.ended
      if (kind === "response") return !!now.status || !!now.ended
      if (kind === "json" || kind === "stream") {
        return !!now.ended || (facts.request && !!now.status && !now.open)
      }
      if (kind === "traceback") return !!now.status && !!facts.status && now.status !== facts.status
      if (facts.status && now.status) return true
      if (facts.attempt && now.attempt) return facts.attempt !== now.attempt
      return !!(facts.route && now.route && facts.route !== now.route)
    }

    add(kind, given, line) {
      if (!kind) return
      if (this.kinds[this.kinds.length - 1] !== kind && !this.kinds.includes(kind))
        this.kinds.push(kind)
      const { sent = [], ...facts } = given
      this.sent = this.sent.concat(sent)
      const { next } = facts
      if (next) this.retries(facts)
      if (Object.keys(bodies.kept(facts)).length) {
        if (this.begins(kind, facts)) this.begin(facts, line)
        this.put(kind, facts, line)
      }
      if (next) this.next = next
    }

    // A number in words is a status only where words call it one.
    doubt(status) {
      this.exchanges.forEach(exchange => exchange.status === status || delete exchange.status)
      this.exchanges = this.exchanges.filter(exchange => Object.keys(exchange).length > 2)
      this.now = this.exchanges[this.exchanges.length - 1] || null
      if (!this.now) this.kinds = []
    }

    // What words say; where there is nothing else, they say what kind of paste it is.
    addWords(facts, only) {
      const { times = [], local = 0, ...rest } = facts
      if (!this.now) this.begin({}, 1)
      if (only) this.kinds = ["words"]
      else if (!this.kinds.includes("words")) this.kinds.push("words")
      if (only && times.length) this.exchanges.forEach(exchange => delete exchange.times)
      this.local = only ? local : this.local + local
      this.put("log", rest, 1)
      const now = /** @type {any} */ (this.now)
      now.times = (now.times || []).concat(times)
    }

    // A line that says when the next attempt is.
    retries(facts) {
      this.waits += 1
      delete facts.next
      if (!facts.status) for (const key of ["route", "seen"]) delete facts[key]
      if (!facts.status && !facts.attempt) delete facts.at
    }

    put(kind, facts, line) {
      const now = /** @type {any} */ (this.now)
      if (facts.at === "local") this.local += 1
      if (facts.at === "local" || !facts.at) delete facts.at
      for (const at of [facts.at, facts.until]) if (at) now.times = (now.times || []).concat(at)
      delete facts.until
      if (facts.seen) lines.path(facts, facts.seen)
      // The model of an answer may be another one than was asked for.
      const answers = ["json", "stream", "yaml"].includes(kind) && !facts.request
      if (facts.model && !answers) facts.asked = facts.model
      else if (now.asked) delete facts.model
      const weaker = kind === "log"
      for (const key of Object.keys(facts)) {
        const shape = key === "shape" && now.shape !== "html"
        const asked = answers && (key === "method" || key === "route")
        const better = !weaker && !asked && key !== "message" && key !== "status"
        if (!facts[key] || (now[key] && !better && !shape)) continue
        if (now[key] !== facts[key]) now.lines[key] = line
        now[key] = facts[key]
      }
      if (kind === "command") now.commanded = true
      if (facts.request) delete now.request
      else if (kind === "json" || kind === "stream" || kind === "traceback")
        now.ended = kind !== "traceback"
    }
  }

  // --- the facts that a report is about ----------------------------------------------------------

  const KEPT = [
    "method",
    "host",
    "origin",
    "route",
    "model",
    "status",
    "code",
    "message",
    "request_id",
  ]
  KEPT.push(
    "asked",
    "retry_after",
    "sdk",
    "duration",
    "shape",
    "stream_end",
    "exception",
    "finish",
    "auth",
    "body"
  )

  function failed(exchange) {
    const wrong =
      exchange.code ||
      exchange.exception ||
      exchange.failed ||
      exchange.message ||
      exchange.stream_end === "no"
    return Number(exchange.status) >= 400 || exchange.shape === "error_json" || !!wrong
  }

  // A value that all who have one agree on.
  function agreed(exchanges, key) {
    const values = new Set(exchanges.map(exchange => exchange[key]).filter(Boolean))
    return values.size === 1 ? [...values][0] : ""
  }

  function attempts(joined) {
    const numbers = joined.exchanges.map(exchange => exchange.attempt || 0)
    const most = Math.max(0, ...numbers)
    const routes = new Set(joined.exchanges.map(exchange => exchange.route).filter(Boolean))
    if (most || !joined.waits || routes.size > 1) return most || ""
    return joined.waits + 1
  }

  function factOf(exchange, key) {
    return { value: String(exchange[key]), line: exchange.lines[key] || exchange.line }
  }

  function factsOf(joined) {
    const { exchanges } = joined
    const last = exchanges.findLast(failed) || exchanges[exchanges.length - 1]
    if (!last) return {}
    const facts = {}
    for (const key of KEPT) if (last[key]) facts[key] = factOf(last, key)
    for (const key of [...SENT, "sdk"]) {
      const value = agreed(exchanges, key)
      const exchange = exchanges.find(other => other[key])
      if (value && !facts[key]) facts[key] = factOf(exchange, key)
    }
    const count = attempts(joined)
    if (count) facts.attempts = { value: String(count), line: last.line }
    const timed = exchanges.flatMap(exchange =>
      (exchange.times || []).map(value => ({ value, line: exchange.line }))
    )
    timed.sort((a, b) => Date.parse(a.value) - Date.parse(b.value))
    if (timed.length) Object.assign(facts, { first_at: timed[0], last_at: timed[timed.length - 1] })
    return facts
  }

  // --- the reading -------------------------------------------------------------------------------

  /** @type {((reading: any, at: number) => any)[]} */
  const READERS = [command, called, request, response, page, stream, traceback, shown, json, log]

  class Reading {
    constructor(text) {
      this.text = text
      this.lines = text.split("\n")
      this.starts = []
      let at = 0
      for (const line of this.lines) {
        this.starts.push(at)
        at += line.length + 1
      }
    }

    // The number of the line on which an offset stands.
    lineAt(offset) {
      let low = 0
      let high = this.starts.length
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (this.starts[middle] <= offset) low = middle
        else high = middle
      }
      return low
    }
  }

  function* pieces(text, joined) {
    const reading = new Reading(text)
    let turns = 0
    for (let at = 0; at < reading.lines.length;) {
      if (turns++ % SLICE === SLICE - 1) yield
      const line = reading.lines[at].trim()
      /** @type {any} */
      let piece = null
      for (const reader of line ? READERS : []) piece ||= reader(reading, at)
      if (!piece) {
        at++
        continue
      }
      if (piece.head) joined.add("log", piece.head, at + 1)
      joined.add(piece.kind, piece.facts, at + 1)
      if (piece.tail) joined.add("log", piece.tail, at + 1)
      at = Math.max(piece.next, at + 1)
    }
    return reading.lines.length
  }

  function normal(text) {
    return text.replace(/^\ufeff/u, "").replace(/\r\n?/gu, "\n")
  }

  // What a runner puts before each line of what a program prints: Compose its name, Android its tag; and a time
  // before the lines of a traceback, which are none of a log.
  const RUNNERS = [/^[\w.-]+-[0-9]+ +\| ?/u, /^[VDIWEF]\/[\w.-]+ *\( *[0-9]+\): ?/u]
  const STAMP =
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,18}Z (?=\s|Traceback \(|(?:[a-z_]\w*\.)+[A-Z]\w*: )/u

  function unwrapped(text) {
    const all = text.split("\n")
    const runner = RUNNERS.find(pattern => all.every(line => !line || pattern.test(line)))
    return all.map(line => (runner ? line.replace(runner, "") : line).replace(STAMP, "")).join("\n")
  }

  function* read(given) {
    const text = unwrapped(normal(given))
    const joined = new Joined()
    const whole = yaml(text)
    let count = 0
    if (whole) joined.add("yaml", whole, 1)
    else count = yield* pieces(text, joined)
    const written = whole ? [] : words(text, joined)
    const named = ProofpackPasteWords.statuses(written)
    yield* joined.unquote()
    return {
      kinds: joined.kinds,
      exchanges: joined.exchanges,
      facts: factsOf(joined),
      local: joined.local,
      lines: count || text.split("\n").length,
      written: written.join("\n"),
      named: named.length > 1 ? named : [],
    }
  }

  /* What somebody wrote, where nothing but lines was recognised: it fills what these do not say. Returns the
     lines that are words. */
  function words(text, joined) {
    if (text.length > WRITTEN || joined.kinds.some(kind => kind !== "log")) return []
    const all = text.split("\n").filter(line => line.trim())
    const written = all.filter(ProofpackPasteWords.isWords)
    const facts = written.length ? ProofpackPasteWords.read(written) : null
    const only = all.every(line => written.includes(line) || !lines.log(line))
    if (only) joined.doubt(facts ? facts.status : "")
    if (facts) joined.addWords(facts, only)
    return written
  }

  // What a generator gives in the end, without giving the turn back.
  function finished(steps) {
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }

  return { read, finished, isYAML, normal, Joined, factsOf, pieces }
})()
