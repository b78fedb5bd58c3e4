/* What counts as a secret: the engine that runs the rule pack in browsers. A classic script that asks
   nothing, stores nothing and needs no server. It does what generator/proofpack/secrets/ does, step by
   step, with the same rules and constants: whoever changes one changes both, and tests hold them together.

     var secrets = ProofpackSecrets.compile(rules)   // what Secrets.as_json() gives
     secrets.find(text)    // [{rule, start, end, codePointStart, codePointEnd, mask, digest}]
     secrets.redact(text)  // the text with <REDACTED:rule-1> in place of each secret

   start and end count UTF-16 units, as strings of JavaScript do. The value itself is in no result. */
const ProofpackSecrets = (() => {
  "use strict"

  /** @typedef {{ starts: number[], ends: number[], oldStarts: number[], oldEnds: number[] }} Pass */
  /** @typedef {{ text: string, passes: Pass[], joins: number[] }} View */
  /** @typedef {[number, number]} Span */
  /** @typedef {[number, number, string]} Edit */
  /** @typedef {{ rule: string, start: number, end: number, mask: string, digest: string, order: number, size: number }} Hit */

  // What Python and browsers share: generator/proofpack/secrets/constants.py, as data.
  const { SECRETS, SQUEEZED } = ProofpackConstants
  // What announces values, and what values are checked for: derived from Python.
  const { Announced, is_marked: isMarked } = ProofpackPython.modules.announced
  const { CHECKS, cookies, iban } = ProofpackPython.modules.checks
  const { entropy } = ProofpackPython.modules.matching
  const { DECODINGS, DRAWN, LONG, NAMED, NEAR, ROUNDS, TINY } = SECRETS

  const WIDE = /[\u{10000}-\u{10ffff}]/gu

  // A pattern as it stands anywhere in a text, or as it matches the whole.
  /** @param {string} pattern */
  function anywhere(pattern) {
    return new RegExp(pattern, "gu")
  }

  /** @param {string} pattern */
  function whole(pattern) {
    return new RegExp(`^(?:${pattern})$`, "u")
  }

  // --- text in normal form: generator/proofpack/secrets/normal.py, folds.py -----------------------

  const ODD = anywhere(SECRETS.ODD)
  const CODED = anywhere(SECRETS.CODED)
  const BREAK = anywhere(SECRETS.BREAK)
  const GAP = anywhere(SQUEEZED)
  const UNSEEN = new RegExp(SECRETS.UNSEEN, "u")
  const IDENTIFIER = new RegExp(`^(?:${SECRETS.IDENTIFIER})`, "u")
  const RANDOM = new RegExp(`^${SECRETS.RANDOM}`, "u")
  const MARK = anywhere(SECRETS.MARK)
  const WORD = whole(SECRETS.WORD)

  const plainForms = new Map(Object.entries(DRAWN))

  /** @param {string} piece @returns {string} */
  function plain(piece) {
    let known = plainForms.get(piece)
    if (known === undefined) {
      known = newPlain(piece)
      if (plainForms.size < 8192) plainForms.set(piece, known)
    }
    return known
  }

  /** @param {string} piece */
  function newPlain(piece) {
    const code = piece.codePointAt(0) || 0
    if (UNSEEN.test(piece)) return ""
    if (code >= 0xd800 && code <= 0xdfff) return "\ufffd"
    const simple = piece.normalize("NFKC")
    return /^[\x00-\x7f]*$/u.test(simple) ? simple : piece
  }

  /** @param {number} code @param {string} spelling */
  function character(code, spelling) {
    if (code >= 0xd800 && code <= 0xdfff) return "\ufffd"
    return code <= 0x10ffff ? String.fromCodePoint(code) : spelling
  }

  /** @param {string} piece */
  function decoded(piece) {
    if (piece[0] === "%") {
      const octet = parseInt(piece.slice(1), 16)
      return octet === 0x7f ? piece : String.fromCharCode(octet)
    }
    if (piece[0] === "\\") {
      const kind = piece[1]
      if (kind !== "u" && kind !== "x") return piece[piece.length - 1]
      return character(parseInt(piece.slice(2), 16), piece)
    }
    if (piece[0] === '"' || piece[0] === "'") return "" // what is put together from two texts
    if (NAMED[piece]) return NAMED[piece]
    const digits = piece.slice(2).replace(/;+$/u, "")
    const hex = digits[0] === "x" || digits[0] === "X"
    return character(hex ? parseInt(digits.slice(1), 16) : parseInt(digits, 10), piece)
  }

  // The number of entries of a sorted list that are at most `at`.
  /** @param {number[]} list @param {number} at */
  function upTo(list, at) {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (list[middle] <= at) low = middle + 1
      else high = middle
    }
    return low
  }

  // Where a character of an edited text stood before the edits: the offsets around it.
  /** @param {Pass} pass @param {number} at */
  function origin(pass, at) {
    const index = upTo(pass.ends, at)
    if (index < pass.starts.length && pass.starts[index] <= at) {
      return [pass.oldStarts[index], pass.oldEnds[index]]
    }
    const moved = index ? pass.oldEnds[index - 1] - pass.ends[index - 1] : 0
    return [at + moved, at + moved + 1]
  }

  /** @param {View} view @param {number} start @param {number} end */
  function original(view, start, end) {
    for (let i = view.passes.length - 1; i >= 0; i--) {
      const first = origin(view.passes[i], start)[0]
      end = origin(view.passes[i], end - 1)[1]
      start = first
    }
    return [start, end]
  }

  /** @param {View} view @param {Edit[]} edits @returns {View} */
  function edited(view, edits) {
    if (!edits.length) return view
    /** @type {Pass} */
    const pass = { starts: [], ends: [], oldStarts: [], oldEnds: [] }
    const pieces = []
    let position = 0
    let length = 0
    edits.forEach(edit => {
      pieces.push(view.text.slice(position, edit[0]), edit[2])
      length += edit[0] - position
      pass.starts.push(length)
      length += edit[2].length
      pass.ends.push(length)
      pass.oldStarts.push(edit[0])
      pass.oldEnds.push(edit[1])
      position = edit[1]
    })
    pieces.push(view.text.slice(position))
    return { text: pieces.join(""), passes: view.passes.concat([pass]), joins: [] }
  }

  /** @param {View} view @param {RegExp} pattern @param {(part: string) => string} change */
  function replaced(view, pattern, change) {
    /** @type {Edit[]} */
    const edits = []
    for (const match of view.text.matchAll(pattern)) {
      const into = change(match[0])
      if (into !== match[0]) edits.push([match.index, match.index + match[0].length, into])
    }
    return edited(view, edits)
  }

  /** @param {string} text */
  function shown(text) {
    return replaced({ text, passes: [], joins: [] }, ODD, plain)
  }

  /** @param {string} text */
  function normal(text) {
    let view = shown(text)
    for (let round = 0; round < DECODINGS; round++) {
      const next = replaced(view, CODED, decoded)
      if (next === view) break
      view = replaced(next, ODD, plain)
    }
    return view
  }

  // Text with each gap as short as can be: one space, or one line end, or two where it holds more.
  /** @param {string} text */
  function squeezed(text) {
    return replaced(
      shown(text),
      GAP,
      gap => "\n".repeat(Math.min(gap.split("\n").length - 1, 2)) || " "
    )
  }

  // Whether what follows a break looks like more of a key, and not like words or ids.
  /** @param {RegExpMatchArray} match */
  function goesOn(match) {
    const alone = match[2] !== "" && match[0].includes("\n")
    if (IDENTIFIER.test(match[1])) return false
    return RANDOM.test(match[1]) || (alone && !WORD.test(match[1]))
  }

  /** @param {View} view @param {Set<number>} taken */
  function joined(view, taken) {
    /** @type {Edit[]} */
    const edits = []
    for (const match of view.text.matchAll(BREAK)) {
      const end = match.index + match[0].length
      if (!taken.has(end) && goesOn(match)) edits.push([match.index, end, ""])
    }
    if (!edits.length) return null
    const joinedView = edited(view, edits)
    joinedView.joins = joinedView.passes[joinedView.passes.length - 1].starts
    return joinedView
  }

  /** @param {View} view @param {number} start @param {number} end */
  function folds(view, start, end) {
    const at = upTo(view.joins, start)
    return at < view.joins.length && view.joins[at] < end
  }

  // --- what stands in base64: generator/proofpack/secrets/coded.py ---------------------------------

  const READABLE = anywhere(SECRETS.READABLE)

  // The character of a run at which its first secret begins: its end without one.
  /** @param {string} run @param {(text: string) => { start: number }[]} find */
  function firstCoded(run, find) {
    const standard = run
      .replace(/-/gu, "+")
      .replace(/_/gu, "/")
      .replace(/[^A-Za-z0-9+/]/gu, "A")
    const places = [run.length]
    for (let at = 0; at < 4; at++) {
      const part = standard.slice(at)
      const octets = atob(part.padEnd(Math.ceil(part.length / 4) * 4, "A"))
      const stretches = Array.from(octets.matchAll(READABLE))
      const size = stretches.reduce((total, stretch) => total + stretch[0].length, 0)
      if (2 * size < octets.length) continue
      for (const stretch of stretches) {
        const text = stretch[0].replace(/\0/gu, "")
        const [hit] = find(text)
        if (!hit) continue
        const octet = stretch.index + (hit.start * stretch[0].length) / text.length
        places.push(at + Math.floor((octet * 4) / 3))
        break
      }
    }
    return Math.min(...places)
  }

  // --- SHA-256: that of the browser answers later, and not to pages opened from a folder ------------

  /** @type {number[]} */
  const K = []
  /** @type {number[]} */
  const START = []
  ;(() => {
    /** @param {number} value */
    function fraction(value) {
      return ((value - Math.floor(value)) * 4294967296) | 0
    }
    for (let candidate = 2; K.length < 64; candidate++) {
      let prime = true
      for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
        if (candidate % divisor === 0) prime = false
      }
      if (!prime) continue
      if (START.length < 8) START.push(fraction(Math.sqrt(candidate)))
      K.push(fraction(Math.cbrt(candidate)))
    }
  })()

  /** @param {number} value @param {number} by */
  function turned(value, by) {
    return (value >>> by) | (value << (32 - by))
  }

  /** @param {string} text */
  function sha256(text) {
    const bytes = Array.from(new TextEncoder().encode(text))
    const bits = bytes.length * 8
    bytes.push(0x80)
    while (bytes.length % 64 !== 56) bytes.push(0)
    const high = Math.floor(bits / 4294967296)
    bytes.push(high >>> 24, (high >>> 16) & 255, (high >>> 8) & 255, high & 255)
    bytes.push(bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255)
    const state = START.slice()
    const words = new Int32Array(64)
    for (let block = 0; block < bytes.length; block += 64) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) {
          const b = block + i * 4
          words[i] = (bytes[b] << 24) | (bytes[b + 1] << 16) | (bytes[b + 2] << 8) | bytes[b + 3]
        } else {
          const x = words[i - 15]
          const y = words[i - 2]
          const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)
          const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10)
          words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0
        }
      }
      let v = state.slice()
      for (let j = 0; j < 64; j++) {
        const e = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25)
        const choice = (v[4] & v[5]) ^ (~v[4] & v[6])
        const t1 = (v[7] + e + choice + K[j] + words[j]) | 0
        const a = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22)
        const majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
        v = [(t1 + a + majority) | 0, v[0], v[1], v[2], (v[3] + t1) | 0, v[4], v[5], v[6]]
      }
      for (let n = 0; n < 8; n++) state[n] = (state[n] + v[n]) | 0
    }
    return state.map(word => (word >>> 0).toString(16).padStart(8, "0")).join("")
  }

  // --- the engine: generator/proofpack/secrets/engine.py ------------------------------------------

  class Rule {
    /** @param {any} record @param {number} order @param {string[]} forms */
    constructor(record, order, forms) {
      this.record = record
      this.order = order
      this.pattern = new RegExp(record.pattern, record.ignore_case ? "dgiu" : "dgu")
      const harmless = record.harmless
        .map((/** @type {number} */ at) => `(?:${forms[at]})`)
        .join("|")
      this.harmless = harmless ? new RegExp(`^(?:${harmless})$`, "iu") : null
    }

    /** @param {string} value */
    isHarmless(value) {
      return this.harmless !== null && this.harmless.test(value)
    }

    /** @param {string} text @param {number} start */
    isNear(text, start) {
      if (!this.record.near.length) return true
      // A character outside the basic plane takes two units: cut twice as many, then count.
      const window = Array.from(text.slice(Math.max(0, start - 2 * NEAR), start)).slice(-NEAR)
      const before = window.join("").toLowerCase()
      return this.record.near.some((/** @type {string} */ word) =>
        before.includes(word.toLowerCase())
      )
    }

    // How many units of a possible value count; none if it is no secret.
    /** @param {string} text @param {number} start @param {number} end */
    counts(text, start, end) {
      const value = text.slice(start, end)
      const rule = this.record
      if (this.isHarmless(value) || !this.isNear(text, start)) return 0
      if (rule.entropy && entropy(value) < rule.entropy - TINY) return 0
      const flat = value.replace(WIDE, "\ufffd") // counts as in Python
      if (rule.check === "iban") return iban(flat)
      if (rule.check === "cookie") {
        return cookies(flat, (/** @type {string} */ held) => this.isHarmless(held))
          ? value.length
          : 0
      }
      return !rule.check || CHECKS[rule.check](flat) ? value.length : 0
    }

    // Where values stand. After a match that is none, its value is looked at again.
    /** @param {string} text */
    announced(text) {
      // A character outside the basic plane counts as one.
      const flat = text.replace(WIDE, "\ufffd")
      const places = Array.from(text.matchAll(WIDE), (match, at) => match.index - at)
      const words = Array.from(flat.matchAll(this.pattern))
        .filter(match => !isMarked(flat, match.index))
        .map(match => [match.index, match.index + match[0].length])
      /** @type {Span[]} */
      const spans = Array.from(new Announced(flat, words, this.record.tells).values())
      return spans
        .filter(value => !this.isHarmless(flat.slice(...value)))
        .map(value => value.map(at => at + upTo(places, at - 1)))
    }

    /** @param {string} text */
    spans(text) {
      if (this.record.tells) return this.announced(text)
      const spans = []
      let match
      this.pattern.lastIndex = 0
      while ((match = this.pattern.exec(text)) !== null) {
        const [all, ...groups] = match.indices || []
        const span = /** @type {[number, number]} */ (groups.find(Boolean) || all)
        const start = span[0]
        const end = span[1]
        const counts = end > start ? this.counts(text, start, end) : 0
        if (counts) {
          spans.push([start, start + counts])
          this.pattern.lastIndex = Math.max(start + counts, after(text, match.index))
        } else if (match.index < start && this.record.check !== "cookie") {
          this.pattern.lastIndex = start
        } else {
          // Of cookies, each has been looked at.
          this.pattern.lastIndex = Math.max(end, after(text, match.index))
        }
      }
      return spans
    }

    /** @param {View} view @param {number[]} span */
    hit(view, span) {
      const value = view.text.slice(span[0], span[1])
      const characters = Array.from(value)
      const shown = characters.length >= LONG ? characters.slice(0, this.record.shows).join("") : ""
      const place = original(view, span[0], span[1])
      return {
        rule: this.record.id,
        start: place[0],
        end: place[1],
        mask: `${shown}…`,
        digest: sha256(`${this.record.id}\0${value}`).slice(0, 12),
        order: this.order,
        size: 0,
      }
    }
  }

  /** @param {string} text @param {number} index */
  function after(text, index) {
    return index + ((text.codePointAt(index) || 0) > 0xffff ? 2 : 1)
  }

  // Hits that do not overlap: of two, that of the first rule; of one rule, the longer.
  /** @param {string} text @param {Hit[]} hits */
  function best(text, hits) {
    /** @type {Hit[]} */
    const kept = []
    /** @type {number[]} */
    const starts = []
    hits.forEach(hit => {
      hit.size = Array.from(text.slice(hit.start, hit.end)).length // as Python counts
    })
    hits
      .sort((a, b) => a.order - b.order || b.size - a.size || a.start - b.start)
      .forEach(hit => {
        const at = upTo(starts, hit.start)
        const free = at === 0 || kept[at - 1].end <= hit.start
        if (free && (at === kept.length || hit.end <= kept[at].start)) {
          starts.splice(at, 0, hit.start)
          kept.splice(at, 0, hit)
        }
      })
    return kept
  }

  // Adds offsets in characters, as Python counts them.
  /** @param {string} text @param {Hit[]} hits */
  function withCodePoints(text, hits) {
    let at = 0
    let characters = 0
    /** @param {number} offset */
    function to(offset) {
      while (at < offset) {
        at = after(text, at)
        characters++
      }
      return characters
    }
    return hits.map(hit => ({
      rule: hit.rule,
      start: hit.start,
      end: hit.end,
      codePointStart: to(hit.start),
      codePointEnd: to(hit.end),
      mask: hit.mask,
      digest: hit.digest,
    }))
  }

  class Secrets {
    /** @param {any} rules */
    constructor(rules) {
      /** @type {Rule[]} */
      this.rules = rules.secrets.map(
        (/** @type {any} */ record, /** @type {number} */ order) =>
          new Rule(record, order, rules.harmless)
      )
      this.forCoded = this.rules
        .slice(0, rules.credentials)
        .filter(rule => rule.record.check !== "base64")
    }

    /** @param {string} text @param {Rule[]} rules */
    find(text, rules = this.rules) {
      const view = normal(text)
      /** @type {Hit[]} */
      const hits = []
      const taken = new Set()
      rules.forEach(rule => {
        this.spans(rule, view.text).forEach(span => {
          if (!rule.record.tells) taken.add(span[0])
          hits.push(rule.hit(view, span))
        })
      })
      const across = joined(view, taken)
      if (across) {
        rules.forEach(rule => {
          if (!rule.record.joined) return
          this.spans(rule, across.text).forEach(span => {
            if (folds(across, span[0], span[1])) hits.push(rule.hit(across, span))
          })
        })
      }
      return withCodePoints(text, best(text, hits))
    }

    // Where values of a rule stand; of runs of base64, from where a credential begins.
    /** @param {Rule} rule @param {string} text @returns {number[][]} */
    spans(rule, text) {
      const spans = rule.spans(text)
      if (rule.record.check !== "base64") return spans
      return spans
        .map(([start, end]) => {
          const run = text.slice(start, end)
          return [start + firstCoded(run, part => this.find(part, this.forCoded)), end]
        })
        .filter(([start, end]) => start < end)
    }

    /** @param {string} text */
    redact(text) {
      /** @type {Record<string, number>} */
      const last = {}
      /** @type {Record<string, number>} */
      const given = {}
      for (const mark of text.matchAll(MARK)) {
        last[mark[1]] = Math.max(last[mark[1]] || 0, Number(mark[2]))
      }
      for (let round = 0; round < ROUNDS; round++) {
        const hits = this.find(text)
        if (!hits.length) break
        const pieces = []
        let position = 0
        hits.forEach(hit => {
          const key = `${hit.rule} ${hit.digest}`
          if (!given[key]) given[key] = last[hit.rule] = (last[hit.rule] || 0) + 1
          pieces.push(text.slice(position, hit.start), `<REDACTED:${hit.rule}-${given[key]}>`)
          position = hit.end
        })
        pieces.push(text.slice(position))
        text = pieces.join("")
      }
      return text
    }
  }

  return {
    /** @param {any} rules */
    compile(rules) {
      return new Secrets(rules)
    },
    plain, // for tests
    squeezed,
    original,
  }
})()
