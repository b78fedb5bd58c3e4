/* What an answer quotes of its request, out of its message. A classic script that knows of no page.

     const without = ProofpackPasteQuotes.taking(texts)  // of requests
     without(message)                                    // a placeholder stands for what it quotes

   Messages quote a text as they like: cut short, in other quotes, with escapes. So letters and digits alone
   are compared, without case and accents. What two texts may share by chance stays: few words in a row, and a
   single word such as a name of a parameter. */
const ProofpackPasteQuotes = (() => {
  "use strict"

  const { LEFT_OUT } = ProofpackPasteRequest
  const SEED = 8 // letters in a row by which a place is found
  const LONG = 16 // no two texts share these by chance
  const HEAD = 12 // nor these, where one of them begins or ends
  const LEAST = 5 // of a whole text of several words
  const FEW = 4 // of a word, or of what is marked as a quote
  const SAME = 20 // places with one seed that are looked at

  // --- letters -----------------------------------------------------------------------------------

  const ESCAPE = /(?<!\\)\\+(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[nrtbfv0])|&#?\w{2,6};/giu
  const PIECE = new RegExp(`${ESCAPE.source}|[^]`, "giu")
  // Writing that does not part words says more with each character.
  const WIDE = /[\u2e80-\uffff]|[\u{20000}-\u{3ffff}]/gu
  const PART = /[\p{L}\p{N}_]/u

  function bare(text) {
    return text
      .replace(ESCAPE, (_all, ...codes) =>
        codes[0] || codes[1] ? String.fromCharCode(parseInt(codes[0] || codes[1], 16)) : ""
      )
      .normalize("NFKD")
      .replace(/[^\p{L}\p{N}]/gu, "")
      .toUpperCase()
      .replace(WIDE, "$&$&$&")
  }

  // The letters of a message, each with the place of its piece.
  function spelled(message) {
    /** @type {{letter: string, start: number, end: number}[]} */
    const all = Array.from(message.matchAll(PIECE)).flatMap(({ 0: piece, index }) =>
      bare(piece)
        .split("")
        .map(letter => ({ letter, start: index, end: index + piece.length }))
    )
    return { letters: all.map(({ letter }) => letter).join(""), all }
  }

  function isPart(character) {
    return !!character && PART.test(character) && character < "\u0e00"
  }

  // --- what is shared ----------------------------------------------------------------------------

  // Places of texts by their seeds: a stretch of less than twice a seed may hold none, save at both ends.
  function seeded(texts) {
    const places = new Map()
    const add = (text, at) => {
      const seed = text.slice(at, at + SEED)
      if (!places.has(seed)) places.set(seed, [])
      if (places.get(seed).length < SAME) places.get(seed).push([text, at])
    }
    for (const text of texts.filter(text => text.length >= SEED)) {
      for (let at = 0; at + SEED <= text.length; at += SEED) add(text, at)
      add(text, text.length - SEED)
    }
    return places
  }

  // The stretch that two texts share around a place of both: [start, end], and whether it is enough.
  function stretch(letters, at, text, from) {
    let [start, end] = [0, SEED]
    while (at + start > 0 && from + start > 0 && letters[at + start - 1] === text[from + start - 1])
      start--
    while (from + end < text.length && letters[at + end] === text[from + end]) end++
    const edges = Number(from + start === 0) + Number(from + end === text.length)
    return { start: at + start, end: at + end, isEnough: end - start >= [LONG, HEAD, SEED][edges] }
  }

  function* stretches(letters, seeds) {
    for (let at = 0; at + SEED <= letters.length; at++) {
      const places = seeds.get(letters.slice(at, at + SEED)) || []
      const longest = places
        .map(([text, from]) => stretch(letters, at, text, from))
        .filter(({ isEnough }) => isEnough)
        .sort((a, b) => b.end - a.end)[0]
      if (!longest) continue
      yield [longest.start, longest.end]
      at = Math.max(at, longest.end - SEED)
    }
  }

  // Short texts of several words, where they stand whole.
  function* wholes({ letters, all }, message, short) {
    if (!short.size) return
    for (let at = 0; at < letters.length; at++) {
      if (isPart(message[all[at].start - 1])) continue
      for (let end = at + LEAST; end < at + SEED && end <= letters.length; end++)
        if (short.has(letters.slice(at, end)) && !isPart(message[all[end - 1].end])) yield [at, end]
    }
  }

  const PLAIN = /^[a-z_]*$/u

  // Whole words of a stretch: one of which it holds a few letters is another. Nothing where that is a word that
  // anybody may use.
  function inWords({ all }, message, first, last) {
    let [from, to] = [first, last]
    while (from < last && isPart(message[all[from].start - 1])) from++
    while (to > from && isPart(message[all[to - 1].end])) to--
    let start = all[from - first < FEW ? from : first].start
    let end = all[(last - to < FEW ? to : last) - 1].end
    while (isPart(message[start - 1])) start--
    while (isPart(message[end])) end++
    return PLAIN.test(message.slice(start, end)) ? [] : [[start, end]]
  }

  // --- what is marked as a quote -----------------------------------------------------------------

  // A quote ends where no word goes on behind it, or where the message was cut.
  const INSIDE = "(?:\\\\[^]|(?!\\1(?![\\p{L}\\p{N}]))[^])"
  const QUOTED = new RegExp(`(?<![\\p{L}\\p{N}])(["'\`])(?=(${INSIDE}{0,99}))`, "gu")
  const IN_QUOTES = new RegExp(`(["'\`])(${INSIDE}*)`, "uy")
  const TYPOGRAPHIC = /([“«‘])(?=([^”»’]{0,99}))/gu
  const NUMBER = /()(?=((?<![\p{L}\p{N}])[0-9](?:[ .-]?[0-9]){5,30}))/gu
  const MAIL = /()(?=((?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,64}))/gu
  const IDENTIFIER = /^(?!.*[0-9]{6})[a-z0-9_.:/[\]-]*$/u

  // Quotes, numbers and addresses of people that stand in a text, however short.
  function* marked(message, { texts, letters, numbers }) {
    for (const pattern of [QUOTED, TYPOGRAPHIC, NUMBER, MAIL]) {
      for (const { index, 1: mark, 2: inner } of message.matchAll(pattern)) {
        const quote = inner.replace(/(?:\.{3}|…).*$/su, "").trim()
        const spelling = IDENTIFIER.test(quote) ? "" : bare(quote)
        if (spelling.length < FEW) continue
        const isWord = !/[^\p{L}\p{N}_]/u.test(quote)
        const within = /^[0-9]+$/u.test(spelling)
          ? numbers.includes(spelling)
          : isWord
            ? texts.includes(quote)
            : letters.includes(spelling)
        if (within) yield [index + mark.length, index + mark.length + inner.length]
      }
    }
  }

  // What a validator says that it was given, and what a message that is repeated holds: of no text that was
  // pasted, it is still the caller's.
  const STATED =
    /\binput_value=|\binput(?:_str)?["']?\s*[:=]\s*(?=["'`{[])|\bpassed in\s+(?=[{[])|["'](?:content|prompt|text|messages|instructions|arguments)["']\s*:\s*(?=["'`{[])|\bcontent=(?=["'`])|\bprompt\s*[:=]\s*(?=["'`])|\b(got|received|found|given|value|was)\b[:=]?\s*(?:an? )?(?:str(?:ing)?\b)?\s*[:=]?\s*(?=["'`])/giu
  const WORD = /^[a-z0-9_./]{0,24}$/u
  const TYPE = ", input_type="

  // Where the value begins and ends.
  function statedAt(message, at, isSure) {
    const typed = isSure ? message.indexOf(TYPE, at) : -1
    if (typed >= 0) return [at, typed]
    IN_QUOTES.lastIndex = at
    const quoted = IN_QUOTES.exec(message)
    if (quoted) return [at + 1, at + 1 + quoted[2].length]
    if (/[{[]/u.test(message[at])) return [at, ProofpackPasteValues.parse(message, at).end]
    return [at, at + message.slice(at).search(/[\s,;)\]]|$/u)]
  }

  function* stated(message) {
    STATED.lastIndex = 0
    for (let match = STATED.exec(message); match; match = STATED.exec(message)) {
      const isSure = match[0].endsWith("input_value=")
      const [start, end] = statedAt(message, match.index + match[0].length, isSure)
      const isWord = match[1] && WORD.test(message.slice(start, end))
      if (!isWord && end > start) yield [start, end]
      STATED.lastIndex = Math.max(STATED.lastIndex, end)
    }
  }

  // --- taking it out -----------------------------------------------------------------------------

  function replaced(message, places) {
    const pieces = []
    let position = 0
    for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
      if (end <= position) continue
      const between = message.slice(position, start)
      const isNext = pieces.length > 0 && /^[\s.,…]{0,3}$/u.test(between)
      if (!isNext) pieces.push(between, LEFT_OUT)
      position = end
    }
    return pieces.concat(message.slice(position)).join("")
  }

  function taking(given) {
    const texts = [...new Set(given)]
    const all = texts.map(bare)
    const seeds = seeded(all)
    const short = new Set(
      texts
        .filter(text => /\w[^\p{L}\p{N}]+\w/u.test(text) && !IDENTIFIER.test(text))
        .map(bare)
        .filter(text => text.length >= LEAST && text.length < SEED)
    )
    const letters = all.join("\n")
    const numbers = (letters.match(/[0-9]{6,}/gu) || []).join("\n")
    const known = { texts: texts.join("\n"), letters, numbers }
    return message => {
      const spelling = spelled(message)
      const shared = [...stretches(spelling.letters, seeds), ...wholes(spelling, message, short)]
      return replaced(message, [
        ...shared.flatMap(([first, last]) => inWords(spelling, message, first, last)),
        ...marked(message, known),
        ...stated(message),
      ])
    }
  }

  return { taking }
})()
