/* What a page cannot say by itself, because it would change every day: how long ago something was, what
   has become due since the page was built, and when that was. A classic script: it also runs in a page
   that is opened from a folder. It asks nothing and stores nothing. */
;(() => {
  "use strict"

  const DAY = 24 * 60 * 60 * 1000
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" })

  /** Today as builds count it, in UTC: YYYY-MM-DD. */
  const today = () => new Date().toISOString().slice(0, 10)

  /**
   * How long ago a day was, in words.
   * @param {string} day as YYYY-MM-DD
   * @param {string} now likewise
   */
  const ago = (day, now) =>
    words.format(Math.round((Date.parse(day) - Date.parse(now)) / DAY), "day")

  /** @param {string} now */
  function dates(now) {
    document.querySelectorAll("[data-from], [data-until]").forEach(element => {
      if (!(element instanceof HTMLElement)) return
      const { from = "", until = "9999" } = element.dataset
      element.hidden = now < from || now > until
    })
    document.querySelectorAll("time[data-ago]").forEach(time => {
      let shown = time.nextElementSibling
      if (!shown || !shown.matches(".pp-ago")) {
        shown = element("span", { class: "pp-ago" })
        time.after(shown)
      }
      const words = ` · ${ago(time.getAttribute("datetime") || "", now)}`
      if (shown.textContent !== words) shown.textContent = words
    })
  }

  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")

  /**
   * An element with what it holds.
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {...string} inner
   */
  function element(name, attributes, ...inner) {
    const node = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
    node.append(...inner)
    return node
  }

  // When the site was built, and from which commit.
  function built() {
    const place = document.querySelector(".pp-built:empty")
    const build = self.ProofpackBuild
    if (!(place instanceof HTMLElement) || !build) return
    const [year, month, day] = build.day.split("-").map(Number)
    const shown = `${day} ${MONTHS[month - 1]} ${year}`
    place.append("Built on ", element("time", { datetime: build.day }, shown))
    if (build.commit) {
      const name = build.commit.slice(0, 7)
      const link = element("a", { href: build.address }, name)
      place.append(" from commit ", build.address ? link : name)
      if (build.changed) place.append(", with later changes")
    }
    place.hidden = false
  }

  function show() {
    dates(today())
    built()
  }

  // A citation shows its quote, from the notes of its page, while it is pointed at, has the focus, or was
  // tapped. What is shown stands behind the citation, so that its links are next for the keyboard.
  const PATIENCE = 250

  /** @type {HTMLElement | null} */
  let tip = null
  /** @type {HTMLAnchorElement | null} */
  let cited = null
  let leaving = 0

  /** @param {EventTarget | null} target */
  const within = target => target instanceof Node && Boolean(tip && tip.contains(target))

  /**
   * The citation that something stands in, and its note.
   * @param {EventTarget | null} target
   */
  function noted(target) {
    const link = target instanceof Element ? target.closest("a") : null
    if (!link || link.closest(".pp-notes, .pp-tip")) return null
    const notes = [...document.querySelectorAll(".pp-notes li")]
    const note = notes.find(note => note.querySelector("a")?.href === link.href)
    return note ? { link, note } : null
  }

  function close() {
    clearTimeout(leaving)
    if (tip) tip.remove()
    if (cited) cited.removeAttribute("aria-describedby")
    tip = cited = null
  }

  function leave() {
    clearTimeout(leaving)
    leaving = setTimeout(() => {
      if (!within(document.activeElement) && document.activeElement !== cited) close()
    }, PATIENCE)
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {Element} note
   */
  function open(link, note) {
    clearTimeout(leaving)
    if (cited === link) return
    close()
    if (!("popover" in HTMLElement.prototype)) return
    tip = element("span", { class: "pp-tip", id: "pp-tip", popover: "manual" })
    tip.append(...[...note.childNodes].map(child => child.cloneNode(true)))
    link.after(tip)
    link.setAttribute("aria-describedby", tip.id)
    link.removeAttribute("title")
    cited = link
    tip.showPopover()
    const at = link.getBoundingClientRect()
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8
    const below = at.bottom + tip.offsetHeight + 8 < window.innerHeight
    const top = below ? at.bottom + 4 : Math.max(4, at.top - tip.offsetHeight - 4)
    tip.style.left = `${Math.max(8, Math.min(at.left, room)) + window.scrollX}px`
    tip.style.top = `${top + window.scrollY}px`
  }

  /** @param {Event} event */
  function pointed(event) {
    const target = noted(event.target)
    if (target) open(target.link, target.note)
    else if (within(event.target)) clearTimeout(leaving)
    else if (tip) leave()
  }

  // With a finger there is no pointing: a tap shows the quote, whose links lead on.
  /** @param {MouseEvent} event */
  function tapped(event) {
    const target = noted(event.target)
    if (target && event instanceof PointerEvent && event.pointerType === "touch") {
      event.preventDefault()
      event.stopPropagation()
      open(target.link, target.note)
    } else if (!within(event.target)) close()
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.key !== "Escape" || !tip) return
    if (within(document.activeElement) && cited) cited.focus()
    close()
  }

  document.addEventListener("pointerover", pointed)
  document.addEventListener("focusin", pointed)
  document.addEventListener("click", tapped, true)
  document.addEventListener("keydown", pressed)

  // Where the theme swaps pages without a load, it tells of each; a tab may stay open overnight.
  function start() {
    show()
    if (window.document$) window.document$.subscribe(show)
    document.addEventListener("visibilitychange", show)
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
