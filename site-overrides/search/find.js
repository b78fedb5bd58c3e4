/* What finds: the words of a text, and the parts of pages that answer a question. It knows no page and
   no network: scripts of the index come by a function that it is handed. Matching and ranking are
   MiniSearch's; what is here cuts a text into terms as Python does, chooses which scripts are wanted,
   and puts what MiniSearch finds in order by page. */

/**
 * @typedef {{whole: string, parts: string[]}} Chunk
 * @typedef {{page: number, unit: number, score: number, words: string[]}} Hit
 * @typedef {{page: number, hits: Hit[]}} PageHits
 * @typedef {{pages: PageHits[], total: number, instead: [string, string[]][]}} Answer
 * @typedef {{terms: string[], open: boolean, weight: number}} Way
 * @typedef {{table: Object<string, string>, synonyms: string[][], pages: [string, string, number][],
 *   units: string[], some: number, texts: string, words: [string, string][], starts: string[], pieces: string}} Root
 */

class ProofpackTerms {
  /** @param {Object<string, string>} table the patterns, as Python has them */
  constructor(table) {
    const all = name => new RegExp(table[name], "gu")
    this.chunk = all("chunk")
    this.hidden = all("hidden")
    this.camel = all("camel")
    this.marks = all("marks")
    this.part = all("part")
    this.unspaced = new RegExp(table.unspaced, "u")
    this.slight = new RegExp(table.slight, "u")
  }

  /** What stands between blanks and punctuation. @param {string} text @returns {string[]} */
  chunks(text) {
    return text.replace(this.hidden, "").match(this.chunk) || []
  }

  /** The whole of a chunk where it has parts, and its parts. @param {string} chunk @returns {Chunk} */
  cut(chunk) {
    const folded = chunk.replace(this.camel, "$1 $2").toLowerCase().normalize("NFKD")
    const words = folded.replace(this.marks, "").normalize("NFC").match(this.part) || []
    const joins = words.length > 1 && !words.some(part => this.unspaced.test(part))
    const parts = []
    for (const part of words) {
      const characters = Array.from(part)
      if (this.unspaced.test(part) && characters.length > 1)
        for (let at = 0; at < characters.length - 1; at += 1)
          parts.push(characters[at] + characters[at + 1])
      else if (!joins || !this.slight.test(part)) parts.push(part)
    }
    return { whole: joins ? words.join("") : "", parts: [...new Set(parts)] }
  }

  /** All terms of a chunk, the whole first. @param {string} chunk @returns {string[]} */
  terms(chunk) {
    const { whole, parts } = this.cut(chunk)
    return [...new Set(whole ? [whole, ...parts] : parts)]
  }

  /**
   * A text in pieces, each with whether it is one of some terms.
   * @param {string} text @param {Set<string>} met
   * @returns {[string, boolean][]}
   */
  marked(text, met) {
    /** @type {[string, boolean][]} */
    const pieces = []
    const add = (piece, is) => {
      const last = pieces[pieces.length - 1]
      if (last && last[1] === is) last[0] += piece
      else if (piece) pieces.push([piece, is])
    }
    let end = 0
    for (const { 0: chunk, index } of text.matchAll(this.chunk)) {
      add(text.slice(end, index), false)
      end = index + chunk.length
      if (!this.terms(chunk).some(term => met.has(term))) add(chunk, false)
      else if (![...chunk].some(character => this.unspaced.test(character))) add(chunk, true)
      else for (const [piece, is] of this.pairs(chunk, met)) add(piece, is)
    }
    add(text.slice(end), false)
    return pieces
  }

  /** The characters of a chunk without spaces, each with whether a pair of it is met.
   * @param {string} chunk @param {Set<string>} met @returns {[string, boolean][]} */
  pairs(chunk, met) {
    const characters = [...chunk]
    const is = at => met.has(`${characters[at]}${characters[at + 1] || ""}`.toLowerCase())
    return characters.map((character, at) => [character, is(at) || (at > 0 && is(at - 1))])
  }

  /**
   * The part of a text around the first of some terms.
   * @param {string} text @param {Set<string>} met @param {number} around @param {number} longest
   * @returns {[string, boolean][]}
   */
  excerpt(text, met, around, longest) {
    const pieces = this.marked(text, met)
    const first = Math.max(
      0,
      pieces.findIndex(([, is]) => is)
    )
    const before = pieces
      .slice(0, first)
      .map(([piece]) => piece)
      .join("")
    const start = before.length > around ? before.lastIndexOf(" ", before.length - around) + 1 : 0
    /** @type {[string, boolean][]} */
    const cut = start > 0 ? [["… ", false]] : []
    cut.push([before.slice(start), false])
    let left = longest - (before.length - start)
    for (const [piece, is] of pieces.slice(first)) {
      cut.push([piece.length > left ? `${piece.slice(0, left)} …` : piece, is])
      left -= piece.length
      if (left <= 0) break
    }
    return cut.filter(([piece]) => piece)
  }
}

