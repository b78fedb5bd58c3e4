/* What the derived script on announced secrets asks of texts and patterns. It does what
   generator/proofpack/secrets/matching.py does: whoever changes one changes both. */
;(() => {
  "use strict"

  /** @type {Map<string, RegExp>} */
  const compiled = new Map()

  // A pattern, compiled once for each way of matching it.
  /** @param {string} pattern @param {string} flags */
  function form(pattern, flags = "u") {
    const key = flags + pattern
    let expression = compiled.get(key)
    if (expression === undefined) compiled.set(key, (expression = new RegExp(pattern, flags)))
    expression.lastIndex = 0
    return expression
  }

  /** @param {string} text @param {number} start @param {number} end */
  function part(text, start, end) {
    return text.slice(start, Math.max(start, end))
  }

  /** @param {string} pattern @param {string} text @param {number} start @param {number} end */
  function* spans_of(pattern, text, start, end) {
    for (const match of part(text, start, end).matchAll(form(pattern, "gu"))) {
      yield [start + match.index, start + match.index + match[0].length]
    }
  }

  // The bits per character of a text, as Shannon counts them.
  /** @param {string} text */
  function entropy(text) {
    const characters = Array.from(text)
    const counts = new Map()
    for (const each of characters) counts.set(each, (counts.get(each) || 0) + 1)
    return Array.from(counts.values())
      .sort((a, b) => a - b)
      .map(n => n / characters.length)
      .reduce((total, share) => total - share * Math.log2(share), 0)
  }

  /** @type {Record<string, (pattern: string, text: string, start: number, end: number) => any>} */
  ProofpackPython.modules.matching = {
    entropy,
    spans_of,
    begins: (pattern, text) => form(`^(?:${pattern})`, "iu").test(text),
    ending(pattern, text) {
      const match = form(`(?:${pattern})$`, "iu").exec(text)
      return match && [match.index, match[0], match[1] || ""]
    },
    end_of(pattern, text, start, end) {
      const match = form(`^(?:${pattern})`).exec(part(text, start, end))
      return match ? start + match[0].length : 0
    },
    first_of: (pattern, text, start, end) =>
      spans_of(pattern, text, start, end).next().value || null,
    holds: (pattern, text) => form(pattern).test(text),
    how_often: (pattern, text) => (text.match(form(pattern, "gu")) || []).length,
    is_form: (pattern, text) => form(`^(?:${pattern})$`).test(text),
    is_word: (pattern, text) => form(`^(?:${pattern})$`, "iu").test(text),
    mentions: (pattern, text) => form(pattern, "iu").test(text),
    /** @param {string} text */
    variety: text => new Set(text).size,
  }
})()
