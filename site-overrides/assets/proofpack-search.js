/* The box that searches: a button in the header and a dialog, with the keys of the theme. Nothing of the
   index is loaded before something is typed. A classic script, and so is all that it loads: it also
   works on a page that is opened from a folder. */
;(() => {
  "use strict"
  const space = /** @type {any} */ (self).Proofpack || {}
  Object.assign(self, { Proofpack: space })
  if (space.search) return

  const PAUSE_MS = 60
  const AROUND = 70
  const LONGEST = 200
  const MOST_OTHERS = 3
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const folder = new URL("search/", script.src)
  const base = new URL("../", script.src)
  space.search = {
    /** Called by each script of the index with what it holds. @param {any} data */
    take: data => Object.assign(document.currentScript || {}, { taken: data }),
  }

  /** @type {Map<string, Promise<any>>} */
  const brought = new Map()

  /** Load a script once, and return what it holds. @param {string} name @param {string} again */
  function bring(name, again = "") {
    const known = brought.get(name + again)
    if (known) return known
    const came = new Promise((done, failed) => {
      const tag = document.createElement("script")
      tag.setAttribute("charset", "utf-8")
      tag.src = new URL(`${name}.js${again}`, folder).href
      tag.onload = () => done(/** @type {any} */ (tag).taken)
      tag.onerror = () => failed(new Error(name))
      document.head.append(tag)
    })
    brought.set(name + again, came)
    came.catch(() => brought.delete(name + again))
    return came
  }

  /** What finds, once it and the root of the index are there. @param {string} again */
  async function finder(again = "") {
    const [root] = await Promise.all([bring("root", again), bring("find")])
    space.search.made ||= new Map()
    const { made, Finder, MiniSearch } = space.search
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

  class Box {
    constructor() {
      this.turn = 0
      this.roots = 0
      this.pause = 0
      /** @type {HTMLAnchorElement[]} */
      this.options = []
      this.active = -1
      const words = this.words()
      this.button = make(
        "button",
        { type: "button", class: "pp-search-open", "aria-haspopup": "dialog" },
        make("span", { class: "pp-search-icon", "aria-hidden": "true" }),
        make("span", { class: "pp-search-label" }, words.search),
        make("kbd", { "aria-hidden": "true" }, "/")
      )
      this.input = make("input", {
        type: "text",
        role: "combobox",
        class: "pp-search-input",
        "aria-label": words.search,
        "aria-autocomplete": "list",
        "aria-controls": "pp-search-list",
        "aria-expanded": "false",
        placeholder: words.search,
        autocapitalize: "off",
        autocomplete: "off",
        autocorrect: "off",
        spellcheck: "false",
        enterkeyhint: "go",
      })
      this.status = make("p", { class: "pp-search-status", role: "status" }, words.start)
      this.list = make("div", {
        id: "pp-search-list",
        role: "listbox",
        class: "pp-search-list",
        "aria-label": words.search,
      })
      const close = make(
        "button",
        { type: "button", class: "pp-search-close", "aria-label": "Close" },
        "×"
      )
      this.dialog = make(
        "dialog",
        { class: "pp-search", "aria-label": words.search },
        make("div", { class: "pp-search-bar" }, this.input, close),
        this.status,
        this.list
      )
      this.button.addEventListener("click", () => this.open())
      close.addEventListener("click", () => this.dialog.close())
      this.dialog.addEventListener("click", event => this.leave(event))
      this.dialog.addEventListener("close", () => this.closed())
      this.input.addEventListener("input", () => this.typed())
      this.input.addEventListener("keydown", event => this.key(event))
      document.addEventListener("keydown", event => this.shortcut(event))
    }

    /** The words of the theme's language, where it has them. */
    words() {
      const config = document.getElementById("__config")
      const known = config ? JSON.parse(config.textContent || "{}").translations || {} : {}
      return {
        search: "Search",
        start: known["search.result.placeholder"] || "Type to start searching",
        none: known["search.result.none"] || "No matching documents",
        one: known["search.result.one"] || "1 matching document",
        other: known["search.result.other"] || "# matching documents",
      }
    }

    /** Put the box into a header. @param {Element} header */
    mount(header) {
      header.insertBefore(this.button, header.querySelector(":scope > .md-header__source"))
      document.body.append(this.dialog)
      const asked = new URLSearchParams(location.search).get("q")
      if (asked) this.open(asked)
    }

    /** @param {string} [text] what is asked; else what stands there is selected */
    open(text) {
      if (!this.dialog.open) this.dialog.showModal()
      this.input.focus()
      if (text === undefined) return this.input.select()
      this.input.value = text
      this.typed()
    }

    /** @param {MouseEvent} event on a link, or beside the dialog, which closes it */
    leave(event) {
      const target = /** @type {Element} */ (event.target)
      const option = target.closest("a")
      if (option?.dataset.ask) {
        event.preventDefault()
        this.open(option.dataset.ask)
      } else if (option || target === this.dialog) this.dialog.close()
    }

    closed() {
      const here = new URL(location.href)
      if (!here.searchParams.has("q")) return
      here.searchParams.delete("q")
      history.replaceState(history.state, "", here)
    }

    /** The keys of the theme open it. @param {KeyboardEvent} event */
    shortcut(event) {
      const target = /** @type {HTMLElement} */ (event.target)
      const writes = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      if (writes || event.ctrlKey || event.metaKey || event.altKey) return
      if (!["/", "f", "s"].includes(event.key) || document.querySelector("dialog[open]")) return
      event.preventDefault()
      this.open()
    }

    /** @param {KeyboardEvent} event in the box */
    key(event) {
      if (event.isComposing) return
      const last = this.options.length - 1
      const steps = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 }
      if (event.key in steps && last >= 0) {
        event.preventDefault()
        const next = steps[event.key]
        this.choose(next > last ? 0 : next < 0 ? last : next)
      } else if (event.key === "Enter") {
        event.preventDefault()
        this.options[Math.max(this.active, 0)]?.click()
      }
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
      clearTimeout(this.pause)
      this.list.setAttribute("aria-busy", "true")
      const text = this.input.value.trim()
      if (!text) return this.show([], this.words().start)
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
        const said = await Promise.all(
          answer.pages.map(({ hits }) => Promise.all(hits.map(hit => find.said(hit))))
        )
        if (turn === this.turn) this.answered(find, text, answer, said)
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
      const found = find.titles(text)
      if (!found.length && this.options.length) return
      const groups = found.map(page => [this.option(find, page, "", [[pages[page][1], false]], [])])
      this.show(groups, found.length ? this.counted(found.length) : "…", busy)
    }

    /** @param {any} find @param {string} text @param {any} answer @param {any[][]} said */
    answered(find, text, answer, said) {
      const groups = answer.pages.map((page, number) => this.page(find, page, said[number]))
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
      this.show([...near, [this.all(find)]], `${this.words().none}. Nearest:`)
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
      const { one, other } = this.words()
      return count === 1 ? one : other.replace("#", String(count))
    }

    /** The lines of one page. @param {any} find @param {any} page @param {any[]} said */
    page(find, page, said) {
      const title = find.root.pages[page.page][1]
      return page.hits.map(({ unit, words }, number) => {
        const [anchor, head, text, others] = said[number]
        const met = new Set(words)
        const lines = []
        if (number === 0) lines.push(["pp-search-title", find.cutter.marked(title, met)])
        if (unit > 0) lines.push(["pp-search-head", find.cutter.marked(head, met)])
        lines.push(["pp-search-text", find.cutter.excerpt(text, met, AROUND, LONGEST)])
        if (others) lines.push(["pp-search-also", [[this.also(find, others), false]]])
        const [[, first], ...rest] = lines
        return this.option(find, page.page, unit > 0 ? anchor : "", first, rest, words, number > 0)
      })
    }

    /** @param {any} find @param {[number, string][]} others */
    also(find, others) {
      const titles = [...new Set(others.map(([page]) => find.root.pages[page][1]))]
      const more = titles.length - MOST_OTHERS
      const rest = more > 0 ? ` and ${more} more` : ""
      return `Also in ${titles.slice(0, MOST_OTHERS).join(", ")}${rest}`
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
      const url = new URL(served ? path.replace(/index\.html$/, "") : path, base)
      if (words.length) url.searchParams.set("h", words.join(" "))
      url.hash = anchor
      return url.href
    }

    /** Put lines into the list. @param {any[][]} groups @param {string} status @param {boolean} busy */
    show(groups, status, busy = false) {
      this.list.setAttribute("aria-busy", String(busy))
      this.status.textContent = status
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
    }
  }

  /** Mark on a page the words that led to it. */
  async function mark() {
    const asked = new URLSearchParams(location.search).get("h")
    const article = document.querySelector("article")
    if (!asked || !article || article.querySelector("mark.pp-found")) return
    await bring("find")
    const cutter = new space.search.Terms(space.search.table)
    const words = new Set(cutter.chunks(asked).flatMap(chunk => cutter.terms(chunk)))
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode))
    for (const text of texts) {
      if (text.parentElement?.closest("script, style, svg, form, button, label, .pp-part, .pp-bar"))
        continue
      const parts = cutter.marked(text.data, words)
      if (!parts.some(([, met]) => met)) continue
      const found = shown(parts)
      for (const each of found) if (each instanceof Element) each.className = "pp-found"
      text.replaceWith(...found)
    }
  }

  const header = document.querySelector(".md-header__inner")
  if (header && !header.querySelector(".md-search")) new Box().mount(header)
  const { document$ } = /** @type {any} */ (self)
  if (document$) document$.subscribe(mark)
  else mark()
})()
