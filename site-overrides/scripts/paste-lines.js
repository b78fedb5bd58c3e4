/* What single lines say: log lines of clients, gateways and servers, heads of requests and answers. A
   classic script that knows of no page.

     ProofpackPasteLines.log(line)           // facts of a log line; null if it says nothing of a request
     ProofpackPasteLines.header(line, facts) // adds what a header says; whether it was one
     ProofpackPasteLines.span(value)         // facts of a span of OpenTelemetry; null if it is none
     ProofpackPasteLines.sdk(agent)          // the client that a user agent names */
const ProofpackPasteLines = (() => {
  "use strict"

  const values = ProofpackPasteValues
  const bodies = ProofpackPasteBodies
  const METHOD = "(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)"
  const REASONS =
    "Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Request Timeout|" +
    "Conflict|Payload Too Large|Unprocessable Entity|Too Many Requests|Internal Server Error|Bad Gateway|" +
    "Service Unavailable|Gateway Time-?out"

  // --- headers and clients -----------------------------------------------------------------------

  const REQUEST_ID =
    /^(?:x-request-id|request-id|x-[a-z0-9-]*request-id|apim-request-id|x-amzn-requestid|x-oneapi-request-id)$/u
  const SDKS = { "openai/python": "openai-python", "asyncopenai/python": "openai-python" }
  Object.assign(SDKS, { "openai/js": "openai-node", "anthropic/python": "anthropic-python" })
  Object.assign(SDKS, {
    "asyncanthropic/python": "anthropic-python",
    "anthropic/js": "anthropic-node",
  })

  function sdk(agent) {
    const match = /^((?:\w+\/(?=[A-Za-z]))?[\w.-]+)[/ ]v?([0-9][\w.-]*)/u.exec(agent.trim())
    if (!match || /^mozilla$/iu.test(match[1])) return ""
    return `${SDKS[match[1].toLowerCase()] || match[1].toLowerCase()} ${match[2]}`
  }

  const HEADERS = {
    host: (facts, value) => (facts.host = values.address(value).host),
    "user-agent": (facts, value) => (facts.sdk = sdk(value)),
    "retry-after": (facts, value) => (facts.retry_after = retryAfter(value)),
    "retry-after-ms": (facts, value) =>
      (facts.retry_after ||= String(Math.round(Number(value) / 10) / 100)),
    date: (facts, value) => (facts.at = values.instant(value)),
    "content-type": (facts, value) => (facts.type = value.toLowerCase()),
    "content-length": (facts, value) => (facts.length = value.trim()),
    "x-stainless-retry-count": (facts, value) => {
      if (/^[0-9]+$/u.test(value)) facts.attempt = Number(value) + 1
    },
    "cf-ray": (facts, value) => (facts.request_id ||= value),
    "openai-model": (facts, value) => (facts.model ||= value),
  }

  // Seconds, or a time in UTC.
  function retryAfter(value) {
    return /^[0-9]+(?:\.[0-9]+)?$/u.test(value) ? value : values.instant(value)
  }

  function header(line, facts) {
    const match = /^([!#$%&\x27*+.^_\x60|~\w-]+):[ \t]*(.*?)[ \t]*$/u.exec(line)
    if (!match) return false
    const name = match[1].toLowerCase()
    if (REQUEST_ID.test(name)) facts.request_id = match[2]
    else if (Object.hasOwn(HEADERS, name)) HEADERS[name](facts, match[2])
    return true
  }

  // --- pairs of a log line -----------------------------------------------------------------------

  function seconds(text, unit) {
    const number = Number(text) / (/^m(?:illi)?s/iu.test(unit) ? 1000 : 1)
    return Number.isFinite(number) ? String(Math.round(number * 1000) / 1000) : ""
  }

  function status(facts, value) {
    if (/^[1-5][0-9]{2}$/u.test(value)) facts.status ||= value
  }

  function path(facts, value) {
    const known = values.address(/^(?:[a-z]+:\/|)\//iu.test(value) ? value : `/${value}`)
    if (!/^(?:https?:\/)?\//u.test(value)) return
    facts.host ||= known.host
    facts.origin ||= known.origin
    facts.route ||= known.route
    facts.model ||= known.model
  }

  function number(facts, value) {
    const match = /^#?([0-9]{1,3})(?:\s*(?:\/|of)\s*[0-9]+)?$/u.exec(value)
    if (match && Number(match[1]) > 0) facts.attempt = Number(match[1])
  }

  function duration(facts, value) {
    const match = /^([0-9]+(?:\.[0-9]+)?)\s?(ms|milliseconds|s|sec|secs|seconds)$/iu.exec(value)
    if (match) facts.duration ||= seconds(match[1], match[2])
  }

  function milliseconds(facts, value) {
    if (/^[0-9.]+$/u.test(value)) facts.duration ||= seconds(value, "ms")
  }

  function wait(facts, value) {
    const match = /^([0-9]+(?:\.[0-9]+)?)\s?(ms|s|sec|secs|seconds)?$/u.exec(value)
    if (match) facts.wait = seconds(match[1], match[2] || "s")
  }

  function time(facts, value) {
    facts.at ||= values.instant(value)
  }

  const ASKED = new RegExp(`^${METHOD} \\S+$`, "u")

  // Each way to fill in a fact, with the names that logs have for it.
  const KEYS = new Map()
  /** @type {[string, (facts: any, value: any) => void][]} */
  const NAMED = [
    ["method http_method request_method verb 请求方法", (f, v) => (f.method ||= methodOf(v))],
    [
      "status status_code statuscode http_status http_status_code http response_code response_status 状态码",
      status,
    ],
    ["raw_status_code upstream_status", status],
    [
      "path route url uri request_uri endpoint target request_path x_envoy_origin_path url_full url_path 请求_url",
      path,
    ],
    [
      "host server_address http_host authority :authority",
      (f, v) => (f.host ||= values.address(v).host),
    ],
    ["attempt attempt_number retry_attempt try", number],
    [
      "retry_count resend_count http_request_resend_count",
      (f, v) => /^[0-9]{1,3}$/u.test(v) && (f.attempt = Number(v) + 1),
    ],
    ["wait_seconds retry_in backoff sleep wait delay", wait],
    ["duration latency elapsed took response_time time_total", duration],
    ["duration_ms latency_ms elapsed_ms took_ms response_time_ms", milliseconds],
    ["duration_s duration_seconds latency_seconds elapsed_seconds", (f, v) => duration(f, `${v}s`)],
    ["request_id requestid req_id x_request_id", (f, v) => (f.request_id ||= v)],
    ["retry_after", (f, v) => (f.retry_after ||= retryAfter(v))],
    ["model model_name model_id gen_ai_request_model", (f, v) => (f.model ||= v)],
    ["error_code err_code", (f, v) => (f.code ||= v)],
    ["code err", (f, v) => /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/u.test(v) && (f.code ||= v)],
    ["error_message err_msg 错误", (f, v) => (f.message ||= v)],
    ["error", (f, v) => / /u.test(v) && !ASKED.test(v) && (f.message ||= v)],
    ["user_agent http_user_agent", (f, v) => (f.sdk ||= sdk(v))],
    ["time timestamp ts @timestamp date datetime start_time", time],
  ]
  NAMED.forEach(([names, take]) => {
    names.split(" ").forEach(name => KEYS.set(name, take))
  })

  function methodOf(value) {
    return new RegExp(`^${METHOD}$`, "u").test(value.toUpperCase()) ? value.toUpperCase() : ""
  }

  function keyOf(name) {
    return name
      .trim()
      .toLowerCase()
      .replace(/^http\.(?:request|response)\./u, "")
      .replace(/[ .-]/gu, "_")
  }

  function pair(facts, name, value) {
    const take = KEYS.get(keyOf(name))
    if (take && value !== "" && !/^(?:none|null|undefined|-)$/iu.test(value)) take(facts, value)
  }

  const PAIR =
    /(?:^|[\s,;{(])([\w@.-]{2,40})=("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;"'(){}]+)/gu
  const COLON = /^\s*([\p{L}@][\p{L}\p{N} _.-]{1,30}?)\s*[:：]\s*(\S.*?)\s*$/u

  // Whether a line is a name that logs have for a fact, and its value.
  function isPair(line) {
    const colon = COLON.exec(line)
    return !!colon && KEYS.has(keyOf(colon[1]))
  }

  function pairs(facts, line) {
    for (const match of line.matchAll(PAIR)) {
      const bare = match[2].replace(/^([\x22\x27])(.*)\1$/u, "$2").replace(/\\([\x22\x27])/gu, "$1")
      pair(facts, match[1], bare)
    }
    const colon = COLON.exec(line)
    if (colon) pair(facts, colon[1], colon[2])
  }

  // --- words of a log line -----------------------------------------------------------------------

  const REQUEST = new RegExp(
    `\\b${METHOD}\\s+"?(https?://[^\\s"'\x60<>]+|/[\\w{}./:%~@-]*[^\\s"'\x60<>]*)`,
    "u"
  )
  const ADDRESS = /https?:\/\/[^\s"'\x60<>)\],]+/u
  const ANSWER = /"HTTP\/[0-9.]+ ([1-5][0-9]{2})\b|HTTP\/[0-9.]+"?\s+([1-5][0-9]{2})\b/u
  const BEHIND = new RegExp(
    `\\b${METHOD}\\s+\\S+\\s+([1-5][0-9]{2})\\b(?:\\s+([0-9.]+)(ms|s)\\b)?`,
    "u"
  )
  const REASON = new RegExp(`\\b([1-5][0-9]{2})[ ,]+(?:${REASONS})\\b`, "iu")
  const SAID =
    /\b(?:status(?:[ _-]?code)?|request failed|indicate success|http(?:[ _-]?(?:status|code|error))*|error(?: code)?|returned|responded with|answered(?: with)?|got|received)(?: (?:HTTP|status|code))*\s*[:=]?\s*["']?([1-5][0-9]{2})\b(?=$|[,;.)\]"'}:]|\s+(?:[A-Z(\[{<"'-]|for\b|after\b|from\b|on\b|retrying\b|giving\b))/iu
  const FAILED_AFTER = /\bfailed after ([0-9]{1,2}) attempts\b/iu
  const GO_CLIENT = /\bstatus code: [1-5][0-9]{2},(?: status: [^,]*,)? message: (.+)$/u
  const GENAI = /\bError ([45][0-9]{2}), Message: (.+), Status: ([A-Z_]+), Details: /u
  const GO = /\b(Get|Post|Put|Patch|Delete|Head) "(https?:\/\/[^"]+)": ([^"]+)/u
  const TRY = /\b(?:attempt|try)\s*#?\s*([0-9]{1,3})(?:\s*(?:\/|of)\s*[0-9]+)?\b/iu
  const LATER =
    /\bretry[- ]after(?: (?:header|was|is|of|said))*[ :=]+([0-9]+(?:\.[0-9]+)?)(?= ?s(?:ec|$|\b)|[,;.)]|$)/iu
  const TOOK = /\btook ([0-9]+(?:\.[0-9]+)?) ?(ms|s)\b/u
  const MODEL = /\bmodel[ :]+(?=[\w./:-]*[0-9])([a-z][\w./:-]*\w)/u
  const RETRIED = /\bRetried: ([0-9]{1,3}) times/u
  const RETRIES =
    /\b(?:retrying\b.*?\bin|will retry in|retry(?:ing)? in|sleeping(?: for)?|backing off(?: for)?)\s+([0-9]+(?:\.[0-9]+)?)\s*(ms|milliseconds|s\b|sec|seconds)/iu
  const CURL = /^curl: \(([0-9]+)\) (.+)$/u
  const AGENT = /"((?:Async)?(?:OpenAI|Anthropic)\/[A-Za-z]+ [\w.-]+|[\w-]+\/[0-9][\w.-]*)"?\s*$/u
  const NOTHING_CAME = new Set(["5", "6", "7", "35", "52"])

  function words(facts, given) {
    const line = given.replace(/\\([\x22\x27])/gu, "$1")
    const request = REQUEST.exec(line)
    const address = ADDRESS.exec(line)
    if (request) {
      facts.method ||= request[1]
      path(facts, request[2].replace(/[),.;]+$/u, ""))
    } else if (address && facts.route === undefined) facts.seen = address[0]
    const behind = BEHIND.exec(line)
    const match = ANSWER.exec(line) || REASON.exec(line) || SAID.exec(line)
    if (match) facts.status ||= match[1] || match[2]
    else if (behind) {
      facts.status ||= behind[2]
      if (behind[3]) facts.duration ||= seconds(behind[3], behind[4])
    }
    const attempt = TRY.exec(line)
    if (attempt && facts.attempt === undefined) number(facts, attempt[1])
    const later = LATER.exec(line)
    if (later) facts.retry_after ||= later[1]
    const took = TOOK.exec(line)
    if (took) facts.duration ||= seconds(took[1], took[2])
    const model = MODEL.exec(line)
    if (model) facts.model ||= model[1]
    const retried = RETRIED.exec(line)
    if (retried) facts.attempt = Number(retried[1]) + 1
    const tried = FAILED_AFTER.exec(line)
    if (tried) facts.attempt = Number(tried[1])
    const client = GO_CLIENT.exec(line)
    if (client) facts.message ||= client[1]
    const genai = GENAI.exec(line)
    if (genai) Object.assign(facts, { status: genai[1], message: genai[2], code: genai[3] })
    const go = GO.exec(line)
    if (go) Object.assign(facts, { method: go[1].toUpperCase(), message: go[3] })
    if (go) path(facts, go[2])
    const retries = RETRIES.exec(line)
    if (retries) facts.next = seconds(retries[1], retries[2])
    const id = bodies.IN_MESSAGE.exec(line)
    if (id) facts.request_id ||= id[1]
    const agent = AGENT.exec(line)
    if (agent) facts.sdk ||= sdk(agent[1])
  }

  function curlFailed(line) {
    const match = CURL.exec(line)
    if (!match) return null
    const none = NOTHING_CAME.has(match[1]) || / 0 bytes received/u.test(match[2])
    return { message: match[2], shape: none ? "empty" : "", failed: true }
  }

  // A line that is one mapping, as many loggers write them; what Docker wraps is read as a line.
  // Lines of web servers that are neither pairs nor one mapping: access logs of Envoy and of Gin, errors of
  // nginx, and answers as Go prints them.
  const ENVOY = new RegExp(
    `^\\[(\\S+)\\] "${METHOD} (\\S+) HTTP/[0-9.]+" ([0-9]{1,3}) \\S+(?: \\S+ \\S+ "[^"]*")? ` +
      '[0-9]+ [0-9]+ ([0-9]+) \\S+ "[^"]*" "([^"]*)" "([^"]*)" "([^"]*)"',
    "u"
  )
  const NGINX =
    /^[0-9/]{10} [0-9:]{8} \[(?:error|crit|alert|warn)\] \S+ (?:\*[0-9]+ )?(.+?), client: .*?\brequest: "([A-Z]+) (\S+) [^"]*"(?:.*?\bhost: "([^"]+)")?/u

  const GIN = new RegExp(
    `^\\[GIN\\] [0-9/]{10} - [0-9:]{8} \\| +([1-5][0-9]{2}) \\| +([0-9.]+)(m?s) \\|.*\\| ${METHOD} +"(/[^"]*)"`,
    "u"
  )

  function gin(line) {
    const match = GIN.exec(line)
    if (!match) return null
    const facts = { at: "local", status: match[1], method: match[4] }
    path(facts, match[5])
    return Object.assign(facts, { duration: seconds(match[2], match[3]) })
  }

  function server(line) {
    const envoy = ENVOY.exec(line)
    /** @type {any} */
    const nginx = NGINX.exec(line)
    const facts = {}
    if (envoy) {
      Object.assign(facts, { at: values.instant(envoy[1]), method: envoy[2], sdk: sdk(envoy[6]) })
      Object.assign(facts, {
        duration: seconds(envoy[5], "ms"),
        request_id: envoy[7].replace(/^-$/u, ""),
      })
      status(facts, envoy[4])
      pair(facts, "host", envoy[8])
    } else if (nginx) Object.assign(facts, { message: nginx[1], method: nginx[2], at: "local" })
    else if (/\bmap\[[\w-]+:\[/u.test(line)) {
      for (const match of line.matchAll(/([\w-]+):\[([^\]]*)\]/gu))
        header(`${match[1]}: ${match[2]}`, facts)
      words(facts, line)
      return facts
    } else return null
    path(facts, envoy ? envoy[3] : nginx[3])
    if (nginx && nginx[4]) pair(facts, "host", nginx[4])
    return facts
  }

  // --- spans of OpenTelemetry --------------------------------------------------------------------

  // What a span says, as its SDKs print it, or as OTLP carries it; of several, the last that failed.
  function span(value) {
    if (!bodies.isMapping(value)) return null
    const inner = listed(value.resourceSpans).flatMap(resource =>
      listed(resource.scopeSpans).flatMap(scope => listed(scope.spans))
    )
    const all = inner.length ? inner : [value]
    const read = /** @type {any[]} */ (all.map(spanFacts).filter(Boolean))
    const failed = read.filter(span => Number(span.status) >= 400 || span.exception)
    return failed.pop() || read.pop() || null
  }

  function listed(value) {
    return Array.isArray(value) ? value.filter(bodies.isMapping) : []
  }

  function attributesOf(value) {
    if (bodies.isMapping(value)) return value
    return Object.fromEntries(
      listed(value).map(attribute => [
        attribute.key,
        Object.values(attribute.value || {}).find(inner => inner !== null),
      ])
    )
  }

  function spanFacts(value) {
    const context = value.context || value.spanContext || value
    if (!value.attributes || !(context.trace_id || context.traceId || value.traceId)) return null
    const attributes = attributesOf(value.attributes)
    const facts = {}
    flat(facts, attributes, 3)
    const type = String(attributes["exception.type"] || attributes["error.type"] || "")
    if (/^[A-Za-z][\w.$]*$/u.test(type)) facts.exception = type
    const message = bodies.isMapping(value.status)
      ? value.status.description || value.status.message
      : ""
    if (bodies.isText(message)) facts.message = message
    const [start, end] = [value.start_time, value.end_time].map(time => values.instant(time || ""))
    const nano = [value.startTimeUnixNano, value.endTimeUnixNano].map(Number)
    const [first, last] = nano[0]
      ? nano.map(time => new Date(time / 1e6).toISOString())
      : [start, end]
    if (Date.parse(first)) facts.at = values.instant(first)
    if (Date.parse(last)) facts.until = values.instant(last)
    const took = Date.parse(last) - Date.parse(first)
    if (took >= 0) facts.duration = seconds(String(took), "ms")
    return bodies.kept(facts)
  }

  function mapping(line) {
    if (!/^\s*\{.*\}\s*$/u.test(line)) return null
    const { value, cut, wrong } = values.parse(line, line.indexOf("{"))
    if (cut || wrong || !bodies.isMapping(value)) return null
    const logged = [
      "level",
      "severity",
      "log",
      "msg",
      "timestamp",
      "@timestamp",
      "time",
      "ts",
      "start_time",
    ]
    return logged.some(key => key in value) && !bodies.isMapping(value.error) ? value : null
  }

  function flat(facts, value, depth) {
    Object.keys(value).forEach(key => {
      const inner = value[key]
      if (bodies.isMapping(inner) && depth < 4) flat(facts, inner, depth + 1)
      else if (typeof inner === "string" || typeof inner === "number")
        pair(facts, key, String(inner))
    })
  }

  const TELLING = [
    "status",
    "code",
    "method",
    "route",
    "message",
    "attempt",
    "request_id",
    "next",
    "retry_after",
    "model",
  ]

  function log(line) {
    const known = curlFailed(line) || gin(line) || server(line)
    if (known) return bodies.kept(known)
    const facts = {}
    const whole = mapping(line)
    if (whole) {
      flat(facts, whole, 0)
      if (whole.response_flags !== undefined) milliseconds(facts, String(whole.duration)) // Envoy's
      ;["log", "msg", "message"].forEach(key => {
        if (bodies.isText(whole[key])) words(facts, whole[key].trim())
      })
    } else {
      pairs(facts, line)
      words(facts, line)
      facts.at ||= values.instant(values.timeIn(line))
    }
    const kept = bodies.kept(facts)
    return TELLING.some(key => key in kept) || (kept.seen && kept.duration) ? kept : null
  }

  return {
    log,
    header,
    span,
    sdk,
    duration,
    path,
    number,
    status,
    ADDRESS,
    METHOD,
    isPair,
    REASONS,
    REQUEST,
  }
})()
