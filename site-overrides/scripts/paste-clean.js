/* Takes the secrets out of a paste before anything reads it, with the rules that fields are judged by. A
   classic script that knows of no page.

     ProofpackPasteClean.clean(text, rules)  // a generator: {text, redacted: {rule: count}}
     ProofpackPasteClean.cut(text, most)     // {text, unread}: the first and the last of what is too long

   A shell joins a secret that quotes part; where a command holds such, it is looked at as its shell reads it.
   A long text is looked at in windows that overlap by more than a private key is long, so that no look takes
   long and nothing is missed where two meet. */
const ProofpackPasteClean = (() => {
  "use strict"

  const WINDOW = 6000
  const OVERLAP = 4500 // a private key of 4096 bits has 3,300 characters

  // What was found: spans in order, each with its rule and digest; spans that overlap are one.
  function* spans(text, secrets) {
    const byStart = new Map()
    for (let start = 0; ;) {
      const hits = secrets.find(text.slice(start, start + WINDOW + OVERLAP))
      for (const hit of hits) {
        const at = start + hit.start
        const known = byStart.get(at)
        const end = start + hit.end
        if (!known || known.end < end)
          byStart.set(at, { start: at, end, rule: hit.rule, digest: hit.digest })
      }
      yield
      if (start + WINDOW + OVERLAP >= text.length) break
      start += WINDOW
    }
    const sorted = [...byStart.values()].sort((a, b) => a.start - b.start || b.end - a.end)
    const merged = []
    sorted.forEach(span => {
      const last = merged[merged.length - 1]
      if (last && span.start < last.end) last.end = Math.max(last.end, span.end)
      else merged.push(span)
    })
    return merged
  }

  // A text with the commands that hold a secret only as their shell reads them written in that way.
  function* joined(text, secrets) {
    const pieces = []
    let position = 0
    for (const { start, end, plain } of ProofpackPasteCurl.written(text)) {
      if (start < position || !(yield* spans(plain, secrets)).length) continue
      pieces.push(text.slice(position, start), plain)
      position = end
    }
    return pieces.concat(text.slice(position)).join("")
  }

  function* clean(text, secrets) {
    const redacted = Object.create(null)
    const given = new Map()
    for (let round = 0; round < ProofpackConstants.SECRETS.ROUNDS; round++) {
      let secretSpans = yield* spans(text, secrets)
      if (!secretSpans.length) {
        const whole = yield* joined(text, secrets)
        if (whole !== text) secretSpans = yield* spans(whole, secrets)
        text = whole
      }
      if (!secretSpans.length) break
      const pieces = []
      let position = 0
      secretSpans.forEach(span => {
        const key = `${span.rule} ${span.digest}`
        if (!given.has(key)) {
          redacted[span.rule] = (redacted[span.rule] || 0) + 1
          given.set(key, `<REDACTED:${span.rule}-${redacted[span.rule]}>`)
        }
        pieces.push(text.slice(position, span.start), given.get(key))
        position = span.end
      })
      pieces.push(text.slice(position))
      text = pieces.join("")
    }
    return { text, redacted }
  }

  // The first and the last of a text, at line ends, where it is longer than what is read.
  function cut(text, most) {
    if (text.length <= most) return { text, unread: 0 }
    const half = most / 2
    const head = text.lastIndexOf("\n", half) + 1 || half
    const tail = text.indexOf("\n", text.length - half) + 1 || text.length - half
    return { text: `${text.slice(0, head)}\n${text.slice(tail)}`, unread: tail - head }
  }

  return { clean, cut }
})()
