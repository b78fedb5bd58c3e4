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
    document.querySelectorAll("[data-from], [data-until]").forEach(one => {
      if (!(one instanceof HTMLElement)) return
      const { from = "", until = "9999" } = one.dataset
      one.hidden = now < from || now > until
    })
    document.querySelectorAll("time[data-ago]").forEach(time => {
      let shown = time.nextElementSibling
      if (!shown || !shown.matches(".pp-ago")) {
        shown = document.createElement("span")
        shown.className = "pp-ago"
        time.after(shown)
      }
      const said = ago(time.getAttribute("datetime") || "", now)
      if (shown.textContent !== said) shown.textContent = said
    })
  }

  function show() {
    dates(today())
  }

  // Where the theme swaps pages without a load, it tells of each; a tab may stay open overnight.
  function start() {
    show()
    if (window.document$) window.document$.subscribe(show)
    document.addEventListener("visibilitychange", show)
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
