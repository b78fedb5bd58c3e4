/* How programs say that they failed: Python, Node, the JVM, .NET, Go, PHP, Ruby, PowerShell. A classic script
   that knows of no page.

     ProofpackPasteTraces.read(lines, at)
     // {name, message, next, text, properties, body, head}: `next` is the line behind it, `properties` are lines
     // that Node prints in braces, `body` is JSON that stands in the message, `head` what a log put before it;
     // or null */
const ProofpackPasteTraces = (() => {
  "use strict"

  const MOST = 8 // lines of a message before its first frame

  function ended(lines, at, pattern) {
    while (at < lines.length && pattern.test(lines[at])) at++
    return at
  }

  function bodyIn(message) {
    const from = message.search(/[{[]\s*["'{]/u)
    return from < 0 ? "" : message.slice(from)
  }

  function traceOf(lines, at, next, name, message, more) {
    const text = lines.slice(at, next).join("\n")
    return Object.assign({ name, message, next, text, properties: [], body: bodyIn(message) }, more)
  }

  // --- Python and Node ---------------------------------------------------------------------------

  const RAISED =
    /^((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*(?:Error|Exception|Timeout|Interrupt|Exit|Overloaded)?)(?:: (.*))?$/u
  const NAMED = /^(?:(?:[a-z_]\w*\.)+[A-Z]\w*|[A-Z]\w*(?:Error|Exception))(?::|$)/u

  function python(lines, at) {
    let line = at
    if (/^\s*Traceback \(most recent call last\):/u.test(lines[at]))
      line = ended(lines, at + 1, /^\s+\S|^\s*$/u)
    else if (!NAMED.test(lines[at]) || !RAISED.test(lines[at])) return null
    const raised = RAISED.exec(lines[line] || "")
    return raised && traceOf(lines, at, line + 1, raised[1], raised[2] || "", { body: "" })
  }

  // The error of a body that came in a stream: there is no status then.
  function errorIn(properties) {
    const from = properties.findIndex(line => /^ {2}error: \{$/u.test(line))
    if (from < 0 || !properties.includes("  status: undefined,")) return ""
    const to = properties.findIndex((line, at) => at > from && /^ {2}\}/u.test(line))
    return `{${properties.slice(from, to + 1).join("\n")}}`
  }

  // What Node prints of an error: its name, frames, and its properties in braces.
  function node(lines, at) {
    const raised =
      /^(.*?\s|)(?:[a-z]\w* \[)?((?:[A-Z]\w*)?(?:Error|Exception))(?:\]| \[\w+\])?: (.*)$/u.exec(
        lines[at]
      )
    if (!raised || !/^\s+at /u.test(lines[at + 1] || "")) return null
    let next = ended(lines, at + 1, /^\s+at /u)
    const properties = []
    if (/\{\s*$/u.test(lines[next - 1])) {
      while (next < lines.length && lines[next] !== "}") properties.push(lines[next++])
      next++
    }
    const head = raised[1]
    return traceOf(lines, at, next, raised[2], raised[3], {
      properties,
      body: errorIn(properties),
      head,
    })
  }

  // --- the JVM and .NET --------------------------------------------------------------------------

  const THROWN =
    /^(?:Exception in thread "[^"]*" |Unhandled exception[.:] |Caused by: )?((?:[A-Za-z_]\w*\.)+[A-Z][\w$]*)(?:: (.*))?$/iu
  const FRAME = /^\s+at [\w.$<>]+|^\s*\.\.\. [0-9]+ more|^\s*--- End of |^Caused by: /u

  function thrown(lines, at) {
    const raised = THROWN.exec(lines[at])
    if (!raised) return null
    let first = at + 1
    while (first < at + MOST && first < lines.length && !FRAME.test(lines[first])) first++
    if (!FRAME.test(lines[first] || "") || !/^\s+at /u.test(lines[first])) return null
    const next = ended(lines, first, FRAME)
    const causes = lines
      .slice(first, next)
      .map(line => THROWN.exec(line))
      .filter(Boolean)
    const coded = causes.findLast(cause => /\b[45][0-9]{2}\b/u.test(cause[2] || ""))
    const [, name, message = ""] = /\b[45][0-9]{2}\b/u.test(raised[2] || "")
      ? raised
      : coded || raised
    const below = lines
      .slice(at + 1, first)
      .join(" ")
      .trim()
    return traceOf(lines, at, next, name, below ? `${message}\n${below}` : message)
  }

  // --- Go, PHP, Ruby -----------------------------------------------------------------------------

  function panic(lines, at) {
    const raised = /^panic: (.*)$/u.exec(lines[at])
    if (!raised) return null
    return traceOf(
      lines,
      at,
      ended(lines, at + 1, /^goroutine |^\S+\(.*\)$|^\t|^exit status|^\s*$/u),
      "panic",
      raised[1]
    )
  }

  function php(lines, at) {
    const raised = /^(?:PHP )?(?:Fatal error|Warning):\s+Uncaught ([\w\\]+): (.*)$/u.exec(lines[at])
    return raised && traceOf(lines, at, at + 1, raised[1], raised[2])
  }

  function ruby(lines, at) {
    const raised = /^\S+\.rb:[0-9]+:in .*?: (.*) \(([A-Z]\w*(?:::\w+)*)\)$/u.exec(lines[at])
    return raised && traceOf(lines, at, ended(lines, at + 1, /^\s+from /u), raised[2], raised[1])
  }

  // --- PowerShell 5 and 7 ------------------------------------------------------------------------

  function shell(lines, at) {
    const raised = /^(Invoke-(?:WebRequest|RestMethod)) ?: (.*)$/u.exec(lines[at])
    if (!raised) return null
    if (/^Line \|/u.test(lines[at + 1] || "")) return framed(lines, at, raised[1])
    let next = at + 1
    while (next < lines.length && !/^\S.*:[0-9]+ \S+:\s?[0-9]+$/u.test(lines[next])) next++
    if (next === lines.length) return null
    const message = [raised[2], ...lines.slice(at + 1, next)].join(" ")
    next = ended(lines, next + 1, /^\s*\+/u)
    return traceOf(lines, at, next, raised[1], message, { wraps: true })
  }

  // The message stands behind bars, below the line of code that it is about.
  function framed(lines, at, name) {
    const next = ended(lines, at + 1, /^(?:Line|\s*[0-9]*) \|/u)
    const bare = lines.slice(at + 1, next).map(line => line.replace(/^[^|]*\| ?/u, "").trim())
    const under = bare.findLastIndex(line => /^~+$/u.test(line))
    return traceOf(lines, at, next, name, bare.slice(under + 1).join("\n"))
  }

  const READERS = [node, thrown, panic, php, ruby, shell, python]

  function read(lines, at) {
    let trace = null
    for (const reader of READERS) trace ||= reader(lines, at)
    return trace
  }

  return { read }
})()
