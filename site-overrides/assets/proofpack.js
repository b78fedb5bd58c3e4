/* What the theme leaves out for people who use a keyboard or a screen reader. A classic script: it
   also runs in a page that is opened from a folder. It asks nothing and stores nothing. */
;(() => {
  "use strict"

  function mend() {
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

  // The theme wraps wide tables and adds buttons after the page has loaded, and swaps pages without
  // a load: look again whenever something was added. What is set here adds nothing, so it settles.
  let waiting = false
  function soon() {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      mend()
    })
  }

  // A worksheet whose script did not come, or that this browser cannot read, says so.
  function plain() {
    const part = document.querySelector(".pp-part[data-worksheet]")
    if (!part || (self.Proofpack && self.Proofpack.page)) return
    const notice = document.createElement("p")
    notice.className = "pp-notice pp-notice-warn"
    notice.textContent =
      "This worksheet can be read and printed, but not filled in here: its script could not be loaded, or this browser is too old for it."
    part.before(notice)
  }

  function start() {
    mend()
    plain()
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true })
    window.addEventListener("resize", soon)
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
