/* The box that searches: a button in the header and an empty dialog, with the keys of the theme. What
   answers is loaded once something is typed. A classic script, and so is all that it loads: it also
   works on a page that is opened from a folder. */
;(() => {
  "use strict"
  const space = /** @type {any} */ (self).Proofpack || {}
  Object.assign(self, { Proofpack: space })
  if (space.search) return

  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const base = new URL("../", script.src)
  /** @type {Map<string, Promise<any>>} */
  const brought = new Map()

  /** Load a script once, and return what it holds. @param {string} name @param {string} again */
  function bring(name, again = "") {
    const known = brought.get(name + again)
    if (known) return known
    const came = new Promise((done, failed) => {
      const tag = document.createElement("script")
      tag.setAttribute("charset", "utf-8")
      tag.src = new URL(`assets/search/${name}.js${again}`, base).href
      tag.onload = () => done(/** @type {any} */ (tag).taken)
      tag.onerror = () => failed(new Error(name))
      document.head.append(tag)
    })
    brought.set(name + again, came)
    came.catch(() => brought.delete(name + again))
    return came
  }

  space.search = {
    base,
    bring,
    /** Called by each script of the index with what it holds. @param {any} data */
    take: data => Object.assign(document.currentScript || {}, { taken: data }),
  }

  /** @param {string} tag @param {string} name @param {string} inner @returns {any} */
  function make(tag, name, inner) {
    const element = document.createElement(tag)
    element.className = name
    element.innerHTML = inner
    return element
  }

  /** Put the box into a header. @param {Element} header */
  function mount(header) {
    const button = make(
      "button",
      "pp-search-open",
      '<span class="pp-search-icon"></span><span class="pp-search-label">Search</span>' +
        '<kbd aria-hidden="true">/</kbd>'
    )
    Object.assign(button, { type: "button", ariaHasPopup: "dialog" })
    const dialog = make(
      "dialog",
      "pp-search",
      '<div class="pp-search-bar"><input class="pp-search-input" role="combobox" placeholder="Search"' +
        ' aria-label="Search" aria-autocomplete="list" aria-controls="pp-search-list"' +
        ' aria-expanded="false" autocapitalize="off" autocomplete="off" autocorrect="off"' +
        ' spellcheck="false" enterkeyhint="go" maxlength="600">' +
        '<button type="button" class="pp-search-close" aria-label="Close">×</button></div>' +
        '<p class="pp-search-status" role="status"></p>' +
        '<div id="pp-search-list" class="pp-search-list" role="listbox" aria-label="Search"></div>'
    )
    dialog.ariaLabel = "Search"
    const [input, close, status, list] = dialog.querySelectorAll(
      "input, button, p, #pp-search-list"
    )
    /** @type {any} */
    let answers
    let entered = false

    async function typed() {
      if (answers) return answers.typed()
      entered = false
      list.ariaBusy = "true"
      try {
        await bring("box")
        answers ||= new space.search.Answers({ dialog, input, status, list })
        answers.typed()
        if (entered) answers.enter()
      } catch (_) {
        list.ariaBusy = "false"
        status.textContent = "The search could not be loaded."
      }
    }

    function open(text = "") {
      if (!dialog.open) dialog.showModal()
      input.focus()
      if (!text) return input.select()
      input.value = text.slice(0, input.maxLength)
      typed()
    }

    button.addEventListener("click", () => open())
    close.addEventListener("click", () => dialog.close())
    dialog.addEventListener("click", event => event.target === dialog && dialog.close())
    dialog.addEventListener("close", () => {
      entered = false
      const here = new URL(location.href)
      if (!here.searchParams.has("q")) return
      here.searchParams.delete("q")
      history.replaceState(history.state, "", here)
    })
    input.addEventListener("input", typed)
    input.addEventListener("keydown", event => {
      // Once what answers is there, it hears the key itself.
      if (event.key === "Enter" && !event.isComposing && !answers) entered = true
    })
    document.addEventListener("keydown", event => {
      const target = /** @type {HTMLElement} */ (event.target)
      const writes = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      if (writes || event.ctrlKey || event.metaKey || event.altKey) return
      if (!["/", "f", "s"].includes(event.key) || document.querySelector("dialog[open]")) return
      event.preventDefault()
      open()
    })
    space.search.open = open
    header.insertBefore(button, header.querySelector(":scope > .md-header__source"))
    document.body.append(dialog)
    const asked = new URLSearchParams(location.search).get("q")
    if (asked) open(asked)
  }

  /** Mark on a page the words that led to it. */
  function mark() {
    const asked = new URLSearchParams(location.search).get("h")
    if (asked) bring("box").then(() => space.search.mark(asked))
  }

  const header = document.querySelector(".md-header__inner")
  if (header && !header.querySelector(".md-search")) mount(header)
  const { document$ } = /** @type {any} */ (self)
  mark()
  // The theme says when it has swapped the page without a load. From a folder it never says anything.
  if (document$) document$.subscribe(mark)
})()
