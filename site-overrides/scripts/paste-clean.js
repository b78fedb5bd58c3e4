/* Takes the secrets out of a paste before anything reads it, with the rules that fields are judged by. A
   classic script that knows of no page.

     ProofpackPasteClean.clean(text, rules)  // a generator: {text, redacted: {rule: count}}
     ProofpackPasteClean.cut(text, most)     // {text, unread}: the first and the last of what is too long

   A long text is looked at in windows that overlap by more than a private key is long, so that no look takes
   long and nothing is missed where two meet. */
const ProofpackPasteClean = (() => {
  "use strict"

  const WINDOW = 6000
  const OVERLAP = 4500 // a private key of 4096 bits has 3,300 characters

  // What was found: spans in order, each with its rule and digest; spans that overlap are one.
  function* spans(text, secrets) {
    const found = new Map()
    for (let start = 0; ;) {
      const hits = secrets.find(text.slice(start, start + WINDOW + OVERLAP))
      for (const hit of hits) {
        const at = start + hit.start
        const known = found.get(at)
        const end = start + hit.end
        if (!known || known.end < end)
          found.set(at, { start: at, end, rule: hit.rule, digest: hit.digest })
      }
      yield
      if (start + WINDOW + OVERLAP >= text.length) break
      start += WINDOW
    }
    const sorted = [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end)
    const merged = []
    sorted.forEach(one => {
      const last = merged[merged.length - 1]
      if (last && one.start < last.end) last.end = Math.max(last.end, one.end)
      else merged.push(one)
    })
    return merged
  }

  function* clean(text, secrets) {
    const redacted = Object.create(null)
    const given = new Map()
    for (let round = 0; round < ProofpackConstants.SECRETS.ROUNDS; round++) {
      const found = yield* spans(text, secrets)
      if (!found.length) break
      const pieces = []
      let position = 0
      found.forEach(one => {
        const key = `${one.rule} ${one.digest}`
        if (!given.has(key)) {
          redacted[one.rule] = (redacted[one.rule] || 0) + 1
          given.set(key, `<REDACTED:${one.rule}-${redacted[one.rule]}>`)
        }
        pieces.push(text.slice(position, one.start), given.get(key))
        position = one.end
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
