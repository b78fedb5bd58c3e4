/* What the theme leaves out for people who use a keyboard or a screen reader. A classic script: it
   also runs in a page that is opened from a folder. It asks nothing and stores nothing. */
;(() => {
  "use strict"

  function fix() {
    // The search dialog has no name, and a section with a page of its own has an empty one.
    document.querySelectorAll(".md-search:not([aria-label])").forEach(search => {
      search.setAttribute("aria-label", "Search")
    })
    document.querySelectorAll("nav[aria-labelledby]").forEach(nav => {
      const label = document.getElementById(nav.getAttribute("aria-labelledby") || "")
      const title = nav.querySelector(".md-nav__title")
      if (title && !(label && label.textContent.trim())) {
        nav.setAttribute("aria-label", title.textContent.trim())
        nav.removeAttribute("aria-labelledby")
      }
    })
    document.querySelectorAll("label[for=__toc]").forEach(label => {
      label.setAttribute("tabindex", "0")
    })
    drawer()
    document.querySelectorAll(".md-code__nav").forEach((nav, number) => {
      nav.setAttribute("aria-label", `Code sample ${number + 1}`)
    })
    // What scrolls sideways can be reached and scrolled by keyboard.
    document
      .querySelectorAll(
        ".md-typeset__scrollwrap, .md-typeset pre, .md-typeset pre > code, .pp-part"
      )
      .forEach(box => {
        const style = getComputedStyle(box).overflowX
        const scrolls =
          box.scrollWidth > box.clientWidth && (style === "auto" || style === "scroll")
        if (scrolls) box.setAttribute("tabindex", "0")
      })
  }

  // On a narrow page the navigation is opened by a label, which no key reaches.
  function drawer() {
    const label = document.querySelector("label.md-header__button[for=__drawer]")
    const toggle = document.getElementById("__drawer")
    if (!label || !toggle) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = `${label.className} pp-drawer`
    button.setAttribute("aria-label", "Navigation")
    button.append(...label.childNodes)
    button.addEventListener("click", () => toggle.click())
    label.replaceWith(button)
  }

  // The theme wraps wide tables and adds buttons after the page has loaded, and swaps pages without
  // a load: look again whenever something was added. What is set here adds nothing, so it settles.
  let waiting = false
  function soon() {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      fix()
      filters()
      packets()
    })
  }

  // A worksheet whose script did not come, or that this browser cannot read, says so.
  function plain() {
    const part = document.querySelector(".pp-part[data-worksheet]")
    if (!part || (self.Proofpack && self.Proofpack.page)) return
    const notice = document.createElement("p")
    notice.className = "pp-notice pp-notice-warn"
    notice.textContent =
      "This form can be read and printed, but not filled in here: its script could not be loaded, or this browser is too old for it."
    part.before(notice)
  }

  // A long list is there as a table. Here it gets a box that leaves the rows with all the words typed, and
  // a menu for each column with few different cells. On a screen it begins with the first of very many.
  const MOST = 100
  /** @param {HTMLElement} box */
  function filter(box) {
    /** @type {HTMLTableElement[]} */
    const tables = []
    for (let next = box.nextElementSibling; next; next = next.nextElementSibling)
      tables.push(...(next.matches("table") ? [next] : next.querySelectorAll("table")))
    const rows = tables.flatMap(table => [...table.tBodies[0].rows])
    const texts = rows.map(textOf)
    const shown = document.createElement("output")
    const label = document.createElement("label")
    const input = document.createElement("input")
    input.type = "search"
    label.append(`Filter ${box.dataset.what} `, input)
    const more = document.createElement("button")
    more.type = "button"
    more.textContent = "Show all"
    more.addEventListener("click", () => {
      most = Infinity
      input.focus()
      narrow()
    })
    const paper = document.createElement("p")
    paper.className = "pp-filtered"
    box.append(label, ...menus(tables[0], rows, box.dataset.menus), shown, more)
    box.after(paper)
    const choices = [...box.querySelectorAll("select")]
    let most = MOST

    function narrow() {
      const words = input.value.toLowerCase().split(/\s+/)
      const fits = rows.map(
        (row, at) =>
          words.every(word => texts[at].includes(word)) &&
          choices.every(
            choice => !choice.value || cell(row, Number(choice.dataset.column)) === choice.value
          )
      )
      let count = 0
      rows.forEach((row, at) => {
        row.hidden = !fits[at]
        row.classList.toggle("pp-later", fits[at] && ++count > most)
      })
      // Neither an empty table nor the heading of one.
      for (const table of tables) {
        const inside = [...table.tBodies[0].rows]
        const above = (table.closest(".md-typeset__scrollwrap") || table).previousElementSibling
        for (const element of above instanceof HTMLHeadingElement ? [table, above] : [table]) {
          element.hidden = inside.every(row => row.hidden)
          element.classList.toggle(
            "pp-later",
            inside.every(row => row.matches("[hidden], .pp-later"))
          )
        }
      }
      more.hidden = count <= most
      const rest = more.hidden ? "" : `, ${most} shown`
      shown.textContent = `${count} of ${rows.length}${rest}`
      // On paper, where the box is not.
      const asked = [input, ...choices]
        .filter(({ value }) => value.trim())
        .map(({ value, parentNode: label }) => `${label?.firstChild?.textContent}“${value}”`)
      paper.textContent = asked.length ? `${count} of ${rows.length}. ${asked.join(", ")}` : ""
    }
    box.addEventListener("input", narrow)
    // After Back the browser fills the boxes in again, later than this runs and without a word.
    window.addEventListener("pageshow", narrow)
    window.addEventListener("hashchange", reach)
    narrow()
    reach()

    // A link to a row that is not shown shows it, with all others.
    function reach() {
      const target = document.getElementById(location.hash.slice(1))
      if (!rows.some(row => row.contains(target) && row.matches("[hidden], .pp-later"))) return
      for (const asked of [input, ...choices]) asked.value = ""
      most = Infinity
      narrow()
      target?.scrollIntoView()
    }
  }

  // What is said in a row, which no button of it is.
  /** @param {HTMLTableRowElement} row */
  function textOf(row) {
    const copy = /** @type {HTMLTableRowElement} */ (row.cloneNode(true))
    copy.querySelectorAll("button").forEach(button => button.remove())
    return copy.textContent.toLowerCase()
  }

  /**
   * @param {HTMLTableRowElement} row
   * @param {number} column
   */
  const cell = (row, column) => (row.cells[column].textContent || "").trim()

  /**
   * @param {HTMLTableElement} table
   * @param {HTMLTableRowElement[]} rows
   * @param {string | undefined} named the heads of columns that have one, where not every column has
   */
  function menus(table, rows, named) {
    return [...table.rows[0].cells].slice(1).flatMap((head, at) => {
      const cells = [...new Set(rows.map(row => cell(row, at + 1)))].filter(Boolean).sort()
      const few = named ? named.split(" ").includes(head.textContent.trim()) && rows.length : 12
      if (cells.length < 2 || cells.length > Number(few)) return []
      if (!named && cells.some(text => text.length > 48)) return []
      const select = document.createElement("select")
      select.dataset.column = String(at + 1)
      select.append(new Option("any", ""), ...cells.map(text => new Option(text)))
      const label = document.createElement("label")
      label.append(`${head.textContent.trim()} `, select)
      return [label]
    })
  }

  function filters() {
    /** @type {NodeListOf<HTMLElement>} */
    const boxes = document.querySelectorAll(".pp-filter:empty")
    boxes.forEach(filter)
  }

  // Packets that are open on this device, where the page has a place for them and there may be some; and a
  // box for what somebody has.
  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : ""
  const base = new URL("../", own || location.href)

  /** @param {string} name @param {() => void} then @param {() => void} [failed] */
  function later(name, then, failed) {
    const script = document.createElement("script")
    script.src = new URL(`assets/worksheets/${name}.js`, base).href
    script.addEventListener("load", then)
    if (failed) script.addEventListener("error", failed)
    document.head.append(script)
  }

  /** @param {string} kind */
  function placeOf(kind) {
    const place = document.querySelector(`.${kind}:empty:not([data-found])`)
    if (!(place instanceof HTMLElement) || !own) return null
    place.dataset.found = ""
    return place
  }

  function packets() {
    const box = placeOf("pp-paste-here")
    if (box) later("paste-box", () => Proofpack.box.show(box, base, later))
    const place = placeOf("pp-open")
    try {
      const head = `proofpack/1${base.pathname}worksheet/`
      if (!place || !Object.keys(localStorage).some(key => key.startsWith(head))) return
    } catch {
      return // a browser that keeps nothing
    }
    later("packets", () => Proofpack.open.show(place, base))
  }

  function start() {
    fix()
    filters()
    packets()
    // The script of a worksheet may follow this one.
    if (document.readyState === "complete") plain()
    else window.addEventListener("load", plain)
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true })
    window.addEventListener("resize", soon)
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