const ProofpackFind = (() => {
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
  const LENGTHS = [5, 6, 40]
  const FIELDS = ["head", "context", "text"]
  const BOOST = { head: 4, context: 1.2, text: 1 }
  // By sort of page: questions, decision tables, guides, contracts, worksheets, others, sources, lists.
  const PAGES = [1.05, 1.6, 1.15, 1, 0.9, 1, 0.7, 0.5]
  const UNITS = [1.25, 1, 0.95]
  const DIGITS = 10
  const MOST_PAGES = 8
  const FAINT = 0.05
  const MOST_PER_PAGE = 3
  const MOST_PIECES = 8
  const MOST_ENDINGS = 60
  const FEW_ENDINGS = 12
  const LEAST = 4
  const COMMON = "!"
  const OF_COMMON = 0.1
  const NAMED = { tokenize: text => [text], processTerm: term => term }

  class Finder {
    /**
     * @param {Root} root what `root.js` holds
     * @param {(name: string) => Promise<any>} load brings what another script of the index holds
     * @param {any} MiniSearch the library
     */
    constructor(root, load, MiniSearch) {
      this.root = root
      this.load = load
      this.cutter = new ProofpackTerms(root.table)
      /** @type {string[]} the words of pages that were wanted, to tell which one a slip may have meant */
      this.vocabulary = []
      this.words = new MiniSearch({ fields: ["term"], ...NAMED })
      /** @type {Map<string, string[]>} the terms of pieces that were loaded, with their postings */
      this.known = new Map()
      // Of each part of a page, by its number: page, place on it, and what it is; -1 where it is not shown.
      /** @type {number[]} */
      this.page = []
      /** @type {number[]} */
      this.unit = []
      /** @type {number[]} */
      this.mark = []
      /** @type {number[]} the first script of texts of each page */
      this.firsts = []
      let scripts = 0
      root.units.forEach((marks, page) => {
        this.firsts.push(scripts)
        scripts += Math.ceil(marks.length / root.some)
        const whole = Math.ceil(marks.length / LETTERS.length) * LETTERS.length
        for (let unit = 0; unit < whole; unit += 1) {
          this.page.push(page)
          this.unit.push(unit)
          this.mark.push(LETTERS.indexOf(marks[unit] || " "))
        }
      })
      // Of heads the length counts; of the rest, it would cost more to know than it tells.
      const lengths = Array.from({ length: 17 }, (_, head) => [head || 1, ...LENGTHS.slice(1)])
      this.common = new Set()
      this.index = new MiniSearch({ fields: FIELDS, ...NAMED })
      Object.assign(this.index, {
        _documentCount: this.mark.filter(mark => mark >= 0).length,
        _documentIds: { has: () => true, get: id => id },
        _storedFields: { get: () => undefined },
        _fieldLength: { get: id => lengths[this.mark[id] % 17] },
        _avgFieldLength: LENGTHS,
      })
      this.synonyms = root.synonyms.map(group => group.map(phrase => this.flat(phrase)))
      /** @type {Set<number>} */
      this.loaded = new Set()
      /** @type {Set<string>} */
      this.heard = new Set()
    }

    /** The parts of a text in their order. @param {string} text @returns {string[]} */
    flat(text) {
      return this.cutter.chunks(text).flatMap(chunk => this.cutter.cut(chunk).parts)
    }

    /**
     * The pages that answer a question by their titles alone: what can be said before anything is loaded.
     * @param {string} text
     * @returns {number[]} the best first
     */
    titles(text) {
      const asked = this.flat(text)
      const scored = this.root.pages.map(([, title, sort], page) => {
        const words = this.flat(title)
        const met = asked.filter(term => words.some(word => word.startsWith(term)))
        return { page, score: (met.length / asked.length) * PAGES[sort] + 1 / (99 + words.length) }
      })
      const good = scored.filter(({ score }) => score > 0.5).sort((a, b) => b.score - a.score)
      return good.slice(0, MOST_PAGES).map(({ page }) => page)
    }

    /**
     * The parts of pages that answer a question, and the words that were taken for others.
     * @param {string} text
     * @returns {Promise<Answer>}
     */
    async find(text) {
      const chunks = this.cutter.chunks(text).map(chunk => this.cutter.cut(chunk))
      await this.learn(chunks)
      /** @type {[string, string[]][]} */
      const instead = []
      const slots = this.slots(chunks, instead)
      if (!slots.length) return { pages: [], total: 0, instead }
      await this.bring(slots.flat())
      this.hand(slots.flat())
      const pages = this.byPage(this.ranked(slots))
      return { pages: pages.slice(0, MOST_PAGES), total: pages.length, instead }
    }

    /**
     * What each word of a question may be met by: itself, its parts, what means the same, what is near.
     * @param {Chunk[]} chunks @param {[string, string[]][]} instead takes the words that were replaced
     * @returns {Way[][]}
     */
    slots(chunks, instead) {
      const last = chunks.length - 1
      return this.grouped(chunks).map(({ own, others, end }) => {
        const ways = []
        for (const { whole, parts } of own.length === 1 ? own : []) {
          if (whole) ways.push({ terms: [whole], open: end === last, weight: 1.3 })
          if (parts.length) ways.push(this.way(parts, end === last, instead))
          const stems = parts.map(part => this.stem(part))
          if (stems.some((stem, at) => stem !== parts[at]))
            ways.push({ terms: stems, open: false, weight: 0.7 })
        }
        if (own.length > 1) {
          const terms = own.flatMap(({ parts }) => parts)
          ways.push({ terms, open: false, weight: 1 })
        }
        return [...ways, ...others.map(terms => ({ terms, open: false, weight: 0.7 }))]
      })
    }

    /** The chunks of a question, those joined that a synonym takes together. @param {Chunk[]} chunks */
    grouped(chunks) {
      const groups = []
      let at = 0
      while (at < chunks.length) {
        let taken = 1
        /** @type {string[][]} */
        let others = []
        for (const group of this.synonyms)
          for (const phrase of group) {
            const count = this.saying(phrase, chunks, at)
            if (count < taken) continue
            others = [
              ...(count > taken ? [] : others),
              ...group.filter(synonym => synonym !== phrase),
            ]
            taken = count
          }
        groups.push({ own: chunks.slice(at, at + taken), others, end: at + taken - 1 })
        at += taken
      }
      return groups
    }

    /** How many chunks from a place on say a phrase, or 0. @param {string[]} phrase @param {Chunk[]} chunks
     * @param {number} at @returns {number} */
    saying(phrase, chunks, at) {
      let end = at
      let length = 0
      while (length < phrase.length && end < chunks.length)
        for (const part of chunks[end++].parts) if (part !== phrase[length++]) return 0
      return length === phrase.length ? end - at : 0
    }

    /**
     * One word, or the nearest that the pages hold where they do not hold it.
     * @param {string[]} parts @param {boolean} open whether it may still be typed
     * @param {[string, string[]][]} instead
     * @returns {Way}
     */
    way(parts, open, instead) {
      const terms = parts.map((part, at) => {
        if (this.known.has(part)) return part
        if (open && at === parts.length - 1 && this.endings(part).length) return part
        const near = this.stem(part) === part ? this.near(part) : []
        if (near.length) instead.push([part, near])
        return near[0] || part
      })
      // What no page holds keeps nothing from being found by the rest of a name.
      const held = terms.filter(
        term => this.known.has(term) || (open && term === terms[terms.length - 1])
      )
      const known = held.length ? held : terms
      return { terms: known, open, weight: known.length / terms.length }
    }

    /** The longest term that a word begins with and adds but an ending to; else the word itself.
     * @param {string} word @returns {string} */
    stem(word) {
      for (let end = word.length - 1; end >= Math.max(4, word.length - 3); end -= 1)
        if (this.known.has(word.slice(0, end))) return word.slice(0, end)
      return word
    }

    /** The terms that begin so, the shortest first. @param {string} start @param {number} most
     * @returns {string[]} */
    endings(start, most = MOST_ENDINGS, among = [...this.known.keys()]) {
      const terms = among.filter(term => term.startsWith(start))
      return terms.sort((a, b) => a.length - b.length).slice(0, most)
    }

    /** The terms that a slip of the finger or two may have meant. @param {string} term @returns {string[]} */
    near(term) {
      if (term.length < LEAST) return []
      const slips = term.length < 6 ? 1 : 2
      const slipped = this.words.search(term, { fuzzy: slips }).map(({ id }) => this.vocabulary[id])
      // Letters that changed places count as two slips, and are the likeliest: the word has the same letters.
      const letters = sorted(term)
      const swapped = this.vocabulary.filter(
        known => known.length === term.length && sorted(known) === letters
      )
      const all = [...new Set([...swapped, ...slipped])]
      const likely = all.filter(known => this.begins(known[0], term))
      return (likely.length ? likely : all).slice(0, 3)
    }

    /** Whether a word with one of these letters first is likelier than others to have been meant: fingers
     * slip in the middle, and change the first two letters. @param {string} letters @param {string} term */
    begins(letters, term) {
      return [...term].slice(0, 2).some(letter => letters.includes(letter))
    }

    /** What a question that found nothing may have meant. @param {string} text @returns {string[]} */
    offered(text) {
      const offers = this.flat(text).flatMap(term => {
        const near = this.near(term)
        for (let end = term.length - 1; !near.length && end > 2; end -= 1)
          near.push(...this.endings(term.slice(0, end), 3, this.vocabulary))
        return near
      })
      return [...new Set(offers)].slice(0, 6)
    }

    /**
     * Load what is known of the words of a question; of a word that no page holds, which ones are near.
     * @param {Chunk[]} chunks
     */
    async learn(chunks) {
      const parts = chunks.flatMap(chunk => chunk.parts)
      await this.terms([...chunks.map(({ whole }) => whole).filter(Boolean), ...parts])
      const strange = parts.filter(
        part => part.length >= LEAST && !this.endings(part, 1).length && this.stem(part) === part
      )
      const { words } = this.root
      await this.hear(words.filter(([letters]) => strange.some(part => this.begins(letters, part))))
      if (strange.some(part => !this.near(part).length)) await this.hear(words)
    }

    /** Load words that may have been meant, once. @param {[string, string][]} scripts */
    async hear(scripts) {
      const wanted = scripts.map(([, name]) => name).filter(name => !this.heard.has(name))
      const come = await Promise.all(wanted.map(name => this.load(name)))
      for (const [at, name] of wanted.entries()) {
        if (this.heard.has(name)) continue
        this.heard.add(name)
        for (const term of unfold(come[at]))
          this.words.add({ id: this.vocabulary.push(term) - 1, term })
      }
    }

    /** Load the pieces in which terms would stand, and those in which what they begin may go on.
     * @param {string[]} terms */
    async terms(terms) {
      const places = terms.map(term => this.place(term))
      // What was typed comes first; then, where a piece ends with words that it begins, the next one.
      const more = terms.flatMap((term, at) => {
        const next = places[at] + 1
        return this.root.starts[next]?.startsWith(term) ? [next] : []
      })
      const pieces = [...new Set([...places, ...more])].slice(0, MOST_PIECES)
      await Promise.all(pieces.map(piece => this.piece(piece)))
    }

    /** Load the terms that a question may be met by. @param {Way[]} ways */
    async bring(ways) {
      const terms = ways.flatMap(way => way.terms).filter(term => !this.known.has(term))
      if (terms.length) await this.terms(terms)
    }

    /** Hand to MiniSearch the terms that a question may be met by, and the words that they begin.
     * @param {Way[]} ways */
    hand(ways) {
      for (const { terms, open } of ways)
        for (const [at, term] of terms.entries()) {
          const last = open && at === terms.length - 1
          const most = last ? MOST_ENDINGS : FEW_ENDINGS
          const endings = last || term.length >= LEAST ? this.endings(term, most) : []
          for (const each of [term, ...endings]) this.add(each, this.known.get(each) || [])
        }
    }

    /** The piece in which a term stands, if any does. @param {string} term @returns {number} */
    place(term) {
      let piece = this.root.starts.length - 1
      while (piece > 0 && this.root.starts[piece] > term) piece -= 1
      return piece
    }

    /** Load a piece, once. @param {number} piece */
    async piece(piece) {
      if (this.loaded.has(piece)) return
      const entries = await this.load(named(this.root.pieces, piece))
      this.loaded.add(piece)
      for (const [term, ...lists] of entries) this.known.set(term, lists)
    }

    /** What a part of a page says: anchor, head, text, other places. @param {Hit} hit @returns {Promise<any>} */
    async said({ page, unit }) {
      const { some, texts } = this.root
      const parts = await this.load(named(texts, this.firsts[page] + Math.floor(unit / some)))
      return parts[unit % some]
    }

    /**
     * What MiniSearch makes of the postings, best first.
     * @param {Way[][]} slots
     * @returns {Hit[]}
     */
    ranked(slots) {
      const weights = slots.map(ways => Math.max(...ways.map(way => this.rarity(way))))
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      const says = term => (this.common.has(term) ? OF_COMMON : 1)
      const query = { combineWith: "OR", queries: slots.map(ways => asQuery(ways, says)) }
      const boostDocument = id =>
        PAGES[this.root.pages[this.page[id]][2]] * UNITS[Math.floor(this.mark[id] / 17)]
      const results = this.index.search(query, {
        boost: BOOST,
        boostDocument,
        weights: { prefix: 0.5 },
      })
      return results
        .map(({ id, score, queryTerms, terms }) => {
          const met = slots.map(ways => ways.some(way => meets(way, queryTerms)))
          const share = weights.reduce((sum, weight, at) => sum + (met[at] ? weight : 0), 0) / all
          return {
            page: this.page[id],
            unit: this.unit[id],
            score: score * share ** 2,
            words: terms,
          }
        })
        .sort((a, b) => b.score - a.score || a.page - b.page || a.unit - b.unit)
    }

    /** How much it tells that a way is met: more where few parts of pages meet it. @param {Way} way */
    rarity(way) {
      const counts = way.terms.map(term => {
        const fields = [...(this.index._index.get(term)?.values() || [])]
        const count = fields.reduce((sum, ids) => sum + ids.size, 0)
        return (
          (this.common.has(term) ? OF_COMMON : 1) * Math.log(1 + this.mark.length / (1 + count))
        )
      })
      return Math.max(...counts)
    }

    /**
     * Hand a term to MiniSearch, with the parts of pages that have it.
     * MiniSearch takes an index as a whole; this one comes term by term.
     * @param {string} term @param {string[]} lists by field, numbers of blocks with their letters
     */
    add(term, lists) {
      if (!lists.length || this.index._index.has(term)) return
      if (lists[2] === COMMON) this.common.add(term)
      /** @type {Map<number, Map<number, number>>} */
      const fields = new Map()
      lists.forEach((list, field) => {
        /** @type {Map<number, number>} */
        const ids = new Map()
        for (const [, block, letters] of list.matchAll(/(\d+)([A-Za-z*]+)/g)) {
          const first = Number(block) * LETTERS.length
          for (const letter of letters === "*" ? LETTERS : letters) {
            const id = first + LETTERS.indexOf(letter)
            if (this.mark[id] >= 0) ids.set(id, 1)
          }
        }
        if (ids.size) fields.set(field, ids)
      })
      this.index._index.set(term, fields)
    }

    /** Hits by page, in the order of the best of each. @param {Hit[]} hits @returns {PageHits[]} */
    byPage(hits) {
      /** @type {Map<number, PageHits>} */
      const pages = new Map()
      for (const hit of hits) {
        if (hit.score < hits[0].score * FAINT) break
        const known = pages.get(hit.page)
        if (known) known.hits.push(hit)
        else pages.set(hit.page, { page: hit.page, hits: [hit] })
      }
      const best = [...pages.values()]
      for (const page of best) {
        const enough = page.hits[0].score * 0.4
        page.hits = page.hits.slice(0, MOST_PER_PAGE).filter(({ score }) => score >= enough)
      }
      return best
    }
  }

  /** @param {string} word @returns {string} its letters in order */
  const sorted = word => [...word].sort().join("")

  /** @param {string} names @param {number} number @returns {string} the name of one script */
  const named = (names, number) => names.slice(number * DIGITS, (number + 1) * DIGITS)

  /** @param {Way} way @param {string[]} met @returns {boolean} whether all of it was found */
  const meets = (way, met) => way.terms.every(term => met.includes(term))

  /** @param {Way[]} ways what one word may be met by @param {(term: string) => number} says */
  const asQuery = (ways, says) => ({
    combineWith: "OR",
    queries: ways.map(({ terms, open, weight }) => ({
      combineWith: "AND",
      queries: terms,
      prefix: term => term.length >= LEAST || (open && term === terms[terms.length - 1]),
      boostTerm: term => weight * says(term),
    })),
  })

  /** @param {string} coded sorted words, each with what it shares with the last @returns {string[]} */
  const unfold = coded => {
    let last = ""
    return coded.split(" ").map(each => {
      last = last.slice(0, each.charCodeAt(0) - 48) + each.slice(1)
      return last
    })
  }

  return Finder
})()
