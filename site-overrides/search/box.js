/* What answers in the box: the list of what was found, as somebody types, and the keys in it. It is loaded
   once something is typed, and stands on `find.js`. */
;(() => {
  "use strict"
  const { search } = /** @type {any} */ (self).Proofpack
  if (search.Answers) return

  const PAUSE_MS = 20
  const AROUND = 70
  const LONGEST = 200

  const style = document.createElement("link")
  style.rel = "stylesheet"
  style.href = new URL("assets/search/box.css", search.base).href
  document.head.append(style)

  /** The words of the theme's language, where it has them. */
  const WORDS = (() => {
    const config = document.getElementById("__config")
    const known = config ? JSON.parse(config.textContent || "{}").translations || {} : {}
    return {
      start: known["search.result.placeholder"] || "Type to start searching",
      none: known["search.result.none"] || "No matching documents",
      one: known["search.result.one"] || "1 matching document",
      other: known["search.result.other"] || "# matching documents",
    }
  })()

  /** What finds, once it and the root of the index are there. @param {string} again */
  async function finder(again = "") {
    const [root] = await Promise.all([search.bring("root", again), search.bring("find")])
    search.made ||= new Map()
    const { made, Finder, MiniSearch, bring } = search
    if (!made.has(root)) made.set(root, new Finder(root, name => bring(name), MiniSearch))
    return made.get(root)
  }

  /**
   * An element with its attributes and what is in it.
   * @param {string} tag @param {Object<string, string>} attributes @param {(Node | string)[]} inner
   * @returns {any}
   */
  function make(tag, attributes = {}, ...inner) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...inner)
    return element
  }

  /** Text with marks. @param {[string, boolean][]} parts @returns {(Node | string)[]} */
  const shown = parts => parts.map(([text, met]) => (met ? make("mark", {}, text) : text))

  class Answers {
    /** @param {Object<string, any>} parts the dialog, and in it the input, the status and the list */
    constructor({ dialog, input, status, list }) {
      this.dialog = dialog
      this.input = input
      this.status = status
      this.list = list
      this.turn = 0
      // The turn that the list is of, and the one whose first line is to be followed once it is known.
      this.listed = 0
      this.entered = 0
      this.roots = 0
      this.pause = 0
      /** @type {HTMLAnchorElement[]} */
      this.options = []
      this.active = -1
      dialog.addEventListener("click", event => this.leave(event))
      dialog.addEventListener("close", () => {
        this.entered = 0
      })
      input.addEventListener("keydown", event => this.key(event))
    }

    /** @param {MouseEvent} event on a link: it asks another question, or leads away */
    leave(event) {
      const option = /** @type {Element} */ (event.target).closest("a")
      if (!option) return
      if (!option.dataset.ask) return this.dialog.close()
      event.preventDefault()
      this.input.value = option.dataset.ask
      this.input.focus()
      this.typed()
    }

    /** @param {KeyboardEvent} event in the box */
    key(event) {
      if (event.isComposing) return
      const last = this.listed === this.turn ? this.options.length - 1 : -1
      const steps = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 }
      if (event.key in steps && last >= 0) {
        event.preventDefault()
        const next = steps[event.key]
        this.choose(next > last ? 0 : next < 0 ? last : next)
      } else if (event.key === "Enter") {
        event.preventDefault()
        this.enter()
      }
    }

    /** Follow the line that was chosen, or the first that answers what stands in the box, once it does. */
    enter() {
      if (this.active >= 0) return this.options[this.active].click()
      this.entered = this.turn
      this.follow()
    }

    follow() {
      const busy = this.list.getAttribute("aria-busy") === "true"
      if (!busy && this.entered === this.turn) this.options[0]?.click()
    }

    /** Make one option the active one. @param {number} number */
    choose(number) {
      this.options[this.active]?.setAttribute("aria-selected", "false")
      this.active = number
      const option = this.options[number]
      if (!option) return this.input.removeAttribute("aria-activedescendant")
      option.setAttribute("aria-selected", "true")
      this.input.setAttribute("aria-activedescendant", option.id)
      option.scrollIntoView({ block: "nearest" })
    }

    typed() {
      this.turn += 1
      this.choose(-1)
      clearTimeout(this.pause)
      this.list.setAttribute("aria-busy", "true")
      const text = this.input.value.trim()
      if (!text) return this.show([], WORDS.start)
      this.answer(text, this.turn)
    }

    /**
     * Show what the titles say at once, and what all pages say as soon as it is loaded.
     * @param {string} text @param {number} turn @param {boolean} again whether it failed once
     */
    async answer(text, turn, again = false) {
      try {
        const find = await finder(this.roots ? `?${this.roots}` : "")
        if (turn !== this.turn) return
        const short = /^[a-z]$/i.test(text)
        this.byTitle(find, text, !short)
        if (short) return
        await new Promise(done => {
          this.pause = setTimeout(done, PAUSE_MS)
        })
        const answer = await find.find(text)
        const texts = await Promise.all(
          answer.pages.map(({ hits }) => Promise.all(hits.map(hit => find.said(hit))))
        )
        if (turn === this.turn) this.answered(find, text, answer, texts)
      } catch (_) {
        if (turn !== this.turn) return
        // The site was published anew since its root was loaded: take the new one, once.
        this.roots += 1
        if (!again) return this.answer(text, turn, true)
        this.show([], "The index could not be loaded. Reload the page and try again.")
      }
    }

    /** @param {any} find @param {string} text @param {boolean} busy whether more is to come */
    byTitle(find, text, busy) {
      const { pages } = find.root
      const numbers = find.titles(text)
      if (busy && !numbers.length && this.options.length) return
      const groups = numbers.map(page => [
        this.option(find, page, "", [[pages[page][1], false]], []),
      ])
      this.show(groups, numbers.length ? this.counted(numbers.length) : "…", busy)
    }

    /** @param {any} find @param {string} text @param {any} answer @param {any[][]} texts */
    answered(find, text, answer, texts) {
      const groups = answer.pages.map((page, number) => this.page(find, page, texts[number]))
      if (groups.length) {
        const instead = answer.instead.map(([typed, near]) => `“${near[0]}” for “${typed}”`)
        const replaced = instead.length ? `Shown: ${instead.join(", ")}. ` : ""
        return this.show(groups, replaced + this.counted(answer.total))
      }
      const near = find.offered(text).map(word => {
        const link = make("a", { href: `?q=${encodeURIComponent(word)}` }, word)
        link.dataset.ask = word
        return [link]
      })
      this.show([...near, [this.all(find)]], `${WORDS.none}. Nearest:`)
    }

    /** A link to the list of guides, or to the home page. @param {any} find */
    all(find) {
      const paths = find.root.pages.map(([path]) => path)
      const list = paths.find(path => path === "guides/index.html") || "index.html"
      const title = find.root.pages[paths.indexOf(list)]?.[1] || "Home"
      return make("a", { href: this.address(find, list) }, `All pages: ${title}`)
    }

    /** @param {number} count */
    counted(count) {
      const { one, other } = WORDS
      return count === 1 ? one : other.replace("#", String(count))
    }

    /** The lines of one page. @param {any} find @param {any} page @param {any[]} texts */
    page(find, page, texts) {
      const title = find.root.pages[page.page][1]
      const heads = texts.map(([, head]) => head)
      return page.hits.flatMap(({ unit, words }, number) => {
        const [anchor, head, text, others, more] = texts[number]
        // A row of a list of sections is called as the section that it leads to.
        if (heads.indexOf(head) < number) return []
        const met = new Set(words)
        const lines = []
        if (number === 0) lines.push(["pp-search-title", find.cutter.marked(title, met)])
        if (unit > 0) lines.push(["pp-search-head", find.cutter.marked(head, met)])
        lines.push(["pp-search-text", find.cutter.excerpt(text, met, AROUND, LONGEST)])
        if (others) lines.push(["pp-search-also", [[this.also(find, others, more), false]]])
        const [[, first], ...rest] = lines
        return this.option(find, page.page, unit > 0 ? anchor : "", first, rest, words, number > 0)
      })
    }

    /** Where else the same stands. @param {any} find @param {number[]} others @param {number} more */
    also(find, others, more) {
      const titles = new Set(others.map(page => find.root.pages[page][1]))
      const rest = more > 0 ? ` and ${more} more` : ""
      return `Also in ${[...titles].join(", ")}${rest}`
    }

    /**
     * A line of the list.
     * @param {any} find @param {number} page @param {string} anchor
     * @param {[string, boolean][]} first @param {any[]} rest @param {string[]} words @param {boolean} below
     */
    option(find, page, anchor, first, rest, words = [], below = false) {
      const href = this.address(find, find.root.pages[page][0], anchor, words)
      const head = below ? "pp-search-head" : "pp-search-title"
      const lines = [[head, first], ...rest].filter(([, parts]) => parts.length)
      return make(
        "a",
        { href, ...(below ? { class: "pp-search-below" } : {}) },
        ...lines.map(([name, parts]) => make("span", { class: name }, ...shown(parts)))
      )
    }

    /** @param {any} find @param {string} path @param {string} anchor @param {string[]} words */
    address(find, path, anchor = "", words = []) {
      const folders = find.root.pages.every(([each]) => each.endsWith("index.html"))
      const served = location.protocol !== "file:" && folders
      const url = new URL(served ? path.replace(/index\.html$/, "") : path, search.base)
      if (words.length) url.searchParams.set("h", words.join(" "))
      url.hash = anchor
      return url.href
    }

    /** Put lines into the list. @param {any[][]} groups @param {string} status @param {boolean} busy */
    show(groups, status, busy = false) {
      this.list.setAttribute("aria-busy", String(busy))
      this.status.textContent = status
      this.listed = this.turn
      this.options = groups.flat()
      this.options.forEach((option, number) => {
        option.id = `pp-search-${number}`
        option.setAttribute("role", "option")
        option.setAttribute("aria-selected", "false")
        option.tabIndex = -1
      })
      this.list.replaceChildren(
        ...groups.map(lines =>
          make("div", { class: "pp-search-page", role: "presentation" }, ...lines)
        )
      )
      this.list.scrollTop = 0
      this.input.setAttribute("aria-expanded", String(this.options.length > 0))
      this.choose(-1)
      this.follow()
    }
  }

  /** Mark on a page the words that led to it. @param {string} asked */
  async function mark(asked) {
    await search.bring("find")
    const article = document.querySelector("article")
    if (!article || article.querySelector("mark.pp-found")) return
    const cutter = new search.Terms(search.table)
    const words = new Set(cutter.chunks(asked).flatMap(chunk => cutter.terms(chunk)))
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode))
    for (const text of texts) {
      if (
        text.parentElement?.closest(
          "script, style, svg, form, button, label, .pp-part, .pp-bar, .pp-notes"
        )
      )
        continue
      const parts = cutter.marked(text.data, words)
      if (!parts.some(([, met]) => met)) continue
      const nodes = shown(parts)
      for (const each of nodes) if (each instanceof Element) each.className = "pp-found"
      text.replaceWith(...nodes)
    }
  }

  Object.assign(search, { Answers, mark })
})()
