/* What the theme would run inside of its pages, in a file, because a page may not run what stands in it.
   It runs at each place where the theme has such a script, and does what can be done there: in the head
   it says how settings are kept and which links stay on the page, further down it puts to rights what was
   parsed by then. What somebody else has put under the theme's keys is read as nothing, so that it stops
   no script of the page. */
;(() => {
  "use strict"
  const own = /** @type {HTMLScriptElement} */ (document.currentScript)

  function settings() {
    /** @type {Record<string, Function>} */
    const shapes = {
      __palette: Object,
      __consent: Object,
      __tabs: Array,
      __announce: Number,
      __outdated: Boolean,
    }
    const key = (name, scope) => `${scope.pathname}.${name}`
    self.__md_scope = new URL(own.dataset.scope || ".", location.href)
    self.__md_hash = text =>
      Array.from(text).reduce(
        (sum, character) => (sum * 31 + (character.codePointAt(0) || 0)) | 0,
        0
      )
    // A browser may refuse at the mention of its storage: none stands where nothing catches that.
    self.__md_get = (name, storage, scope = self.__md_scope) => {
      try {
        const value = JSON.parse((storage || localStorage).getItem(key(name, scope)) || "null")
        const fits = value?.constructor === (shapes[name] || value?.constructor)
        const whole =
          name !== "__palette" ||
          (Number.isInteger(value?.index) && value.color?.constructor === Object)
        return fits && whole ? value : null
      } catch {
        return null
      }
    }
    self.__md_set = (name, value, storage, scope = self.__md_scope) => {
      try {
        const kept = storage || localStorage
        kept.setItem(key(name, scope), JSON.stringify(value))
      } catch {
        // a browser that keeps nothing
      }
    }
    // Before anything of the page is painted.
    new MutationObserver((_, watch) => {
      if (document.body) {
        watch.disconnect()
        palette()
      }
    }).observe(document.documentElement, { childList: true })
  }

  // The colours that the reader has chosen; of "as the system has it", what the page offers for that.
  function palette() {
    const kept = self.__md_get("__palette")
    if (!kept || !document.body) return
    let color = kept.color
    if (color.media === "(prefers-color-scheme)") {
      const now = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"
      /** @type {HTMLElement | null} */
      const input = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${now})"]`)
      if (!input) return
      const { mdColorMedia, mdColorScheme, mdColorPrimary, mdColorAccent } = input.dataset
      color = {
        media: mdColorMedia,
        scheme: mdColorScheme,
        primary: mdColorPrimary,
        accent: mdColorAccent,
      }
    }
    for (const name of ["media", "scheme", "primary", "accent"]) {
      if (color[name] !== undefined)
        document.body.setAttribute(`data-md-color-${name}`, color[name])
    }
  }

  // A banner that the reader has put away.
  function announcement() {
    const banner = document.querySelector("[data-md-component=announce]")
    const words = banner && banner.querySelector(".md-typeset")
    if (words && self.__md_hash(words.innerHTML) === self.__md_get("__announce")) {
      banner.setAttribute("hidden", "")
    }
  }

  // The note that there is a newer version, where this one is known to be an old one.
  function outdated() {
    const note = document.querySelector("[data-md-component=outdated]")
    const base = new URL(own.dataset.base || ".", location.href)
    try {
      if (note && self.__md_get("__outdated", sessionStorage, base) === true) {
        note.removeAttribute("hidden")
      }
    } catch {
      // as above
    }
  }

  // The tabs that the reader opened last, and the one that the address names.
  function tabs() {
    const opened = self.__md_get("__tabs") || []
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...set.querySelectorAll(".tabbed-labels label")]
      const label = opened
        .map(words => labels.find(label => label.textContent.trim() === words))
        .find(Boolean)
      const input = label && document.getElementById(label.htmlFor)
      if (input instanceof HTMLInputElement) input.checked = true
    }
    const named = document.getElementById(location.hash.slice(1))
    if (named instanceof HTMLInputElement && named.name.startsWith("__tabbed_")) {
      named.checked = true
    }
  }

  // What the reader agrees to, asked for once.
  function consent() {
    const form = document.forms.namedItem("consent")
    if (!form || form.dataset.asked) return
    form.dataset.asked = "yes"
    const boxes = [...form.querySelectorAll("input")].filter(box => box.name)
    const kept = self.__md_get("__consent")
    if (kept) boxes.forEach(box => (box.checked = Boolean(kept[box.name])))
    else if (location.protocol !== "file:") {
      const asking = document.querySelector("[data-md-component=consent]")
      setTimeout(() => asking && asking.removeAttribute("hidden"), 250)
    }
    for (const action of ["submit", "reset"]) {
      form.addEventListener(action, event => {
        event.preventDefault()
        if (action === "reset") boxes.forEach(box => (box.checked = false))
        const agreed = boxes.filter(box => box.checked).map(box => [box.name, true])
        self.__md_set("__consent", Object.fromEntries(agreed))
        location.hash = ""
        location.reload()
      })
    }
  }

  // Where the theme swaps pages, it takes the first link within a page for one to another page: it fetches
  // the page once more and puts it in the place of this one, and what was typed, and where the keyboard is,
  // are gone. Until it has swapped a page, such a link is the browser's: one with a target is none of the
  // theme's, and of the new address it does not hear. This script comes before it.
  function stay() {
    const first = location.pathname
    /** @type {Element | null} */
    let page = null
    let swaps = false
    function swapped() {
      page ||= document.querySelector("[data-md-component=container]")
      return (swaps ||= location.pathname !== first || !page || !page.isConnected)
    }
    /** @param {string} address */
    const bare = address => address.replace(/#.*/, "")
    /** @param {MouseEvent} event */
    function click(event) {
      const link = event.target instanceof Element && event.target.closest("a[href*='#']")
      if (swapped() || !(link instanceof HTMLAnchorElement) || link.target) return
      if (bare(link.href) === bare(location.href)) link.target = "_self"
    }
    window.addEventListener("click", click, true)
    window.addEventListener("click", swapped) // the theme has changed the address by then
    window.addEventListener("popstate", event => swapped() || event.stopImmediatePropagation())
  }

  if (!self.__md_get) {
    settings()
    stay()
  }
  for (const part of [palette, announcement, outdated, tabs, consent]) part()
})()
