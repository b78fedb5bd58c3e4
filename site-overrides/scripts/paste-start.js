/* What somebody pasted on a page that fills in nothing: what was read of it, what is documented for it, and
   which worksheets take it. A classic script, loaded when something is pasted. Nothing is stored before she
   chooses a worksheet, and nothing of the paste is put into an address, a title or a log.

     ProofpackPasteStart.start(place, given, base, rules)  // given is text or a file */
const ProofpackPasteStart = (() => {
  "use strict"

  const { element, button } = ProofpackControls
  const { counted } = ProofpackController.helpers
  const show = ProofpackPasteShow
  const fields = ProofpackPasteFields
  const MOST = 5 // worksheets that are looked into: those that ask for most of what was read

  // Puts a box in place of the one that the page had, and reads what that was given.
  function start(place, given, base, rules) {
    const box = ProofpackPasteBox.make("pp-start", take)
    function take(what) {
      show.read(what, box, rules, (reading, beyond, again) =>
        offers(reading, base, rules).then(found => {
          shown(found, reading, show.told(reading, beyond, again), base, box)
        })
      )
    }
    place.replaceChildren(box.root)
    box.say("Reading on this device…")
    take(given)
  }

  // --- the worksheets that take it ---------------------------------------------------------------

  async function offers(reading, base, rules) {
    const answered = fields.answered(reading)
    const known = Object.entries(Proofpack.sheets)
      .map(([id, { takes }]) => ({ id, count: takes.filter(one => answered.includes(one)).length }))
      .filter(one => one.count)
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST)
    const schemas = await Promise.all(known.map(one => show.schemaOf(one.id)))
    return schemas
      .map(schema => offerOf(schema, reading, base, rules))
      .filter(one => one.found.length)
      .sort((a, b) => sends(b.schema) - sends(a.schema) || share(b) - share(a))
  }

  // How much of what is asked for is there then.
  function share({ found, left }) {
    return found.length / (found.length + left.answers)
  }

  // Whether there is a message at its end: what is pasted in a hurry is to be handed over.
  function sends(schema) {
    return schema.parts.some(part => part.kind === "message") ? 1 : 0
  }

  // The packet that a worksheet would begin with, beside those that it has.
  function offerOf(schema, reading, base, rules) {
    const store = ProofpackStore.open(base.pathname, schema.id)
    const saved = `${new Date().toISOString().slice(0, 19)}Z`
    const before = ProofpackPacket.fresh(schema, store.nextName(), saved)
    const found = fields.proposals(schema, before, reading).filter(one => one.fresh)
    const packet = ProofpackPacket.redacted(schema, fields.filled(before, found), rules)
    const left = ProofpackPacket.left(schema, packet)
    return { schema, store, saved, before, found, packet, left }
  }

  // Stores the packet that somebody chose, and goes where it is open.
  function fill(one, base, box) {
    const pid = ProofpackStore.newId()
    const { packet, saved } = one
    const undo = { what: "paste", packet: one.before, after: packet }
    const envelope = { schema: ProofpackStore.SCHEMA, saved, packet, undo }
    const page = ProofpackStore.pageOf(base, one.schema.id)
    if (one.store.write(pid, envelope) === "saved") {
      one.store.activate(pid)
      location.assign(page)
      return
    }
    one.store.remove(pid)
    const there = element("a", { href: page, textContent: one.schema.title })
    box.say("This browser keeps nothing from one page to the next. Paste it once more there: ")
    box.note.append(there)
  }

  // --- what is shown -----------------------------------------------------------------------------

  function shown(found, reading, told, base, box) {
    const discard = button("Discard", () => {
      box.out.replaceChildren()
      box.say("Discarded. Nothing of it was kept.")
      box.focus()
    })
    const offered = found.map((one, at) => offer(one, at, () => fill(one, base, box)))
    box.out.replaceChildren(
      ...told,
      ...documented(found),
      ...offered,
      element("div", { className: "pp-actions" }, [discard]),
      element("details", {}, [
        element("summary", { textContent: "All that was read" }),
        show.facts(reading, Object.keys(reading.facts)),
      ]),
      show.text(reading)
    )
    box.say(
      found.length
        ? "Nothing is filled or kept until you choose."
        : "No form takes anything from it."
    )
    // What is documented is read first, and Enter behind a paste fills in nothing yet.
    box.out.tabIndex = -1
    box.out.focus({ preventScroll: true })
    box.out.scrollIntoView()
  }

  // What the first of them says of it that says something: most are bound to the same tables.
  function documented(found) {
    const said = found.map(one => ProofpackVerdicts.panels(one.schema, one.packet))
    return said.find(panels => panels.length) || []
  }

  function offer({ schema, found, left }, at, act) {
    const press = button(`Fill ${schema.title} with this`, act, at ? "" : "main")
    const required = ProofpackPacket.leftInWords(left)
    const root = element("div", { className: "pp-offer" }, [
      press,
      element("p", { className: "pp-note", textContent: Proofpack.sheets[schema.id].purpose }),
      element("details", {}, [
        element("summary", { textContent: `${counted(found.length, "field")}, ${required}` }),
        show.values(found),
      ]),
    ])
    return root
  }

  return { start }
})()
