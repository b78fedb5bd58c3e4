/* The box into which somebody pastes or drops what she has. A classic script. What is given goes to the
   readers, which are loaded then, and never stands in the page as it came.

     const box = ProofpackPasteBox.make(id, take)  // take(given, box): text, a file, or a packet of another worksheet
     box.offer(packets)    // those of other worksheets
     box.root, box.out     // `out` is where the readers show what they read; `note` is what it says
     box.say(text) */
const ProofpackPasteBox = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button

  function make(id, take) {
    const text = element("textarea", {
      id: `${id}.input`,
      className: "pp-input pp-input-code",
      rows: 1,
      placeholder: "Paste curl, HAR, JSON, logs, words…",
      autocomplete: "off",
      spellcheck: false,
    })
    const state = element("p", { className: "pp-note", attributes: { role: "status" } })
    const out = element("div", { className: "pp-paste-read" })
    const choose = element("input", { type: "file", className: "pp-unseen", tabIndex: -1 })
    choose.setAttribute("aria-label", "A file to read")
    const read = button("Read", () => given(text.value))
    read.hidden = true
    const file = button("Choose a file…", () => choose.click())
    const other = element("select", {
      id: `${id}.other`,
      className: "pp-input",
      autocomplete: "off",
    })
    const others = element("div", { className: "pp-switch", hidden: true }, [
      element("label", { htmlFor: other.id, textContent: "Or take over answers from" }),
      other,
    ])
    let offered = []
    const root = element("section", { className: "pp-paste", id }, [
      element("label", { htmlFor: text.id, textContent: "Paste what you have, or drop a file" }),
      text,
      element("div", { className: "pp-actions" }, [read, file, choose]),
      others,
      state,
      out,
    ])
    root.setAttribute("aria-label", "Paste what you have")
    // A line until somebody comes to it. What is pressed does not move meanwhile.
    const use = () => root.classList.add("pp-used")
    ;[text, read, file].forEach(control => control.addEventListener("focus", use))
    const box = {
      root,
      out,
      note: state,
      say(words) {
        state.textContent = words
      },
      focus() {
        text.focus()
      },
      offer(packets) {
        offered = packets
        others.hidden = packets.length === 0
        const names = packets.map(
          stored => `${stored.envelope.packet.name}: ${stored.envelope.packet.title}`
        )
        other.replaceChildren(...["another packet…"].concat(names).map(name => new Option(name)))
      },
    }

    // Nothing of it stays in the box.
    function given(what) {
      text.value = ""
      read.hidden = true
      if (!what) return
      use()
      box.say("Reading on this device…")
      take(what, box)
    }

    function carried(event, data) {
      const what = data && (data.files[0] || data.getData("text"))
      if (!what) return
      event.preventDefault()
      given(what)
    }

    text.addEventListener("paste", event => carried(event, event.clipboardData))
    root.addEventListener("dragover", event => event.preventDefault())
    root.addEventListener("drop", event => carried(event, event.dataTransfer))
    text.addEventListener("input", event => {
      if (/^insertFrom(?:Paste|Drop)/u.test(/** @type {any} */ (event).inputType)) given(text.value)
      else read.hidden = !text.value
    })
    other.addEventListener("change", () => {
      if (other.selectedIndex > 0) given(offered[other.selectedIndex - 1])
      other.selectedIndex = 0
    })
    choose.addEventListener("change", () => {
      given(choose.files[0])
      choose.value = ""
    })
    return box
  }

  return { make }
})()
