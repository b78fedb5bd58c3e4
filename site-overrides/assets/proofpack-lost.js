/* The page of an address at which nothing is: a search that begins with the words of the address, the
   pages whose addresses are most like it, and what somebody may have come for, with what to do. A classic
   script that no other page loads; it knows what the search and the data for programs know. */
;(() => {
  "use strict"
  const MOST = 5
  const LEAST = 0.4

  /** An address without what says nothing. @param {string} path */
  function bare(path) {
    let text = path
    try {
      text = decodeURIComponent(path)
    } catch {
      // an address that is cut is compared as it is
    }
    return text
      .toLowerCase()
      .replace(/[?#].*/, "")
      .replace(/(?:^|\/)(?:index|readme)?(?:\.html?|\.md)?\/?$/, "")
      .replace(/\.(?:html?|md)$/, "")
      .replace(/[\s/_.-]+/g, " ")
      .trim()
      .slice(0, 200)
  }

  /** The pairs of letters of a text. @param {string} text */
  function pairs(text) {
    /** @type {Map<string, number>} */
    const counts = new Map()
    const padded = ` ${text} `
    for (let at = 0; at < padded.length - 1; at += 1) {
      const pair = padded.slice(at, at + 2)
      counts.set(pair, (counts.get(pair) || 0) + 1)
    }
    return counts
  }

  /** How like each other two texts are, from 0 to 1. @param {string} text @param {string} other */
  function likeness(text, other) {
    if (text === other) return 1
    const mine = pairs(text)
    let common = 0
    for (const [pair, times] of pairs(other)) common += Math.min(times, mine.get(pair) || 0)
    return (2 * common) / (text.length + other.length + 2)
  }

  const last = (/** @type {string} */ path) =>
    path
      .replace(/\/(?:index\.html)?$/, "")
      .split("/")
      .pop() || ""

  /**
   * The pages whose addresses are most like one, the best first.
   * @param {[string, string][]} pages address and title of each
   * @param {string} asked the address, as seen from the top of the site
   * @returns {[string, string][]}
   */
  function nearest(pages, asked) {
    const [whole, name] = [bare(asked), bare(last(asked))]
    if (!whole) return []
    return pages
      .map(page => {
        const best = Math.max(likeness(name, bare(last(page[0]))), likeness(name, bare(page[1])))
        return /** @type {const} */ ([0.4 * likeness(whole, bare(page[0])) + 0.6 * best, page])
      })
      .filter(([score]) => score >= LEAST)
      .sort(([first], [second]) => second - first)
      .slice(0, MOST)
      .map(([, page]) => page)
  }

  /**
   * Offer the pages that are near.
   * @param {HTMLElement} place @param {[string, string][]} pages @param {URL} base
   */
  function offer(place, pages, base) {
    if (!pages.length) return
    const head = document.createElement("h2")
    const list = document.createElement("ul")
    head.textContent = "Did you mean"
    for (const [path, title] of pages) {
      const link = document.createElement("a")
      link.href = new URL(path, base).href
      link.textContent = title || path
      list.append(item(link))
    }
    place.append(head, list)
  }

  /**
   * A box that opens the search with what is typed.
   * @param {HTMLElement} place @param {string} words @param {(text: string) => void} open
   */
  function box(place, words, open) {
    const label = document.createElement("label")
    const input = document.createElement("input")
    const button = document.createElement("button")
    input.type = "search"
    input.value = words
    button.type = "button"
    button.textContent = "Search"
    button.addEventListener("click", () => open(input.value))
    input.addEventListener("keydown", event => event.key === "Enter" && open(input.value))
    label.append("Look for ", input)
    place.append(label, button)
    input.focus()
    input.select()
  }

  /**
   * Say what one may see, and what to do about it: decision tables as they are on the first page.
   * @param {HTMLElement} place @param {any[]} tables as `api/v1/tables.json` has them @param {URL} base
   */
  function symptoms(place, tables, base) {
    for (const table of tables.filter(table => table.symptoms.length)) {
      const rows = new Map(table.rows.map((/** @type {any} */ row) => [row.ref, row]))
      /** @param {string} see @param {any} row */
      const tile = (see, row) => {
        const link = document.createElement("a")
        const verdict = row.verdict && `${table.verdicts[row.verdict]}.`
        link.href = new URL(row.url, base).href
        link.append(piece("pp-see", see), " ", piece("pp-do", verdict || row.fallback || ""), " ")
        link.append(piece("pp-step", row.step || ""))
        return item(link)
      }
      const list = document.createElement("ul")
      for (const { title, rows: refs } of table.symptoms) {
        const [first, ...others] = refs.map((/** @type {string} */ ref) => rows.get(ref))
        const alone = !others.length || first.title === title
        const top = alone ? tile(title, first) : item(piece("pp-see", title))
        const inner = document.createElement("ul")
        const under = alone ? others : [first, ...others]
        inner.append(...under.map((/** @type {any} */ row) => tile(row.title, row)))
        if (under.length) top.append(inner)
        list.append(top)
      }
      const head = document.createElement("h2")
      head.textContent = table.title
      place.append(head, list)
    }
  }

  /** @param {string} name @param {string} text */
  function piece(name, text) {
    const span = document.createElement("span")
    span.className = name
    span.textContent = text
    return span
  }

  /** @param {Node} child */
  function item(child) {
    const item = document.createElement("li")
    item.append(child)
    return item
  }

  async function start() {
    const { search } = /** @type {any} */ (self).Proofpack || {}
    const place = document.querySelector(".pp-lost")
    if (!(place instanceof HTMLElement) || !search) return
    const above = search.base.pathname
    const path = location.pathname
    const asked = path.startsWith(above) ? path.slice(above.length) : path
    box(place, bare(last(asked)), search.open)
    try {
      const root = await search.bring("root")
      const pages = root.pages.map((/** @type {[string, string]} */ [to, title]) => [to, title])
      offer(place, nearest(pages, asked), search.base)
    } catch {
      // without the index, the lists below are there
    }
    try {
      const answer = await fetch(new URL("api/v1/tables.json", search.base))
      symptoms(place, (await answer.json()).tables, search.base)
    } catch {
      // a site without tables, or without data for programs
    }
  }

  Object.assign(self, { ProofpackLost: { nearest } })
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
