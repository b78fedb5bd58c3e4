/* The page of an address at which nothing is: a search that begins with the words of the address, and
   the pages whose addresses are most like it. A classic script that no other page loads; what it knows
   of pages is what the search knows. */
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
    const found = new Map()
    const padded = ` ${text} `
    for (let at = 0; at < padded.length - 1; at += 1) {
      const pair = padded.slice(at, at + 2)
      found.set(pair, (found.get(pair) || 0) + 1)
    }
    return found
  }

  /** How like each other two texts are, from 0 to 1. @param {string} one @param {string} other */
  function likeness(one, other) {
    if (one === other) return 1
    const mine = pairs(one)
    let common = 0
    for (const [pair, times] of pairs(other)) common += Math.min(times, mine.get(pair) || 0)
    return (2 * common) / (one.length + other.length + 2)
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
      .sort(([one], [other]) => other - one)
      .slice(0, MOST)
      .map(([, page]) => page)
  }

  /**
   * Offer the pages that are near.
   * @param {HTMLElement} place @param {[string, string][]} found @param {URL} base
   */
  function offer(place, found, base) {
    if (!found.length) return
    const head = document.createElement("h2")
    const list = document.createElement("ul")
    head.textContent = "Did you mean"
    for (const [path, title] of found) {
      const link = document.createElement("a")
      const item = document.createElement("li")
      link.href = new URL(path, base).href
      link.textContent = title || path
      item.append(link)
      list.append(item)
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
  }

  Object.assign(self, { ProofpackLost: { nearest } })
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
