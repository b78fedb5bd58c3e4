/* A box for what somebody has, on a page that fills in nothing. A classic script, loaded where a page has a
   place for it. What reads a paste is loaded once there is one, and puts a box of its own in place of this.

     ProofpackBox.show(place, base, later)  // later(file, then, failed) loads a script of worksheets */
const ProofpackBox = (() => {
  "use strict"

  function element(name, properties) {
    return Object.assign(document.createElement(name), properties)
  }

  function show(place, base, later) {
    const id = "pp-start.input"
    const text = element("textarea", {
      id,
      className: "pp-input pp-input-code",
      rows: 2,
      autocomplete: "off",
      spellcheck: false,
      placeholder: "curl, headers, HAR, JSON, a stream, log lines, a traceback, or plain words",
    })
    const [read, file] = ["Read", "Choose a file…"].map(textContent =>
      element("button", { type: "button", className: "pp-button", textContent })
    )
    const choose = element("input", { type: "file", className: "pp-unseen", tabIndex: -1 })
    choose.setAttribute("aria-label", "A file to read")
    read.hidden = true
    const note = element("p", {
      className: "pp-note",
      textContent:
        "Read on this device only, and secrets are taken out. Nothing is saved until you say so.",
    })
    note.setAttribute("role", "status")
    const actions = element("div", { className: "pp-actions" })
    actions.append(read, file, choose)
    const textContent = "Paste what you have, or drop a file"
    const box = element("section", { className: "pp-paste" })
    box.setAttribute("aria-label", "Paste what you have")
    box.append(element("label", { htmlFor: id, textContent }), text, actions, note)
    place.replaceChildren(box)

    // Nothing of it stays in the box.
    function given(what) {
      text.value = ""
      read.hidden = true
      if (!what) return
      note.textContent = "Reading on this device…"
      const failed = () => (note.textContent = "What reads it could not be loaded.")
      later("packets", () => Proofpack.open.read(place, what, base).catch(failed), failed)
    }

    function carried(event, data) {
      event.preventDefault()
      given(data && (data.files[0] || data.getData("text")))
    }

    text.addEventListener("paste", event => carried(event, event.clipboardData))
    box.addEventListener("dragover", event => event.preventDefault())
    box.addEventListener("drop", event => carried(event, event.dataTransfer))
    text.addEventListener("input", () => (read.hidden = !text.value))
    read.addEventListener("click", () => given(text.value))
    file.addEventListener("click", () => choose.click())
    choose.addEventListener("change", () => given(choose.files[0]))
  }

  return { show }
})()
