/* A part of a worksheet beside the step of a guide that it belongs to: the words around it, up to a heading,
   a table or another part. Their order stays; where there is room for two columns, the styles make them. A
   classic script.

     ProofpackStep.beside(root)  // returns what stands in its place: the step, or the part itself */
const ProofpackStep = (() => {
  "use strict"

  const element = ProofpackControls.element
  const LEAST = 160 // characters that are worth a column
  const APART = "h1, h2, h3, h4, h5, h6, hr, table, .md-typeset__scrollwrap, .pp-part, .pp-pair"
  const MARGIN = 64 // above what stays in sight, and below it

  function until(root, way) {
    const siblings = []
    for (let sibling = root[way]; sibling && !sibling.matches(APART); sibling = sibling[way])
      siblings.push(sibling)
    return siblings
  }

  // What is shorter stays in sight beside what is longer: words that do not fit into the window with their
  // end, a form only if it fits.
  const sizes = new ResizeObserver(entries => {
    entries.forEach(entry => {
      const box = /** @type {HTMLElement} */ (entry.target)
      const room = innerHeight - box.offsetHeight - 1.5 * MARGIN
      const isCut = room < MARGIN && box.matches(".pp-part")
      box.style.setProperty("--pp-top", isCut ? "auto" : `${Math.min(MARGIN, room)}px`)
    })
  })

  function beside(root) {
    const before = until(root, "previousElementSibling").reverse()
    const after = until(root, "nextElementSibling")
    const words = [...before, ...after].map(element => element.textContent).join("")
    if (words.length < LEAST) return root
    const columns = element("div", { className: "pp-columns" })
    const step = element("div", { className: "pp-pair" }, [columns])
    ;(before[0] || root).before(step)
    const [above, below] = [before, after].map(all =>
      element("div", { className: "pp-beside" }, all)
    )
    columns.append(...(before.length ? [above] : []), root, ...(after.length ? [below] : []))
    Array.from(columns.children).forEach(column => sizes.observe(column))
    return step
  }

  return { beside }
})()
