/* What the pages on trust can do beside being read: hand a row on as words, and show today in a picture.
   Those pages load it alone. A classic script: it also runs in a page that is opened from a folder. */
;(() => {
  "use strict"

  // A row that may be pasted elsewhere, as words.
  function copies() {
    /** @type {NodeListOf<HTMLElement>} */
    const places = document.querySelectorAll(".pp-copy:empty")
    places.forEach(place => {
      const button = document.createElement("button")
      const output = document.createElement("output")
      button.type = "button"
      button.textContent = "Copy as wording"
      const named = [...(place.closest("tr")?.cells || [])].slice(0, 2) // area and contract
      const name = named.map(cell => cell.textContent.trim()).join(", ")
      button.setAttribute("aria-label", `Copy as wording: ${name}`)
      button.addEventListener("click", async () => {
        const text = place.dataset.copy || ""
        try {
          await navigator.clipboard.writeText(text)
          output.textContent = "Copied"
        } catch {
          output.textContent = text // to be copied by hand, as on a page that is opened from a folder
        }
      })
      place.append(button, output)
    })
  }

  // The day of whoever looks, in a picture of days: a page that is built once knows no today.
  function days() {
    /** @type {NodeListOf<SVGElement>} */
    const pictures = document.querySelectorAll("svg[data-first]:not([data-today])")
    pictures.forEach(picture => {
      const { first: from, last: to } = picture.dataset
      const [first, last] = [from, to].map(day => Date.parse(day || ""))
      const part = (Date.now() - first) / Math.max(last - first, 1)
      picture.dataset.today = ""
      const today = new Date().toISOString().slice(0, 10)
      picture.querySelectorAll("rect[data-due]").forEach(bar => {
        const { soon = "", due = "" } = /** @type {SVGElement} */ (bar).dataset
        const tone = today > due ? "pp-tone-bad" : today >= soon ? "pp-tone-open" : ""
        bar.setAttribute("class", tone)
      })
      if (part < 0 || part > 1) return
      const at = `${(part * 100).toFixed(2)}%`
      const foot = Number(picture.getAttribute("height")) - 16
      const anchor = part > 0.9 ? "end" : part < 0.1 ? "start" : "middle"
      picture.insertAdjacentHTML(
        "beforeend",
        `<line class="pp-today" x1="${at}" x2="${at}" y1="24" y2="${foot}"/>` +
          `<text x="${at}" y="${foot + 14}" text-anchor="${anchor}">today</text>`
      )
    })
  }

  copies()
  days()
})()
